from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent

from workbench.drawing.theme import DARK, number
from workbench.drawing.view import View
from workbench.ui.canvas import ChartCanvas

ALPHA, BETA, GAMMA, DELTA = QPoint(120, 120), QPoint(280, 120), QPoint(120, 280), QPoint(280, 280)
LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def drag(qtbot, canvas, start, end, button=LEFT, modifier=PLAIN):
    qtbot.mousePress(canvas, button, modifier, start)
    middle = (start + end) / 2
    for place in (middle, end):
        event_move(canvas, place, button, modifier)
    qtbot.mouseRelease(canvas, button, modifier, end)


def event_move(canvas, place, button, modifier):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(place)
    no_button = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, canvas.mapToGlobal(at), no_button, button, modifier)
    QApplication.sendEvent(canvas, event)


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
    assert (canvas.selected_entities, canvas.selected_links) == ({10, 11}, {500})
    drag(qtbot, canvas, QPoint(60, 320), QPoint(180, 220), modifier=SHIFT)
    assert canvas.selected_entities == {10, 11, 12}
    drag(qtbot, canvas, QPoint(60, 60), QPoint(180, 320), modifier=CTRL)
    assert canvas.selected_entities == {11}


def test_dragging_moves_the_whole_selection_and_tells_once(qtbot, canvas):
    canvas.set_selection([10, 11])
    heard = []
    canvas.moved.connect(heard.append)
    drag(qtbot, canvas, ALPHA, ALPHA + QPoint(40, 80))
    ((alpha, beta),) = heard
    assert alpha == pytest.approx((10, 0.5, 1.0))
    assert beta == pytest.approx((11, 2.5, 1.0))
    assert canvas.selected_entities == {10, 11}


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
    assert canvas.selected_entities == set()


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


def test_wheel_zooms_at_the_pointer(qtbot, canvas):
    from PySide6.QtWidgets import QApplication

    at = QPointF(BETA)
    event = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)
    assert canvas.view.scale > 1
    assert canvas.view.to_screen(2, 0) == pytest.approx((280, 120))


def test_double_click_opens(qtbot, canvas):
    with qtbot.waitSignal(canvas.opened) as heard:
        qtbot.mouseDClick(canvas, LEFT, PLAIN, DELTA)
    assert heard.args == [13]


def test_hover_tells_what_lies_under_the_pointer(qtbot, canvas):
    heard = []
    canvas.hovered.connect(lambda entity, link: heard.append((entity, link)))
    for place in (GAMMA, QPoint(200, 280), QPoint(200, 200)):
        event_move(canvas, place, Qt.MouseButton.NoButton, PLAIN)
    assert heard == [(12, None), (None, 502), (None, None)]


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
        walked += sorted(canvas.selected_entities)
    assert walked == [10, 11, 12, 13]
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.selected_entities == {12}
    canvas.set_selection([13])
    assert canvas.focusNextPrevChild(True) is False


def test_enter_opens_the_selected_entity(qtbot, canvas):
    canvas.set_selection([11])
    with qtbot.waitSignal(canvas.opened) as heard:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == [11]


def test_fit_shows_everything_and_fit_selection_only_that(qtbot, canvas):
    canvas.set_view(View(3.0, -900, 400))
    canvas.fit()
    for x, y in canvas.chart.xy.tolist():
        px, py = canvas.view.to_screen(x, y)
        assert 0 < px < 400 and 0 < py < 400
    canvas.set_selection([], [501])
    canvas.fit_selection()
    assert canvas.view.to_screen(2, 1) == pytest.approx((200, 192), abs=10)


def test_a_new_chart_keeps_the_view_and_what_is_still_selected(qtbot, canvas, small):
    canvas.set_selection([10, 13], [500])
    view = canvas.view
    from workbench.drawing.chart import chart

    with qtbot.waitSignal(canvas.selection_changed) as heard:
        canvas.show_chart(chart(small.looks, [13, 14], [(2, 2), (4, 4)]))
    assert heard.args == [[13], []]
    assert canvas.view == view


def test_selecting_by_method_tells_nobody(qtbot, canvas):
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.set_selection([10, 99], [500])
    assert canvas.selected_entities == {10}


def test_the_widget_shows_what_was_drawn(qtbot, canvas):
    picture = canvas.grab().toImage()
    assert colour(picture, 120, 106) == 0xFF3F6FB5
    with qtbot.waitSignal(canvas.painted, timeout=120_000):
        canvas.set_theme(DARK)
    assert colour(canvas.grab().toImage(), 200, 200) == number(DARK.chart)


def test_until_the_exact_frame_comes_the_last_one_is_moved(qtbot, canvas):
    canvas.view = View(1.0, 160, 120)
    assert colour(canvas.grab().toImage(), 160, 106) == 0xFF3F6FB5


def test_grab_picture_is_exact_at_once(canvas):
    canvas.view = View(1.0, 200, 200)
    assert colour(canvas.grab_picture(), 200, 186) == 0xFF3F6FB5


def test_no_thread_is_left_behind(qtbot, small):
    widget = ChartCanvas()
    widget.resize(300, 200)
    with qtbot.waitSignal(widget.painted, timeout=120_000):
        widget.show_chart(small)
        widget.show()
    assert "chart frames" in names_of_threads()
    worker = widget._worker
    widget.close()
    widget.deleteLater()
    qtbot.waitUntil(lambda: not worker.busy, timeout=120_000)


def test_what_fails_while_drawing_is_raised_in_the_window(qtbot, canvas, monkeypatch):
    def fails(*_):
        raise RuntimeError("no ink")

    monkeypatch.setattr("workbench.ui.canvas.worker.render", fails)
    with qtbot.captureExceptions() as raised:
        canvas.set_view(View(2.0, 0, 0))
        qtbot.waitUntil(lambda: len(raised) == 1, timeout=120_000)
    assert str(raised[0][1]) == "no ink"


def test_a_screen_reader_hears_what_is_selected(canvas, qtbot):
    assert canvas.accessibleName() == "Chart"
    canvas.set_selection([11])
    assert "beta" in canvas.accessibleDescription()


def names_of_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def colour(picture: QImage, x: int, y: int) -> int:
    return picture.pixelColor(x, y).rgb()


ALT = Qt.KeyboardModifier.AltModifier


def lasso(qtbot, canvas, places, modifier=ALT):
    qtbot.mousePress(canvas, LEFT, modifier, places[0])
    for place in places[1:]:
        event_move(canvas, place, LEFT, modifier)
    qtbot.mouseRelease(canvas, LEFT, modifier, places[-1])


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
    assert (canvas.selected_entities, canvas.selected_links) == ({10, 13}, set())
    lasso(qtbot, canvas, [QPoint(240, 90), QPoint(330, 90), QPoint(330, 160), QPoint(240, 160)], ALT | SHIFT)
    assert canvas.selected_entities == {10, 11, 13}
    lasso(qtbot, canvas, [QPoint(240, 90), QPoint(330, 90), QPoint(330, 160), QPoint(240, 160)], ALT | CTRL)
    assert canvas.selected_entities == {10, 13}


def test_escape_gives_a_lasso_up_and_a_click_with_alt_does_nothing(qtbot, canvas):
    canvas.set_selection([12])
    qtbot.mousePress(canvas, LEFT, ALT, QPoint(80, 80))
    event_move(canvas, QPoint(300, 90), LEFT, ALT)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, ALT, QPoint(300, 90))
    qtbot.mouseClick(canvas, LEFT, ALT, QPoint(200, 200))
    assert canvas.selected_entities == {12}


def test_alt_and_arrows_walk_along_links(qtbot, canvas):
    canvas.choose([10], [], PLAIN)
    for key, expected in (
        (Qt.Key.Key_Right, {11}), (Qt.Key.Key_Down, {13}), (Qt.Key.Key_Left, {12}), (Qt.Key.Key_Up, {12}),
    ):  # fmt: skip
        qtbot.keyClick(canvas, key, ALT)
        assert canvas.selected_entities == expected
    qtbot.keyClick(canvas, Qt.Key.Key_Right, ALT | SHIFT)
    assert canvas.selected_entities == {12, 13} and canvas.current == 13
    canvas.choose([], [], PLAIN)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, ALT)
    assert len(canvas.selected_entities) == 1


def test_walking_brings_into_view_where_it_leads(qtbot, canvas):
    canvas.choose([11], [], PLAIN)
    canvas.set_view(View(1.0, 120, 330))
    qtbot.keyClick(canvas, Qt.Key.Key_Down, ALT)
    assert canvas.selected_entities == {13}
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
