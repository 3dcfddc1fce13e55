"""The one process that opens foreign files: spawned when needed, limited, reused, replaced when it dies.

The parent sends a task (pickled: it is our own) and then a "more" for every message it is ready to take, or
"stop"; the child answers with `wire` messages and ends each task with "end", "problem" or "crash". At most
WINDOW messages are under way, so the parent's memory grows with a block, not with the file.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from workbench.ingest.damage import is_panic
from workbench.ingest.limits import Limits, allow_cpu, give_way, hold
from workbench.ingest.undecided import problem_facts, problem_of
from workbench.model.problems import Problem

if TYPE_CHECKING:
    from workbench.ingest.readers import Reader

WINDOW = 2
GRACE = 2.0  # seconds a cancelled task may take to notice
OUT_OF_MEMORY = 77
MOST_BYTES = 1 << 30  # of one message
ReaderSource = Callable[[], "list[type[Reader]]"]


def no_readers() -> list[type[Reader]]:
    """No readers beside the built-in ones."""
    return []


class Child:
    """A process that reads files for us; one task at a time, others wait.

    `readers` is called in the child and answers the reader classes of plugins; it must be picklable. A child that
    only looks at files need not be `warm`: it starts in half the time, and reads a file more slowly.
    """

    def __init__(
        self, readers: ReaderSource = no_readers, limits: Limits | None = None, *, warm: bool = True
    ) -> None:
        self.readers = readers
        self.warm = warm
        self.limits = limits or Limits()
        self._busy = threading.Lock()
        self._owner: int | None = None
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        atexit.register(self.stop)

    def run(
        self, task: str, name: str, arguments: dict[str, Any], seconds: float | None = None
    ) -> Iterator[tuple[str, dict[str, Any], Any]]:
        """The messages a task answers, up to and with its "end"; `name` is the file that sentences name.

        Closing the iterator stops the task. Raises Problem for what the analyst can mend, also when the
        child dies or needs longer than `seconds`.
        """
        from workbench.ingest import wire

        if self._owner == threading.get_ident():
            raise RuntimeError("this thread is still reading a file: close that reading first")
        with self._busy:
            pipe = self._start()
            self._owner = threading.get_ident()
            finished = False
            deadline = None if seconds is None else time.monotonic() + seconds
            try:
                pipe.send((task, arguments))
                for _ in range(WINDOW):
                    pipe.send("more")
                while True:
                    sort, facts, frames = wire.unpack(self._receive(pipe, name, deadline))
                    if sort == "problem":
                        finished = True
                        raise problem_of(facts)
                    if sort == "crash":
                        finished = True
                        raise RuntimeError(f"reading {name} failed in the child process\n{facts['trace']}")
                    finished = sort == "end"
                    yield sort, facts, frames
                    if finished:
                        return
                    pipe.send("more")
            except (BrokenPipeError, ConnectionResetError) as error:
                finished = True
                raise self._died(name) from error
            finally:
                self._owner = None
                if not finished:
                    self._abandon(pipe)

    def _start(self) -> Connection:
        if self._process is not None and self._process.is_alive() and self._pipe is not None:
            return self._pipe
        self.stop()
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(
            target=_serve,
            args=(theirs, self.readers, self.limits, self.warm),
            name="clew-reader",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        try:
            ours.recv_bytes(MOST_BYTES)  # it says that it is ready, or dies of something that is our fault
        except (EOFError, OSError) as error:
            self.stop()
            raise RuntimeError("the process that reads files could not be started") from error
        return ours

    def _receive(self, pipe: Connection, name: str, deadline: float | None) -> bytes:
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        if not pipe.poll(wait):
            self.stop()
            raise Problem(
                f"{name} took too long to look at, and was given up; nothing was imported",
                "is it the right file? a smaller part of it may be readable",
            )
        try:
            return pipe.recv_bytes(MOST_BYTES)
        except (EOFError, OSError) as error:
            raise self._died(name) from error

    def _died(self, name: str) -> Problem:
        code = None
        if self._process is not None:
            self._process.join(GRACE)
            code = self._process.exitcode
        self.stop()
        return Problem(
            f"{name} could not be read: reading it needed more memory or time than is allowed"
            f" (the reading process ended with {code}); nothing was imported",
            "the file may be damaged or made to do harm; ask for it as CSV",
        )

    def _abandon(self, pipe: Connection) -> None:
        """Stops a task that is under way: politely, and by ending the process where it does not notice."""
        from workbench.ingest import wire

        try:
            pipe.send("stop")
            until = time.monotonic() + GRACE
            while pipe.poll(max(0.0, until - time.monotonic())):
                if wire.unpack(pipe.recv_bytes(MOST_BYTES))[0] in ("end", "problem", "crash"):
                    return
        except (EOFError, OSError):
            self.stop()
            return
        self.stop()

    def stop(self) -> None:
        """Ends the process, if there is one; the next task starts another."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None and process.is_alive():
            process.kill()
            process.join()


class _Stopped(Exception):
    """The parent wants no more of the task."""


def _serve(pipe: Connection, readers: ReaderSource, limits: Limits, is_warm: bool) -> None:
    """The child's life: hold limits, then one task after another until the parent goes."""
    give_way()
    os.environ["POLARS_MAX_THREADS"] = str(min(limits.threads, os.cpu_count() or 1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # a library that aborts prints; the parent tells what happened
        os.dup2(nowhere, stream)
    from workbench.kernels import jit

    if is_warm:
        from workbench.kernels import warm

        warm.reading()  # before the limits: what is not compiled yet is kept on disk
    jit.keep_no_more()
    hold(limits)
    from workbench.ingest import work
    from workbench.ingest.known import Known

    known = Known(readers)
    pipe.send_bytes(b"ready")
    while True:
        try:
            said = pipe.recv()
            if isinstance(said, tuple):  # a lone "more" or "stop" belongs to a task that is over
                task, arguments = said
                allow_cpu(work.cpu_seconds(arguments, limits))
                pipe.send_bytes(_answer(pipe, task, arguments, known))
        except (EOFError, OSError):
            return


def _answer(pipe: Connection, task: str, arguments: dict[str, Any], known: Any) -> bytes:
    """Does one task, sending what it gives as turns come; answers the last message."""
    from workbench.ingest import wire, work

    turns = _Turns(pipe)
    answers = work.answers(task, arguments, known)
    try:
        while True:
            try:
                message = next(answers)
            except StopIteration as over:
                return wire.pack("end", over.value or {})
            turns.wait()
            pipe.send_bytes(message)
    except _Stopped:
        answers.close()
        return wire.pack("end", {"stopped": True})
    except Problem as problem:
        return wire.pack("problem", problem_facts(problem))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BaseException as error:  # whatever it is, the parent must learn it and raise it as the bug it is
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        return wire.pack("crash", {"trace": "".join(traceback.format_exception(error))})


class _Turns:
    """The turns the parent has granted the task that runs."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._granted = 0

    def wait(self) -> None:
        """Takes one turn, waiting for it. Raises _Stopped where the parent wants no more."""
        while self._granted == 0 or self._pipe.poll():
            if self._pipe.recv() == "stop":
                raise _Stopped
            self._granted += 1
        self._granted -= 1


_default: Child | None = None


def default() -> Child:
    """The child that is used where none is given: built-in readers, usual limits."""
    global _default
    if _default is None:
        _default = Child()
    return _default
