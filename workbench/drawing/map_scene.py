"""What stands on a map, as flat arrays ready to be drawn: positions on the map of a world one unit wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.drawing.chart import Look
from workbench.model.geography import Reals

Whole = npt.NDArray[np.int64]
Small = npt.NDArray[np.uint8]

POINT, ANTENNA, TOWN, COUNTRY = range(4)  # how exactly a place is known


def _reals() -> Reals:
    return np.zeros(0, np.float64)


def _whole() -> Whole:
    return np.zeros(0, np.int64)


def _flags() -> npt.NDArray[np.bool_]:
    return np.zeros(0, np.bool_)


@dataclass(frozen=True, eq=False)
class Areas:
    """n slices and circles in which what `ids` names, or was seen at, may be: tip (u, v), `reach` in units of the map,
    from `begin` on `sweep` radians clockwise from north; `unsure` where the reach is not stated, `often` how much was
    seen there."""

    ids: Whole = field(default_factory=_whole)
    u: Reals = field(default_factory=_reals)
    v: Reals = field(default_factory=_reals)
    reach: Reals = field(default_factory=_reals)
    begin: Reals = field(default_factory=_reals)
    sweep: Reals = field(default_factory=_reals)
    often: Reals = field(default_factory=_reals)
    unsure: npt.NDArray[np.bool_] = field(default_factory=_flags)
    look: Small = field(default_factory=lambda: np.zeros(0, np.uint8))


@dataclass(frozen=True, eq=False)
class Marks:
    """n signs with captions, each for the entities in its `members` that lie there (none for bare degrees); `exact` is
    POINT, ANTENNA, TOWN or COUNTRY."""

    members: Sequence[tuple[int, ...]] = ()
    u: Reals = field(default_factory=_reals)
    v: Reals = field(default_factory=_reals)
    look: Small = field(default_factory=lambda: np.zeros(0, np.uint8))
    exact: Small = field(default_factory=lambda: np.zeros(0, np.uint8))
    often: Reals = field(default_factory=_reals)
    captions: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.u)


@dataclass(frozen=True, eq=False)
class Ways:
    """m lines of several points each: line l has the points first[l] to first[l + 1]. `colour` is 0xffRRGGBB, `broken`
    lines are dashed, `labels` stand at their middle ("" for none)."""

    first: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(1, np.int32))
    u: Reals = field(default_factory=_reals)
    v: Reals = field(default_factory=_reals)
    colour: npt.NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    width: Reals = field(default_factory=_reals)
    broken: npt.NDArray[np.bool_] = field(default_factory=_flags)
    labels: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.first) - 1

    @cached_property
    def each(self) -> npt.NDArray[np.int32]:
        """The line of every straight piece."""
        counts = np.maximum(np.diff(self.first) - 1, 0)
        return np.repeat(np.arange(len(self), dtype=np.int32), counts)

    @cached_property
    def named(self) -> list[int]:
        """The lines that have a label."""
        return [k for k, text in enumerate(self.labels) if text]


@dataclass(frozen=True, eq=False)
class Dots:
    """Degrees that records state: `reach` in units of the map, `often` how many records."""

    u: Reals = field(default_factory=_reals)
    v: Reals = field(default_factory=_reals)
    reach: Reals = field(default_factory=_reals)
    often: Reals = field(default_factory=_reals)


@dataclass(frozen=True, eq=False)
class MapScene:
    """All that stands on a map. `stops` are numbers beside places, in order of a way: (u, v, text)."""

    areas: Areas = field(default_factory=Areas)
    marks: Marks = field(default_factory=Marks)
    dots: Dots = field(default_factory=Dots)
    ways: Ways = field(default_factory=Ways)
    parcels: Ways = field(default_factory=Ways)
    looks: Sequence[Look] = ()
    stops: Sequence[tuple[float, float, str]] = ()

    @property
    def everywhere(self) -> tuple[Reals, Reals]:
        """Every point that fitting has to show. The middle of a country is no place: it counts where nothing is known
        better."""
        parts = (self.dots, self.ways, self.parcels)
        better = self.marks.exact != COUNTRY
        if not better.any() and not any(len(p.u) for p in parts):
            better = ~better
        u, v = self.marks.u[better], self.marks.v[better]
        return np.concatenate([u, *(p.u for p in parts)]), np.concatenate([v, *(p.v for p in parts)])


@dataclass(frozen=True)
class Layers:
    """What of it is drawn."""

    cells: bool = True
    places: bool = True
    ways: bool = True
    parcels: bool = True
    heat: bool = False
    names: bool = True
