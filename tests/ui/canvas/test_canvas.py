from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.canvas.touch import (
    BETA,
    DELTA,
    GAMMA,
    LEFT,
    PLAIN,
    colour,
    event_move,
)
from workbench.drawing.chart import chart
from workbench.drawing.theme import DARK, number
from workbench.drawing.view import View
from workbench.ui.canvas import ChartCanvas


def test_wheel_zooms_at_the_pointer(qtbot, canvas):
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
    with qtbot.waitSignal(canvas.selection_changed) as heard:
        canvas.show_chart(chart(small.looks, [13, 14], [(2, 2), (4, 4)]))
    assert heard.args == [[13], []]
    assert canvas.view == view


def test_selecting_by_method_tells_nobody(qtbot, canvas):
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.set_selection([10, 99], [500])
    assert canvas.chosen.entities == {10}


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
