"""Rows as Qt asks for them: a page that is not at hand is asked for once, however many of its cells are painted."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from workbench.app.tables.table import Shown
from workbench.model.tabular import Column
from workbench.ui.tables.rows import PAGE, WAITING, TableRows


class Slow:
    """A table of numbers of which nothing is in memory until somebody says so."""

    size = 1000

    def __init__(self) -> None:
        self.asked, self.there = 0, False

    def ready(self, rows: np.ndarray, columns: list[str]) -> bool:
        self.asked += 1
        return self.there

    def texts(self, rows: np.ndarray, columns: list[str]) -> pl.DataFrame:
        return pl.DataFrame({name: [str(row) for row in rows.tolist()] for name in columns})


@pytest.fixture
def table() -> Slow:
    return Slow()


@pytest.fixture
def rows(qtbot, table: Slow) -> TableRows:
    made = TableRows()
    columns: Any = [Column("number", "Number")]
    shown: Any = Shown(table)  # type: ignore[arg-type]
    made.show(shown, columns)
    return made


def test_a_page_is_asked_for_once(qtbot, rows: TableRows, table: Slow) -> None:
    with qtbot.waitSignal(rows.wanted) as asked:
        assert {rows.cell(row, 0) for row in range(PAGE)} == {WAITING}
    assert asked.args == [[0]] and table.asked == 1
    assert rows.cell(5, 0) == WAITING and table.asked == 1
    rows.arrived(rows.shown, rows.columns, {0: table.texts(np.arange(PAGE), ["number"]).rows()})
    assert rows.cell(5, 0) == "5" and table.asked == 1


def test_pages_passed_over_are_asked_for_when_they_are_looked_at_again(qtbot, rows: TableRows) -> None:
    with qtbot.waitSignal(rows.wanted) as asked:
        for page in range(12):
            rows.cell(page * PAGE, 0)
    assert asked.args == [list(range(4, 12))]
    with qtbot.waitSignal(rows.wanted) as again:
        rows.cell(0, 0)
        rows.cell(11 * PAGE, 0)
    assert again.args == [[0]]


def test_what_is_in_memory_is_there_at_once_and_other_rows_are_asked_for_anew(
    qtbot, rows: TableRows, table: Slow
) -> None:
    assert rows.cell(0, 0) == WAITING
    table.there = True
    assert rows.cell(3 * PAGE + 1, 0) == str(3 * PAGE + 1)
    rows.show(rows.shown, rows.columns)
    assert rows.cell(0, 0) == "0"
