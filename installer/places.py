"""Where things lie in the project, which systems and Pythons it supports, and how the installer speaks.

Read by bootstrap.py under any Python 3, so it must parse under Python 3.8 as bootstrap.py does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
LOCK = PROJECT / "installer" / "requirements.lock"
TEST_LOCK = PROJECT / "installer" / "requirements-test.lock"
SYSTEMS = {"win32": "windows", "linux": "linux", "darwin": "macos"}
WINDOWS = sys.platform == "win32"


class Stop(Exception):
    """One sentence for the user: what is wrong and what to do; ends the run with exit code 1."""


def say(text: str) -> None:
    """A line of progress, at once even into a file or a pipe."""
    print(text, flush=True)


def program(name: str) -> str:
    """Path of a program inside .venv: `python`, `clew`, `ruff` ..."""
    if WINDOWS:
        return str(VENV / "Scripts" / (name + ".exe"))
    return str(VENV / "bin" / name)


def surroundings() -> dict[str, str]:
    """The environment for programs in .venv: without settings that would lead Python or pip out of it."""
    away = (
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_REQUIRE_HASHES",
    )
    kept = {name: value for name, value in os.environ.items() if name not in away}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def run_aloud(command: list[str], environment: dict[str, str], heard: Callable[[str], None]) -> int:
    """Run a program in the project's folder, handing on each line as it is printed; its exit code."""
    with subprocess.Popen(
        command,
        cwd=str(PROJECT),
        env={**environment, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            heard(line.rstrip())
    return running.returncode
