"""Slow work off the GUI thread: one writer, a few readers, progress, cancel; latest wins for views."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from workbench.model.problems import Cancelled

Deliver = Callable[[Callable[[], None]], None]


class Job:
    """A piece of running work: ask it to stop, read how far it is. `state` is waiting, running, done, failed or
    cancelled; `done` of `total` is in units that `text` names. `unfinished` is the latest that it had to show. One that
    is `kept` is waited for when all else is stopped: a step that somebody has taken is not lost to closing. One that is
    `apart` touches no case, and goes on when the case is closed."""

    def __init__(
        self, title: str, moved: Callable[[Job], None], *, kept: bool = False, apart: bool = False
    ) -> None:
        self.title = title
        self.kept = kept
        self.apart = apart
        self.left = False
        self.over = threading.Event()
        self.state = "waiting"
        self.done = 0
        self.total = 0
        self.text = ""
        self.problem: BaseException | None = None
        self.unfinished: Any = None
        self.started_at = 0.0
        self._moved = moved
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Asks the work to stop at its next report; what it wrote is taken back."""
        self._stop.set()

    def tell(self, done: int, total: int, text: str = "") -> None:
        """Reports progress, and raises Cancelled when somebody asked the job to stop."""
        if self._stop.is_set():
            raise Cancelled(self.title)
        self.done, self.total, self.text = done, total, text
        self._moved(self)

    def show(self, unfinished: Any) -> None:
        """Has something to be seen before the work is done; whoever follows the job looks at the latest of it."""
        self.unfinished = unfinished
        self._moved(self)

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the pace so far, or None while that cannot be told."""
        spent = time.monotonic() - self.started_at
        if self.state != "running" or self.done <= 0 or self.total <= 0 or spent < 1:
            return None
        return spent * (self.total - self.done) / self.done


class Jobs:
    """Runs jobs; `deliver` puts a callable onto the thread that may touch views (a queue, or Qt's main thread)."""

    def __init__(self, deliver: Deliver, moved: Callable[[Job], None] = lambda job: None) -> None:
        self._deliver = deliver
        self._report = moved
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(3, "reader")
        self._latest: dict[str, Job] = {}
        self._pending: set[Job] = set()
        self._lock = threading.Lock()
        self.running: list[Job] = []

    def write(self, title: str, work: Callable[[Job], Any], **then: Any) -> Job:
        """Queues work that writes; such jobs run one after the other. `kept` work is done even when closing, work that
        is `apart` of every case goes on beyond its closing."""
        return self._start(self._writer, title, work, **then)

    def read(self, title: str, work: Callable[[Job], Any], *, replaces: str = "", **then: Any) -> Job:
        """Queues work that only reads; a job that `replaces` the same word cancels the one before it."""
        job = self._start(self._readers, title, work, replaces=replaces, **then)
        return job

    def latest(self, word: str) -> Job | None:
        """The job that runs under a word that others replace, if there is one."""
        job = self._latest.get(word)
        return job if job in self.running else None

    def _start(
        self,
        pool: ThreadPoolExecutor,
        title: str,
        work: Callable[[Job], Any],
        *,
        replaces: str = "",
        kept: bool = False,
        apart: bool = False,
        done: Callable[[Any], None] = lambda result: None,
        failed: Callable[[BaseException], None] = lambda problem: None,
    ) -> Job:
        job = Job(title, self._moved, kept=kept, apart=apart)
        if replaces:
            before = self._latest.get(replaces)
            if before is not None:
                before.cancel()
            self._latest[replaces] = job
        self.running.append(job)

        def run() -> Any:
            try:
                with self._lock:  # stopping sees it either waiting, and then it never runs, or running
                    if job.cancelled:
                        raise Cancelled(job.title)
                    job.state, job.started_at = "running", time.monotonic()
                self._moved(job)
                result = work(job)
            finally:
                job.over.set()
            # a later asker of the same word must not be overtaken by this answer
            if replaces and job.cancelled:
                raise Cancelled(job.title)
            return result

        def finish(future: Future[Any]) -> None:
            problem = future.exception()
            self._deliver(lambda: self._finish(job, future, problem, done, failed))

        pool.submit(run).add_done_callback(finish)
        return job

    def _finish(
        self,
        job: Job,
        future: Future[Any],
        problem: BaseException | None,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        if job in self.running:
            self.running.remove(job)
        job.problem = problem
        job.state = "cancelled" if isinstance(problem, Cancelled) else "failed" if problem else "done"
        self._report(job)
        if job.left and problem is None:
            problem = Cancelled(job.title)  # it was done, and what it found is of a case that is closed
        if problem is None:
            done(future.result())
        else:
            failed(problem)

    def _moved(self, job: Job) -> None:
        """Passes a report on; many in a row become one."""
        with self._lock:
            if job in self._pending:
                return
            self._pending.add(job)

        def pass_on() -> None:
            with self._lock:
                self._pending.discard(job)
            self._report(job)

        self._deliver(pass_on)

    def stop(self) -> None:
        """Cancels what runs, but for what is kept or apart, and waits until none of it touches the case any more: a
        connection that is closed while another thread reads from it takes the whole program down. Who waits for an
        answer hears that the job was cancelled."""
        with self._lock:
            leaving = [job for job in self.running if not job.apart]
            for job in leaving:
                job.left = True
                if not job.kept:
                    job.cancel()
            touching = [job for job in leaving if job.kept or job.state == "running"]
        for job in touching:
            job.over.wait()

    def close(self) -> None:
        """Cancels what runs, but for what is kept, and waits for all of it."""
        for job in list(self.running):
            if not job.kept:
                job.cancel()
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
