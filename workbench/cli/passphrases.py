"""Where a command has the passphrase of a case from: a file, the environment, or the person at the terminal."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from workbench.case import protection
from workbench.case.protection import Locked
from workbench.cli.printing import warn
from workbench.model import passphrases
from workbench.model.problems import Problem

LONGEST = 10_000  # bytes of a key file; a longer one is another file named by mistake


def to_open(args: Namespace, path: Path) -> str:
    """The passphrase of the case a command is about: --key-file, CLEW_KEY_FILE, or asked; "" where it has none."""
    named = getattr(args, "key_file", None)
    if not path.is_file() or not protection.is_protected(path):
        if named and path.is_file():
            warn(f"{path.name} has no passphrase; {named} was not needed")
        return ""
    return _once(args, path, named or of_environment(), "--key-file FILE or CLEW_KEY_FILE")


def to_open_other(args: Namespace, path: Path) -> str:
    """The passphrase of a second case that a command looks into: --other-key-file, or asked; "" where it has none."""
    if not path.is_file() or not protection.is_protected(path):
        return ""
    return _once(args, path, getattr(args, "other_key_file", None), "--other-key-file FILE")


def of_environment() -> str | None:
    """The key file that CLEW_KEY_FILE names."""
    return os.environ.get("CLEW_KEY_FILE") or None


def _once(args: Namespace, path: Path, named: str | None, option: str) -> str:
    """Asks once for each case, however often a command opens it."""
    known: dict[Path, str] = vars(args).setdefault("passphrases", {})
    if path not in known:
        known[path] = in_file(Path(named)) if named else _asked(path, option)
    return known[path]


def _asked(path: Path, option: str) -> str:
    if not sys.stdin.isatty():
        hint = f"name a file that holds it with {option}, or run this in a terminal"
        raise Locked(f"{path.name} is protected by a passphrase", hint, path)
    return getpass.getpass(f"Passphrase of {path.name}: ")


def to_set(named: str | None, option: str = "--key-file") -> str:
    """A passphrase to be set: from a file, or asked twice; Problem where it is empty or the two are not the same."""
    if named:
        said = in_file(Path(named))
    elif not sys.stdin.isatty():
        raise Problem("no passphrase was given", f"name a file that holds it with {option} FILE")
    else:
        said = getpass.getpass("New passphrase: ")
        if not said:
            raise Problem("the passphrase is empty", "take several words that only you know")
        if getpass.getpass("The same again: ") != said:
            raise Problem("the two passphrases are not the same", "nothing was changed; try again")
    long = passphrases.length(said)
    if long.short:
        warn(
            f"this passphrase is short ({long.characters} characters): a machine that has the file can try them all; "
            "four words or more are better"
        )
    return said


def in_file(path: Path) -> str:
    """The passphrase a key file holds: UTF-8, one line, its end not counted; Problem where it is none."""
    try:
        with path.open("rb") as file:
            held = file.read(LONGEST + 1)
    except OSError as error:
        raise Problem(f"the key file {path} cannot be read", error.strerror or str(error)) from error
    if len(held) > LONGEST:
        raise Problem(f"{path} is too long to be a key file", "it holds the passphrase and nothing else")
    try:
        said = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is no key file", "it holds the passphrase as UTF-8 text") from error
    said = said.removesuffix("\n").removesuffix("\r")
    if not said:
        raise Problem(f"the key file {path} is empty", "write the passphrase into it")
    if "\n" in said or "\r" in said:
        raise Problem(f"the key file {path} has several lines", "it holds the passphrase on one line")
    return said
