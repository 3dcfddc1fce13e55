"""How a command is declared: its name, what runs it, one line of help, and the options all commands share."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any, NoReturn

from workbench.model.problems import Problem


class Parser(ArgumentParser):
    """An argument parser whose complaints are problems like all others: one line, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise Problem(f"{self.prog}: {message}", f"see '{self.prog} --help'")


class Commands:
    """The commands of the program; each `add` gives a parser for what is its own."""

    def __init__(self, parser: ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(
        self, name: str, run: Callable[[Namespace], int], meaning: str, *, case: bool = True
    ) -> ArgumentParser:
        """Declares a command; `case` says whether it begins with the case it is about."""
        parser: ArgumentParser = self._parsers.add_parser(
            name, help=meaning, description=f"{meaning[:1].upper()}{meaning[1:]}.", allow_abbrev=False
        )
        parser.set_defaults(run=run, command=name)
        # SUPPRESS, so that a name given before the command is not forgotten.
        parser.add_argument(
            "--as", dest="analyst", metavar="NAME", default=argparse.SUPPRESS, help="who is at work"
        )
        if case:
            parser.add_argument("case", metavar="CASE", help="the case file")
            reason_option(parser)
            key_option(parser)
        return parser


def reason_option(parser: ArgumentParser) -> None:
    """Why the case is looked at; its log keeps it. A case may ask for one."""
    parser.add_argument("--reason", metavar="TEXT", default="", help="why you look, for the log")


def key_option(parser: ArgumentParser) -> None:
    """Where the passphrase of the case stands; who leaves it out is asked for it at the terminal."""
    parser.add_argument(
        "--key-file",
        metavar="FILE",
        help="a file that holds the case's passphrase; CLEW_KEY_FILE names one too",
    )


def json_option(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")


def limit_option(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=_count, help="at most so many")


def _count(text: str) -> Any:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a number of things is not negative")
    return number
