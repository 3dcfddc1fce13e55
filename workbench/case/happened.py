"""Records in the order of time: what a timeline and a pattern of life are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case.behind import Mask, Numbers, Whole
from workbench.model.graph import Indexes
from workbench.model.kinds import RecordKind


@dataclass(frozen=True)
class Happened:
    """Records of one kind that tell when they were, by time: `at` UTC microseconds, `columns` (k, n) the numbers of the
    links they make, `seconds` how long each took (-1 where that is not told), `hours` and `weekdays` those of the
    case's zone (255 where only the day is told, or nothing)."""

    kind: RecordKind
    at: Whole
    columns: Numbers
    seconds: npt.NDArray[np.int32]
    hours: npt.NDArray[np.uint8]
    weekdays: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True)
class OverTime:
    """`every` are the times of all records seen on the chart, a column for each kind, each in order, `exact` those of
    them that tell more than the day; `chosen` the records of the selection among them. `untimed` of them, and
    `chosen_untimed` of those selected, do not tell when.

    `start` and `end` are the nodes that link k + 1 joins, `directed` whether that has a direction, `wanted` whether it
    is one of the selection's. `offset` are the minutes east of UTC that most records state for themselves, `stating`
    how many state that one.
    """

    every: tuple[Whole, ...]
    exact: tuple[Whole, ...]
    chosen: tuple[Happened, ...]
    untimed: int
    chosen_untimed: int
    start: Indexes
    end: Indexes
    directed: Mask
    wanted: Mask
    offset: int
    stating: int

    @property
    def records(self) -> int:
        """How many records tell when they were."""
        return sum(len(at) for at in self.every)

    @property
    def ends(self) -> tuple[int, int] | None:
        """The first moment and one after the last, None where no record tells any."""
        there = [at for at in self.every if len(at)]
        if not there:
            return None
        return int(min(at[0] for at in there)), int(max(at[-1] for at in there)) + 1

    def bars(self, edges: Whole) -> Whole:
        """How many of all records lie between each edge and the next."""
        return counted(self.every, edges)

    def chosen_bars(self, edges: Whole) -> Whole:
        """How many of the selection's."""
        return counted([part.at for part in self.chosen], edges)


def nothing() -> OverTime:
    """Where there is no chart."""
    none = np.zeros(0, np.int32)
    no = np.zeros(0, bool)
    return OverTime((), (), (), 0, 0, none, none, no, no, 0, 0)


def counted(columns: Iterable[Whole], edges: Whole) -> Whole:
    """How many of some moments, each column in order, lie between each edge and the next."""
    found = np.zeros(max(len(edges) - 1, 0), np.int64)
    for at in columns:
        found += np.diff(np.searchsorted(at, edges))
    return found
