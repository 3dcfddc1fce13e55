"""Runs one command and turns what goes wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import workbench
from workbench.cli import (
    asking,
    checking,
    connecting,
    custody,
    demonstrating,
    describing,
    disclosing,
    exporting,
    extending,
    finding,
    handing,
    identifying,
    layouts,
    looking,
    making,
    paper,
    protecting,
    recipes,
    replaying,
    reporting,
    requesting,
    selftesting,
    sharing,
    signing,
    steps,
    tables,
    upkeep,
    weighing,
)
from workbench.cli.adding import Commands, Parser
from workbench.cli.opening import words
from workbench.cli.printing import warn
from workbench.model.problems import Cancelled, Damaged, NotACase, Problem

OK, FAILED, MEND, STOPPED = 0, 1, 2, 130
WORDS = {
    "analyst", "title", "country", "zone", "purpose", "authority", "officer", "search", "kind", "of", "between",
    "one", "other", "entity", "text", "reason", "provider", "legal_basis", "reference", "why", "entities",
    "hold", "handling", "selection", "chart_title",
    "offence", "description", "taken_by", "given_by", "place", "taken_at", "container", "seal", "basis",
    "category", "name", "grade", "what", "scheme", "exhibit", "acquired_by", "acquired_at", "acquired_how", "handed_at",
}  # fmt: skip
Window = Callable[[Path | None], int]


def parser(window: Window) -> Parser:
    """The parser of every command."""
    made = Parser(
        "clew", description="Offline link analysis: for every link the row it came from.", allow_abbrev=False
    )
    made.add_argument("--version", action="version", version=f"Clew {workbench.__version__}")
    made.add_argument("--as", dest="analyst", metavar="NAME", help="who is at work; CLEW_ANALYST says so too")
    commands = Commands(made)
    for group in (
        making,
        looking,
        layouts,
        finding,
        connecting,
        asking,
        handing,
        exporting,
        paper,
        reporting,
        protecting,
        checking,
        signing,
        replaying,
        disclosing,
        selftesting,
        steps,
        tables,
        upkeep,
        extending,
        recipes,
        identifying,
        requesting,
        custody,
        describing,
        weighing,
        sharing,
    ):
        group.add(commands)
    demonstrating.add(commands, window)
    return made


def run(said: Sequence[str], window: Window) -> int:
    """Runs the command; 0 when it went well, 1 when a check failed, 2 when the user can mend what is wrong."""
    try:
        args: Namespace = parser(window).parse_args(said)
        _decode(args)
        return int(args.run(args))
    except NotACase as wrong:
        return _fail(str(wrong), MEND)
    except Damaged as damage:
        return _fail(str(damage), FAILED)
    except Problem as problem:
        return _fail(str(problem), MEND)
    except Cancelled as cancelled:
        return _fail(f"stopped: {cancelled}", STOPPED)
    except KeyboardInterrupt:
        return _fail("stopped", STOPPED)
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except SystemExit as ending:  # --help and --version end so
        return int(ending.code or 0)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(f"{name}{error.strerror or error}", MEND)


def _decode(args: Namespace) -> None:
    """Reads words as UTF-8 where the locale made surrogates of them; paths stay as the system needs them."""
    for name in WORDS & vars(args).keys():
        held = getattr(args, name)
        setattr(args, name, [words(t) for t in held] if isinstance(held, list) else held and words(held))


def _fail(text: str, code: int) -> int:
    warn(f"clew: {text}")
    return code
