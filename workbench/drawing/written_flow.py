"""Strips into pages: what belongs together stays together, and a table's headings stand again where it goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

Paint = Callable[[QPainter, float, float], None]


@dataclass(frozen=True)
class Strip:
    """What no page cuts. `paint` draws it with its upper left corner at a place; `before` is the room above it, but at
    the top of a page; one that `holds` stands on the page of the next; `head` stands above it where it begins a page;
    one that is `new` begins one; `mark` numbers a heading, so that its page can be found."""

    height: float
    paint: Paint
    before: float = 0.0
    holds: bool = False
    head: Strip | None = None
    new: bool = False
    mark: int = -1


@dataclass(frozen=True)
class Placed:
    """A strip and how far below the top of its page's room it stands."""

    strip: Strip
    y: float


def flow(strips: Sequence[Strip], room: float) -> list[list[Placed]]:
    """The strips of each page, each page `room` high."""
    pages: list[list[Placed]] = [[]]
    y, n = 0.0, 0
    while n < len(strips):
        group = _group(strips, n, room)
        need = sum(s.height + (s.before if k or y else 0) for k, s in enumerate(group))
        if pages[-1] and (group[0].new or y + need > room):
            pages.append([])
            y = 0.0
        for strip in group:
            if not pages[-1] and strip.head is not None:
                pages[-1].append(Placed(strip.head, 0.0))
                y = strip.head.height
            y += strip.before if pages[-1] else 0.0
            pages[-1].append(Placed(strip, y))
            y += strip.height
        n += len(group)
    return pages


def _group(strips: Sequence[Strip], n: int, room: float) -> list[Strip]:
    """A strip and those it holds to, as far as a page can hold them."""
    head = strips[n].head
    made, high = [strips[n]], strips[n].height + (head.height if head else 0.0)
    while made[-1].holds and n + len(made) < len(strips):
        after = strips[n + len(made)]
        high += after.before + after.height
        if high > room or after.new:
            break
        made.append(after)
    return made


def found(pages: Sequence[Sequence[Placed]]) -> dict[int, int]:
    """The page, from 0, on which each marked strip stands."""
    return {p.strip.mark: n for n, page in enumerate(pages) for p in page if p.strip.mark >= 0}
