"""What a timeline shows: bars, stretches that stand out, lanes and the events between them; plain numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo

import numpy as np
import numpy.typing as npt

from workbench.drawing.timeline_axis import EARLIEST, LATEST, SECOND

Whole = npt.NDArray[np.int64]
SHORTEST = 20 * SECOND  # microseconds that fill the width at most closely


def none() -> Whole:
    """No numbers."""
    return np.zeros(0, np.int64)


@dataclass(frozen=True)
class TimeView:
    """Which stretch of time the width shows: UTC microseconds, the end left out."""

    low: int
    high: int

    @property
    def span(self) -> int:
        return self.high - self.low

    def x(self, at: float, width: float) -> float:
        """Where a moment stands, in screen pixels from the left."""
        return (at - self.low) / self.span * width

    def at(self, x: float, width: float) -> int:
        """The moment at a place."""
        return self.low + round(x / max(width, 1.0) * self.span)

    def zoomed(self, factor: float, x: float, width: float) -> TimeView:
        """So many times the stretch; what is at a place stays there."""
        span = min(max(round(self.span * factor), SHORTEST), LATEST - EARLIEST)
        low = self.at(x, width) - round(x / max(width, 1.0) * span)
        return TimeView(low, low + span)

    def moved(self, by: int) -> TimeView:
        return TimeView(self.low + by, self.high + by)

    def within(self, low: int, high: int) -> TimeView:
        """The view pushed back so that it does not lose sight of a stretch."""
        span = min(self.span, max(high - low, SHORTEST))
        begin = min(max(self.low, low), max(high - span, low))
        return TimeView(begin, begin + span)


@dataclass(frozen=True)
class Mark:
    """A stretch of time that stands out: a "silence" or a "burst". `many` are its records, `usual` what is usual: a
    silence's microseconds, a burst's records an hour."""

    low: int
    high: int
    sort: str
    many: int
    usual: float


@dataclass(frozen=True)
class Lane:
    """A lane for an entity, or (0) for all that have none; `colour` is 0xffRRGGBB."""

    entity: int
    caption: str
    colour: int


@dataclass(frozen=True)
class Events:
    """Events between lanes, some of them merged: from `upper` to `lower` lane, `count` of them from `first` to `last`
    (UTC microseconds), `ways` of 1 down, 2 up and 4 without direction, `seconds` that one took, -1 where that is not
    told."""

    upper: Whole = field(default_factory=none)
    lower: Whole = field(default_factory=none)
    count: Whole = field(default_factory=none)
    ways: Whole = field(default_factory=none)
    first: Whole = field(default_factory=none)
    last: Whole = field(default_factory=none)
    seconds: Whole = field(default_factory=none)

    def __len__(self) -> int:
        return len(self.count)


@dataclass(frozen=True)
class TimeScene:
    """A timeline's content. `edges` bound the bars: `every` of all records, `chosen` of those selected; `outline` are
    the bars of `whole`, the stretch in which anything happened. `brush` is the chosen stretch."""

    whole: tuple[int, int]
    view: TimeView
    zone: tzinfo = UTC
    zone_name: str = "UTC"
    edges: Whole = field(default_factory=none)
    every: Whole = field(default_factory=none)
    chosen: Whole = field(default_factory=none)
    outline: Whole = field(default_factory=none)
    brush: tuple[int, int] | None = None
    marks: tuple[Mark, ...] = ()
    lanes: tuple[Lane, ...] = ()
    events: Events = field(default_factory=Events)

    def brushed(self, brush: tuple[int, int] | None) -> TimeScene:
        return replace(self, brush=brush)
