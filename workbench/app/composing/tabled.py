"""Tables of the window in a report: the same rows and columns, with the tests they passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.app import seen
from workbench.app.composing.bench import Bench
from workbench.app.jobs import Job
from workbench.app.session import Selection
from workbench.app.tables.asking import NOUNS, Wish, answered, made
from workbench.app.tables.copying import titled
from workbench.app.tables.scoping import ALL, CHART, SELECTION
from workbench.app.tables.table import Look, Table
from workbench.model import document
from workbench.model.document import Block, Heading, Paragraph
from workbench.model.problems import Problem
from workbench.model.tabular import Column, Test, understood

MOST = 100  # rows where the analyst asks for no other number
SCOPES = {ALL: "the whole case", CHART: "what the chart shows", SELECTION: "what was selected"}
TYPED = ("entity",)


def table(bench: Bench, what: Mapping[str, Any]) -> list[Block]:
    """A table as it was asked for; Problem where the case has no such columns any more."""
    noun = what.get("noun", "entities")
    if noun not in NOUNS:
        raise Problem(f"there is no table of {noun}", f"one of {', '.join(NOUNS)}")
    case = bench.case
    chart = bench.chart(what.get("chart"))
    scope = what.get("scope", ALL) if chart is not None else ALL
    graph = bench.seen_by(chart) if chart is not None else bench.graph
    own = made(case, noun, graph)
    look = Look(
        tuple(_test(own, id, said, case.about.zone) for id, said in what.get("where", ())),
        what.get("sort", ""),
        bool(what.get("falling")),
    )
    on_chart = seen.seen(case, graph, chart) if chart is not None and scope != ALL else seen.nothing()
    chosen = Selection(frozenset(what.get("entities", ())), frozenset(what.get("links", ())))
    wish = Wish(noun, graph, on_chart, chart, selection=chosen, scope=scope, look=look, known=own)
    shown = answered(case, wish, Job("table", lambda job: None))
    columns = _columns(shown.table, what.get("columns", ()))
    most = int(what.get("most", MOST))
    texts = shown.table.texts(shown.at(0, most), [c.id for c in columns])
    titles = titled(shown.table, columns)
    number = bench.table()
    tests = [f"{_title(own, id)}: {said}" for id, said in what.get("where", ())]
    bench.filters[f"{number}, {noun}"] = tests
    said = f"{len(shown):,} {noun} of {SCOPES.get(scope, scope)}; " + (
        f"only where {'; '.join(tests)}" if tests else "no filter"
    )
    if look.sort:
        said += f"; sorted by {_title(own, look.sort)}" + (
            ", largest and latest first" if look.falling else ""
        )
    return [
        Heading(what.get("title") or noun.capitalize(), 2),
        Paragraph(said + ".", "note"),
        document.Table(
            tuple(titles),
            tuple(tuple(cell or "" for cell in row) for row in texts.iter_rows()),
            caption=f"{number}. {what.get('title') or noun.capitalize()}",
            numbers=frozenset(n for n, c in enumerate(columns) if c.right),
            codes=frozenset(n for n, c in enumerate(columns) if c.type in TYPED),
            rest=max(0, len(shown) - most),
        ),
    ]


def _columns(table: Table, wanted: list[str]) -> list[Column]:
    by_id = {column.id: column for column in table.columns}
    found = [by_id[id] for id in wanted if id in by_id]
    return found or [column for column in table.columns if column.shown]


def _title(table: Table, id: str) -> str:
    return next((column.title for column in table.columns if column.id == id), id)


def _test(table: Table, id: str, said: str, zone: str) -> Test:
    column = next((c for c in table.columns if c.id == id), None)
    test = understood(column, said, zone) if column is not None else None
    if test is None:
        raise Problem(f"this table has no column '{id}' to test", "make the table anew")
    return test
