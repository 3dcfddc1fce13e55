"""The nearest free event, held against looking at every one."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.kernels.nearest import Told, nearest


def _told(random: np.random.Generator, size: int, span: int) -> Told:
    return Told(
        np.sort(random.integers(0, span, size)),
        random.integers(-1, 4, (1, size)),
        random.integers(0, 3, (1, size)).astype(np.uint64),
    )


def _slowly(
    i: int, first: int, last: int, within: int, free: set[int], ours: Told, theirs: Told
) -> tuple[int, int]:
    fits = []
    for place in range(first, last):
        a, b = int(ours.close[0, place]), int(theirs.close[0, i])
        c, d = int(ours.equal[0, place]), int(theirs.equal[0, i])
        away = abs(int(ours.moment[place] - theirs.moment[i]))
        if (
            place in free
            and away <= within
            and (a < 0 or b < 0 or abs(a - b) <= 1)
            and (not c or not d or c == d)
        ):
            fits.append((away, place))
    return (min(fits)[1], min(fits)[0]) if fits else (-1, 0)


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_one_that_looking_at_every_one_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    size, span, within = (
        int(random.integers(1, 30)),
        int(random.choice([1, 6, 60])),
        int(random.integers(0, 7)),
    )
    ours, theirs = _told(random, size, span), _told(random, 12, span)
    free = set(np.flatnonzero(random.random(size) < 0.6).tolist())
    next_free = np.arange(size + 1)
    next_free[[p for p in range(size) if p not in free]] += 1
    which = np.arange(12)
    first = random.integers(0, size + 1, 12)
    last = np.maximum(first, random.integers(0, size + 1, 12))
    best, apart = nearest(which, first, last, within, next_free, ours, np.ones(1, np.int64), theirs)
    for i in which.tolist():
        expected = _slowly(i, int(first[i]), int(last[i]), within, free, ours, theirs)
        assert (int(best[i]), int(apart[i])) == expected
