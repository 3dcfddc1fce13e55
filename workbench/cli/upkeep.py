"""Commands that keep a case: backup, archive, continue, review, purge."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from workbench.case import archives, backups, entities, purge_choice, purge_plan, purging, reviews
from workbench.case.cases import Case
from workbench.case.copying import Copied
from workbench.case.purge_plan import Plan
from workbench.cli import passphrases
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import add_output, target
from workbench.cli.opening import analyst, handing_out, reading, writing
from workbench.cli.printing import as_json, say, table, warn
from workbench.model.problems import Problem
from workbench.report import certificate, documents


def add(commands: Commands) -> None:
    backup = commands.add("backup", back_up, "write a whole copy of the case, checked after writing")
    add_output(backup, "FILE.case")
    archive = commands.add(
        "archive", put_by, "write a copy that is only read from then on, also from read-only media"
    )
    add_output(archive, "FILE.case")
    carry = commands.add("continue", carry_on, "make a case to work on of an archive")
    add_output(carry, "FILE.case")
    review = commands.add("review", review_dates, "list what is due for review; or set a day or a hold")
    review.add_argument(
        "--source", metavar="ID", type=int, help="the source that is spoken of; else the whole case"
    )
    review.add_argument(
        "--set", metavar="DAY", dest="day", help="the day by which to review, such as 2027-11-22"
    )
    review.add_argument("--hold", metavar="WHY", help="why it must be kept; nothing held may be purged")
    review.add_argument("--lift", action="store_true", help="lift the hold")
    review.add_argument("--all", action="store_true", help="list also what is not due yet")
    json_option(review)
    purge = commands.add("purge", purge_sources, "take whole sources out of the case for good, with proof")
    which = purge.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--source", metavar="ID", type=int, action="append", help="a source; may be given several times"
    )
    which.add_argument("--entity", metavar="VALUE", help="say which sources name somebody, as [kind:]value")
    which.add_argument("--before", metavar="DAY", help="every source whose records all lie before this day")
    purge.add_argument("--why", metavar="TEXT", default="", help="why it may no longer be held")
    purge.add_argument(
        "--authority", metavar="TEXT", default="", help="on whose word: an order, a law, an office"
    )
    purge.add_argument("--dry-run", action="store_true", help="only count what would go")
    purge.add_argument(
        "-o", dest="out", metavar="FILE", help="where to write the certificate: .html, .pdf or .docx"
    )
    json_option(purge)


def _tell(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty() and total:
        print(f"\r{text}: {100 * done // total} %", end="\n" if done == total else "", file=sys.stderr)


def _wrote(made: Copied, what: str) -> None:
    say(
        f"Wrote {made.path}: {what}, {made.octets:,} bytes, {made.entries:,} entries, checked. SHA-256 {made.sha256}."
    )


def back_up(args: Namespace) -> int:
    """clew backup CASE -o FILE"""
    out = target(args)
    with handing_out(args, backups.ACT) as (case, entry):
        made = backups.make(case, out, _tell)
        entry.ids, entry.values = backups.entry(made)
    _wrote(made, "a backup")
    return 0


def put_by(args: Namespace) -> int:
    """clew archive CASE -o FILE"""
    out = target(args)
    with handing_out(args, archives.ACT) as (case, entry):
        if case.writable:
            case.anchor()
        made = archives.make(case, out, _tell)
        entry.ids, entry.values = backups.entry(made)
    _wrote(made, "an archive that is only read")
    return 0


def carry_on(args: Namespace) -> int:
    """clew continue ARCHIVE -o FILE"""
    out = target(args)
    with reading(args) as case:
        made = archives.carry_on(case, out, _tell)
    _wrote(made, "a case to work on")
    return 0


def review_dates(args: Namespace) -> int:
    """clew review CASE"""
    if args.day or args.hold is not None or args.lift:
        if args.hold is not None and (args.lift or not args.hold.strip()):
            raise Problem("a hold needs its reason", "say why with --hold, or lift it with --lift")
        with writing(args) as case:
            _settle(case, args)
    with reading(args) as case:
        today = reviews.today()
        found = reviews.listed(case) if args.all else reviews.due(case, today)
    if args.json:
        as_json([asdict(r) | {"overdue": r.overdue(today)} for r in found])
        return 0
    rows = [(r.source or "case", r.name, r.due, "overdue" if r.overdue(today) else "", r.hold) for r in found]
    table(("source", "name", "review by", "", "held because"), rows, "Nothing is due for review.")
    return 0


def _settle(case: Case, args: Namespace) -> None:
    if args.day:
        with case.edit("Set a review date") as db:
            reviews.settle(case, db, args.source, args.day)
    if args.hold is not None or args.lift:
        with case.edit("Lift a hold" if args.lift else "Hold for review") as db:
            reviews.hold(case, db, args.source, "" if args.lift else args.hold)


def purge_sources(args: Namespace) -> int:
    """clew purge CASE --source ID --why TEXT --authority TEXT"""
    path = Path(args.case)
    if args.out:
        documents.suffix_of(target(args))
    with reading(args) as case:
        wanted = _meant(case, args)
        plan = purge_plan.make(case, wanted)
    if args.dry_run:
        return _would(plan, args)
    done = purging.purge(
        path, analyst(args), wanted, why=args.why, authority=args.authority,
        passphrase=passphrases.to_open(args, path), tell=_tell,
    )  # fmt: skip
    if args.out:
        with handing_out(args, "certificate") as (case, entry):
            entry.values["file"] = Path(args.out).name
            if case.writable:
                case.anchor()
            documents.write(certificate.certificate(done, case), Path(args.out))
    if args.json:
        as_json({"sources": plan.sources, "counts": done.plan.counts, "entry": done.entry, "head": done.head})
        return 0
    _counted(done.plan)
    say(
        f"Purged, entry {done.entry} of the log. The new file was searched and verified; nothing of it is left there."
    )
    for copy in done.copies:
        say(f"Still holds it, as far as the case knows: {copy}")
    if args.out:
        say(f"Wrote {args.out}.")
    return 0


def _meant(case: Case, args: Namespace) -> list[int]:
    """The sources that a purge is about; Problem where rows would have to be cut out of one."""
    if args.entity:
        held = purge_choice.naming(case, entities.resolve(case, args.entity))
        if not held:
            raise Problem(
                "no record names it: an analyst entered it by hand", "erase it, then purge what is left"
            )
        raise Problem(
            f"rows of one person cannot be cut out of a source; these name it: {', '.join(map(str, held))}",
            "purge such sources whole: " + " ".join(f"--source {s}" for s in held),
        )
    if args.before:
        split = purge_choice.before(case, args.before)
        if split.across:
            warn(
                f"left as they are, for rows cannot be cut out of a source: {', '.join(map(str, split.across))} "
                f"(records on both sides of {args.before}, or without a time)"
            )
        if not split.before:
            raise Problem(
                f"no source lies wholly before {args.before}", "purge a source whole with --source ID"
            )
        return list(split.before)
    return list(args.source)


def _would(plan: Plan, args: Namespace) -> int:
    if args.json:
        as_json({"sources": plan.sources, "counts": plan.counts, "holds": plan.holds})
        return 0
    _counted(plan)
    for why in plan.holds:
        say(f"Held, and may not be purged: {why}")
    say("Nothing was touched: this only counted.")
    return 0


def _counted(plan: Plan) -> None:
    rows = [(name, count) for name, count in plan.counts.items()]
    table((f"of sources {', '.join(map(str, plan.sources))}", "how many"), rows, "")
