"""Layouts in the window: their keys, how they show while they are computed, and how they are stopped."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import A, B, C, D
from workbench.app.actions.charts import show_entities
from workbench.app.layouts import LAYOUTS
from workbench.case import charts
from workbench.ui import motion
from workbench.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def drawn(opened: MainWindow, entity, settle, qtbot) -> MainWindow:
    show_entities(opened.session, [entity(x) for x in (A, B, C, D)])
    settle()
    chart, everyone = opened.session.chart.id, [(entity(x), 0.0, 0.0) for x in (A, B, C, D)]
    opened.session.edit("Let go", lambda case, db: charts.pin(db, chart, everyone, False))
    settle()
    opened.session.select()
    opened.chart.canvas.setFocus()
    return opened


@pytest.mark.parametrize("name", [n for n in LAYOUTS if n not in ("place", "grid")])
def test_ctrl_l_and_a_letter_lay_out(drawn: MainWindow, name: str, qtbot, settle) -> None:
    canvas = drawn.chart.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_L, CTRL)
    qtbot.keyClick(canvas, LAYOUTS[name].letter.lower())
    settle()
    assert drawn.session.chart is not None and drawn.session.chart.looked.arranged.startswith(name)
    qtbot.keyClick(canvas, Qt.Key.Key_L, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_L)
    settle()
    assert drawn.session.chart.looked.arranged.startswith(name)


def test_the_chart_grows_under_the_eyes_and_a_stopped_layout_goes_back(
    drawn: MainWindow, qtbot, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(part, wish, tell, show):
        show(np.arange(2 * len(part), dtype=np.float32).reshape(-1, 2) * 3)
        assert go_on.wait(30)
        tell(1, 2)
        raise AssertionError("it was told to stop")

    motion.choose("full")
    monkeypatch.setitem(LAYOUTS, "circle", replace(LAYOUTS["circle"], run=slow))
    canvas = drawn.chart.canvas
    before = canvas.positions.copy()
    drawn.perform("lay_out_circle")
    qtbot.waitUntil(lambda: canvas.gliding, timeout=10_000)
    qtbot.waitUntil(lambda: not canvas.gliding, timeout=10_000)
    assert sorted(canvas.positions[:, 0].tolist()) == [0, 6, 12, 18]
    qtbot.keyClick(canvas, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    go_on.set()
    settle()
    assert np.array_equal(canvas.positions, before)
    motion.choose("system")


def test_layouts_have_a_menu_of_their_own_on_the_chart_and_on_several(drawn: MainWindow, entity) -> None:
    commands = drawn.commands

    def inside() -> list[str]:
        menu = commands.context_menu(drawn)
        return [e.objectName() for a in menu.actions() if a.menu() for e in a.menu().actions()]

    assert "lay_out_circle" in inside()
    drawn.session.select([entity(A)])
    assert "lay_out_circle" not in inside()
    drawn.session.select([entity(A), entity(B), entity(C)])
    assert "lay_out_circle" in inside()
