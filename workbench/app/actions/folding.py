"""Showing some for others on a chart: persons for what they used, a group for its members; and making pale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.app.actions.action import Ask, action, has_chart, on_chart, selected_on_chart
from workbench.app.session import Session
from workbench.case import charts
from workbench.model.looks import ChartLook, Group
from workbench.model.problems import Problem


def _look(session: Session) -> ChartLook:
    return session.chart.looked if session.case is not None and session.chart else ChartLook()


def relook(session: Session, title: str, change: Callable[[ChartLook], ChartLook]) -> None:
    """Changes how the chart is looked at, in one step."""
    chart = session.chart
    if chart is None:
        raise Problem("there is no chart", "make one first")
    session.edit(title, lambda case, db: charts.relook(db, chart.id, change))


def _several(session: Session) -> bool:
    return len(selected_on_chart(session)) > 1


def _groups(session: Session) -> list[Group]:
    """The groups that hold something selected."""
    chosen = session.selection.entities
    return [g for g in _look(session).groups if chosen & set(g.members)]


def _closed(session: Session) -> bool:
    return any(not g.open for g in _groups(session))


def _open(session: Session) -> bool:
    return any(g.open for g in _groups(session))


@action(
    "group", "Group…", "Chart", keys=("Ctrl+G",), when=_several, needs="several selected on the chart", verb="Group",
    words="collapse combine fold together bundle", asks=(Ask("title", "Name of the group", required=True),),
)  # fmt: skip
def group(session: Session, title: str) -> None:
    """Shows what is selected as one; links of the members become links of the group. Evidence stays as it is."""
    chosen = sorted(selected_on_chart(session))

    def look(look: ChartLook) -> ChartLook:
        kept = [replace(g, members=tuple(m for m in g.members if m not in chosen)) for g in look.groups]
        made = Group(max((g.id for g in look.groups), default=0) + 1, title.strip(), tuple(chosen))
        return replace(look, groups=(*(g for g in kept if len(g.members) > 1), made))

    relook(session, f"Group {len(chosen)} entities: {title}", look)


def _set_open(session: Session, open: bool) -> None:
    wanted = {g.id for g in _groups(session) if g.open != open}
    names = ", ".join(g.title for g in _groups(session) if g.id in wanted)

    def look(look: ChartLook) -> ChartLook:
        return replace(
            look, groups=tuple(replace(g, open=open) if g.id in wanted else g for g in look.groups)
        )

    relook(session, f"{'Open' if open else 'Close'} group {names}", look)


@action(
    "open_group", "Open the group", "Chart", keys=("Ctrl+Alt+G",), when=_closed, needs="a selected closed group",
    words="expand unfold members",
)  # fmt: skip
def open_group(session: Session) -> None:
    """Shows the members of a group where they stood; the group is kept and can be closed again."""
    _set_open(session, True)


@action(
    "close_group", "Close the group", "Chart", when=_open, needs="a selected member of an open group",
    words="collapse fold",
)  # fmt: skip
def close_group(session: Session) -> None:
    """Shows an open group as one again."""
    _set_open(session, False)


@action(
    "ungroup", "Ungroup", "Chart", keys=("Ctrl+Shift+U",), when=lambda s: bool(_groups(s)),
    needs="a selected group", words="dissolve",
)  # fmt: skip
def ungroup(session: Session) -> None:
    """Dissolves the selected groups; their members stay on the chart."""
    wanted = {g.id for g in _groups(session)}
    names = ", ".join(g.title for g in _groups(session))
    relook(
        session, f"Ungroup {names}",
        lambda look: replace(look, groups=tuple(g for g in look.groups if g.id not in wanted)),
    )  # fmt: skip


@action(
    "persons", "Persons instead of their phones and accounts", "Chart", keys=("Ctrl+Alt+P",),
    when=lambda s: has_chart(s) and not _look(s).persons, needs="a chart that shows identifiers",
    words="people owners users attribution replace identities",
)  # fmt: skip
def show_persons(session: Session) -> None:
    """Shows whom identifiers are attributed to in their place, counted for the time of each attribution."""
    relook(session, "Show persons instead of identifiers", lambda look: replace(look, persons=True))


@action(
    "identifiers", "Phones and accounts instead of persons", "Chart", when=lambda s: _look(s).persons,
    needs="a chart that shows persons", words="back identities numbers", keys=("Ctrl+Alt+Shift+P",),
)  # fmt: skip
def show_identifiers(session: Session) -> None:
    """Shows every identifier itself again."""
    relook(session, "Show identifiers", lambda look: replace(look, persons=False))


@action("dim", "Make pale", "Chart", keys=("Ctrl+D",), when=on_chart, needs="something selected on the chart",
        words="dim fade background grey")  # fmt: skip
def dim(session: Session) -> None:
    """Draws what is selected pale: it stays in its place, and steps back."""
    chosen = selected_on_chart(session)
    relook(
        session, f"Make {len(chosen)} pale",
        lambda look: replace(look, dimmed=tuple(sorted({*look.dimmed, *chosen}))),
    )  # fmt: skip


@action(
    "dim_others", "Make the others pale", "Chart", keys=("Ctrl+Alt+D",), when=on_chart,
    needs="something selected on the chart", words="dim focus highlight spotlight",
)  # fmt: skip
def dim_others(session: Session) -> None:
    """Draws everything pale that is not selected."""
    chosen = selected_on_chart(session)
    others = set(session.seen.entities.tolist()) - chosen
    relook(session, f"Make {len(others)} pale", lambda look: replace(look, dimmed=tuple(sorted(others))))


@action("undim", "Nothing pale", "Chart", when=lambda s: bool(_look(s).dimmed), needs="something pale",
        words="dim restore bright")  # fmt: skip
def undim(session: Session) -> None:
    """Draws everything at full strength again."""
    relook(session, "Nothing pale", lambda look: replace(look, dimmed=()))
