"""Chains of events in which each begins after the one before has ended: how something may have been passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from workbench.kernels.relays import fewest_handovers
from workbench.model.graph import Ints
from workbench.questions.held import Held

SECOND = 1_000_000


@dataclass(frozen=True)
class Relays:
    """Events in order of time, those that lead both ways twice, as (giver, taker) entities: `handovers` is how many
    events the shortest chain from the origin through each has, 0 where none leads to it, `before` the event before it
    in that chain, -1 for the first. `at` and `over` are UTC microseconds: when it begins and when it is over."""

    giver: Ints
    taker: Ints
    at: Ints
    over: Ints
    ref: Ints
    handovers: Ints
    before: Ints

    def chain(self, event: int) -> list[int]:
        """The events of the chain that ends with one, in order."""
        found = [event]
        while self.before[found[-1]] >= 0:
            found.append(int(self.before[found[-1]]))
        return found[::-1]

    def through(self, chain: Sequence[int]) -> tuple[int, ...]:
        """The entities between the first and the last of a chain."""
        return tuple(int(self.taker[event]) for event in chain[:-1])

    def longest_wait(self, chain: Sequence[int]) -> int:
        """Seconds that somebody in between had it at most."""
        waits = [int(self.at[b] - self.over[a]) for a, b in pairwise(chain)]
        return max(waits, default=0) // SECOND

    def arriving(self, other: int) -> Iterator[int]:
        """The events that bring it to one, the earliest over first."""
        found = np.flatnonzero((self.taker == other) & (self.handovers > 0))
        yield from found[np.lexsort((self.handovers[found], self.over[found]))].tolist()

    def first_of_each(self) -> list[int]:
        """For each that it can come to, the event that brings it first."""
        found = np.flatnonzero(self.handovers > 0)
        order = found[np.lexsort((self.handovers[found], self.over[found]))]
        _, first = np.unique(self.taker[order], return_index=True)
        events: list[int] = order[np.sort(first)].tolist()
        return events


def relays(
    held: Held, one: int, other: int, wait: int, links: Sequence[str], both_ways: bool, spared: Sequence[int]
) -> tuple[Relays, int]:
    """What can be passed on from one to another (0 for anybody), nobody waiting longer than `wait` seconds, and how
    many events were looked at; nothing goes through those spared.

    Where no kinds of link are named, those that lead from one to another count: calls, messages, payments, not who
    used which device."""
    kinds = held.case.kinds.links
    events = held.events(
        links or [k for k, kind in kinds.items() if kind.directed and kind.bundle == "stored"]
    )
    events = events.filter(pl.col("start") != pl.col("end"))
    if spared:
        gone = pl.Series(sorted(spared), dtype=pl.Int64)
        events = events.filter(~pl.col("start").is_in(gone), ~pl.col("end").is_in(gone))
    events = events.unique(["ref", "start", "end"], keep="first", maintain_order=True)
    start, end = events["start"].to_numpy(), events["end"].to_numpy()
    at = events["at"].to_numpy()
    lasts = events["duration"].fill_null(0).to_numpy()
    twice = 2 if both_ways else 1
    giver, taker = (
        np.stack([start, end][:twice], axis=1).ravel(),
        np.stack([end, start][:twice], axis=1).ravel(),
    )
    at, over = np.repeat(at, twice), np.repeat(at + lasts * SECOND, twice)
    ref = np.repeat(events["ref"].to_numpy(), twice)
    useful = (giver != other) & (taker != one)  # it stays with the one it was for, and nobody brings it back
    giver, taker, at, over, ref = (column[useful] for column in (giver, taker, at, over, ref))
    who, number = np.unique(np.concatenate([[one], giver, taker]), return_inverse=True)
    origin, ends = int(number[0]), number[1:].astype(np.int32)
    ready = np.maximum(over, at + 1)  # what begins at the same moment does not come after
    handovers, before = fewest_handovers(
        len(who), origin, ends[: len(giver)].copy(), ends[len(giver) :].copy(), at, ready,
        np.argsort(ready, kind="stable"), wait * SECOND,
    )  # fmt: skip
    return Relays(giver, taker, at, over, ref, handovers.astype(np.int64), before), events.height
