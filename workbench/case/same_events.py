"""Which events of two readings are the same: the same parties, near in time, and nothing told speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.model.kinds import Sameness

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
SECOND = 1_000_000  # moments are microseconds


@dataclass
class Events:
    """Events of one reading, sorted by their parties and time; an event is taken by one twin at most.

    `close` are numbers, -1 where none is stated; `equal` are values as numbers (texts by their hash), 0 where none is.
    """

    parties: npt.NDArray[np.uint64]
    second: Whole
    moment: Whole
    row: Whole
    close: dict[str, Whole]
    equal: dict[str, npt.NDArray[np.uint64]] = field(default_factory=dict)
    free: Mask = field(init=False)

    def __post_init__(self) -> None:
        order = np.lexsort((self.moment, self.parties))
        self.parties, self.second = self.parties[order], self.second[order]
        self.moment, self.row = self.moment[order], self.row[order]
        self.close = {name: column[order] for name, column in self.close.items()}
        self.equal = {name: column[order] for name, column in self.equal.items()}
        self.free = np.ones(len(order), bool)
        self._groups = np.unique(self.parties)
        self._start = int(self.second.min(initial=0))
        self._span = int(self.second.max(initial=0)) - self._start + 1
        self._places = np.searchsorted(self._groups, self.parties) * self._span + (self.second - self._start)

    def near(self, other: Events, same: Sameness) -> tuple[Whole, Whole]:
        """For each event of `other` the event here that is the same, as positions (-1 for none), nearest first
        come; and takes those. `other` keeps its own sorted order."""
        chosen = np.full(len(other.parties), -1, np.int64)
        group = np.searchsorted(self._groups, other.parties)
        group[group == len(self._groups)] = 0
        waiting = np.flatnonzero(self._groups[group] == other.parties) if len(self._groups) else chosen[:0]
        while len(waiting):
            best, apart = self._best(other, waiting, group[waiting], same)
            found = best >= 0
            waiting, best, apart = waiting[found], best[found], apart[found]
            order = np.lexsort((waiting, apart, best))  # of those that want one event, the nearest gets it
            first = np.ones(len(order), bool)
            first[1:] = best[order][1:] != best[order][:-1]
            winners = order[first]
            chosen[waiting[winners]] = best[winners]
            self.free[best[winners]] = False
            waiting = np.delete(waiting, winners)
        return chosen, self.row

    def _best(self, other: Events, which: Whole, group: Whole, same: Sameness) -> tuple[Whole, Whole]:
        """The nearest free event for each of some of `other`'s, and how many microseconds apart."""
        at = other.second[which] - self._start
        low = group * self._span + np.clip(at - same.seconds - 1, 0, self._span)
        high = group * self._span + np.clip(at + same.seconds + 1, -1, self._span - 1)
        begin = np.searchsorted(self._places, low)
        end = np.searchsorted(self._places, high, side="right")
        best, apart = np.full(len(which), -1, np.int64), np.full(len(which), np.iinfo(np.int64).max)
        for step in range(int((end - begin).max(initial=0))):
            there = np.flatnonzero(begin + step < end)
            place = begin[there] + step
            distance = np.abs(self.moment[place] - other.moment[which[there]])
            fits = self.free[place] & (distance <= same.seconds * SECOND) & (distance < apart[there])
            for name, most in same.close.items():
                mine, theirs = self.close[name][place], other.close[name][which[there]]
                fits &= (np.abs(mine - theirs) <= most) | (mine < 0) | (theirs < 0)
            for name in same.equal:
                one, two = self.equal[name][place], other.equal[name][which[there]]
                fits &= (one == two) | (one == 0) | (two == 0)
            best[there[fits]], apart[there[fits]] = place[fits], distance[fits]
        return best, apart


def events(frame: pl.DataFrame, same: Sameness) -> tuple[Events, Whole]:
    """The events of a frame in stored form whose parties and time are told, and the position of each."""
    absent = {*same.roles, same.moment} - set(frame.columns)
    frame = frame.with_columns(pl.lit(None, pl.Int64).alias(name) for name in absent)
    told = pl.col(same.moment).is_not_null() & pl.all_horizontal(
        pl.col(r).fill_null(0) > 0 for r in same.roles
    )
    at = frame.select(pl.arg_where(told)).to_series()
    held = frame[at]
    parties = np.zeros(held.height, np.uint64)
    for role in same.roles:
        parties = parties * np.uint64(0x100000001B3) ^ held[role].to_numpy().astype(np.uint64)
    moment = held[same.moment].to_numpy().astype(np.int64)
    close = {
        name: held[name].fill_null(-1).to_numpy().astype(np.int64)
        if name in held.columns
        else np.full(held.height, -1, np.int64)
        for name in same.close
    }
    equal = {
        name: _compared(held[name]) if name in held.columns else np.zeros(held.height, np.uint64)
        for name in same.equal
    }
    row = held["row"].to_numpy().astype(np.int64)
    positions = at.to_numpy().astype(np.int64)
    order = np.lexsort((moment, parties))
    return Events(parties, moment // SECOND, moment, row, close, equal), positions[order]


def _compared(column: pl.Series) -> npt.NDArray[np.uint64]:
    """What stands in a column as numbers that are equal where it is; 0 where nothing does. Spaces do not count."""
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    bare = column.str.replace_all(r"\s+", " ").str.strip_chars()
    told = (bare.fill_null("") != "").to_numpy()
    return np.where(told, bare.hash(seed=1).to_numpy() | np.uint64(1), np.uint64(0))
