"""The command that says what a case is about and on whose authority: describe."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from workbench.case import cases
from workbench.case.cases import FIELDS
from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import reading, writing
from workbench.cli.printing import as_json, table

LATER = ("offence", "handling", "reasons")
SAID = (
    ("title", "T", "what the case is called"),
    ("country", "CC", "whose national numbers are meant, as two letters"),
    ("zone", "ZONE", "time zone where a file states none, such as Europe/London"),
    ("offence", "O", "the offence that is investigated"),
    ("purpose", "P", "what the data may be used for"),
    ("authority", "A", "the authority it was obtained under"),
    ("officer", "O", "the officer responsible"),
    ("handling", "CODE", "the handling code on everything that is handed out"),
)


def about_options(command: ArgumentParser) -> None:
    """The options that say what a case is about; None where nothing is said."""
    for option, shown, meaning in SAID:
        command.add_argument(f"--{option}", metavar=shown, help=meaning)
    command.add_argument(
        "--reasons", choices=("asked", ""), help="whether a reason is asked for each time somebody looks"
    )


def add(commands: Commands) -> None:
    command = commands.add("describe", describe, "say what a case is about, or print what was said")
    about_options(command)
    json_option(command)


def describe(args: Namespace) -> int:
    """clew describe CASE [--offence O] [--handling CODE]"""
    names = (*FIELDS, *LATER)
    said = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    with (writing if said else reading)(args) as case:
        if said:
            with case.edit("Describe the case") as db:
                cases.describe(db, **said)
        about = {name: getattr(case.about, name) for name in names} | {"case_number": case.about.uuid}
    if args.json:
        as_json(about)
    else:
        table(("", ""), [(name.replace("_", " "), text) for name, text in about.items() if text], "")
    return 0
