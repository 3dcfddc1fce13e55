from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.canvas.touch import (
    ALT,
    PLAIN,
    SHIFT,
    colour,
)
from workbench.drawing.theme import number
from workbench.drawing.view import View


def test_arrows_nudge_the_selection_as_one_move_and_pan_without_one(qtbot, canvas):
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view == View(1.0, 60, 120)
    canvas.set_selection([12])
    with qtbot.waitSignal(canvas.moved) as heard:
        for _ in range(4):
            qtbot.keyClick(canvas, Qt.Key.Key_Right)
        qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert heard.args[0] == [(12, pytest.approx(4 / 80), pytest.approx(2 + 15 / 80))]


def test_tab_walks_the_entities_in_reading_order_and_then_leaves(qtbot, canvas):
    canvas.setFocus()
    walked = []
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        walked += sorted(canvas.chosen.entities)
    assert walked == [10, 11, 12, 13]
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.chosen.entities == {12}
    canvas.set_selection([13])
    assert canvas.focusNextPrevChild(True) is False


def test_enter_opens_the_selected_entity(qtbot, canvas):
    canvas.set_selection([11])
    with qtbot.waitSignal(canvas.opened) as heard:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == [11]


def test_alt_and_arrows_walk_along_links(qtbot, canvas):
    canvas.choose([10], [], PLAIN)
    for key, expected in (
        (Qt.Key.Key_Right, {11}), (Qt.Key.Key_Down, {13}), (Qt.Key.Key_Left, {12}), (Qt.Key.Key_Up, {12}),
    ):  # fmt: skip
        qtbot.keyClick(canvas, key, ALT)
        assert canvas.chosen.entities == expected
    qtbot.keyClick(canvas, Qt.Key.Key_Right, ALT | SHIFT)
    assert canvas.chosen.entities == {12, 13} and canvas.chosen.current == 13
    canvas.choose([], [], PLAIN)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, ALT)
    assert len(canvas.chosen.entities) == 1


def test_walking_brings_into_view_where_it_leads(qtbot, canvas):
    canvas.choose([11], [], PLAIN)
    canvas.set_view(View(1.0, 120, 330))
    qtbot.keyClick(canvas, Qt.Key.Key_Down, ALT)
    assert canvas.chosen.entities == {13}
    place = canvas.on_screen(canvas.chart.number_of[13])
    assert 0 < place.x() < 400 and 0 < place.y() < 400


def test_the_focus_is_seen_also_while_something_is_selected(qtbot, canvas):
    accent = number(canvas.theme.accent)
    canvas.clearFocus()
    canvas.set_selection([10])
    assert colour(canvas.grab().toImage(), 200, 1) != accent
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(
        lambda: canvas.hasFocus() and colour(canvas.grab().toImage(), 200, 1) == accent, timeout=5000
    )
