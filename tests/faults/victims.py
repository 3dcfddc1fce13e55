"""Processes to be killed: forked from one that has loaded everything, so that a kill costs no start of Python.

A victim writes what it has to tell to a file of its own, a line each, past every buffer; `ready` waits for the first.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT

PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Victim:
    """A process at work, and what it told."""

    pid: int
    file: Path

    @property
    def told(self) -> list[str]:
        """Its whole lines."""
        return [line for line in self.file.read_text().split("\n")[:-1] if line]

    def ready(self) -> None:
        """Waits until it told something."""
        end = time.monotonic() + PATIENCE
        while not self.told:
            assert time.monotonic() < end, "it never came to its place"
            time.sleep(0.005)

    def kill(self) -> list[str]:
        """Kills it; what it had told."""
        os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while _lives(self.pid):
            assert time.monotonic() < end
            time.sleep(0.002)
        return self.told


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


class Nursery:
    """Starts victims for jobs of `working_to_death`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.working_to_death"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def start(self, job: str, path: Path, said: object) -> Victim:
        """A victim that does a job at a case."""
        self._count += 1
        file = self._folder / f"victim {self._count}.txt"
        file.touch()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([job, str(path), said, str(file)]) + "\n")
        self._process.stdin.flush()
        return Victim(int(self._process.stdout.readline()), file)

    def __enter__(self) -> Nursery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        if self._process.stdout is not None:
            self._process.stdout.close()
