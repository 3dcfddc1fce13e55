"""Who comes in several dumps of towers or at several cells, and how many would by chance."""

from __future__ import annotations

import pytest

from tests.questions.calls.conftest import DAY, HOUR, Told, at_cell, call, id_of, named
from workbench.questions import asking
from workbench.questions.calls.at_several_places import at_several_places


def dumps() -> list[list[dict[str, object]]]:
    """Three dumps of ten numbers each; +441 is in all, +442 in the first two."""
    made = []
    for n in range(3):
        there = ["+441", *(["+442"] if n < 2 else []), *(f"+45{n}{k}" for k in range(8 + (n == 2)))]
        made.append([at_cell(who, f"C{n}", n * DAY + k, f"+99{n}{k}") for k, who in enumerate(there)])
    return made


def test_numbers_in_several_dumps(told: Told) -> None:
    held = told(*dumps())
    answer = asking.ask(held, at_several_places, {}, steady=False)
    assert named(held, answer, "who", "places", "sightings", "also") == [("+441", 3, 3, 0), ("+442", 2, 2, 1)]
    assert answer.rows[0].cells[2] == "file 0.csv; file 1.csv; file 2.csv"
    places, spread = answer.tables
    assert [row.cells[1:] for row in places.rows] == [(10, 10)] * 3
    assert [row.cells[1] for row in spread.rows] == [27, 2, 1]
    p = 10 / 27
    assert spread.rows[2].cells[2] == pytest.approx(27 * p**3)
    assert spread.rows[1].cells[2] == pytest.approx(27 * (p**3 + 3 * p * p * (1 - p)))


def test_only_some_dumps(told: Told) -> None:
    held = told(*dumps())
    two = tuple(cover.source for cover in held.coverage)[1:]
    answer = asking.ask(held, at_several_places, {"sources": two}, steady=False)
    assert named(held, answer, "who", "places") == [("+441", 2)]


def test_cells_and_who_is_always_there(told: Told) -> None:
    rows = [at_cell("+441", f"C{n}", n * DAY) for n in range(2)]
    rows += [at_cell("+442", f"C{n}", n * DAY + HOUR) for n in range(2)]
    rows += [call("+442", "+449", 5 * DAY, caller_cell=("cell", "C1"))]
    held = told(rows, [call("+442", "+449", 9 * DAY, caller_cell=("cell", "C0"))])
    cells = (id_of(held, "C0"), id_of(held, "C1"))
    answer = asking.ask(held, at_several_places, {"cells": cells}, steady=False)
    assert named(held, answer, "who", "places", "where") == [("+441", 2, "C0; C1"), ("+442", 2, "C0; C1")]
    first = tuple(cover.source for cover in held.coverage)[:1]
    answer = asking.ask(held, at_several_places, {"sources": first, "least": 1}, steady=False)
    assert named(held, answer, "who", "elsewhen") == [("+441", 0), ("+442", 1)]


def test_without_cells_it_says_what_is_missing(told: Told) -> None:
    assert "dumps of towers" in asking.ask(told([call("+441", "+442", 0)]), at_several_places, {}).sentence
