"""Who met among ten million sightings at cells, and who was near one phone.

    python -m tests.benchmarks.meetings [SIGHTINGS]

300,000 phones of very different habit, 5,000 cells, 90 days, at home, at work or elsewhere by the hour. Seconds by the
clock, best of three, kernels warm, on one core. The peer of the same run is numpy alone: the d-th next in the order of
cell and time, for d = 1, 2, ... until nothing lies within the window, its pairs counted by polars. That counts common
sightings; ours counts meetings (what follows within an hour is one) and the places they were at as well.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

DAY = 86_400
WINDOW, LEAST = 900, 3
BY_HOUR = (1, .6, .4, .3, .3, .5, 1, 2.5, 4, 5, 5.2, 5.3, 5.5, 5.2, 5, 5, 5.5, 6, 6.2, 6, 5.5, 4.5, 3, 2)  # fmt: skip


def best(name: str, work: Callable[[], Any], times: int = 3) -> tuple[Any, float]:
    """Runs some work a few times and tells how long it took at best."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - began)
    print(f"  {name:62s} {min(took) * 1000:9.1f} ms")
    return found, min(took)


def main(sightings: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["POLARS_MAX_THREADS"] = "1"
    import numpy as np
    import polars as pl

    from workbench.kernels import meetings as sweep
    from workbench.questions.calls import encounters
    from workbench.questions.calls.presence import APART, PLACES, Presence

    sweep.warm()
    rng = np.random.default_rng(7)
    phones, cells = 300_000, 5_000
    habit = np.cumsum(rng.pareto(1.2, phones) + 1)
    who = np.searchsorted(habit, rng.random(sightings) * habit[-1]) + 1
    by_hour = np.array(BY_HOUR) / sum(BY_HOUR)
    hour = rng.choice(24, sightings, p=by_hour)
    seconds = rng.integers(0, 90, sightings) * DAY + hour * 3600 + rng.integers(0, 3600, sightings)
    home, work = rng.integers(1, cells + 1, phones + 1), rng.integers(1, cells + 1, phones + 1)
    usual = np.where((hour >= 9) & (hour < 18), work[who], home[who])
    cell = np.where(rng.random(sightings) < 0.3, rng.integers(1, cells + 1, sightings), usual)
    frame = pl.DataFrame(
        {
            "who": who, "cell": cell, "at": seconds * 1_000_000, "mark": np.zeros(sightings, np.uint8),
            "key": cell.astype(np.int64) << 32 | seconds, "ref": np.arange(sightings),
            "reading": np.zeros(sightings, np.int64),
        },
        PLACES,
    )  # fmt: skip
    print(f"{sightings:,} sightings, {phones:,} phones, {cells:,} cells, within {WINDOW} s")

    ordered, sorting = best(
        "putting them in the order of cell and time, once", lambda: frame.sort("key", "who", "ref")
    )
    there = Presence(ordered)
    key, known = ordered["key"].to_numpy(), ordered["who"].to_numpy()

    def theirs() -> int:
        found, at, step = [], np.arange(len(key) - 1), 1
        while len(at):
            at = at[at + step < len(key)]
            at = at[key[at + step] - key[at] <= WINDOW]
            one, other = known[at], known[at + step]
            pair = np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other)
            found.append(pair[one != other])
            step += 1
        counts = pl.Series("pair", np.concatenate(found)).value_counts()
        return counts.filter(pl.col("count") >= LEAST).height

    _, peer = best("peer: numpy, step by step, and polars", theirs)
    made, took = best(
        "all pairs that met three times or more", lambda: sweep.meetings(key, known, WINDOW, APART, LEAST)
    )
    print(f"  {len(made.one):,} pairs of {made.hits:,} common sightings")
    print(
        f"  with the order made anew {sorting + took:.2f} s (wanted: 8 s); against the peer {peer / took:.1f} times"
    )
    records = np.bincount(known)
    for wanted in (300, 5_000):
        one = int(np.argmin(np.abs(records - wanted)))
        mine = there.of((one,))

        def near(mine: pl.DataFrame = mine) -> pl.DataFrame:
            return encounters.meetings(encounters.hits(there, mine, WINDOW))

        found, _ = best(f"finding the {len(mine):,} sightings of one", lambda one=one: there.of((one,)), 5)
        found, _ = best(f"near one with {len(mine):,} sightings (wanted: 50 ms)", near, 5)
        others = found.group_by("other").len().filter(pl.col("len") >= 2)["other"].to_list()
        best(
            f"  and what routine gives with {len(others):,} of those it met",
            lambda mine=mine, others=others: encounters.routine(there, mine, WINDOW, others),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
