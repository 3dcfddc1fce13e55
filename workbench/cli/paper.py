"""The command that puts a chart on paper: print, from A4 to A0, whole or in tiles."""

from __future__ import annotations

from argparse import Namespace

from workbench.case import entities
from workbench.cli.adding import Commands
from workbench.cli.handing import VIEWS, add_entities, add_filters, add_output, target
from workbench.cli.layouts import NAMES as LAYOUTS
from workbench.cli.opening import handing_out
from workbench.cli.printing import say
from workbench.model.problems import Problem

SIZES = ("A4", "A3", "A2", "A1", "A0")


def add(commands: Commands) -> None:
    command = commands.add(
        "print", put_on_paper, "write the chart or another view as a PDF to print, A4 to A0"
    )
    command.add_argument("--paper", choices=SIZES, default="A3", help="the whole sheet, A3 if not said")
    command.add_argument("--upright", action="store_true", help="higher than wide")
    command.add_argument(
        "--tiles", nargs="?", choices=SIZES[:-1], const="A4", default="", metavar="SIZE",
        help="in pieces with marks to join them, on A4 if no other size is said",
    )  # fmt: skip
    command.add_argument("--view", choices=VIEWS, default="chart", help="what to print")
    add_entities(command, "whose way, lane or hours of the week")
    command.add_argument("--handling", metavar="CODE", default="", help="who may see it; at head and foot")
    command.add_argument("--layout", choices=LAYOUTS, help="lay the chart out so")
    add_filters(command)
    add_output(command, "FILE.pdf")


def put_on_paper(args: Namespace) -> int:
    """clew print CASE --paper A3 --tiles -o FILE.pdf"""
    from workbench.app import printing, typed_filters
    from workbench.app.layouts import Wish
    from workbench.drawing.paper import Format

    if args.layout and args.view != "chart":
        raise Problem(f"a {args.view} has no layout", "leave --layout out")
    if args.entities and args.view == "chart":
        raise Problem("a printed chart marks nobody", "leave --entity out, or print another view")
    out, form = target(args), Format(args.paper, not args.upright, args.tiles)
    with handing_out(args, "print") as (case, entry):
        entry.values |= {"file": out.name, "handling": args.handling}
        filters = [typed_filters.understood(case, text) for text in args.filters]
        chosen = [entities.resolve(case, value) for value in args.entities]
        if args.view == "map":
            sheet = printing.map_sheet(case, entities=chosen, handling=args.handling, filters=filters)
        elif args.view == "timeline":
            sheet = printing.timeline_sheet(case, entities=chosen, handling=args.handling, filters=filters)
        elif args.view == "pattern":
            sheet = printing.pattern_sheet(case, entities=chosen, handling=args.handling, filters=filters)
        else:
            wish = Wish(args.layout) if args.layout else None
            sheet = printing.chart_sheet(case, handling=args.handling, wish=wish, filters=filters)
        pages = printing.save(sheet, out, form)
    say(f"Wrote {out}, {pages} page{'s' if pages > 1 else ''}.")
    return 0
