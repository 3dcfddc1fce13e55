from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import Qt

from workbench.drawing.chart import Look, chart
from workbench.drawing.view import View
from workbench.ui import motion
from workbench.ui.canvas import ChartCanvas, animation
from workbench.ui.canvas.animation import between, eased, from_there

LOOK = Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone")


@pytest.fixture(autouse=True)
def moving():
    motion.choose("full")
    yield
    motion.choose("system")


def elsewhere(small, by=5.0):
    return small.moved(small.xy + np.float32(by))


def test_a_movement_is_slow_at_both_ends():
    steps = np.diff([eased(k / 10) for k in range(11)])
    assert eased(0) == 0 and eased(1) == pytest.approx(1) and eased(0.5) == pytest.approx(0.5)
    assert steps.argmax() in (4, 5) and (steps > 0).all()


def test_the_middle_of_the_screen_goes_straight_and_the_scale_evenly():
    start, end = View(1.0, 10, 20), View(4.0, -300, 50)
    half = between(start, end, 0.5, 400, 300)
    assert half.scale == pytest.approx(2.0)
    places = [v.to_chart(200, 150) for v in (start, half, end)]
    assert np.allclose(places[1], np.mean([places[0], places[2]], axis=0))
    assert between(start, end, 1, 400, 300) == end


def test_new_entities_begin_where_they_belong():
    before = chart((LOOK,), [5, 3, 9], [(0, 0), (1, 1), (2, 2)])
    stood = before.xy + np.float32(10)
    now = chart((LOOK,), [3, 4, 5], [(7, 7), (8, 8), (9, 9)])
    assert from_there(before, stood, now).tolist() == [[11, 11], [8, 8], [10, 10]]


def test_entities_glide_to_their_places_and_arrive_in_time(canvas, small, qtbot):
    seen = []
    canvas.painted.connect(lambda: seen.append(float(canvas.positions[0, 0])))
    begin = time.monotonic()
    canvas.show_chart(elsewhere(small), glide=True)
    assert canvas.gliding and canvas.positions[0, 0] < 1
    qtbot.waitUntil(lambda: not canvas.gliding, timeout=5_000)
    assert time.monotonic() - begin > 0.9 * animation.LASTS / 1000
    assert np.array_equal(canvas.positions, elsewhere(small).xy)
    assert any(0 < x < 5 for x in seen)


def test_nothing_glides_where_motion_is_reduced(canvas, small):
    motion.choose("reduced")
    canvas.show_chart(elsewhere(small), glide=True)
    assert not canvas.gliding
    assert np.array_equal(canvas.positions, elsewhere(small).xy)


def test_a_chart_shown_without_gliding_is_there_at_once(canvas, small):
    canvas.show_chart(elsewhere(small))
    assert not canvas.gliding and np.array_equal(canvas.positions, elsewhere(small).xy)


def test_who_presses_a_button_or_a_key_finds_everything_arrived(canvas, small, qtbot):
    for act in (
        lambda: qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center()),
        lambda: qtbot.keyClick(canvas, Qt.Key.Key_Plus),
    ):
        canvas.show_chart(small)
        canvas.show_chart(elsewhere(small), glide=True)
        assert canvas.gliding
        act()
        assert not canvas.gliding and np.array_equal(canvas.positions, elsewhere(small).xy)
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())


def test_who_looks_elsewhere_keeps_looking_there(canvas, small, qtbot):
    canvas.show_chart(elsewhere(small, 50), keep_view=False, glide=True)
    assert canvas.gliding
    there = View(2.0, 33, 44)
    canvas.set_view(there)
    qtbot.waitUntil(lambda: not canvas.gliding, timeout=5_000)
    assert canvas.view == there


def test_another_movement_begins_where_the_last_has_come_to(canvas, small, qtbot):
    canvas.show_chart(elsewhere(small), glide=True)
    qtbot.waitUntil(lambda: canvas.positions[0, 0] > 0.5, timeout=5_000)
    there = float(canvas.positions[0, 0])
    canvas.glide_to(small.xy - 20, fit=True)
    assert there - 1 <= canvas.positions[0, 0] <= there + 1
    qtbot.waitUntil(lambda: not canvas.gliding, timeout=5_000)
    assert np.array_equal(canvas.positions, small.xy - 20)
    # all of it shows
    shown = canvas.positions * canvas.view.per_unit + (canvas.view.ox, canvas.view.oy)
    assert (shown > 0).all() and (shown < 400).all()


def test_the_window_is_not_held_up_by_a_large_movement(qtbot):
    n = 100_000
    random = np.random.default_rng(1)
    first = chart((LOOK,), np.arange(n), random.random((n, 2)) * 300)
    canvas = ChartCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    with qtbot.waitSignal(canvas.painted, timeout=120_000):
        canvas.show_chart(first)
        canvas.show()
    longest = 0.0
    canvas.show_chart(first.moved(random.random((n, 2)).astype(np.float32) * 300), glide=True)
    while canvas.gliding:
        begin = time.thread_time()
        canvas._glide._step()
        longest = max(longest, time.thread_time() - begin)
        qtbot.wait(5)
    assert longest < 0.05
    canvas.close()
