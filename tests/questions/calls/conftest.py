"""Cases of a few records each, whose answers can be told by head."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.case.stories import Row, take_in
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.questions.answer import Answer
from workbench.questions.held import Held

MINUTE = 60_000_000
HOUR, DAY = 60 * MINUTE, 1440 * MINUTE
BEGIN = 1_780_272_000_000_000  # 2026-06-01, midnight UTC: one in the morning in London
Told = Callable[..., Held]


@pytest.fixture
def told(case: Case, tmp_path: Path) -> Told:
    """Takes rows in as one file, or several lists of them as one file each, and gives what is held of them."""

    def held(*files: list[Row], **more: Any) -> Held:
        for number, rows in enumerate(files):
            take_in(case, tmp_path, f"file {number}.csv", rows)
        return Held(case, graphs.read(case), **more)

    return held


def phone(number: str) -> tuple[str, str]:
    return ("phone", number)


def call(a: str, b: str, at: int, **more: Any) -> Row:
    """A call from a to b, `at` microseconds after the beginning; further fields as (kind, value) or plain."""
    return {"kind": "call", "start": BEGIN + at, "caller": phone(a), "callee": phone(b), **more}


def message(a: str, b: str, at: int, **more: Any) -> Row:
    return {"kind": "message", "start": BEGIN + at, "sender": phone(a), "recipient": phone(b), **more}


def session(at: int, **more: Any) -> Row:
    return {"kind": "data_session", "start": BEGIN + at, **more}


def at_cell(a: str, cell: str, at: int, b: str = "+44700") -> Row:
    """A call that says at which cell the caller was."""
    return call(a, b, at, caller_cell=("cell", cell), duration=60)


def named(held: Held, answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    """The cells of some columns, entities by their values."""
    places = [[c.name for c in answer.columns].index(name) for name in columns]

    def shown(place: int, value: Any) -> Any:
        if answer.columns[place].type == "entity":
            return held.value(value) if value else None
        if answer.columns[place].type == "entities":
            return tuple(held.value(v) for v in value)
        return value

    return [tuple(shown(p, row.cells[p]) for p in places) for row in answer.rows]


def id_of(held: Held, value: str) -> int:
    """The entity with this value."""
    return int(held.whole.ids[list(held.whole.values).index(value)])


def values(held: Held, entities: Iterable[int]) -> set[str]:
    return {held.value(e) for e in entities}
