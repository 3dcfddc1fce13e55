"""What the child says of a file before a recipe is chosen: what each reader sees in it, what is packed in it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.ingest import containers, sniffing, wire
from workbench.ingest.known import BUILT_IN, Known
from workbench.ingest.readers import Reader, Sniffed
from workbench.ingest.sniffed import sniffed_facts
from workbench.ingest.wire import Answers
from workbench.model.problems import BrokenReader, Problem


def members(path: Path, known: Known, password: str, member: str = "") -> dict[str, Any]:
    """What is in an archive: name, size, whether it is locked or refused; nothing where a reader knows the file.

    Raises PasswordNeeded where nothing in it can be read without a password, or with this one.
    """
    found = containers.members(path, password, member)
    if found and any(_knows(reader, path) for reader in known.classes().values() if reader not in BUILT_IN):
        found = []
    readable = [entry for entry in found if not entry.refused]
    if readable and all(entry.locked for entry in readable):
        with containers.Member(path, readable[0].name, password).open() as file:
            file.read(1)
    return {"members": [asdict(entry) for entry in found]}


def _knows(reader: type[Reader], path: Path) -> bool:
    try:
        return _sniff(reader, path) is not None
    except Problem:
        return False


def look(path: Path, known: Known) -> Answers:
    """Every reader's view of the file, as facts. What a reader says of a file that nobody reads is raised, not that
    another plugin's reader is broken: that is told beside it."""
    head = sniffing.head_of(path)
    found = sniffing.content(path, head)
    problems: list[Problem] = []
    broken: list[str] = []
    count = 0
    for reader in known.classes().values():
        try:
            sniffed = _sniff(reader, path)
        except BrokenReader as problem:
            broken.append(str(problem))
            continue
        except Problem as problem:  # another reader may know the file all the same
            problems.append(problem)
            continue
        if sniffed is not None:
            count += 1
            yield wire.pack("sniffed", sniffed_facts(sniffed))
    if problems and not count:
        raise problems[0]
    return {"content": found, "broken": broken}


def _sniff(reader: type[Reader], path: Path) -> Sniffed | None:
    if reader in BUILT_IN:
        return reader().sniff(path)
    try:
        return reader().sniff(path)
    except Problem:
        raise
    except Exception as error:  # a plugin's mistake, and named as one
        raise BrokenReader(
            f"reader {reader.id} failed on {path.name}",
            f"{type(error).__name__}: {error}; tell whoever wrote the plugin",
        ) from error
