"""Where antennas of cells stand, which way they look and how far they reach, as registers state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.case import located
from workbench.case.cases import Case

FURTHEST = 35_000.0  # metres: as far as the timing of GSM lets a phone be from its cell
SURELY = (
    5_000.0  # metres a cell is counted to reach at least: ranges are planned, not measured, and phones hop
)
BEAM = 120.0  # degrees an antenna covers where that is not stated: a mast usually has three


@dataclass(frozen=True)
class Antenna:
    """An antenna in degrees and metres: `azimuth` degrees from north, None where it serves all around; `range` as
    stated, None where it is not; `first` and `last` say from when to when it stood there (UTC microseconds)."""

    cell: int
    latitude: float
    longitude: float
    azimuth: float | None
    beam: float
    range: float | None
    first: int | None
    last: int | None

    @property
    def reach(self) -> float:
        """Metres within which a phone was that it served."""
        return FURTHEST if self.range is None else max(self.range, SURELY)

    @property
    def said(self) -> str:
        """The area it may cover, in words."""
        far = f"up to {self.reach / 1000:g} km"
        if self.azimuth is None:
            return f"all around, {far}"
        return f"a sector of {self.beam:g} degrees towards {self.azimuth:g} degrees, {far}"


def antenna(row: Mapping[str, Any]) -> Antenna | None:
    """The antenna of a row of `located.masts`, None where it states no coordinates."""
    if row["latitude"] is None or row["longitude"] is None:
        return None
    far, azimuth = row["range"], row["azimuth"]
    sector = azimuth is not None and row["beam_width"] != 360
    return Antenna(
        row["cell"], row["latitude"], row["longitude"], azimuth if sector else None,
        (row["beam_width"] or BEAM) if sector else 360.0, far if far is not None and far > 0 else None, row["from"],
        row["until"],
    )  # fmt: skip


def antennas(case: Case, heads: Mapping[int, int]) -> dict[int, tuple[Antenna, ...]]:
    """The antennas of each cell, the latest known last; one that is told again counts as it is told last. `heads` lead
    from cells to those they were judged to be."""
    found: dict[int, list[Antenna]] = {}
    for row in located.masts(case).iter_rows(named=True):
        made = antenna(row)
        if made is not None:
            there = found.setdefault(heads.get(made.cell, made.cell), [])
            there[:] = [a for a in there if not _told_again(a, made)] + [made]
    return {cell: tuple(several) for cell, several in found.items()}


def in_force(several: Sequence[Antenna], at: int) -> Antenna:
    """The antenna that stood at a moment, or the latest known."""
    inside = [a for a in several if (a.first is None or a.first <= at) and (a.last is None or at < a.last)]
    return (inside or several)[-1]


def _told_again(before: Antenna, now: Antenna) -> bool:
    same_time = (before.first, before.last) == (now.first, now.last)
    return same_time or (before.latitude, before.longitude, before.azimuth) == (
        now.latitude, now.longitude, now.azimuth,
    )  # fmt: skip
