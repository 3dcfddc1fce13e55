"""Commands of disclosure: mark, disclosure."""

from __future__ import annotations

from argparse import Namespace

from workbench.case import disclosures, entities
from workbench.case.disclosures import MARKS
from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import target
from workbench.cli.opening import handing_out, reading, writing
from workbench.cli.printing import as_json, harmless, say
from workbench.model.problems import Problem
from workbench.report import disclosure, documents

TABLES = (".csv", ".xlsx")


def add(commands: Commands) -> None:
    mark = commands.add(
        "mark", set_mark, "mark an item for disclosure: relevant, undermining or not relevant"
    )
    which = mark.add_mutually_exclusive_group(required=True)
    which.add_argument("--source", metavar="ID", type=int, help="the number of a source, from 'clew sources'")
    which.add_argument("--entity", metavar="VALUE", help="an entity, as [kind:]value")
    which.add_argument("--link", metavar="ID", type=int, help="the number of a link, from 'clew links'")
    which.add_argument("--finding", metavar="ID", type=int, help="the number of a finding")
    mark.add_argument(
        "mark", metavar="MARK", choices=(*MARKS, "none"), help="; ".join((*MARKS, "none takes it away"))
    )
    mark.add_argument("--why", metavar="TEXT", default="", help="the reason, which stands in the schedule")
    schedule = commands.add(
        "disclosure", write_schedule, "list all sources, used or not, the searches run and what was marked"
    )
    schedule.add_argument(
        "--report", metavar="ID", type=int, help="what that report uses, and what it does not"
    )
    schedule.add_argument(
        "-o", dest="out", metavar="FILE", help="write it: .html, .pdf, .docx, .xlsx or .csv"
    )
    json_option(schedule)


def set_mark(args: Namespace) -> int:
    """clew mark CASE --entity VALUE undermining --why TEXT"""
    with writing(args) as case:
        subject, number = next((s, n) for s in disclosures.SUBJECTS if (n := getattr(args, s)) is not None)
        if subject == "entity":
            number = entities.resolve(case, number)
        if args.mark == "none":
            with case.edit(f"Take the mark of {subject} {number} away") as db:
                disclosures.unmark(db, subject, number)
        else:
            with case.edit(f"Mark {subject} {number} as {args.mark}") as db:
                disclosures.mark(case, db, subject, number, args.mark, args.why)
    say(
        f"{subject.capitalize()} {number} is marked {args.mark}."
        if args.mark != "none"
        else "The mark is gone."
    )
    return 0


def write_schedule(args: Namespace) -> int:
    """clew disclosure CASE [--report ID] [-o FILE] [--json]"""
    if not args.out:
        with reading(args) as case:
            made = disclosure.schedule(case, args.report)
            if args.json:
                as_json(disclosure.as_json(made))
            else:
                _tell(made)
        return 0
    out = target(args)
    if out.suffix.lower() not in (*TABLES, *documents.SUFFIXES):
        raise Problem(
            f"a schedule is not written as '{out.name}'",
            "end its name in " + ", ".join((*documents.SUFFIXES, *TABLES)),
        )
    with handing_out(args, "disclosure schedule") as (case, entry):
        made = disclosure.schedule(case, args.report)
        entry.values["file"] = out.name
        if args.report is not None:
            entry.ids["report"] = args.report
        if out.suffix.lower() in TABLES:
            disclosure.write_table(made, out)
        else:
            documents.write(disclosure.document(case, made), out)
        if args.json:
            as_json(disclosure.as_json(made))
    if not args.json:
        say(f"Wrote {out}.")
    return 0


def _tell(made: disclosure.Schedule) -> None:
    for item in made.sources:
        used = "; ".join(item.used) or "not used"
        say(f"source {item.number} {harmless(item.name)} {item.sha256}: {harmless(used)}")
    for item in made.stated:
        used = "; ".join(item.used) or "in no report"
        say(f"{item.sort} {item.number} {harmless(item.name)}: {harmless(used)}")
    for item in made.items:
        if item.mark:
            say(f"{item.mark}: {item.sort} {item.number} {harmless(item.name)}: {harmless(item.why)}")
    for item in made.searches:
        found = disclosure.NOT_SAID if item.found is None else f"{item.found:,} found"
        say(f"{item.sort} by {harmless(item.analyst)}: {harmless(item.name)}: {found}")
