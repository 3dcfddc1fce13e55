"""Filters of the chart: adding, switching, renaming and removing them; each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.app.actions.action import Ask, action, has_chart
from workbench.app.filter_words import sentence
from workbench.app.session import Session
from workbench.app.typed_filters import understood
from workbench.case import charts
from workbench.model.filters import Filter
from workbench.model.looks import ChartLook
from workbench.model.problems import Problem

Filters = tuple[Filter, ...]


def _filtered(session: Session) -> bool:
    return session.chart is not None and bool(session.chart.looked.filters)


def _brushed(session: Session) -> bool:
    return session.chart is not None and session.selection.moments is not None


def change(session: Session, title: str, work: Callable[[Filters], Filters]) -> None:
    """Changes the filters of the chart in one step, from those that stand in the case."""
    chart = session.chart
    if chart is None:
        raise Problem("there is no chart", "make one first")

    def looked(look: ChartLook) -> ChartLook:
        return replace(look, filters=work(look.filters))

    session.edit(title, lambda case, db: charts.relook(db, chart.id, looked))


def add_filter(session: Session, added: Filter) -> None:
    """Adds a filter; one that does the same is switched on instead."""
    said = sentence(session.open_case, added)

    def work(filters: Filters) -> Filters:
        if any(f.test == added.test for f in filters):
            return tuple(replace(f, on=True) if f.test == added.test else f for f in filters)
        return (*filters, added)

    change(session, f"Filter: {said}", work)


def switch_filter(session: Session, switched: Filter, on: bool) -> None:
    """Switches a filter on or off."""
    said = sentence(session.open_case, switched)

    def work(filters: Filters) -> Filters:
        return tuple(replace(f, on=on) if f.test == switched.test else f for f in filters)

    change(session, f"Filter {'on' if on else 'off'}: {said}", work)


def remove_filter(session: Session, removed: Filter) -> None:
    """Takes a filter away."""
    said = sentence(session.open_case, removed)
    change(session, f"No filter: {said}", lambda filters: tuple(f for f in filters if f.test != removed.test))


def exchange_filter(session: Session, old: Filter, new: Filter) -> None:
    """Puts a filter in the place of another."""
    said = sentence(session.open_case, new)

    def work(filters: Filters) -> Filters:
        if all(f.test != old.test for f in filters):
            return (*filters, new)
        others = [f for f in filters if f.test == old.test or f.test != new.test]
        return tuple(new if f.test == old.test else f for f in others)

    change(session, f"Filter: {said}", work)


@action(
    "filter", "Filter…", "Chart", keys=("Ctrl+Shift+G",), when=has_chart, needs="a chart", verb="Filter",
    words="only hide kind source time hour weekday duration amount records tag text direction cell standing",
    asks=(
        Ask("text", "Filter, such as hour=22-6, duration>0 or kind=phone,wallet", required=True),
        Ask("title", "Name"),
    ),
)  # fmt: skip
def filter_chart(session: Session, text: str, title: str = "") -> None:
    """Shows only what passes a filter; the chart says what it hides."""
    add_filter(session, replace(understood(session.open_case, text), title=title.strip()))


@action(
    "keep_moments", "Keep the stretch of time as a filter", "Chart", when=_brushed, needs="a chosen stretch of time",
    words="time window brush period filter", keys=("Ctrl+Shift+M",),
)  # fmt: skip
def keep_moments(session: Session) -> None:
    """Makes a filter of the stretch of time that is chosen, and lets go of it."""
    moments = session.selection.moments
    if moments is not None:
        add_filter(session, Filter("time", low=moments[0], high=moments[1]))
        session.select(session.selection.entities, session.selection.links, None)


@action(
    "drop_unanswered", "Hide calls of 0 seconds", "Chart", when=has_chart, needs="a chart",
    words="missed unanswered short duration filter",
)  # fmt: skip
def drop_unanswered(session: Session) -> None:
    """Leaves out calls and sessions that lasted no second; those of which no duration is told stay."""
    add_filter(session, Filter("duration", drop=("0",)))


@action(
    "switch_filters", "Filters off or on", "Chart", when=_filtered, needs="a filter", words="all disable enable",
    keys=("Ctrl+Shift+D",),
)  # fmt: skip
def switch_filters(session: Session) -> None:
    """Switches all filters off; where all are off, on."""
    chart = session.chart
    on = chart is not None and not chart.looked.filtering
    change(
        session, "All filters on" if on else "All filters off",
        lambda filters: tuple(replace(f, on=on) for f in filters),
    )  # fmt: skip


@action(
    "remove_filters",
    "Remove all filters",
    "Chart",
    when=_filtered,
    needs="a filter",
    words="clear reset show",
)
def remove_filters(session: Session) -> None:
    """Takes every filter of the chart away."""
    change(session, "Remove all filters", lambda filters: ())
