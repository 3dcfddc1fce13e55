"""Choosing what is on the chart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.app.actions.action import Ask, action, entity_selected, has_chart, something_selected
from workbench.app.actions.charts import show_entities
from workbench.app.matching import matching
from workbench.app.session import Session
from workbench.case.words import folded


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


@action(
    "select_kind", "Select all of the same kind", "Edit", keys=("Ctrl+Alt+A",), when=entity_selected,
    needs="a selected entity", words="same kind type all phones wallets",
)  # fmt: skip
def select_kind(session: Session) -> None:
    """Selects everything on the chart that is of the kinds selected."""
    graph = session.graph
    kinds = {int(graph.kind[graph.node_of[e]]) for e in session.selection.entities if e in graph.node_of}
    session.select(e for e in _shown(session) if int(graph.kind[graph.node_of[e]]) in kinds)


@action(
    "select_leaves", "Select what hangs on one link", "Edit", when=has_chart, needs="a chart",
    words="pendants leaves singles one neighbour",
)  # fmt: skip
def select_leaves(session: Session) -> None:
    """Selects everything on the chart that is linked to one other only."""
    session.select(_with_neighbours(session, lambda n: n == 1))


@action(
    "select_single", "Select what is linked to nothing", "Edit", when=has_chart, needs="a chart",
    words="singletons isolated alone unlinked",
)  # fmt: skip
def select_single(session: Session) -> None:
    """Selects everything on the chart without any link there."""
    session.select(_with_neighbours(session, lambda n: n == 0))


def _with_neighbours(session: Session, wanted: Callable[[int], bool]) -> list[int]:
    """Entities on the chart by how many others they are linked to there."""
    graph, seen = session.graph, session.seen
    pairs = np.unique(np.sort(np.stack([graph.start[seen.links], graph.end[seen.links]], 1), 1), axis=0)
    count = np.bincount(pairs.ravel(), minlength=len(graph)) if len(pairs) else np.zeros(len(graph), np.int64)
    return [int(graph.ids[n]) for n in seen.nodes.tolist() if wanted(int(count[n]))]


@action(
    "select_like", "Select by text…", "Edit", keys=("Ctrl+Alt+F",), when=has_chart, needs="a chart", verb="Select",
    words="find matching name contains search", asks=(Ask("text", "Part of a name or number", required=True),),
)  # fmt: skip
def select_like(session: Session, text: str) -> None:
    """Selects everything on the chart whose caption or identifier holds a text, in any case and with any accents."""
    graph, sought = session.graph, folded(text.strip())
    found = [
        int(graph.ids[n]) for n in session.seen.nodes.tolist()
        if sought in folded(f"{graph.captions[n]}\n{graph.values[n]}")
    ]  # fmt: skip
    session.told(
        f"{len(found):,} on the chart hold '{text}'." if found else f"Nothing on the chart holds '{text}'."
    )
    session.select(found)


@action(
    "find_matching", "Find what is written alike", "Edit", keys=("Ctrl+Alt+M",), when=entity_selected,
    needs="a selected entity", words="matching entities duplicates same name handle similar merge",
)  # fmt: skip
def find_matching(session: Session) -> None:
    """Puts those on the chart that bear the same name or identifier, case, accents, spaces and signs aside, and selects
    them; whether they are the same is yours to judge."""
    chosen = sorted(session.selection.entities)
    graph = session.graph

    def done(found: list[int]) -> None:
        if not found:
            session.told("Nothing else in the case is written like this.")
            return
        show_entities(session, [*chosen, *found], f"Show {len(found)} written alike")
        names = ", ".join(graph.captions[graph.node_of[e]] for e in found[:5])
        session.told(f"{len(found):,} written alike: {names}{'…' if len(found) > 5 else ''}.")

    session.look(
        "Finding what is written alike",
        lambda case, job: matching(case, graph, chosen),
        done,
        replaces="alike",
    )
