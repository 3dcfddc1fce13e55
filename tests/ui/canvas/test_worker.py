from __future__ import annotations

import threading

import numpy as np
import pytest

from workbench.drawing.frame import Highlights
from workbench.drawing.theme import LIGHT
from workbench.drawing.view import View
from workbench.ui.canvas import worker as worker_module
from workbench.ui.canvas.worker import FrameWorker, Order


@pytest.fixture
def worker(qapp):
    made = FrameWorker()
    yield made
    made.stop()


def order(chart, ox, xy=None):
    return Order(chart, xy, View(1.0, ox, 50), (200, 100), LIGHT, Highlights(), 1.0)


def test_the_latest_wins(qtbot, worker, small):
    shown = []
    worker.painted.connect(lambda frame: shown.append(frame.order.view.ox))
    for ox in range(300):
        worker.ask(order(small, ox))
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] == 299, timeout=120_000)
    assert len(shown) < 300
    assert shown == sorted(shown)


def test_a_frame_is_drawn_off_the_window_thread_and_says_what_it_shows(qtbot, worker, small, monkeypatch):
    drawn_by = []
    draw = worker_module.render
    monkeypatch.setattr(
        worker_module, "render", lambda *a: drawn_by.append(threading.current_thread()) or draw(*a)
    )
    with qtbot.waitSignal(worker.painted, timeout=120_000) as heard:
        worker.ask(order(small, 7))
    (frame,) = heard.args
    assert frame.order.view.ox == 7
    assert (frame.image.width(), frame.image.height()) == (200, 100)
    assert drawn_by[0] is not threading.main_thread()


def test_the_chart_is_prepared_once_and_moved_after(qtbot, worker, small, monkeypatch):
    prepared = []
    prepare = worker_module.prepare
    monkeypatch.setattr(worker_module, "prepare", lambda chart: prepared.append(chart) or prepare(chart))
    elsewhere = small.xy + np.float32(3)
    for xy in (None, elsewhere):
        with qtbot.waitSignal(worker.painted, timeout=120_000) as heard:
            worker.ask(order(small, 1, xy))
    assert len(prepared) == 1
    assert np.array_equal(heard.args[0].scene.xy, elsewhere)
