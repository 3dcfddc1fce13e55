"""Which events of two readings are the same: the same parties, near in time, and nothing told speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels.nearest import Hashes, Told, nearest
from workbench.model.kinds import Sameness

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
SECOND = 1_000_000  # moments are microseconds


class Events:
    """Events of one reading, sorted by their parties and time; an event is taken by one twin at most.

    `close` are numbers, -1 where none is stated; `equal` are values as numbers (texts by their hash), 0 where none is.
    `code` says of an event that is held already which earlier readings hold it, or a twin of it.
    """

    def __init__(
        self,
        parties: Hashes,
        moment: Whole,
        row: Whole,
        close: Sequence[Whole],
        equal: Sequence[Hashes],
        code: Whole,
    ) -> None:
        order = np.lexsort((moment, parties))
        size = len(order)
        self.parties, self.row, self.code = parties[order], row[order], code[order]
        self.told = Told(
            moment[order],
            np.array([column[order] for column in close], np.int64).reshape(len(close), size),
            np.array([column[order] for column in equal], np.uint64).reshape(len(equal), size),
        )
        self._next_free = np.arange(size + 1)

    def near(self, other: Events, same: Sameness) -> tuple[Whole, Whole]:
        """For each event of `other` the event here that is the same, as positions (-1 for none), and takes those.
        `other` keeps its own sorted order.

        Of all pairs that may be the same the nearest is one, then the nearest of those left, and so on; of pairs as
        near the earlier. So it does not matter which of two files was taken in first.
        """
        chosen = np.full(len(other.parties), -1, np.int64)
        first = np.searchsorted(self.parties, other.parties)
        last = np.searchsorted(self.parties, other.parties, side="right")
        begin = np.searchsorted(other.parties, self.parties)
        end = np.searchsorted(other.parties, self.parties, side="right")
        most = np.array(list(same.close.values()), np.int64)
        within = same.seconds * SECOND
        theirs_free = np.arange(len(other.parties) + 1)
        waiting = np.flatnonzero(first < last)
        while len(waiting):
            best, _ = nearest(
                waiting, first[waiting], last[waiting], within, self._next_free, self.told, most, other.told
            )
            waiting, best = waiting[best >= 0], best[best >= 0]
            wanted, place = np.unique(best, return_inverse=True)
            back, _ = nearest(
                wanted, begin[wanted], end[wanted], within, theirs_free, other.told, most, self.told
            )
            mutual = back[place] == waiting  # the nearest pair of all is one of these
            chosen[waiting[mutual]] = best[mutual]
            self._next_free[best[mutual]] += 1
            theirs_free[waiting[mutual]] += 1
            waiting = waiting[~mutual]
        return chosen, self.row


def events(frame: pl.DataFrame, same: Sameness) -> tuple[Events, Whole]:
    """The events of a frame in stored form whose parties and time are told, and the position of each; `code` is taken
    from a column of that name."""
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
    close = [
        held[name].fill_null(-1).to_numpy().astype(np.int64)
        if name in held.columns
        else np.full(held.height, -1, np.int64)
        for name in same.close
    ]
    equal = [
        _compared(held[name]) if name in held.columns else np.zeros(held.height, np.uint64)
        for name in same.equal
    ]
    row = held["row"].to_numpy().astype(np.int64)
    code = held["code"].to_numpy().astype(np.int64) if "code" in held.columns else np.zeros_like(row)
    positions = at.to_numpy().astype(np.int64)
    order = np.lexsort((moment, parties))
    return Events(parties, moment, row, close, equal, code), positions[order]


def _compared(column: pl.Series) -> npt.NDArray[np.uint64]:
    """What stands in a column as numbers that are equal where it is; 0 where nothing does. Spaces do not count."""
    if column.dtype != pl.String:
        column = column.cast(pl.String)
    bare = column.str.replace_all(r"\s+", " ").str.strip_chars()
    told = (bare.fill_null("") != "").to_numpy()
    return np.where(told, bare.hash(seed=1).to_numpy() | np.uint64(1), np.uint64(0))
