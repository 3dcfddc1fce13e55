"""How lines on the chart are drawn: in one bundle, beside one another, or with their records as beads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.app.actions.action import action, has_chart
from workbench.app.actions.folding import relook
from workbench.app.session import Session
from workbench.model.looks import LINES

STEPS = {
    "bundled": "Lines in one bundle", "parallel": "Lines beside one another", "beads": "Records as beads",
}  # fmt: skip


def _is(name: str, value: object) -> Callable[[Session], bool]:
    def there(session: Session) -> bool:
        look = session.chart.looked if session.case is not None and session.chart else None
        return look is not None and getattr(look, name) == value

    return there


def _can_become(name: str, value: object) -> Callable[[Session], bool]:
    return lambda session: has_chart(session) and not _is(name, value)(session)


@action(
    "lines_bundled", "One line for all links between two", "Chart", when=_can_become("lines", "bundled"),
    needs="a chart whose lines are drawn singly", words="links edges aggregate merge bundle single calls",
)  # fmt: skip
def bundle_lines(session: Session) -> None:
    """Draws one line between two entities, whatever joins them; its label counts."""
    relook(session, STEPS["bundled"], lambda look: replace(look, lines="bundled"))


@action(
    "lines_parallel", "Links beside one another", "Chart", when=_can_become("lines", "parallel"),
    needs="a chart", words="links edges parallel curved separate multiple transactions events each direction kind",
)  # fmt: skip
def part_lines(session: Session) -> None:
    """Draws up to eight records between two entities as lines of their own, more by kind of link and direction."""
    relook(session, STEPS["parallel"], lambda look: replace(look, lines="parallel"))


@action(
    "lines_beads", "Records as beads on their lines", "Chart", when=_can_become("lines", "beads"), needs="a chart",
    words="links edges events time order sequence dots string pearls",
)  # fmt: skip
def bead_lines(session: Session) -> None:
    """Draws the records between two entities as beads on their line, in the order of time, and counts the rest."""
    relook(session, STEPS["beads"], lambda look: replace(look, lines="beads"))


@action(
    "lines_next", "Next way to draw lines", "Chart", keys=("Ctrl+Alt+L",), when=has_chart, needs="a chart",
    words="links edges bundle parallel beads switch toggle",
)  # fmt: skip
def next_lines(session: Session) -> None:
    """Goes from one bundle to lines beside one another, to beads, and back."""
    now = session.chart.looked.lines if session.chart else LINES[0]
    then = LINES[(LINES.index(now) + 1) % len(LINES)]
    relook(session, STEPS[then], lambda look: replace(look, lines=then))


@action(
    "width_count", "Widths by number of records", "Chart", when=_can_become("width", "count"),
    needs="a chart with other widths", words="thickness weight lines links how often",
)  # fmt: skip
def width_by_count(session: Session) -> None:
    """Draws lines wider the more records are behind them."""
    relook(session, "Widths by number of records", lambda look: replace(look, width="count"))


@action(
    "width_amount", "Widths by amount", "Chart", when=_can_become("width", "amount"), needs="a chart",
    words="thickness weight lines links money value sum total how much",
)  # fmt: skip
def width_by_amount(session: Session) -> None:
    """Draws lines wider the more they carry of the largest amount in the same asset; those without one are thin."""
    relook(session, "Widths by amount", lambda look: replace(look, width="amount"))


@action(
    "width_same", "All lines as wide", "Chart", when=_can_become("width", "same"), needs="a chart",
    words="thickness weight lines links equal thin",
)  # fmt: skip
def width_alike(session: Session) -> None:
    """Draws all lines equally wide."""
    relook(session, "All lines as wide", lambda look: replace(look, width="same"))


@action(
    "labels", "Labels on lines off or on", "Chart", keys=("Ctrl+Alt+B",), when=has_chart, needs="a chart",
    words="pills counts amounts captions links text hide show",
)  # fmt: skip
def switch_labels(session: Session) -> None:
    """Writes on lines how often or how much, or leaves it out; the pointer tells it either way."""
    on = _is("labels", True)(session)
    relook(
        session, "No labels on lines" if on else "Labels on lines", lambda look: replace(look, labels=not on)
    )
