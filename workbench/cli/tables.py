"""The command that writes a table of the window as a file: entities, links, records or rejected rows."""

from __future__ import annotations

import re
from argparse import Namespace

from workbench.app.jobs import Job
from workbench.app.seen import nothing, seen
from workbench.app.tables import handing
from workbench.app.tables.asking import NOUNS, Wish, answered, made
from workbench.app.tables.copying import titled
from workbench.app.tables.scoping import ALL, CHART
from workbench.app.tables.table import Look, Table
from workbench.case import charts, graphs
from workbench.case.cases import Case
from workbench.cli.adding import Commands
from workbench.cli.handing import target
from workbench.cli.opening import handing_out
from workbench.cli.printing import say
from workbench.model.problems import Problem
from workbench.model.tabular import Column, Test, understood

_WHERE = re.compile(r"\s*([\w.]+)\s*(:|(?=[=!<>]))(.*)", re.S)


def add(commands: Commands) -> None:
    command = commands.add("table", write_table, "write a table of the window as CSV or as a workbook")
    command.add_argument("noun", choices=NOUNS, help="what to list")
    command.add_argument(
        "--where", metavar="TEST", action="append", default=[],
        help="only rows that pass, such as duration>60, from:900123 or when:2026-06-01..2026-06-30; "
        "may be given several times",
    )  # fmt: skip
    command.add_argument("--sort", metavar="COLUMN", default="", help="sort by this column")
    command.add_argument("--falling", action="store_true", help="largest and latest first")
    command.add_argument("--columns", metavar="A,B", default="", help="these columns, in this order")
    command.add_argument("--on-chart", action="store_true", help="only what the first chart shows")
    command.add_argument(
        "--raw", action="store_true",
        help="leave texts in CSV as they stand, though a spreadsheet may run one that begins with = + - or @",
    )  # fmt: skip
    command.add_argument("-o", dest="out", metavar="FILE", required=True, help="a .csv or .xlsx file")


def write_table(args: Namespace) -> int:
    """clew table CASE NOUN -o FILE"""
    out = target(args)
    with handing_out(args, f"export table of {args.noun}") as (case, entry):
        graph = graphs.read(case)
        table = made(case, args.noun, graph)
        look = Look(
            tuple(_test(case, table, said) for said in args.where), _column(table, args.sort), args.falling
        )
        listed = charts.listed(case)
        chart = charts.read(case, listed[0][0]) if listed else None
        if args.on_chart and chart is None:
            raise Problem("the case has no chart", "leave --on-chart out")
        on_chart = seen(case, graph, chart) if args.on_chart and chart is not None else nothing()
        wish = Wish(
            args.noun, graph, on_chart, chart, scope=CHART if args.on_chart else ALL, look=look, known=table
        )
        shown = answered(case, wish, Job("table", lambda job: None))
        columns = _columns(table, args.columns)
        count = handing.write(shown, columns, titled(shown.table, columns), out, raw=args.raw)
        entry.ids["rows"], entry.values["file"] = count, out.name
    say(f"{count:,} rows written to {out}.")
    return 0


def _columns(table: Table, said: str) -> list[Column]:
    if not said:
        return [column for column in table.columns if column.shown]
    wanted = [_column(table, name.strip()) for name in said.split(",")]
    return [next(c for c in table.columns if c.id == id) for id in wanted]


def _column(table: Table, said: str) -> str:
    """The column that a name means: its id, with or without "field." before it; "" for none."""
    there = [column.id for column in table.columns]
    found = next((id for id in (said, f"field.{said}") if id in there), "")
    if said and not found:
        names = ", ".join(id.removeprefix("field.") for id in there)
        raise Problem(f"there is no column '{said}'", f"one of {names}")
    return found


def _test(case: Case, table: Table, said: str) -> Test:
    found = _WHERE.fullmatch(said)
    if found is None:
        raise Problem(f"'{said}' is no test", "such as duration>60, from:900123 or kind=Call")
    id = _column(table, found[1])
    test = understood(next(c for c in table.columns if c.id == id), found[3], case.about.zone)
    if test is None:
        raise Problem(f"'{said}' tests nothing", "say what the column must be")
    return test
