"""Commands that put something in: new, import."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.app import kinds as shipped
from workbench.case import entities, opening, recovery, requests
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import FIELDS
from workbench.case.circumstances import Circumstances
from workbench.cli import describing, passphrases
from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import analyst, password, words, writing
from workbench.cli.printing import as_json, say, table, warn
from workbench.cli.protecting import recovery_option
from workbench.model import places
from workbench.model.problems import Problem
from workbench.model.values.calendars import CALENDARS

DATE_ORDERS = ("dmy", "mdy", "ymd")


def add(commands: Commands) -> None:
    new = commands.add("new", make, "make a case")
    describing.about_options(new)
    way = new.add_mutually_exclusive_group()
    way.add_argument(
        "--passphrase", action="store_true", help="protect the case; the passphrase is asked for twice"
    )
    way.add_argument(
        "--no-passphrase",
        action="store_true",
        help="protect it not, although CLEW_KEY_FILE names a passphrase",
    )
    recovery_option(new)
    take = commands.add("import", take_in, "take files into a case")
    take.add_argument(
        "files", metavar="FILE", nargs="+", help="the files, in any number; of a folder, all in it"
    )
    take.add_argument("--recipe", metavar="ID", help="how to read them; found by itself where left out")
    take.add_argument("--map", metavar="RECIPE", help="a recipe file (TOML) that maps the columns")
    take.add_argument(
        "--account",
        metavar="VALUE",
        default="",
        help="whose records these are, where the file does not say it: an account, an e-mail, a number",
    )
    take.add_argument(
        "--answers", metavar="REFERENCE", help="the request these files answer, from 'clew requests'"
    )
    _acquired_options(take)
    _place_options(take)
    _period_options(take)
    _writing_options(take)
    json_option(take)


def _acquired_options(command: ArgumentParser) -> None:
    for option, shown, meaning in (
        ("exhibit", "REFERENCE", "the exhibit the files come from, as on its label"),
        ("acquired-by", "NAME", "who acquired the files"),
        ("acquired-at", "WHEN", "when they were acquired"),
        ("acquired-how", "TEXT", "how they were acquired"),
    ):
        command.add_argument(f"--{option}", metavar=shown, default="", help=meaning)
    command.add_argument(
        "--sha512", action="store_true", help="take SHA-512 beside SHA-256, in the same pass"
    )
    command.add_argument(
        "--refer", action="store_true",
        help="leave the originals where they are: the case holds their hashes, and shows rows while they are there",
    )  # fmt: skip


def _place_options(command: ArgumentParser) -> None:
    command.add_argument(
        "--country", metavar="CC", default="", help="whose national numbers are meant in these files"
    )
    command.add_argument(
        "--zone", metavar="ZONE", default="", help="time zone of these files where they state none"
    )


def _writing_options(command: ArgumentParser) -> None:
    command.add_argument(
        "--date-order", choices=DATE_ORDERS, default="", help="what comes first in dates such as 03/04/2026"
    )
    command.add_argument(
        "--calendar",
        choices=CALENDARS,
        default="",
        help="the calendar of the dates; told by the file where left out",
    )
    command.add_argument(
        "--encoding", metavar="NAME", default="", help="how the letters are written, such as cp1251"
    )
    command.add_argument(
        "--password",
        metavar="WORD",
        default="",
        help="opens locked archives; - asks for it. It is kept nowhere",
    )


def _period_options(command: ArgumentParser) -> None:
    command.add_argument(
        "--from", dest="asked_first", metavar="DAY", default="", help="first day you may read"
    )
    command.add_argument(
        "--until", dest="asked_last", metavar="DAY", default="", help="last day you may read"
    )
    command.add_argument(
        "--outside", metavar="WHY", default="", help="why rows outside these days are read all the same"
    )
    command.add_argument(
        "--tolerance", metavar="SECONDS", type=int, default=None,
        help="how far apart two sources may put the same event; 0 joins none (a call: 5)",
    )  # fmt: skip


def make(args: Namespace) -> int:
    """clew new CASE"""
    path = Path(args.case)
    about = {name: getattr(args, name) or "" for name in (*FIELDS, *describing.LATER)}
    about["title"] = about["title"] or words(path.stem)
    passphrase = _passphrase(args)
    about["recovery"] = " ".join(recovery.recipients(args.recovery))
    if about["recovery"] and not passphrase:
        raise Problem(
            "--recovery seals the key of a protected case", "give it a passphrase as well: --passphrase"
        )
    opening.create(path, shipped.shipped(), analyst(args), passphrase=passphrase, **about).close()
    say(f"Made {path}." if not passphrase else f"Made {path}, which opens with its passphrase only.")
    return 0


def _passphrase(args: Namespace) -> str:
    """What a new case is protected with; "" where nobody wishes it."""
    named = args.key_file or (None if args.no_passphrase else passphrases.of_environment())
    if args.no_passphrase and named:
        raise Problem("--no-passphrase and --key-file say the opposite", "keep one of them")
    return passphrases.to_set(named) if named or args.passphrase else ""


def take_in(args: Namespace) -> int:
    """clew import CASE FILE..."""
    from workbench.app import importing, requesting, stating
    from workbench.app.habits import Habits
    from workbench.app.library import Library
    from workbench.app.wishes import Wishes

    if args.map and args.recipe:
        raise Problem("--map and --recipe both say how to read the files", "keep one of them")
    country, zone = places.country(args.country), places.zone(args.zone)
    said = Circumstances(asked_first=args.asked_first, asked_last=args.asked_last, outside=args.outside)
    library, found = Library.shipped(), []
    with contextlib.closing(library), writing(args) as case:
        request = requests.get(case, args.answers) if args.answers else None
        if request is not None:
            said = requesting.asked_for(case, request, said)
        period = stating.authorised(said, zone or case.about.zone or "UTC")
        wishes = Wishes(
            args.map or args.recipe or "",
            country,
            zone,
            period=period,
            circumstances=said,
            tolerance=args.tolerance,
            order=args.date_order,
            calendar=args.calendar,
            encoding=args.encoding,
            password=password(args.password),
            subject=args.account,
            acquisition=Acquisition(args.exhibit, args.acquired_by, args.acquired_at, args.acquired_how),
            sha512=args.sha512 or Habits().sha512,
            refer=args.refer,
        )
        outcomes = []
        for outcome in importing.import_files(case, [Path(f) for f in args.files], library, wishes):
            outcomes.append(outcome)
            found.append(outcome.as_json())
            if outcome.problem:
                warn(f"clew: {outcome.problem}")
        if request is not None:
            silent = requesting.enter_answer(case, request, outcomes, datetime.now(UTC).date())
            for kind, value in (entities.named(case, entity) for entity in silent):
                warn(f"request {request.reference}: what came says nothing of {kind}:{value}")
    if args.json:
        as_json(found)
    else:
        _tell(found)
    return 2 if any("problem" in f for f in found) else 0


def _tell(found: list[dict[str, Any]]) -> None:
    rows = [
        (
            f["source"],
            Path(f["file"]).name,
            f["recipe"],
            *f["rows"].values(),
            f["entities"]["new"],
            f["links"]["new"],
        )
        for f in found
        if "rows" in f
    ]
    headings = ("source", "file", "recipe", "read", "kept", "duplicate", "rejected", "withheld")
    table((*headings, "new entities", "new links"), rows, "Nothing was imported.")
    for f in found:
        if "restated" in f:
            name = Path(f["file"]).name
            say(f"{name}: what was said of it now is kept beside what was said before, and counts.")
        for check in f.get("checks", ()):
            say(f"{Path(f['file']).name}: {check['says']}.")
        for surprise in f.get("surprises", ()):
            say(f"{Path(f['file']).name}: {surprise['says']}.")
    for f in found:
        if "left_out" in f:
            say(f"{f['file']} {f['left_out']} and was left out.")
    rejected = sum(f["rows"]["rejected"] for f in found if "rows" in f)
    if rejected:
        say(f"{rejected:,} {'row' if rejected == 1 else 'rows'} rejected; 'clew rejects' lists them.")
