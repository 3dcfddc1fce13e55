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

from workbench.app import identity
from workbench.case import opening
from workbench.case.anchoring import Anchors
from workbench.case.cases import Case, is_of_the_disk
from workbench.case.engine import DatabaseError
from workbench.cli import passphrases
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


def _opened(args: Namespace, *, write: bool = False) -> Case:
    """The case a command is about, opened with the passphrase that the command is given or asks for."""
    path = Path(args.case)
    return opening.open_case(path, analyst(args), write=write, passphrase=passphrases.to_open(args, path))


@contextlib.contextmanager
def reading(args: Namespace) -> Iterator[Case]:
    """The case, opened so that nothing of it can change. Where it asks why somebody looks, that is entered before."""
    path = Path(args.case)
    with _told(path), _opened(args) as case:
        _why(args, case)
        if not case.asks_why:
            yield case
            return
    try:
        with _opened(args, write=True) as case:
            _signed(args, case).record("consult", values={"command": args.command})
    except Problem as why:
        _not_entered(why)
    with _told(path), _opened(args) as case:
        yield case


def _why(args: Namespace, case: Case) -> str:
    """Why the case is looked at; Problem where it asks for a reason and none is given."""
    reason = str(getattr(args, "reason", "")).strip()
    if not reason and case.asks_why:
        raise Problem(f"{case.path.name} asks why you look at it", "say so with --reason TEXT")
    return reason


def _signed(args: Namespace, case: Case) -> Case:
    """The case with the reason of this sitting, and with somebody to sign its checkpoints."""
    case.reason = _why(args, case)
    case.anchoring = Anchors(identity.mine, warn)
    return case


@contextlib.contextmanager
def writing(args: Namespace) -> Iterator[Case]:
    """The case, opened for one who works on it."""
    path = Path(args.case)
    with _told(path), _opened(args, write=True) as case:
        _signed(args, case)
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
        case = _opened(args, write=True)
    except Damaged:
        raise
    except Problem as why:
        with reading(args) as case:
            yield case, entry
        _not_entered(why)
        return
    with _told(case.path), case:
        _signed(args, case)
        yield case, entry
        case.record(entry.act, entry.ids, entry.values)


def _not_entered(why: Problem) -> None:
    warn(f"not entered in the log: {why.what}")


def password(said: str) -> str:
    """The password an option says; "-" asks for it, or takes the first line of the standard input."""
    if said != "-":
        return said
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
