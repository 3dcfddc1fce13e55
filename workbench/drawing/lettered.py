"""Lettered: where captions and the numbers of links stand on a printed chart, every one as far as there is room.

A frame on a screen looks for places in milliseconds; paper takes its time, breaks captions instead of cutting them,
and tries more places for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from workbench.drawing.fonts import font

WIDEST = 168.0  # points of the sheet a line of a caption may take
LINES = 3  # lines of a caption before it is cut
CAPTION, SMALL, PILL = 12.0, 11.0, 11.0
CLEAR = 0.02  # share of a caption's area that may lie on something else where there are many
Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lettering:
    """`captions` are (entity, box, lines, second line), `pills` (link, box, text); `crowded` how many captions found
    no room, `forced` how many lie on something else, because all had to be written."""

    captions: list[tuple[int, QRectF, list[str], str]] = field(default_factory=list)
    pills: list[tuple[int, QRectF, str]] = field(default_factory=list)
    crowded: int = 0
    forced: int = 0


class Room:
    """Boxes [left, top, right, bottom] that are taken, and lines one would rather not cover."""

    def __init__(self, page: QRectF, taken: Boxes, lines: Boxes, most: int) -> None:
        self._page = page
        self._taken = np.zeros((len(taken) + most, 4))
        self._taken[: len(taken)] = taken
        self._count = len(taken)
        self._lines = lines

    def take(self, box: Sequence[float]) -> None:
        self._taken[self._count] = box
        self._count += 1

    def covered(self, box: Sequence[float], *, own: int = -1) -> float:
        """The area of a box that is taken or off the page; `own` is a taken box that does not count."""
        left, top, right, bottom = box
        taken = self._taken[: self._count]
        wide = np.minimum(taken[:, 2], right) - np.maximum(taken[:, 0], left)
        high = np.minimum(taken[:, 3], bottom) - np.maximum(taken[:, 1], top)
        area = np.maximum(wide, 0) * np.maximum(high, 0)
        if own >= 0:
            area[own] = 0
        page = self._page
        off = max(page.left() - left, 0, right - page.right()) + max(
            page.top() - top, 0, bottom - page.bottom()
        )
        return float(area.sum()) + off * max(right - left, bottom - top)

    def crossed(self, box: Sequence[float], *, but: int = -1) -> float:
        """How much line runs through a box, in points; `but` is a line that does not count."""
        if not len(self._lines):
            return 0.0
        left, top, right, bottom = box
        x0, y0, x1, y1 = self._lines.T
        dx, dy = x1 - x0, y1 - y0
        begin, end = np.zeros(len(dx)), np.ones(len(dx))
        with np.errstate(divide="ignore", invalid="ignore"):
            for low, high, at, step in ((left, right, x0, dx), (top, bottom, y0, dy)):
                one, other = (low - at) / step, (high - at) / step
                inside = (at >= low) & (at <= high)
                still = np.abs(step) < 1e-9
                begin = np.maximum(begin, np.where(still, np.where(inside, 0, 2), np.minimum(one, other)))
                end = np.minimum(end, np.where(still, 1, np.maximum(one, other)))
        inner = np.maximum(end - begin, 0) * np.hypot(dx, dy)
        if but >= 0:
            inner[but] = 0
        return float(inner.sum())


def broken(text: str, pixels: float = CAPTION, widest: float = WIDEST) -> list[str]:
    """A text in lines, broken between words and, where a word is too long, inside it; the last one is cut where there
    are more than a caption may have."""
    metrics = QFontMetricsF(font(pixels))
    lines: list[str] = [""]
    for word in text.split():
        while word:
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) <= widest:
                lines[-1], word = longer, ""
            elif lines[-1]:
                lines.append("")
            else:
                fits = next(
                    n
                    for n in range(len(word), 0, -1)
                    if n == 1 or metrics.horizontalAdvance(word[:n]) <= widest
                )
                lines[-1], word = word[:fits], word[fits:]
                lines += [""] if word else []
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1] + "…"]
    return lines


def size_of(lines: Sequence[str], second: str) -> tuple[float, float]:
    """Width and height of a caption in points."""
    metrics, small = QFontMetricsF(font(CAPTION)), QFontMetricsF(font(SMALL))
    width = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
    height = len(lines) * metrics.height() * 0.96
    if second:
        width, height = max(width, small.horizontalAdvance(second)), height + small.height() * 0.96
    return width + 4, height + 2


def place(
    page: QRectF, middles: Boxes, half: npt.NDArray[np.float32], order: Sequence[int],
    captions: Sequence[str], second: Sequence[str], lines: Boxes, links: Sequence[tuple[int, str]],
    must: int, taken: Boxes | None = None,
) -> Lettering:  # fmt: skip
    """Places captions of entities (`middles` [n, 2], `half` their icons' half width) in an `order` of importance, and
    the texts of `links` (number, text) along `lines` [m, 4]. Up to `must` entities every caption is written, on the
    least bad place where none is free. `taken` [k, 4] are boxes of something else."""
    icons = np.concatenate([middles - half[:, None] * 1.1, middles + half[:, None] * 1.1], axis=1)
    if taken is not None:
        icons = np.concatenate([icons, taken])  # behind those of entities, whose numbers stay
    room = Room(page, icons, lines, len(order) + len(links))
    made = Lettering()
    for link, text in links:
        box = _along(room, lines[link], link, text)
        if box is not None:
            made.pills.append((link, QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1]), text))
            room.take(box)
    crowded = forced = 0
    for entity in order:
        text, under = captions[entity], second[entity] if second else ""
        if not text:
            continue
        written = broken(text)
        wide, high = size_of(written, under)
        best: tuple[float, Sequence[float], float] | None = None
        for rank, (x, y) in enumerate(_beside(middles[entity], float(half[entity]) * 1.08 + 3, wide, high)):
            box = x, y, x + wide, y + high
            covered = room.covered(box, own=entity)
            cost = 3 * covered + 9 * room.crossed(box) + 14 * rank
            if best is None or cost < best[0]:
                best = cost, box, covered
            if cost <= 14 * rank:
                break
        if best is None or (len(middles) > must and best[2] > CLEAR * wide * high):
            crowded += 1
            continue
        forced += best[2] > CLEAR * wide * high
        left, top, *_ = best[1]
        made.captions.append((entity, QRectF(left, top, wide, high), written, under))
        room.take(best[1])
    return Lettering(made.captions, made.pills, crowded, forced)


def _beside(middle: Sequence[float], off: float, wide: float, high: float) -> list[tuple[float, float]]:
    """Corners where a caption may begin: below, above, to the right, to the left, then askew and further off."""
    x, y = float(middle[0]), float(middle[1])
    near = off * 0.72
    return [
        (x - wide / 2, y + off), (x - wide / 2, y - off - high),
        (x + off, y - high / 2), (x - off - wide, y - high / 2),
        (x + near, y + near), (x - near - wide, y + near),
        (x + near, y - near - high), (x - near - wide, y - near - high),
        (x - wide * 0.2, y + off), (x - wide * 0.8, y + off), (x - wide * 0.2, y - off - high),
        (x - wide * 0.8, y - off - high), (x - wide / 2, y + off + 12), (x + off + 10, y - high / 2),
    ]  # fmt: skip


def _along(room: Room, line: npt.NDArray[np.float64], link: int, text: str) -> Sequence[float] | None:
    """A free place for a text on a line, near its middle; None where there is none."""
    metrics = QFontMetricsF(font(PILL))
    wide, high = metrics.horizontalAdvance(text) + 14, metrics.height() + 4
    x0, y0, x1, y1 = line
    if np.hypot(x1 - x0, y1 - y0) < high:
        return None
    best: tuple[float, Sequence[float]] | None = None
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
        x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
        box = x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
        if room.covered(box) > 0:
            continue
        cost = room.crossed(box, but=link) + 30 * abs(share - 0.5)
        if best is None or cost < best[0]:
            best = cost, box
    return best[1] if best else None
