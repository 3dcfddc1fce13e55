"""What is on the chart: adding, expanding, hiding, taking off, pinning, laying out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from workbench.app import arranging, charting
from workbench.app.actions.action import (
    Ask,
    action,
    entity_selected,
    has_case,
    on_chart,
    selected_on_chart,
    two_selected,
)
from workbench.app.session import Session
from workbench.case import charts, graphs
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem
from workbench.questions import connected, expanding, paths

LIMIT = 50
CONNECTED = 30  # entities to begin a chart with


def _chart(session: Session, db: Database) -> int:
    """The current chart's id; a first one is made in the same step where there is none."""
    if session.chart is not None:
        return session.chart.id
    return charts.create(db, "Chart 1")


def show_entities(session: Session, entities: Iterable[int], title: str = "") -> None:
    """Puts entities on the chart beside their neighbours and selects them; those there already just show."""
    chosen, graph = list(dict.fromkeys(entities)), session.graph

    def work(case: Case, db: Database) -> None:
        chart = _chart(session, db)
        charts.show(db, chart, chosen)
        arranging.arrange(db, case, graph, chart)

    names = ", ".join(graph.captions[graph.node_of[e]] for e in chosen[:3] if e in graph.node_of)
    more = f" and {len(chosen) - 3} more" if len(chosen) > 3 else ""
    session.edit(title or f"Show {names}{more}", work, lambda _: session.select(chosen))


@action(
    "show_connected", "Most connected on the chart…", "Chart", when=has_case, needs="a case", verb="Put on the chart",
    words="hub centre top neighbours begin first show",
    asks=(Ask("most", "How many", "number", default=CONNECTED),),
)  # fmt: skip
def show_connected(session: Session, most: int = CONNECTED) -> None:
    """Puts those on the chart that hang together with the most others; common services stay away."""
    found = connected.most_connected(session.graph, int(most))
    if not found:
        raise Problem("nothing in this case hangs together with anything", "import a file, or draw a link")
    show_entities(session, found, f"Show the {len(found)} most connected")


@action(
    "expand", "Expand", "Chart", keys=("Ctrl+E", "Ctrl+Right"), when=entity_selected, needs="a selected entity",
    words="neighbours hop search around", verb="Expand",
    asks=(
        Ask("kind", "Links of kind", "link kind", default=""),
        Ask("limit", "At most", "number", default=LIMIT),
        Ask("through", "Through common services too", "flag", default=False),
    ),
)  # fmt: skip
def expand(session: Session, kind: str = "", limit: int = LIMIT, through: bool = False) -> None:
    """Puts the neighbours of what is selected on the chart, those with most records first, and says what it left
    out."""
    case, chosen = session.open_case, sorted(session.selection.entities)
    shown = session.chart.shown if session.chart else []

    def work(case: Case, db: Database) -> Any:
        wanted = case.kinds.links.get(kind)
        demanded = {kind} if wanted and wanted.bundle == "on demand" else set()
        known = set(session.chart.looked.demanded) if session.chart else set()
        demanded |= known
        graph = graphs.read(case, demanded) if demanded else session.graph
        found = expanding.expand(graph, chosen, shown, kind=kind or None, limit=limit, through_common=through)
        chart = _chart(session, db)
        if demanded - known:
            charts.relook(db, chart, lambda look: replace(look, demanded=tuple(sorted(demanded))))
        charts.show(db, chart, [*chosen, *found.added])
        arranging.arrange(db, case, graph, chart)
        return found

    def done(found: expanding.Expansion) -> None:
        session.told(found.sentence(limit))
        session.select(chosen)

    caption = (
        session.graph.captions[session.graph.node_of[chosen[0]]] if chosen[0] in session.graph.node_of else ""
    )
    name = f" by {case.kinds.links[kind].name}" if kind else ""
    session.edit(
        f"Expand {caption}{name}" if len(chosen) == 1 else f"Expand {len(chosen)} entities{name}", work, done
    )


@action(
    "path",
    "Path between the two selected",
    "Chart",
    keys=("Ctrl+P",),
    when=two_selected,
    needs="two selected entities",
)
def path(session: Session) -> None:
    """Puts the shortest connection of two entities on the chart and selects it."""
    graph, (one, other) = session.graph, sorted(session.selection.entities)
    found = paths.shortest(graph, one, other)
    if not found.found:
        session.told("Nothing joins these two, common services left out.")
        return
    entities = found.entities

    def work(case: Case, db: Database) -> None:
        chart = _chart(session, db)
        charts.show(db, chart, entities)
        arranging.arrange(db, case, graph, chart)

    links = found.links
    captions = [graph.captions[graph.node_of[e]] for e in (one, other)]
    session.edit(f"Path from {captions[0]} to {captions[1]}", work, lambda _: session.select(entities, links))


def _on_chart(session: Session, title: str, work: Any) -> None:
    chart = session.chart
    if chart is None:
        raise Problem("there is no chart", "make one first")
    session.edit(title, lambda case, db: work(db, chart.id))


@action("hide", "Hide", "Chart", keys=("Ctrl+H",), when=on_chart, needs="something selected on the chart")
def hide(session: Session) -> None:
    """Hides what is selected; it is counted on the chart and can be shown again."""
    chosen = sorted(session.selection.entities)
    session.select()
    _on_chart(session, _counted("Hide", chosen), lambda db, chart: charts.hide(db, chart, chosen))


@action(
    "hide_others",
    "Hide the others",
    "Chart",
    keys=("Ctrl+Shift+H",),
    when=on_chart,
    needs="something selected on the chart",
)
def hide_others(session: Session) -> None:
    """Hides everything that is not selected."""
    assert session.chart is not None
    others = sorted(set(session.chart.shown) - session.selection.entities)
    _on_chart(session, _counted("Hide", others), lambda db, chart: charts.hide(db, chart, others))


@action(
    "show_hidden",
    "Show what is hidden",
    "Chart",
    when=lambda s: s.chart is not None and bool(s.chart.hidden),
    needs="something hidden",
)
def show_hidden(session: Session) -> None:
    assert session.chart is not None
    hidden = session.chart.hidden
    _on_chart(session, "Show what is hidden", lambda db, chart: charts.hide(db, chart, hidden, False))


def switch_kind(session: Session, kind: str, shown: bool) -> None:
    """Hides everything of a kind on the chart, or shows what is hidden of it."""
    chart, graph = session.chart, session.graph
    if chart is None:
        return
    of_kind = list(graph.kinds).index(kind)
    there = [
        e for e in (chart.hidden if shown else chart.shown)
        if e in graph.node_of and graph.kind[graph.node_of[e]] == of_kind
    ]  # fmt: skip
    name = session.open_case.kinds.entities[kind].plural
    session.select(session.selection.entities - set(there), session.selection.links)
    _on_chart(
        session, f"Show {name}" if shown else f"Hide {name}",
        lambda db, id: charts.hide(db, id, there, not shown),
    )  # fmt: skip


@action(
    "take_off",
    "Take off the chart",
    "Chart",
    keys=("Del", "Backspace"),
    when=on_chart,
    needs="something selected on the chart",
    words="remove delete",
)
def take_off(session: Session) -> None:
    """Takes what is selected off the chart; it stays in the case."""
    chosen = sorted(session.selection.entities)
    session.select()
    _on_chart(session, _counted("Take off", chosen), lambda db, chart: charts.take_off(db, chart, chosen))


def _counted(verb: str, entities: Sequence[int]) -> str:
    return f"{verb} {len(entities)} {'entity' if len(entities) == 1 else 'entities'}"


def _pinned(session: Session) -> bool:
    return session.chart is not None and bool(selected_on_chart(session) & set(session.chart.pinned))


def _loose(session: Session) -> bool:
    return session.chart is not None and bool(selected_on_chart(session) - set(session.chart.pinned))


@action(
    "pin",
    "Pin in place",
    "Chart",
    keys=("Ctrl+B",),
    when=_loose,
    needs="something selected that is not pinned",
)
def pin(session: Session) -> None:
    """Pins what is selected where it stands."""
    _pin(session, True)


@action(
    "unpin",
    "Let go",
    "Chart",
    keys=("Ctrl+Shift+B",),
    when=_pinned,
    needs="something selected that is pinned",
)
def unpin(session: Session) -> None:
    """Lets layouts move what is selected again."""
    _pin(session, False)


def _pin(session: Session, pinned: bool) -> None:
    assert session.chart is not None
    at = session.chart.positions
    chosen = [(e, *at.get(e, (0.0, 0.0))) for e in sorted(session.selection.entities)]
    title = _counted("Pin" if pinned else "Let go", chosen)  # type: ignore[arg-type]
    _on_chart(session, title, lambda db, chart: charts.pin(db, chart, chosen, pinned))


def move(session: Session, moved: Sequence[tuple[int, float, float]]) -> None:
    """Keeps where the analyst dragged entities: one step at release."""
    _on_chart(session, _counted("Move", moved), lambda db, chart: charts.place(db, chart, moved))  # type: ignore[arg-type]


def drawn(session: Session) -> charting.Drawn:
    """The current chart as the canvas draws it."""
    if session.case is None:
        return charting.nothing()
    return charting.draw(session.case, session.graph, session.chart, session.selection.moments)
