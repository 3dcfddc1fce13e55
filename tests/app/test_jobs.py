from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from workbench.app.jobs import Job, Jobs
from workbench.model.problems import Cancelled


class Desk:
    """The thread that owns the views, in a test."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Callable[[], None]] = queue.Queue()
        self.seen: list[int] = []
        self.jobs = Jobs(self.inbox.put, lambda job: self.seen.append(job.done))

    def settle(self) -> None:
        while self.jobs.running or not self.inbox.empty():
            self.inbox.get(timeout=10)()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.jobs.close()


def test_writes_keep_their_order(desk: Desk) -> None:
    out: list[int] = []
    for n in range(100):
        desk.jobs.write("w", lambda job, n=n: n, done=out.append)  # type: ignore[misc]
    desk.settle()
    assert out == list(range(100))


def test_a_result_arrives_on_the_desk_and_work_does_not(desk: Desk) -> None:
    where: list[str] = []
    desk.jobs.write(
        "w", lambda job: where.append(threading.current_thread().name),
        done=lambda _: where.append(threading.current_thread().name),
    )  # fmt: skip
    desk.settle()
    assert where[0].startswith("writer") and where[1] == "MainThread"


def test_many_reports_become_few_and_cancel_stops(desk: Desk) -> None:
    failed: list[BaseException] = []
    started = threading.Event()

    def work(job: Job) -> None:
        for n in range(10**9):
            job.tell(n, 10**9)
            started.set()

    job = desk.jobs.write("big", work, failed=failed.append)
    started.wait(10)
    job.cancel()
    desk.settle()
    assert isinstance(failed[0], Cancelled) and job.state == "cancelled"
    assert desk.seen == sorted(desk.seen)


def test_the_latest_reader_of_a_word_wins(desk: Desk) -> None:
    go = threading.Event()
    out: list[str] = []
    failed: list[BaseException] = []

    def slow(job: Job) -> str:
        go.wait(10)
        job.tell(1, 1)
        return "old"

    desk.jobs.read("look", slow, replaces="search", done=out.append, failed=failed.append)
    desk.jobs.read("look", lambda job: "new", replaces="search", done=out.append)
    go.set()
    desk.settle()
    assert out == ["new"] and isinstance(failed[0], Cancelled)


def test_an_error_arrives_as_it_is(desk: Desk) -> None:
    failed: list[BaseException] = []
    desk.jobs.read("r", lambda job: 1 / 0, failed=failed.append)
    desk.settle()
    assert isinstance(failed[0], ZeroDivisionError)


def test_what_was_done_just_before_closing_is_not_lost() -> None:
    desk, begun, done = Desk(), threading.Event(), []

    def long(job: Job) -> None:
        begun.set()
        while True:
            job.tell(0, 0)

    desk.jobs.write("long", long)
    desk.jobs.write("dropped", lambda job: done.append("dropped"))
    desk.jobs.write("kept", lambda job: done.append("kept"), kept=True)
    begun.wait(10)
    desk.jobs.close()
    assert done == ["kept"]


def test_who_stops_all_waits_until_nothing_runs_but_what_is_apart(desk: Desk) -> None:
    begun, go, seen = threading.Event(), threading.Event(), []

    def long(job: Job) -> None:
        begun.set()
        while not job.cancelled:
            pass
        seen.append("still at it")

    desk.jobs.read("apart", lambda job: go.wait(10) and seen.append("apart"), apart=True)
    failed: list[BaseException] = []
    desk.jobs.write("long", long, failed=failed.append)
    kept = desk.jobs.write(
        "kept", lambda job: seen.append("kept"), kept=True, done=seen.append, failed=failed.append
    )
    desk.jobs.write("dropped", lambda job: seen.append("dropped"), failed=failed.append)
    begun.wait(10)
    desk.jobs.stop()
    assert seen == ["still at it", "kept"]
    go.set()
    desk.settle()
    assert seen == ["still at it", "kept", "apart"]
    assert len(failed) == 3 and all(isinstance(problem, Cancelled) for problem in failed)
    assert kept.state == "done" and kept.problem is None
