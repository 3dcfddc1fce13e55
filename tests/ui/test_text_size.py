"""The size of texts holds for what is painted, too: captions, tables of records, bars of filters, rows of files."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from tests.ui.conftest import A, B
from workbench.drawing.easel import Easel
from workbench.drawing.frame import render
from workbench.drawing.scene import prepare
from workbench.drawing.shot import Highlights, aim
from workbench.drawing.theme import LIGHT
from workbench.drawing.view import View
from workbench.ui.appearance import appearance
from workbench.ui.main_window import MainWindow
from workbench.ui.parts.bars import ROW, BarList

_NOTHING = np.zeros((600, 800), np.uint32)


@pytest.fixture
def large(opened: MainWindow, settle) -> Iterator[MainWindow]:
    """The window with letters half as large again."""
    opened.toggle_panel("filters", show=True)
    settle()
    appearance().choose_size(150)
    settle()
    yield opened
    appearance().choose_size(100)


def test_records_stand_in_larger_rows_and_wider_columns(large: MainWindow, entity, settle) -> None:
    panel = large.docks["records"].panel
    assert panel.table.verticalHeader().defaultSectionSize() == 38
    assert panel.table.columnWidth(0) == 249
    large.session.select([entity(A), entity(B)])
    settle()
    index = panel.model.index(0, 0)
    assert panel.model.data(index, Qt.ItemDataRole.FontRole).pixelSize() == 20
    assert panel.row.font().pixelSize() == 18


def test_bars_grow_with_their_letters(large: MainWindow, settle) -> None:
    lists = [bars for bars in large.docks["filters"].panel.findChildren(BarList) if bars.bars.rowCount()]
    rows = [bars for bars in lists if not bars.columns]
    assert rows
    for bars in rows:
        assert bars.height() - 2 == min(bars.bars.rowCount() * 38, 480)
    appearance().choose_size(100)
    settle()
    assert rows[0].height() - 2 == rows[0].bars.rowCount() * ROW


def test_captions_of_the_chart_are_larger(large: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas, asked = large.chart.canvas, []
    monkeypatch.setattr(canvas._worker, "ask", asked.append)
    canvas.redraw()
    assert asked[0].text == 1.5
    scene = prepare(asked[0].chart)
    usual, larger = (render(scene, View(0.8, 60, 60), (400, 300), LIGHT, text=text) for text in (1.0, 1.5))
    assert usual != larger
    shot = [
        aim(scene, View(), (400, 300), LIGHT, Highlights(), 2.0, _NOTHING, Easel(), text=t)
        for t in (1.0, 1.5)
    ]
    assert [s.letters for s in shot] == [2.0, 3.0] and shot[0].half.tolist() == shot[1].half.tolist()


def test_time_week_and_map_are_lettered_larger(large: MainWindow, settle) -> None:
    for name in ("timeline", "pattern", "map"):
        large.toggle_panel(name, show=True)
        settle()
    layout = large.docks["timeline"].panel.surface.layout_of
    grid = large.docks["pattern"].panel.sides[0].week.grid
    assert (layout.lane, layout.axis.height(), grid.names, grid.hours) == (36.0, 51.0, 57.0, 24.0)
    assert large.docks["map"].panel.surface._order().text == 1.5


def test_in_a_low_window_the_row_below_leaves_the_table_two_rows(large: MainWindow, entity, settle) -> None:
    large.resize(1366, 768)
    large.session.select([entity(A), entity(B)])
    settle()
    panel = large.docks["records"].panel
    panel.row.show_row("a row of a file that needs many lines, " * 40)
    settle()
    assert panel.table.viewport().height() >= 2 * panel.table.verticalHeader().defaultSectionSize()
    assert panel.row.height() >= panel.row.fontMetrics().lineSpacing()


def test_fields_and_signs_are_as_high_as_their_letters(large: MainWindow, settle) -> None:
    for name in ("filters", "tables"):
        large.toggle_panel(name, show=True)
        settle()
    filters, tables = large.docks["filters"].panel, large.docks["tables"].panel
    table = tables.desk.table
    assert table.heading.lines
    for field in (filters.edit, *table.heading.lines.values()):
        if field.isVisible():
            assert field.height() >= field.fontMetrics().lineSpacing() + 4, field.accessibleName()
    signs = [b.iconSize().width() for b in large.docks["timeline"].panel.bar.findChildren(QToolButton)]
    assert set(signs) == {24}
