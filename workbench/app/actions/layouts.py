"""Laying out: every layout as an action, on the whole chart or on what is selected, stopped and undone in one step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.app import arranging, grouping
from workbench.app.actions.action import REGISTERED, Action, Ask, action, has_chart, selected_on_chart
from workbench.app.jobs import Job
from workbench.app.layouts import IMPORTANCE, LAYOUTS, Floats, Layout, Wish
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.model.graph import Ints
from workbench.model.problems import Problem

LAYING_OUT = "layout"  # the word by which one layout takes the place of another that still runs

ASKS = {
    "grid": (
        Ask("by", "Group by", "choice", default="kind", required=True,
            choices=lambda session: [(id, title) for id, (title, _) in grouping.ATTRIBUTES.items()]),
    ),
    "concentric": (
        Ask("by", "Innermost", "choice", default="links", choices=lambda session: list(IMPORTANCE)),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Unfinished:
    """Where entities of a chart stand as far as a layout knows by now: `xy` [n, 2] of `entities` [n]."""

    chart: int
    entities: Ints
    xy: Floats

    def placed(self, entities: Ints, otherwise: Floats) -> Floats:
        """Where these entities stand now, `otherwise` [k, 2] for those that are not laid out."""
        order = np.argsort(self.entities, kind="stable")
        found = order[np.minimum(np.searchsorted(self.entities[order], entities), len(order) - 1)]
        known = self.entities[found] == entities
        return np.where(known[:, None], self.xy[found], otherwise).astype(np.float32)


def begin(session: Session, name: str, by: str = "") -> Job:
    """Computes a layout off the GUI thread, showing it as it grows, then keeps it as one step; stopped, it keeps
    nothing. With several entities selected only those are laid out, with one it stands at the top of a hierarchy."""
    chart, graph, case = session.chart, session.graph, session.open_case
    if chart is None:
        raise Problem("there is no chart", "make one first")
    selected = selected_on_chart(session)
    only = sorted(selected) if len(selected) > 1 else []
    wish = Wish(name, by, selected if len(selected) == 1 else frozenset())
    title = LAYOUTS[name].title

    def work(case: Case, job: Job) -> tuple[arranging.Arranged, str]:
        def tell(done: int, total: int) -> None:
            job.tell(done, total, title)

        shown = graph.ids[arranging.drawn(case, graph, chart).nodes]

        def show(xy: Floats) -> None:
            job.show(Unfinished(chart.id, shown, xy))

        made = arranging.compute(case, graph, chart, wish, only, tell=tell, show=show)
        return made, made.sentence()

    def done(made: tuple[arranging.Arranged, str]) -> None:
        if session.case is not case:
            return
        session.edit(title, lambda case, db: arranging.keep(db, chart.id, made[0]))
        if made[1]:
            session.told(made[1])

    return session.look(title, work, done, replaces=LAYING_OUT)


def _of(layout: Layout) -> Action:
    """The action of a layout."""

    def run(session: Session, by: str = "") -> None:
        begin(session, layout.name, by)

    run.__doc__ = "Lays out the chart, or what is selected of it; what is pinned or placed by hand stays."
    return Action(
        f"lay_out_{layout.name}",
        f"{layout.title}…" if any(ask.required for ask in ASKS.get(layout.name, ())) else layout.title,
        "Chart",
        run,
        (f"Ctrl+L, {layout.letter}",),
        has_chart,
        "a chart",
        ASKS.get(layout.name, ()),
        f"layout arrange lay out {layout.words}",
        "Lay out",
    )


@action(
    "lay_out",
    "Lay out again",
    "Chart",
    keys=("Ctrl+L, L", "Ctrl+L, Ctrl+L"),
    when=has_chart,
    needs="a chart",
    words="layout arrange",
)
def lay_out(session: Session) -> None:
    """Lays the chart out again as it was last (or only what is selected); what is pinned or placed by hand stays."""
    name, _, by = (session.chart.looked.arranged if session.chart else "").partition(":")
    begin(session, name if name in LAYOUTS else "force", by)


for _layout in LAYOUTS.values():
    _made = _of(_layout)
    REGISTERED[_made.id] = _made


@action(
    "stop_layout",
    "Stop laying out",
    "Chart",
    keys=("Shift+Esc",),
    when=has_chart,
    needs="a chart",
    words="cancel animation halt",
)
def stop_layout(session: Session) -> None:
    """Stops a layout that is being computed; everything stays where it was."""
    job = session.jobs.latest(LAYING_OUT)
    if job is not None:
        job.cancel()
