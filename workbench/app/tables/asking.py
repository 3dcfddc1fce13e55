"""The rows of a table that are wanted: which noun, in which scope, under which tests, in which order."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.app.jobs import Job
from workbench.app.seen import Seen, seen
from workbench.app.session import Selection
from workbench.app.tables import entities, links, records, rejects
from workbench.app.tables.arrays import ArrayTable
from workbench.app.tables.counted import counted, counts_again
from workbench.app.tables.scoping import ALL, CHART, among
from workbench.app.tables.table import Look, Shown, Table, arranged
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.model.graph import Graph

NOUNS = ("entities", "links", "records", "rejects")


@dataclass(frozen=True)
class Wish:
    """What of the case is wanted as a table; `graph`, `seen` and `chart` are those of the moment of asking, and
    `known` a table of the same noun that may still hold."""

    noun: str
    graph: Graph
    seen: Seen
    chart: Chart | None = None
    selection: Selection = field(default_factory=Selection)
    scope: str = ALL
    look: Look = field(default_factory=Look)
    known: Table | None = None


def made(case: Case, noun: str, graph: Graph) -> Table:
    """The table of a noun."""
    if noun == "entities":
        return entities.table(case, graph)
    if noun == "links":
        return links.table(case, graph)
    return records.table(case) if noun == "records" else rejects.table(case)


def answered(case: Case, wish: Wish, job: Job) -> Shown:
    """The rows, in order. The job tells how far reading the records is, and may be cancelled."""
    table = (
        wish.known if wish.known is not None and wish.noun != "records" else made(case, wish.noun, wish.graph)
    )
    on_chart, moments = wish.seen, wish.selection.moments
    if wish.scope == CHART and wish.chart is not None and moments != on_chart.moments:
        on_chart = seen(case, wish.graph, wish.chart, moments)

    def told(done: int, of: int) -> None:
        job.tell(done, of, "rows")

    if isinstance(table, ArrayTable):
        table = table.whole_case
        if wish.scope == CHART and table.noun != "rejects" and counts_again(on_chart):
            table = counted(case, table, on_chart)
    rows = among(case, table, wish.graph, on_chart, wish.selection, wish.scope, told)
    here = {column.id for column in table.columns}
    look = Look(
        tuple(test for test in wish.look.tests if test.column in here),
        wish.look.sort if wish.look.sort in here else "",
        wish.look.falling,
    )
    return arranged(table, rows, look, told)
