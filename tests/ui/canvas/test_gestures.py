from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.canvas.touch import (
    ALPHA,
    ALT,
    BETA,
    CTRL,
    DELTA,
    GAMMA,
    LEFT,
    MIDDLE,
    PLAIN,
    RIGHT,
    SHIFT,
    colour,
    drag,
    event_move,
    lasso,
)
from workbench.drawing.theme import number
from workbench.drawing.view import View


def test_click_selects_and_shift_adds_and_ctrl_toggles(qtbot, canvas):
    heard = []
    canvas.selection_changed.connect(lambda entities, links: heard.append((entities, links)))
    qtbot.mouseClick(canvas, LEFT, PLAIN, ALPHA)
    qtbot.mouseClick(canvas, LEFT, SHIFT, BETA)
    qtbot.mouseClick(canvas, LEFT, CTRL, ALPHA)
    qtbot.mouseClick(canvas, LEFT, PLAIN, QPoint(200, 200))
    assert heard == [([10], []), ([10, 11], []), ([11], []), ([], [])]


def test_click_on_a_line_selects_the_link(qtbot, canvas):
    with qtbot.waitSignal(canvas.selection_changed) as heard:
        qtbot.mouseClick(canvas, LEFT, PLAIN, QPoint(280, 200))
    assert heard.args == [[], [501]]


def test_box_selects_what_lies_inside_with_the_links_between(qtbot, canvas):
    drag(qtbot, canvas, QPoint(60, 60), QPoint(320, 180))
    assert (canvas.chosen.entities, canvas.chosen.links) == ({10, 11}, {500})
    drag(qtbot, canvas, QPoint(60, 320), QPoint(180, 220), modifier=SHIFT)
    assert canvas.chosen.entities == {10, 11, 12}
    drag(qtbot, canvas, QPoint(60, 60), QPoint(180, 320), modifier=CTRL)
    assert canvas.chosen.entities == {11}


def test_dragging_moves_the_whole_selection_and_tells_once(qtbot, canvas):
    canvas.set_selection([10, 11])
    heard = []
    canvas.moved.connect(heard.append)
    drag(qtbot, canvas, ALPHA, ALPHA + QPoint(40, 80))
    ((alpha, beta),) = heard
    assert alpha == pytest.approx((10, 0.5, 1.0))
    assert beta == pytest.approx((11, 2.5, 1.0))
    assert canvas.chosen.entities == {10, 11}


def test_dragging_another_entity_selects_and_moves_that_one_only(qtbot, canvas):
    canvas.set_selection([10])
    with qtbot.waitSignal(canvas.moved) as heard:
        drag(qtbot, canvas, DELTA, DELTA + QPoint(0, 16))
    assert [entity for entity, _, _ in heard.args[0]] == [13]


def test_escape_takes_a_drag_back(qtbot, canvas):
    before = canvas.positions.copy()
    qtbot.mousePress(canvas, LEFT, PLAIN, ALPHA)
    event_move(canvas, ALPHA + QPoint(50, 50), LEFT, PLAIN)
    assert not np.array_equal(canvas.positions, before)
    with qtbot.assertNotEmitted(canvas.moved):
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        qtbot.mouseRelease(canvas, LEFT, PLAIN, ALPHA + QPoint(50, 50))
    assert np.array_equal(canvas.positions, before)


def test_a_trembling_click_moves_nothing(qtbot, canvas):
    with qtbot.assertNotEmitted(canvas.moved):
        drag(qtbot, canvas, ALPHA, ALPHA + QPoint(2, 1))


@pytest.mark.parametrize("button", [MIDDLE, RIGHT])
def test_middle_and_right_drag_pan_without_a_menu(qtbot, canvas, button):
    with qtbot.assertNotEmitted(canvas.context_requested):
        drag(qtbot, canvas, QPoint(200, 200), QPoint(230, 190), button)
    assert canvas.view == View(1.0, 150, 110)
    assert canvas.chosen.entities == set()


def test_space_and_left_drag_pan(qtbot, canvas):
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    drag(qtbot, canvas, ALPHA, ALPHA + QPoint(10, 20))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view == View(1.0, 130, 140)


def test_right_click_asks_for_the_menu_of_what_lies_there(qtbot, canvas):
    heard = []
    canvas.context_requested.connect(lambda at, entity, link: heard.append((entity, link)))
    for place in (GAMMA, QPoint(200, 280), QPoint(200, 200)):
        qtbot.mouseClick(canvas, RIGHT, PLAIN, place)
    assert heard == [(12, None), (None, 502), (None, None)]


def test_alt_and_drag_is_a_lasso(qtbot, canvas):
    # around alpha and delta, past beta and gamma
    around = [
        QPoint(80, 80),
        QPoint(150, 90),
        QPoint(330, 260),
        QPoint(320, 330),
        QPoint(250, 310),
        QPoint(80, 150),
    ]
    lasso(qtbot, canvas, around)
    assert (canvas.chosen.entities, canvas.chosen.links) == ({10, 13}, set())
    lasso(qtbot, canvas, [QPoint(240, 90), QPoint(330, 90), QPoint(330, 160), QPoint(240, 160)], ALT | SHIFT)
    assert canvas.chosen.entities == {10, 11, 13}
    lasso(qtbot, canvas, [QPoint(240, 90), QPoint(330, 90), QPoint(330, 160), QPoint(240, 160)], ALT | CTRL)
    assert canvas.chosen.entities == {10, 13}


def test_escape_gives_a_lasso_up_and_a_click_with_alt_does_nothing(qtbot, canvas):
    canvas.set_selection([12])
    qtbot.mousePress(canvas, LEFT, ALT, QPoint(80, 80))
    event_move(canvas, QPoint(300, 90), LEFT, ALT)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, ALT, QPoint(300, 90))
    qtbot.mouseClick(canvas, LEFT, ALT, QPoint(200, 200))
    assert canvas.chosen.entities == {12}


def test_dragging_shows_the_entity_where_it_is_and_the_rest_unchanged(qtbot, canvas):
    with qtbot.waitSignal(canvas.painted, timeout=120_000):
        canvas.set_selection([10])
    before = canvas.grab().toImage()
    qtbot.mousePress(canvas, LEFT, PLAIN, ALPHA)
    with qtbot.waitSignal(canvas.painted, timeout=120_000):
        event_move(canvas, ALPHA + QPoint(40, 40), LEFT, PLAIN)
    now = canvas.grab().toImage()
    assert colour(now, 160, 146) == 0xFF3F6FB5 != colour(before, 160, 146)
    assert colour(now, 120, 106) == number(canvas.theme.chart)
    assert colour(now, 280, 106) == colour(before, 280, 106)
    qtbot.mouseRelease(canvas, LEFT, PLAIN, ALPHA + QPoint(40, 40))
