"""What the pattern of life says in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from workbench.app.pattern import BEGINS, Pattern, Usual
from workbench.drawing.pattern import Cell
from workbench.model.rhythm import LEAST_DAYS, TIMES
from workbench.ui import words
from workbench.ui.timeline.saying import length

tr = QCoreApplication.translate
CONTEXT = "Pattern"


def hours(cell: Cell) -> str:
    """A cell: Tuesday, 14:00 to 15:00."""
    day = QLocale().standaloneDayName(cell[0] + 1, QLocale.FormatType.LongFormat)
    return tr(CONTEXT, "{day}, {hour}:00 to {next}:00").format(day=day, hour=cell[1], next=cell[1] + 1)


def count(pattern: Pattern, cell: Cell) -> str:
    """A cell with its records, and their share."""
    said = tr(CONTEXT, "%Ln records", "", int(pattern.cells[cell]))
    return f"{hours(cell)}\n{said}{words.DOT}{pattern.shares[cell]:.1f} %"


def more(one: Pattern, other: Pattern, cell: Cell) -> str:
    """A cell of the difference."""
    shares = tr(CONTEXT, "{one} % of the first, {other} % of the second").format(
        one=f"{one.shares[cell]:.1f}", other=f"{other.shares[cell]:.1f}"
    )
    return f"{hours(cell)}\n{shares}"


def clock(minutes: int) -> str:
    """Minutes since midnight as a time of day; that after midnight is marked as the next day's."""
    said = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    return tr(CONTEXT, "{time} (next day)").format(time=said) if minutes >= 1440 else said


def usual(title: str, found: Usual | None) -> str:
    """When days begin or end: the middle, and between which times half of them lie."""
    if found is None:
        return ""
    return tr(CONTEXT, "{title}: {middle} (half of the days {low} to {high})").format(
        title=title, middle=clock(found.middle), low=clock(found.low), high=clock(found.high)
    )


def summary(pattern: Pattern) -> list[str]:
    """What is said of a pattern: how much it stands on, when days begin and end, and the usual silence."""
    said = [
        tr(CONTEXT, "%Ln records", "", pattern.records)
        + words.DOT
        + tr(CONTEXT, "%Ln days", "", pattern.days)
    ]
    said.append(usual(tr(CONTEXT, "First of a day"), pattern.first))
    said.append(usual(tr(CONTEXT, "Last of a day"), pattern.last))
    if pattern.rhythm.silence:
        said.append(
            tr(CONTEXT, "Usual longest pause: {length}").format(length=length(pattern.rhythm.silence))
        )
    elif pattern.records:
        said.append(
            tr(CONTEXT, "Silences are told from {days} days with records on.").format(days=LEAST_DAYS)
        )
    if pattern.dayless:
        said.append(
            tr(CONTEXT, "{n} more tell their day but no hour").format(n=words.number(pattern.dayless))
        )
    if pattern.untimed:
        said.append(tr(CONTEXT, "{n} more do not tell when").format(n=words.number(pattern.untimed)))
    return [words.directed(text) for text in said if text]


def rules() -> str:
    """By which rules days and silences are told."""
    return tr(
        CONTEXT,
        "A day goes from {hour}:00 to {hour}:00. A silence is more than {times} times as long as the middle of the "
        "longest pauses that ended on each day with records.",
    ).format(hour=BEGINS, times=TIMES)
