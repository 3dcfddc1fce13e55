"""Which moments are written along an axis on which time does not run evenly."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from zoneinfo import ZoneInfo

from workbench.drawing import timeline_axis as axis
from workbench.drawing.timeline_axis import UNITS, Unit

MOST = 400  # steps of a unit that are tried between two moments
Where = Callable[[int], float]
Room = Callable[[str], float]
Said = list[tuple[int, str]]


def moments_between(low: int, high: int, zone: str, where: Where, room: Room) -> Said:
    """The moments (UTC microseconds) that find room, rising, with their words: the first and the last, then the largest
    units, and smaller ones wherever there is room between two. `where` tells the pixel of a moment, `room` the pixels
    that words take with what is kept free round them."""
    of = ZoneInfo(zone)
    exact = high - low < axis.DAY
    first, last = (
        axis.moment_text(m, of, seconds=False) if exact else axis.day_text(m, of) for m in (low, high)
    )
    if where(high) - where(low) < (room(first) + room(last)) / 2:
        return [(low, first)]
    between = _between(
        low, high, where(low) + room(first) / 2, where(high) - room(last) / 2, UNITS[::-1], of, where, room
    )
    return [(low, first), *between, (high, last)]


def _between(
    low: int, high: int, left: float, right: float, units: tuple[Unit, ...], zone: ZoneInfo, where: Where, room: Room
) -> Said:  # fmt: skip
    """The moments between two that are written, whose words end at `left` and begin at `right`."""
    for number, unit in enumerate(units):
        if (high - low) / unit.usual > MOST:
            return []
        here: list[tuple[int, str, float, float]] = []
        for moment in axis.edges(low, high, unit, zone).tolist():
            text = _name(moment, unit, zone)
            x, half = where(moment), room(text) / 2
            if low < moment < high and x - half >= (here[-1][3] if here else left) and x + half <= right:
                here.append((moment, text, x - half, x + half))
        if not here:
            continue
        found: Said = []
        for one, other in pairwise([(low, "", left, left), *here, (high, "", right, right)]):
            if one[1]:
                found.append(one[:2])
            found += _between(one[0], other[0], one[3], other[2], units[number + 1 :], zone, where, room)
        return found
    return []


def _name(moment: int, unit: Unit, zone: ZoneInfo) -> str:
    """A moment by itself, for what stands beside it may be years away."""
    if unit.sort in ("second", "hour"):
        return axis.moment_text(moment, zone, seconds=unit.usual < 60 * axis.SECOND)
    return axis.name(moment, unit, zone) if unit.sort == "year" else axis.day_text(moment, zone)
