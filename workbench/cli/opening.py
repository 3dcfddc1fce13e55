"""How a command gets at a case: to read, to write, or to hand something out of it."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.case import opening
from workbench.case.cases import Case, is_of_the_disk
from workbench.case.engine import DatabaseError
from workbench.cli.printing import warn
from workbench.model.problems import Damaged, Problem


def analyst(args: Namespace) -> str:
    """Who is at work: --as, else CLEW_ANALYST, else the name this computer knows."""
    name = getattr(args, "analyst", None) or os.environ.get("CLEW_ANALYST") or _login()
    if not name.strip():
        raise Problem("the analyst has no name", "give one with --as or CLEW_ANALYST")
    return words(name.strip())


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account that no list of users holds, as in a container
        return f"user {os.getuid()}" if hasattr(os, "getuid") else ""


def words(text: str) -> str:
    """A text as UTF-8, although a plain locale made surrogates of its bytes; what is no UTF-8 is escaped."""
    return os.fsencode(text).decode("utf-8", "backslashreplace") if not _is_text(text) else text


def _is_text(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what a damaged file makes the database say into a sentence about the file."""
    try:
        yield
    except DatabaseError as error:
        # Its subclasses speak of what was asked, but for a disk that fails.
        if type(error) is DatabaseError or is_of_the_disk(error):
            raise opening.damaged(path, error) from error
        raise


@contextlib.contextmanager
def reading(args: Namespace) -> Iterator[Case]:
    """The case, opened so that nothing of it can change."""
    path = Path(args.case)
    with _told(path), opening.open_case(path, analyst(args)) as case:
        yield case


@contextlib.contextmanager
def writing(args: Namespace) -> Iterator[Case]:
    """The case, opened for one who works on it."""
    path = Path(args.case)
    with _told(path), opening.open_case(path, analyst(args), write=True) as case:
        yield case


@dataclass
class Entry:
    """What the log is to say of something handed out; the command fills in what it only learns on the way."""

    act: str
    ids: dict[str, int] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def handing_out(args: Namespace, act: str) -> Iterator[tuple[Case, Entry]]:
    """The case and the entry its log gets when the block ends well.

    Where the case cannot be written, because it is open elsewhere or lies on a read-only medium, the block
    runs all the same, and standard error says that nothing was entered.
    """
    entry = Entry(act)
    try:
        case = opening.open_case(Path(args.case), analyst(args), write=True)
    except Damaged:
        raise
    except Problem as why:
        with reading(args) as case:
            yield case, entry
        warn(f"not entered in the log: {why.what}")
        return
    with _told(case.path), case:
        yield case, entry
        case.record(entry.act, entry.ids, entry.values)


def password(said: str) -> str:
    """The password an option says; "-" asks for it, or takes the first line of the standard input."""
    if said != "-":
        return said
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
