"""By which signs a recipe knows a table beyond its headers: cells, words around it, its name, the more it asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.test_recipe_language import CALL, HEAD, NAMES, A, B
from workbench.ingest import recipe
from workbench.ingest.child import Child
from workbench.ingest.recognising import recognise

Write = Callable[..., Path]

HEADLESS = (
    HEAD
    + """
[recognise]
cells = { when = '^\\d{4}-', caller = '^44' }
[layout]
columns = ["caller", "callee", "when"]
"""
    + CALL
)


@pytest.mark.parametrize("first", ["", f"{A},{B},2024-05-05 09:00:00\n"])
def test_a_table_without_header_is_known_by_its_cells(write: Write, by: Child, first: str) -> None:
    path = write(first + f"{A},{B},2024-05-06 01:02:03\n{B},{A},2024-05-07 01:02:03\n")
    best = recognise(path, [recipe.parse(HEADLESS)], by=by).best
    assert best is not None and "3 columns and no row that names them" in best.reasons[0]
    other = write(f"{A},{B},06.05.2024\n{B},{A},07.05.2024\n", "other.csv")
    assert recognise(other, [recipe.parse(HEADLESS)], by=by).candidates == ()


def test_signs_beyond_the_headers(write: Write, by: Child) -> None:
    path = write(f"Search Criteria : x\nCaller,Callee,Start\n{A},{B},2024-05-06 01:02:03\n", "export-12.csv")

    def fits(signs: str) -> bool:
        made = recipe.parse(HEAD + NAMES + signs + CALL)
        return any(c.fits for c in recognise(path, [made], by=by).candidates)

    assert fits("preamble = 'Search Criteria'\nfilename = '^export-\\d+'\ncells = { caller = '^44' }\n")
    assert not fits("preamble = 'Something else'\n")
    assert not fits("filename = 'import'\n")
    assert not fits("without = ['Start']\n")
    assert not fits("cells = { caller = '^[a-z]' }\n")


def test_of_two_that_fit_as_well_the_one_that_asks_for_more_is_best(write: Write, by: Child) -> None:
    less, more = HEAD + NAMES + CALL, HEAD.replace("t.r", "t.s") + NAMES + "filename = 'x'\n" + CALL
    path = write(f"Caller,Callee,Start\n{A},{B},2024-05-06 01:02:03\n", "x.csv")
    best = recognise(path, [recipe.parse(less), recipe.parse(more)], by=by).best
    assert best is not None and best.recipe.id == "t.s"
