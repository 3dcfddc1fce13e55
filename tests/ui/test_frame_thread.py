from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6

from workbench.ui import frame_thread
from workbench.ui.frame_thread import FrameThread


@pytest.fixture
def worker(qapp) -> Iterator[FrameThread]:
    made = FrameThread("frames of a test", lambda order: order + 1)
    yield made
    made.stop()


def test_a_thread_without_work_ends_and_another_begins_when_there_is_some(qtbot, worker, monkeypatch) -> None:
    monkeypatch.setattr(frame_thread, "IDLE", 0.01)
    for _ in range(2):
        with qtbot.waitSignal(worker.painted, timeout=120_000) as heard:
            worker.ask(1)
        assert heard.args == [2]
        qtbot.waitUntil(lambda: not worker.busy, timeout=120_000)


def test_once_stopped_it_draws_no_more(worker) -> None:
    worker.stop()
    worker.ask(1)
    assert not worker.busy


def test_what_fails_is_told_and_the_next_is_drawn(qtbot, worker) -> None:
    with qtbot.waitSignal(worker.failed, timeout=120_000) as heard:
        worker.ask("no number")
    assert isinstance(heard.args[0], TypeError)
    with qtbot.waitSignal(worker.painted, timeout=120_000):
        worker.ask(1)


def test_deleted_while_it_draws_it_tells_nothing_and_fails_nowhere(qtbot, monkeypatch) -> None:
    began, go_on, seen = threading.Event(), threading.Event(), []
    monkeypatch.setattr(threading, "excepthook", seen.append)

    def draw(order: object) -> object:
        began.set()
        assert go_on.wait(60)
        return order

    worker = FrameThread("frames of a test", draw)
    worker.ask(1)
    assert began.wait(60)
    thread = worker._thread
    shiboken6.delete(worker)
    go_on.set()
    thread.join(60)
    assert not thread.is_alive() and not seen


ENDS = """
import threading, time
from PySide6.QtCore import QCoreApplication
from workbench.ui.frame_thread import FrameThread
app = QCoreApplication([])
began = threading.Event()
def draw(order):
    began.set()
    time.sleep(0.3)
    return order
worker = FrameThread("frames", draw)
worker.ask(1)
began.wait()
"""


def test_a_program_that_ends_while_it_draws_ends_quietly() -> None:
    done = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
