"""The command that shows what Clew is: demo."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from workbench.app import paths
from workbench.case import exporting
from workbench.cli.adding import Commands
from workbench.cli.opening import analyst
from workbench.cli.printing import say

Window = Callable[[Path | None], int]


def add(commands: Commands, window: Window) -> None:
    demo = commands.add(
        "demo", partial(show, window=window), "build the demonstration case and show it", case=False
    )
    demo.add_argument("--into", metavar="FOLDER", help="where to put the case, the picture and the page")
    demo.add_argument("--headless", action="store_true", help="write picture and page, open no window")
    demo.add_argument("--seed", metavar="N", type=int, help="write the raw files anew from this number")


def show(args: Namespace, window: Window) -> int:
    """clew demo"""
    from workbench.app import demonstration, picturing
    from workbench.app.library import Library

    folder = Path(args.into) if args.into else paths.home() / "demonstration"
    with contextlib.closing(Library.shipped()) as library:
        made = demonstration.build(folder, library, seed=args.seed, analyst=analyst(args), tell=_progress)
    with made.case as case:
        say(f"The demonstration case is {case.path}, made from {len(made.outcomes)} raw files:")
        for outcome in made.outcomes:
            if outcome.counts:
                say(f"  {outcome.path.name}: {outcome.counts.read:,} rows, {outcome.counts.kept:,} kept")
        say("What several of them name, and no one of them shows alone:")
        for sentence in demonstration.findings(made):
            say(f"  {sentence}")
        open_window = _screen() and not args.headless
        if not open_window:
            picture, page = case.path.with_suffix(".png"), case.path.with_suffix(".html")
            picturing.picture(case, picture)
            exporting.write_whole(page, picturing.page(case).encode())
            say(f"A picture of its chart is {picture}, a page to explore it {page}.")
    return window(made.case.path) if open_window else 0


def _screen() -> bool:
    """Whether there is a screen that a person looks at."""
    from workbench.drawing import screen

    return os.environ.get("QT_QPA_PLATFORM") not in ("offscreen", "minimal") and screen.is_there()


def _progress(done: int, total: int, text: str) -> None:
    """Shows on a terminal how far it is, on one line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="" if done < total else "\r\x1b[K", file=sys.stderr, flush=True)
