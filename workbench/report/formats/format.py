"""A format of another tool: what it is for, what it cannot hold, and the function that writes an extract in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from workbench.model.problems import Problem
from workbench.report.extract import Extract

ONE = {"entities": "entity", "calls, messages and payments": "call, message or payment"}


@dataclass(frozen=True)
class Written:
    """What was written: how many of what ("entities", "links", "records" ...), and what the format could not hold of
    this extract, a sentence each with how often."""

    counts: Mapping[str, int]
    lost: Sequence[str] = field(default_factory=tuple)

    @property
    def said(self) -> str:
        """The counts in words: "14 entities, 20 links"."""
        return ", ".join(
            f"{count:,} {ONE.get(what, what.removesuffix('s')) if count == 1 else what}"
            for what, count in self.counts.items()
        )


Write = Callable[[Extract, Path], Written]


@dataclass(frozen=True)
class Format:
    """`write(extract, out)` writes whole or not at all and gives the same bytes for the same extract.

    `does` says in a sentence who opens it and for what, `cannot` what no file of the format can hold, a sentence each.
    """

    id: str
    title: str
    suffix: str
    does: str
    cannot: tuple[str, ...]
    write: Write


def writes(
    id: str, *, title: str, suffix: str, does: str, cannot: Sequence[str] = ()
) -> Callable[[Write], Format]:
    """Makes a format of a function."""

    def made(write: Write) -> Format:
        return Format(id, title, suffix, does, tuple(cannot), write)

    return made


def shipped() -> dict[str, Format]:
    """Every format that ships with the program, by id, in the order of their files."""
    found: dict[str, Format] = {}
    package = importlib.import_module("workbench.report.formats")
    for module in pkgutil.iter_modules(package.__path__):
        for one in _in(importlib.import_module(f"{package.__name__}.{module.name}")):
            if one.id in found:
                raise ValueError(f"two formats are called {one.id}")
            found[one.id] = one
    return found


def named(id: str) -> Format:
    """The format of an id; Problem where there is none."""
    known = shipped()
    if id not in known:
        raise Problem(f"there is no format '{id}'", "one of " + ", ".join(known))
    return known[id]


def _in(module: ModuleType) -> list[Format]:
    values = list(vars(module).values())
    return [v for v in values if isinstance(v, Format) and v.write.__module__ == module.__name__]
