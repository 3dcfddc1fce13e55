"""An action: a function with a title, keys and a condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbench.app.session import Session

MENUS = ("Case", "Edit", "Insert", "Chart", "Ask", "Evidence", "Report", "View", "Help")


@dataclass(frozen=True)
class Ask:
    """Something an action needs to be told; `kind` is text, long text, secret, new passphrase, day, choice, file,
    files, save, entity kind, link kind, flag or number. `choices` and `default` may be computed from the session;
    `name` is the function's parameter."""

    name: str
    label: str
    kind: str = "text"
    default: Any = ""
    choices: Callable[[Session], list[tuple[str, str]]] | None = None
    required: bool = False
    filter: str = ""


@dataclass(frozen=True)
class Action:
    """One thing the analyst can do. `run(session, **answers)` does it; `when(session)` says whether it can be done
    now; `needs` says in a few words what is missing where it cannot; `verb` stands on the button that does it."""

    id: str
    title: str
    menu: str
    run: Callable[..., Any]
    keys: tuple[str, ...] = ()
    when: Callable[[Session], bool] = lambda session: True
    needs: str = ""
    asks: tuple[Ask, ...] = ()
    words: str = ""
    verb: str = ""


REGISTERED: dict[str, Action] = {}


def action(
    id: str,
    title: str,
    menu: str,
    *,
    keys: tuple[str, ...] = (),
    when: Callable[[Session], bool] = lambda session: True,
    needs: str = "",
    asks: tuple[Ask, ...] = (),
    words: str = "",
    verb: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as an action; `words` are further words the palette finds it by."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        if id in REGISTERED:
            raise ValueError(f"two actions are called {id}")
        REGISTERED[id] = Action(id, title, menu, run, keys, when, needs, asks, words, verb)
        return run

    return register


def has_case(session: Session) -> bool:
    return session.case is not None


def has_chart(session: Session) -> bool:
    return session.chart is not None


def entity_selected(session: Session) -> bool:
    return session.case is not None and bool(session.selection.entities)


def two_selected(session: Session) -> bool:
    return session.case is not None and len(session.selection.entities) == 2


def something_selected(session: Session) -> bool:
    return session.case is not None and bool(session.selection)


def selected_on_chart(session: Session) -> frozenset[int]:
    """The selected entities that the chart shows; selected ones elsewhere, such as found ones, can be shown."""
    graph, chart = session.graph, session.chart
    if session.case is None or chart is None or not session.selection.entities:
        return frozenset()
    shown = {graph.node_of[e] for e in chart.shown if e in graph.node_of}
    return frozenset(e for e in session.selection.entities if graph.node_of.get(e) in shown)


def on_chart(session: Session) -> bool:
    return bool(selected_on_chart(session))
