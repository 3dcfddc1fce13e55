"""Reads arguments; opens the window or runs a command."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """The program: with arguments a command, without them the window. Its exit code."""
    multiprocessing.freeze_support()
    said = list(sys.argv[1:] if argv is None else argv)
    if not said:
        return _window(None)
    from workbench.cli.running import run

    return run(said, _window)


def _window(case: Path | None) -> int:
    """Opens the window, on a case where one is given; imported late, because a command needs no window."""
    from workbench.ui.opening import run

    return int(run(case))


if __name__ == "__main__":
    sys.exit(main())
