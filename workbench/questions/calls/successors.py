"""Numbers that stop and numbers that start at about that time, with the contacts and handsets they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.calls import handsets, overlap, rates
from workbench.questions.calls.handsets import Run
from workbench.questions.calls.rates import Change
from workbench.questions.calls.talk import DAY, SECOND, Talk
from workbench.questions.held import Held


@dataclass(frozen=True)
class Pair:
    """A number that stops and one that starts, and what they have in common."""

    old: Change
    new: Change
    shared: int
    share: float
    weighted: float
    of_old: int
    of_new: int
    moved: tuple[tuple[str, Run, Run], ...]  # device or sim, how the old and how the new number used it


def successors(
    held: Held, told: Talk, uses: pl.DataFrame, within: int, share: float, least: int, common: int
) -> tuple[list[Pair], overlap.Base, tuple[str, ...]]:
    """Pairs of a number that stops and one that starts, most in common first, and the base rate."""
    held.tell(0, 3, "numbers that stop and start")
    sides = told.sides()
    by_number = rates.timed(sides, least)
    stop, start = rates.falls(by_number, share), rates.rises(by_number, share)
    ids = np.unique(sides["who"].to_numpy())
    spread = sides.group_by("other").agg(pl.col("who").n_unique()).sort("other")
    rare = np.log(max(len(ids), 2) / spread["who"].to_numpy())
    moments = (
        pl.DataFrame(
            {"who": list(stop), "until": [c.at for c in stop.values()]}, {"who": pl.Int64, "until": pl.Int64}
        ),
        pl.DataFrame(
            {"who": list(start), "since": [c.at for c in start.values()]},
            {"who": pl.Int64, "since": pl.Int64},
        ),
    )
    before = sides.join(moments[0], on="who").filter(pl.col("at") <= pl.col("until"))
    after = sides.join(moments[1], on="who").filter(pl.col("at") >= pl.col("since"))
    held.tell(1, 3, "contacts in common")
    known = spread["other"].to_numpy()
    old, new = overlap.contacts(before, list(stop), known), overlap.contacts(after, list(start), known)
    found = overlap.overlap(old, new, rare)
    of_old, of_new = old.sizes[found.one], new.sizes[found.other]
    mine, theirs = old.numbers[found.one], new.numbers[found.other]
    when = np.array([stop[w].at for w in old.numbers.tolist()], np.int64)[found.one]
    then = np.array([start[w].at for w in new.numbers.tolist()], np.int64)[found.other]
    near = (np.abs(then - when) <= within * SECOND) & (mine != theirs)
    kept = near & (found.shared >= common) & (of_old >= least) & (of_new >= least)
    moved = _moved(uses, stop, start, within)
    made = {
        (int(mine[k]), int(theirs[k])): Pair(
            stop[int(mine[k])], start[int(theirs[k])], int(found.shared[k]), float(found.share[k]),
            float(found.weighted[k]), int(of_old[k]), int(of_new[k]), moved.pop((int(mine[k]), int(theirs[k])), ()),
        )
        for k in np.flatnonzero(kept).tolist()
    }  # fmt: skip
    sizes = [dict(zip(c.numbers.tolist(), c.sizes.tolist(), strict=True)) for c in (old, new)]
    for (a, b), carried in moved.items():  # too few contacts in common, but one handset or SIM
        made[a, b] = Pair(stop[a], start[b], 0, 0.0, 0.0, sizes[0][a], sizes[1][b], carried)
    held.tell(2, 3, "how much unrelated numbers have in common")
    enough = sides.group_by("who").agg(pl.col("other").n_unique()).filter(pl.col("other") >= least)
    whole = overlap.contacts(
        sides.join(enough.select("who"), on="who", how="semi"), enough["who"].to_list(), known
    )
    apart = np.stack([mine[near], theirs[near]], axis=1)
    base = overlap.base(whole, apart)
    left = (
        (f"{found.dropped:,} contacts that very many numbers have were not compared.",)
        if found.dropped
        else ()
    )
    ranked = sorted(made.values(), key=lambda p: (-p.share, -len(p.moved), -p.weighted, p.old.who, p.new.who))
    return ranked, base, left


def _moved(
    uses: pl.DataFrame, stop: dict[int, Change], start: dict[int, Change], within: int
) -> dict[tuple[int, int], tuple[tuple[str, Run, Run], ...]]:
    """Handsets and SIMs that a stopping number used before a starting one did."""
    found: dict[tuple[int, int], tuple[tuple[str, Run, Run], ...]] = {}
    for of in ("sim", "device"):
        for several in handsets.runs(uses, of, "phone", 2).values():
            for one, other in handsets.followed(several, DAY):
                key = one.what, other.what
                if one.what not in stop or other.what not in start or one.what == other.what:
                    continue
                if abs(start[other.what].at - stop[one.what].at) <= within * SECOND:
                    found[key] = (*found.get(key, ()), (of, one, other))
    return found
