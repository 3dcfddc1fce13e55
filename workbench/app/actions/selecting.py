"""Choosing what is on the chart."""

from __future__ import annotations

from workbench.app.actions.action import action, entity_selected, has_chart, something_selected
from workbench.app.session import Session


def _shown(session: Session) -> set[int]:
    return set(session.seen.entities.tolist())


@action("select_all", "Select all", "Edit", keys=("Ctrl+A",), when=has_chart, needs="a chart")
def select_all(session: Session) -> None:
    """Selects every entity on the chart."""
    session.select(_shown(session))


@action("select_none", "Select nothing", "Edit", keys=("Esc",), when=something_selected, needs="a selection")
def select_none(session: Session) -> None:
    """Lets go of what is selected, and of the stretch of time."""
    session.select(moments=None)


@action("select_others", "Select the others", "Edit", keys=("Ctrl+Shift+I",), when=has_chart, needs="a chart")
def select_others(session: Session) -> None:
    """Selects what is not selected, and nothing of what is."""
    session.select(_shown(session) - session.selection.entities)


@action(
    "select_neighbours", "Select neighbours too", "Edit", keys=("Ctrl+Shift+R",), when=entity_selected,
    needs="a selected entity",
)  # fmt: skip
def select_neighbours(session: Session) -> None:
    """Adds the neighbours on the chart to the selection."""
    graph, shown = session.graph, _shown(session)
    found = set(session.selection.entities)
    for entity in session.selection.entities:
        if entity in graph.node_of:
            found |= {int(graph.ids[n]) for n in graph.neighbours(graph.node_of[entity])} & shown
    session.select(found, session.selection.links)
