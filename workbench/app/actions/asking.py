"""Questions, named as the analyst would ask them."""

from __future__ import annotations

from typing import Any

from workbench.app import arranging
from workbench.app.actions.action import action, has_case
from workbench.app.session import Session
from workbench.case import assessments, charts, naming
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.graph import Graph
from workbench.questions import joins, services

TITLE = "What joins the sources"
SERVICES = "Who serves everybody"


def show_joins(case: Case, db: Database, graph: Graph) -> joins.Joins:
    """Makes a chart of what several sources name and how it hangs together, inside a step."""
    found = joins.joins(graph, naming.named_by_several(case))
    chart = charts.create(db, TITLE)
    charts.show(db, chart, joins.to_show(graph, found))
    arranging.arrange(db, case, graph, chart)
    return found


@action(
    "joins",
    "What joins these sources?",
    "Ask",
    keys=("Ctrl+J",),
    when=has_case,
    needs="a case",
    words="cross worlds common",
)
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


@action(
    "services", "Who serves everybody?", "Ask", when=has_case, needs="a case",
    words="common service hub taxi bank courier pizza hot wallet",
)  # fmt: skip
def ask_services(session: Session) -> None:
    """Enters entities that very many others share in the list of common services, with the reason; undo refuses it."""
    graph = session.graph
    session.edit(
        SERVICES, lambda case, db: mark_services(case, db, graph),
        lambda found: session.told(_served(found)),
    )  # fmt: skip


def mark_services(case: Case, db: Database, graph: Graph) -> list[services.Service]:
    """Marks what looks like a common service, inside a step."""
    found = services.services(graph)
    for service in found:
        assessments.mark_common(case, db, service.entity, service.why)
    return found


def _served(found: list[services.Service]) -> str:
    if not found:
        return "Nobody has so many more neighbours than others that it looks like a service."
    return f"{len(found)} entered as common services: they neither join nor expand unless asked."
