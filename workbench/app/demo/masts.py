"""The networks' register of cells: where each antenna stands and looks. Every mast is invented, as are the towns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from workbench.app.demo.calls import Call, Month
from workbench.app.demo.dice import Dice
from workbench.app.demo.operators import cgi
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.paper import Paper
from workbench.app.demo.subscribers import Subscribers
from workbench.app.demo.words import phrases

FILE = "cells.csv"
HEADERS = phrases("CGI|Site|Latitude|Longitude|Azimuth|Beam Width|Range (m)|Technology")
NORTH, EAST = 54_3300, -1_9200  # the middle of the invented towns, in ten-thousandths of a degree: moorland
SLIP = 3000  # ten-thousandths of a degree: one wrong figure in a latitude, 33 km
Cell = tuple[int, int]


@dataclass(frozen=True)
class Mast:
    """One cell on its mast: ten-thousandths of a degree, degrees, metres; `azimuth` and `range` None where the
    register leaves them open."""

    cell: Cell
    site: str
    north: int
    east: int
    azimuth: int | None
    range: int | None


@dataclass(frozen=True)
class Hop:
    """Two calls of one number between which it had least time to get from one cell to another."""

    number: str
    before: Call
    after: Call

    @property
    def cells(self) -> tuple[Cell, Cell]:
        return self.before.last_cell, self.after.first_cell


def fastest_hop(month: Month) -> Hop:
    """The fastest hop of those whose calls the story turns on."""
    cast, found = month.cast, []
    for number in (cast.private_old, cast.private_new, cast.vendor, cast.middleman):
        own = [c for c in month.calls if _served(month, c) == number]
        for before, after in pairwise(own):
            left = after.at - before.at - (before.seconds or 0)
            if left >= 0 and before.last_cell != after.first_cell:
                found.append((left, after.at, Hop(number, before, after)))
    return min(found, key=lambda hop: hop[:2])[2]


def _served(month: Month, call: Call) -> str:
    served = month.served((call.caller, call.callee))
    return served.number if served else ""


def stand(people: Subscribers, hop: Hop) -> list[Mast]:
    """Every cell in the order of the register, three to a mast; in the latitude of the hop's second cell a figure is
    wrong."""
    dice = Dice(people.cast.seed, "masts")
    made: list[Mast] = []
    for number, cell in enumerate(sorted({*people.cells_a, *people.cells_b})):
        if number % 3 == 0:
            north, east = NORTH + _around(dice, 756), EAST + _around(dice, 1368)
            turn, far = dice.below(120), 700 + 100 * dice.below(22)
        slip = SLIP if cell == hop.cells[1] else 0
        azimuth = None if number % 13 == 5 else (turn + 120 * (number % 3)) % 360
        planned = far + 100 * dice.below(4)
        stated = None if number % 9 == 4 and cell not in hop.cells else planned
        made.append(Mast(cell, f"MH{number // 3 + 1:03d}", north + slip, east, azimuth, stated))
    return made


def _around(dice: Dice, far: int) -> int:
    """A number from -far to far, more often near 0."""
    return (dice.between(-far, far) + dice.between(-far, far)) // 2


def write(masts: Iterable[Mast], folder: Path) -> Outcome[Cell]:
    """The register as a table under one line of what it is; rows by cell."""
    paper, out = Paper(), Outcome[Cell](FILE)
    paper.cells(
        ["Register of cells (demonstration networks), 1 June 2026; masts and coordinates are invented"]
    )
    paper.cells(HEADERS)
    for mast in masts:
        out.rows[mast.cell] = paper.cells(
            [
                cgi(mast.cell),
                mast.site,
                _degrees(mast.north),
                _degrees(mast.east),
                "" if mast.azimuth is None else str(mast.azimuth),
                "" if mast.azimuth is None else "120",
                "" if mast.range is None else str(mast.range),
                "LTE",
            ]
        )
    out.read = len(out.rows)
    paper.save(folder / FILE)
    return out


def _degrees(ten_thousandths: int) -> str:
    sign, whole = "-" if ten_thousandths < 0 else "", abs(ten_thousandths)
    return f"{sign}{whole // 10_000}.{whole % 10_000:04d}"
