"""Chart as it is handed to the canvas: frozen flat arrays of what to draw and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.drawing.look import Badge
from workbench.drawing.look import Look as Look
from workbench.model.guides import Guides

Ints = npt.NDArray[np.int64]
Indexes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


NOBODY = np.zeros(0, np.bool_)
FURTHEST = 1e7  # chart units: what lies further out is a mistake, and kernels want finite numbers


@dataclass(frozen=True)
class Beads:
    """Records on their lines: those of line k are first[k]:first[k + 1], in the order of time.

    `towards` is 1 for a record that runs as its line does, -1 against it, 0 for neither; `said` is what each record
    says in a few words. `more` is how many records of each line are not among them.
    """

    first: Ints
    colour: npt.NDArray[np.uint32]
    towards: npt.NDArray[np.int8]
    said: Sequence[str]
    more: Ints


@dataclass(frozen=True)
class Headings:
    """What places mean, in whose time zone, and how many entities stand elsewhere: moved by hand, or come later."""

    guides: Guides
    zone: str = "UTC"
    elsewhere: int = 0


@dataclass(frozen=True)
class ChartData:
    """n entities and m links. Positions are chart units, y downwards; neighbours are about one apart.

    `look` indexes `looks`; `size` is how large an icon is against the normal; `ends` are entity numbers.
    `weight` is how much a link carries (records, hours): lines widen with its logarithm. `standing` of a link is 0
    where it is stated, 1 derived, 2 assessed; `label` is the text of its pill or "", shown with `pills`. `noted` and
    `tagged` entities have a mark, and so have `remarked` links and entities entered `by_hand` alone; `badge` is the
    place of an entity's badge in `badges`, counted from 1, 0 for none. `beads` are records on their lines, `headings`
    say what places mean. Raises ValueError when arrays do not fit together or a position is not a number.
    """

    ids: Ints
    xy: Floats
    look: npt.NDArray[np.uint8]
    looks: Sequence[Look]
    captions: Sequence[str]
    pinned: Flags
    faded: Flags
    common: Flags
    size: Floats
    ends: Indexes
    link_ids: Ints
    link_colour: npt.NDArray[np.uint32]
    weight: Floats
    standing: npt.NDArray[np.uint8]
    directed: Flags
    label: Sequence[str]
    sub_captions: Sequence[str] = field(default=())
    pills: bool = True
    noted: Flags = field(default_factory=lambda: NOBODY)
    tagged: Flags = field(default_factory=lambda: NOBODY)
    remarked: Flags = field(default_factory=lambda: NOBODY)
    by_hand: Flags = field(default_factory=lambda: NOBODY)
    badge: npt.NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    badges: Sequence[Badge] = ()
    beads: Beads | None = None
    headings: Headings | None = None

    def __post_init__(self) -> None:
        n, m = len(self.ids), len(self.link_ids)
        for name in ("xy", "look", "captions", "pinned", "faded", "common", "size"):
            if len(getattr(self, name)) != n:
                raise ValueError(f"chart: {name} has {len(getattr(self, name))} items for {n} entities")
        for name in ("ends", "link_colour", "weight", "standing", "directed", "label"):
            if len(getattr(self, name)) != m:
                raise ValueError(f"chart: {name} has {len(getattr(self, name))} items for {m} links")
        if self.sub_captions and len(self.sub_captions) != n:
            raise ValueError(f"chart: sub_captions has {len(self.sub_captions)} items for {n} entities")
        for name, size in (("noted", n), ("tagged", n), ("remarked", m), ("by_hand", n), ("badge", n)):
            if len(getattr(self, name)) not in (0, size):
                raise ValueError(f"chart: {name} has {len(getattr(self, name))} items for {size}")
        if self.beads is not None and len(self.beads.first) != m + 1:
            raise ValueError(f"chart: beads are on {len(self.beads.first) - 1} links of {m}")
        if not (np.abs(self.xy) <= FURTHEST).all():
            raise ValueError(f"chart: a position is not a number between {-FURTHEST:g} and {FURTHEST:g}")
        if not (np.isfinite(self.weight).all() and np.isfinite(self.size).all()):
            raise ValueError("chart: a weight or a size is not a number")
        if m and (int(self.ends.min()) < 0 or int(self.ends.max()) >= n):
            raise ValueError("chart: a link ends at an entity that is not on the chart")
        if n and int(self.look.max()) >= len(self.looks):
            raise ValueError("chart: an entity has a look that is not among the looks")

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def number_of(self) -> dict[int, int]:
        """Entity id -> entity number on this chart."""
        return {int(e): i for i, e in enumerate(self.ids)}

    @cached_property
    def link_number_of(self) -> dict[int, int]:
        """Link id -> link number on this chart."""
        return {int(k): i for i, k in enumerate(self.link_ids)}

    def reach(self, xy: Floats | None = None) -> Floats:
        """All that has to be in view where the whole chart is, as points [k, 2]: entities, at `xy` where that is given,
        and what is said of their places."""
        points = self.xy if xy is None else xy
        if self.headings is None or not len(points):
            return points
        return np.concatenate([points, np.array(self.headings.guides.corners, np.float32).reshape(-1, 2)])

    def moved(self, xy: Floats) -> ChartData:
        """The same chart with everything at these positions."""
        return replace(self, xy=np.ascontiguousarray(xy, np.float32))


def chart(
    looks: Sequence[Look],
    ids: npt.ArrayLike,
    xy: npt.ArrayLike,
    ends: npt.ArrayLike = (),
    link_ids: npt.ArrayLike | None = None,
    **given: Any,
) -> ChartData:
    """A ChartData with the usual value for every array that is not given."""
    numbers = np.asarray(ids, np.int64)
    pairs = np.ascontiguousarray(np.asarray(ends, np.int32).reshape(-1, 2))
    n, m = len(numbers), len(pairs)
    usual: dict[str, Any] = {
        "look": np.zeros(n, np.uint8),
        "captions": [""] * n,
        "pinned": np.zeros(n, bool),
        "faded": np.zeros(n, bool),
        "common": np.zeros(n, bool),
        "size": np.ones(n, np.float32),
        "link_colour": np.full(m, 0xFF8A93A3, np.uint32),
        "weight": np.ones(m, np.float32),
        "standing": np.zeros(m, np.uint8),
        "directed": np.zeros(m, bool),
        "label": [""] * m,
    }
    return ChartData(
        ids=numbers,
        xy=np.ascontiguousarray(np.asarray(xy, np.float32).reshape(-1, 2)),
        looks=tuple(looks),
        ends=pairs,
        link_ids=np.arange(m, dtype=np.int64) if link_ids is None else np.asarray(link_ids, np.int64),
        **(usual | given),
    )


def empty() -> ChartData:
    """A chart of nothing."""
    return chart((), (), ())
