from __future__ import annotations

from collections.abc import Iterator

import pytest

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
