"""Selections kept under the numbers 1 to 9 of a chart: kept, named, recalled, put together and cut with others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.app.actions.action import Ask, action, something_selected
from workbench.app.session import Session
from workbench.case import charts
from workbench.model.looks import ChartLook, Kept
from workbench.model.problems import Problem

NUMBERS = range(1, 10)


def _kept(session: Session) -> dict[int, Kept]:
    return dict(session.chart.looked.selections) if session.case is not None and session.chart else {}


def _any(session: Session) -> bool:
    return bool(_kept(session))


def _and_any(session: Session) -> bool:
    return something_selected(session) and _any(session)


def _choices(session: Session) -> list[tuple[str, str]]:
    return [(str(n), f"{n} {kept.title}") for n, kept in sorted(_kept(session).items())]


def _called(session: Session, number: int) -> Kept:
    kept = _kept(session).get(number)
    if kept is None:
        raise Problem(
            f"no selection is kept under {number}", f"select something and press Ctrl+Shift+{number}"
        )
    return kept


def _relook(session: Session, title: str, change: Callable[[dict[int, Kept]], dict[int, Kept]]) -> None:
    chart = session.chart
    if chart is None:
        raise Problem("there is no chart", "make one first")

    def looked(look: ChartLook) -> ChartLook:
        return replace(look, selections=change(dict(look.selections)))

    session.edit(title, lambda case, db: charts.relook(db, chart.id, looked))


def keep_selection(session: Session, number: int, title: str = "") -> None:
    """Keeps what is selected under a number of this chart; what stood there before can be had back by undo."""
    chosen = session.selection
    known = _kept(session).get(number)
    name = title or (known.title if known else _titled(session))
    kept = Kept(name, tuple(sorted(chosen.entities)), tuple(sorted(chosen.links)))
    _relook(session, f"Keep selection {number}: {name}", lambda all: all | {number: kept})
    session.told(f"Selection {number} is kept: {name}. Ctrl+{number} recalls it.")


def recall_selection(session: Session, number: int) -> None:
    """Selects again what was kept under a number."""
    kept = _called(session, number)
    session.select(kept.entities, kept.links)


def _titled(session: Session) -> str:
    """What is selected, in a few words: one by its caption, several by their kind and number."""
    graph, chosen = session.graph, session.selection
    nodes = [graph.node_of[e] for e in sorted(chosen.entities) if e in graph.node_of]
    if len(nodes) == 1:
        return graph.captions[nodes[0]]
    kinds = {int(graph.kind[n]) for n in nodes}
    if len(kinds) == 1:
        return f"{len(nodes):,} {session.open_case.kinds.entities[graph.kinds[kinds.pop()]].plural.lower()}"
    if nodes:
        return f"{len(nodes):,} entities"
    return f"{len(chosen.links):,} {'link' if len(chosen.links) == 1 else 'links'}"


def _register(number: int) -> None:
    """Keys and palette entries of one number."""

    def keep(session: Session) -> None:
        keep_selection(session, number)

    def recall(session: Session) -> None:
        recall_selection(session, number)

    action(
        f"keep_selection_{number}", f"Keep the selection as {number}", "Edit", keys=(f"Ctrl+Shift+{number}",),
        when=something_selected, needs="a selection", words="save remember named selection",
    )(keep)  # fmt: skip
    action(
        f"recall_selection_{number}", f"Select what is kept as {number}", "Edit", keys=(f"Ctrl+{number}",),
        when=lambda session: number in _kept(session), needs=f"a selection kept as {number}",
        words="recall restore named selection",
    )(recall)  # fmt: skip


for _number in NUMBERS:
    _register(_number)


@action(
    "name_selection", "Name a kept selection…", "Edit", when=_any, needs="a kept selection", verb="Name",
    asks=(
        Ask("number", "Selection", "choice", choices=_choices, required=True),
        Ask("title", "Name", required=True),
    ),
)  # fmt: skip
def name_selection(session: Session, number: str, title: str) -> None:
    """Gives a kept selection another name."""
    kept = _called(session, int(number))
    _relook(
        session,
        f"Name selection {number}: {title}",
        lambda all: all | {int(number): replace(kept, title=title)},
    )


@action(
    "add_selection", "Select also what is kept…", "Edit", when=_and_any, needs="a selection, and a kept one",
    verb="Select", words="union together plus",
    asks=(Ask("number", "Selection", "choice", choices=_choices, required=True),),
)  # fmt: skip
def add_selection(session: Session, number: str) -> None:
    """Adds a kept selection to what is selected."""
    kept, chosen = _called(session, int(number)), session.selection
    session.select(chosen.entities | set(kept.entities), chosen.links | set(kept.links))


@action(
    "cut_selection", "Of these, only what is kept too…", "Edit", when=_and_any, needs="a selection, and a kept one",
    verb="Select", words="intersection common both and",
    asks=(Ask("number", "Selection", "choice", choices=_choices, required=True),),
)  # fmt: skip
def cut_selection(session: Session, number: str) -> None:
    """Leaves of what is selected only what a kept selection holds too."""
    kept, chosen = _called(session, int(number)), session.selection
    session.select(chosen.entities & set(kept.entities), chosen.links & set(kept.links))


@action(
    "take_from_selection", "Of these, not what is kept…", "Edit", when=_and_any, needs="a selection, and a kept one",
    verb="Select", words="difference without minus except",
    asks=(Ask("number", "Selection", "choice", choices=_choices, required=True),),
)  # fmt: skip
def take_from_selection(session: Session, number: str) -> None:
    """Takes a kept selection from what is selected."""
    kept, chosen = _called(session, int(number)), session.selection
    session.select(chosen.entities - set(kept.entities), chosen.links - set(kept.links))
