"""Holding two charts, or two sources, against each other on a chart of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.app import arranging, comparing
from workbench.app.actions.action import Ask, action
from workbench.app.actions.folding import relook
from workbench.app.actions.readings import named_sources
from workbench.app.session import Session
from workbench.case import charts
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem


def _charts(session: Session) -> list[tuple[str, str]]:
    """The charts that can be compared: those that are no comparison themselves."""
    if session.case is None:
        return []
    listed = charts.listed(session.case)
    return [(str(i), title) for i, title in listed if charts.read(session.case, i).looked.compared is None]


def _two_charts(session: Session) -> bool:
    return len(_charts(session)) > 1


def _two_sources(session: Session) -> bool:
    return len(named_sources(session, True)) > 1


@action(
    "compare_charts", "Compare two charts…", "Chart", when=_two_charts, needs="two charts", verb="Compare",
    words="difference added removed changed same versus before after",
    asks=(
        Ask("first", "Compare", "choice", choices=_charts, required=True),
        Ask("second", "With", "choice", choices=lambda s: _charts(s)[::-1], required=True),
    ),
)  # fmt: skip
def compare_charts(session: Session, first: str, second: str) -> None:
    """Makes a chart of all that two charts show: what only one shows, what both do, and whose links differ."""
    one, other = (charts.read(session.open_case, int(id)) for id in (first, second))
    shown = list(dict.fromkeys([*one.shown, *other.shown]))
    _compare(session, "charts", (one.id, other.id), shown, other.positions | one.positions)


@action(
    "compare_sources", "Compare two sources…", "Chart", when=_two_sources, needs="two sources", verb="Compare",
    words="difference overlap only common files versus added removed",
    asks=(
        Ask("first", "Compare", "choice", choices=lambda s: named_sources(s, True), required=True),
        Ask("second", "With", "choice", choices=lambda s: named_sources(s, True)[::-1], required=True),
    ),
)  # fmt: skip
def compare_sources(session: Session, first: str, second: str) -> None:
    """Colours what this chart shows by the source that says it: only one of the two, both, or both differently."""
    chart = session.chart
    if chart is None:
        raise Problem("there is no chart", "make one first")
    _compare(session, "sources", (int(first), int(second)), chart.shown, chart.positions)


def _compare(
    session: Session, what: str, two: tuple[int, int], shown: list[int], stood: dict[int, tuple[float, float]]
) -> None:
    if two[0] == two[1]:
        raise Problem("these are one and the same", "choose two")
    graph, case = session.graph, session.open_case
    found = comparing.compare(case, graph, what, *two)
    nodes = np.array([graph.node_of[e] for e in shown if e in graph.node_of], np.int32)
    title = f"{found.names[0]} and {found.names[1]}"

    def work(case: Case, db: Database) -> int:
        made = charts.create(db, title)
        charts.show(db, made, shown)
        placed = [e for e in shown if e in stood]
        if placed:
            at = np.array([stood[e] for e in placed], np.float32)
            charts.keep_layout(db, made, np.array(placed, np.int64), at)
        charts.relook(db, made, lambda look: replace(look, compared=(what, *two)))
        arranging.arrange(db, case, graph, made)
        return made

    def done(made: int) -> None:
        session.show_chart(made)
        session.told(f"{title}: {found.sentence(nodes)}.")

    session.edit(f"Compare {title}", work, done)


@action(
    "stop_comparing", "Colours of a comparison off", "Chart",
    when=lambda s: s.case is not None and s.chart is not None and s.chart.looked.compared is not None,
    needs="a chart that compares", words="difference end",
)  # fmt: skip
def stop_comparing(session: Session) -> None:
    """Colours the chart by kind again; it stays as it is."""
    relook(session, "No comparison", lambda look: replace(look, compared=None))
