"""The command that writes a report: as a web page, a PDF or a Word file; and lists those that were composed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from workbench.cli.adding import Commands, json_option
from workbench.cli.handing import target
from workbench.cli.opening import handing_out, reading
from workbench.cli.printing import as_json, say, table, utc
from workbench.model.problems import Problem

PARTS = ("findings", "answers", "charts", "timeline", "map", "custody", "method")
PAPERS = ("A4", "Letter")


def add(commands: Commands) -> None:
    command = commands.add(
        "report", report, "write a report of the case, with its sources and how to check it"
    )
    command.add_argument("-o", dest="out", metavar="FILE", help="where to write it: .html, .pdf or .docx")
    command.add_argument(
        "--list", action="store_true", help="list the reports that were put together in the window"
    )
    command.add_argument(
        "--report",
        metavar="ID",
        type=int,
        help="which one, from --list; the last if not said, else the whole case",
    )
    command.add_argument("--whole", action="store_true", help="of the whole case, whatever was put together")
    command.add_argument("--title", metavar="TEXT", help="its title")
    command.add_argument("--handling", metavar="CODE", help="who may see it, at head and foot of each page")
    command.add_argument(
        "--language", metavar="TAG", help="the language it is in, such as ar: which side lines begin on"
    )
    command.add_argument(
        "--parts", metavar="A,B", help=f"of a report of the whole case only these: {', '.join(PARTS)}"
    )
    command.add_argument(
        "--rows", metavar="N", type=int, default=5, help="rows quoted behind each claim, 5 if not said"
    )
    command.add_argument("--paper", choices=PAPERS, help="the paper of a PDF or Word file, A4 if not said")
    json_option(command)


def report(args: Namespace) -> int:
    """clew report CASE -o FILE"""
    if args.list:
        return _listed(args)
    if not args.out:
        raise Problem("there is nowhere to write the report", "say -o FILE.html, .pdf or .docx, or --list")
    if args.rows < 0:
        raise Problem("fewer than no rows cannot be quoted", "say --rows 0 or more")
    return _written(args)


def _listed(args: Namespace) -> int:
    from workbench.case import reports

    with reading(args) as case:
        found = reports.listed(case)
        if args.json:
            as_json(
                [
                    {
                        "id": r.id,
                        "title": r.title,
                        "by": r.analyst,
                        "at": utc(r.at),
                        "parts": [p.sort for p in r.parts],
                    }
                    for r in found
                ]
            )
        else:
            lines = [(r.id, r.title, len(r.parts), r.analyst, utc(r.at)) for r in found]
            table(("id", "title", "parts", "by", "at"), lines, "No report has been put together yet.")
    return 0


def _written(args: Namespace) -> int:
    from workbench.app.composing import whole
    from workbench.app.library import Library
    from workbench.report import documents

    out = target(args)
    suffix = documents.suffix_of(out)
    parts = tuple(p.strip() for p in args.parts.split(",")) if args.parts else PARTS
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise Problem(f"a report has no {', '.join(unknown)}", f"some of {', '.join(PARTS)}")
    if args.parts and args.report is not None:
        raise Problem("a report that was put together has its own parts", "leave --parts or --report out")
    with handing_out(args, "write report") as (case, entry):
        chosen = (
            whole.of_case(case, wanted=parts) if args.whole or args.parts else whole.chosen(case, args.report)
        )
        said = {
            name: getattr(args, name) for name in ("handling", "language", "paper") if getattr(args, name)
        }
        chosen = replace(chosen, title=args.title or chosen.title, said=chosen.said | said)
        made = whole.document(case, chosen, Library.shipped(), live=suffix == ".html", quoted=args.rows)
        documents.write(made, out)
        if chosen.id:
            entry.ids["report"] = chosen.id
        entry.values |= {"file": out.name, "title": chosen.title, "handling": made.handling}
    if args.json:
        as_json(
            {"file": str(out), "report": chosen.id or None, "title": chosen.title, "handling": made.handling}
        )
    else:
        say(f"Wrote {out}.")
    return 0
