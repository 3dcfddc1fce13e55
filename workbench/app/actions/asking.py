"""Questions, named as the analyst would ask them."""

from __future__ import annotations

from typing import Any

from workbench.app import arranging
from workbench.app.actions.action import action, has_case
from workbench.app.session import Session
from workbench.case import charts, worlds
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.graph import Graph
from workbench.questions import joins

TITLE = "What joins the sources"


def show_joins(case: Case, db: Database, graph: Graph) -> joins.Joins:
    """Makes a chart of what several sources name and how it hangs together, inside a step."""
    found = joins.joins(graph, worlds.named_by_several(case), worlds.of_sources(case))
    chart = charts.create(db, TITLE)
    charts.show(db, chart, found.connection or [e for e, _ in found.joins] or joins.hubs(graph))
    arranging.arrange(db, case, graph, chart)
    return found


@action("joins", "What joins these sources?", "Ask", keys=("Ctrl+J",), when=has_case, needs="a case", words="cross worlds common")
def ask_joins(session: Session) -> None:
    """Charts who and what several sources name, and how it hangs together."""
    graph = session.graph
    made: list[int] = []

    def work(case: Case, db: Database) -> Any:
        found = show_joins(case, db, graph)
        made.append(max(i for i, _ in charts.listed_from(db)))
        return found

    def done(found: joins.Joins) -> None:
        session.show_chart(made[0])
        more = f", {found.left_out:,} more left out" if found.left_out else ""
        session.told(f"{len(found.joins)} found in several sources{more}.")

    session.edit(TITLE, work, done)
