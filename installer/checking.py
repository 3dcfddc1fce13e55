"""Every check of the project, one after the other, each with its time; all run even where one fails."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from installer.places import program, run_aloud, say, surroundings

# The tests come last, so that their closing line is what a reader sees last.
CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "import contracts": ["lint-imports"],
    # Two at a time keep two cores busy: half of a test's time is waiting for processes, disks and windows.
    "tests": ["pytest", "--numprocesses", "auto", "--maxprocesses", "6", "--dist", "loadfile"],
}


@dataclass(frozen=True)
class Outcome:
    """How one check ended: its name, exit code, seconds, and the last line it printed."""

    name: str
    code: int
    seconds: float
    closing: str

    def __str__(self) -> str:
        return f"{'ok    ' if self.code == 0 else 'FAILED'}  {self.name:18}{self.seconds:8.1f} s"


def run_one(name: str, command: list[str]) -> Outcome:
    """Run one check in the project's folder, passing on what it prints as it comes."""
    say(f"\n== {name}: {' '.join(command)}")
    # Windows that tests open stay off the screen unless a person asks for another platform.
    environment = {"QT_QPA_PLATFORM": "offscreen", **surroundings()}
    # Modules are compiled once for the hundreds of processes that tests start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PATH"] = os.pathsep.join([str(Path(program(command[0])).parent), os.environ.get("PATH", "")])
    closing = ""

    def heard(line: str) -> None:
        nonlocal closing
        say(line)
        closing = line.strip() or closing

    started = time.monotonic()
    code = run_aloud([program(command[0]), *command[1:]], environment, heard)
    return Outcome(name, code, time.monotonic() - started, closing)


def run_all(checks: dict[str, list[str]] = CHECKS) -> int:
    """Run every check; 0 when all passed, else 1; the last line is the one that the tests closed with."""
    outcomes = [run_one(name, command) for name, command in checks.items()]
    say("")
    for outcome in outcomes:
        say(str(outcome))
    say(outcomes[-1].closing)
    return 0 if all(outcome.code == 0 for outcome in outcomes) else 1
