"""The chosen stretch of time: the next one, the one before, all of the time."""

from __future__ import annotations

from workbench.app.actions.action import action
from workbench.app.session import Session


def time_chosen(session: Session) -> bool:
    return session.chart is not None and session.selection.moments is not None


def move(session: Session, times: int) -> None:
    """Chooses the stretch that lies so many of its lengths later."""
    chosen = session.selection
    if chosen.moments is not None:
        low, high = chosen.moments
        by = times * (high - low)
        session.select(chosen.entities, chosen.links, (low + by, high + by))


@action(
    "later", "The next stretch of time", "View", keys=("Alt+Right",), when=time_chosen,
    needs="a chosen stretch of time", words="later forward window time step",
)  # fmt: skip
def later(session: Session) -> None:
    """Chooses the stretch of the same length that follows."""
    move(session, 1)


@action(
    "earlier", "The stretch of time before", "View", keys=("Alt+Left",), when=time_chosen,
    needs="a chosen stretch of time", words="earlier back window time step",
)  # fmt: skip
def earlier(session: Session) -> None:
    """Chooses the stretch of the same length that comes before."""
    move(session, -1)


@action(
    "all_time", "All of the time", "View", when=time_chosen, needs="a chosen stretch of time",
    words="clear time window brush reset",
)  # fmt: skip
def all_time(session: Session) -> None:
    """Lets go of the chosen stretch of time; entities and links stay selected."""
    session.select(session.selection.entities, session.selection.links, None)
