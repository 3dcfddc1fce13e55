"""Runs a plugin's code when it is first needed, under its own package name: readers in the reading process, questions
where they are asked.

Plugins are trusted code: nothing confines a reader but the limits of that process, and nothing a question.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from workbench.ingest.child import ReaderSource
from workbench.ingest.readers import Layout, Reader, Rows, Sniffed
from workbench.model.problems import BrokenReader, Problem
from workbench.plugin_host import manifest
from workbench.plugin_host.discovery import READY, Plugins

PACKAGE = "clew_plugin_"


@dataclass(frozen=True)
class Place:
    """Where a reader's class or a question is, and the hash its plugin's files had when it was found."""

    plugin: str
    folder: Path
    sha256: str
    id: str
    entry: str


def reader_source(plugins: Plugins) -> ReaderSource:
    """The picklable function that gives the reading process (`ingest.child.Child`) the plugins' readers."""
    return partial(load_readers, tuple(places_of(plugins, "readers")))


def places_of(plugins: Plugins, sort: str) -> list[Place]:
    """Where the "readers" or "questions" of all plugins that are ready stand."""
    return [
        Place(p.id, p.folder, p.sha256, entry.id, entry.entry)
        for p in plugins.plugins
        if p.state == READY
        for entry in getattr(p, sort)
    ]


def load_readers(places: Sequence[Place]) -> list[type[Reader]]:
    """The reader classes at these places; one that does not load is there as a reader that says why."""
    readers: list[type[Reader]] = []
    for place in places:
        try:
            readers.append(load(place))
        except Problem as problem:
            readers.append(_unloadable(place.id, problem))
    return readers


def _unloadable(reader: str, problem: Problem) -> type[Reader]:
    """A reader that raises the problem whenever it is used."""

    class Unloadable:
        id = reader

        def sniff(self, path: Path) -> Sniffed | None:
            raise problem

        def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
            raise problem

    return Unloadable


def load(place: Place) -> type[Reader]:
    """A reader's class, its plugin's code imported if it is not yet.

    Raises Problem where the files are not those that were found, or the code fails or is no reader.
    """
    found = found_at(place, "reader")
    if getattr(found, "id", None) != place.id or not all(hasattr(found, m) for m in ("sniff", "tables")):
        raise BrokenReader(
            f"plugin {place.plugin}: {place.entry} is not the reader {place.id}",
            "it needs id, sniff and tables",
        )
    reader: type[Reader] = found
    return reader


def found_at(place: Place, sort: str) -> Any:
    """What stands at a place. Problem where the plugin's files have changed or its code fails."""
    where = f"plugin {place.plugin}"
    if manifest.hash_of(place.folder) != place.sha256:
        raise BrokenReader(
            f"{where} has changed since the program started", "start again to use it as it is now"
        )
    module, _, name = place.entry.partition(":")
    try:
        _package(place)
        return getattr(importlib.import_module(f"{PACKAGE}{place.plugin}.{module}"), name)
    except Exception as error:  # whatever foreign code raises is the plugin's fault, and named as such
        raise BrokenReader(
            f"{where}: its {sort} {place.id} does not load", f"{type(error).__name__}: {error}"
        ) from error


def _package(place: Place) -> ModuleType:
    """The package a plugin's modules live in: its folder, with or without an __init__.py."""
    name = PACKAGE + place.plugin
    if name in sys.modules:
        return sys.modules[name]
    start = place.folder / "__init__.py"
    if start.exists():
        spec = importlib.util.spec_from_file_location(
            name, start, submodule_search_locations=[str(place.folder)]
        )
        if spec is None or spec.loader is None:
            raise ImportError(f"{start} cannot be imported")
        package = importlib.util.module_from_spec(spec)
        sys.modules[name] = package
        try:
            spec.loader.exec_module(package)
        except BaseException:
            del sys.modules[name]
            raise
        return package
    package = ModuleType(name)
    package.__path__ = [str(place.folder)]
    sys.modules[name] = package
    return package
