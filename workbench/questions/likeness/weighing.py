"""What agreement and difference in each field weigh, learnt from the pairs themselves without knowing which are true.

Fellegi-Sunter: m is the probability of a level among pairs of one and the same, u among pairs of different ones; the
weight of a level is log2(m / u). Both are found by expectation and maximisation (Winkler 1988).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.questions.likeness.comparing import Levels
from workbench.questions.likeness.field import Field
from workbench.questions.likeness.table import Numbers, Said

Shares = npt.NDArray[np.float64]
ROUNDS, SMALL = 200, 1e-6
# What is taken for true before any record is looked at, and how many pairs that counts for: with few records the
# weights stay near it, with many it vanishes.
ASSUMED = 20.0
RAREST = 4.0  # bits that a value adds or takes away at most by how common it is
UNSEEN = 100  # records thought of beside those held, so that a few do not make every value common
RARELY, FEW = 0.05, 10.0  # the share of true pairs assumed, and how many pairs that counts for
SAME = {
    "name": (0.05, 0.03, 0.10, 0.22, 0.60), "words": (0.08, 0.03, 0.09, 0.20, 0.60),
    "date": (0.04, 0.02, 0.06, 0.88), "number": (0.10, 0.08, 0.82), "identifier": (0.40, 0.60),
    "only": (0.10, 0.90), "address": (0.30, 0.05, 0.20, 0.45),
}  # fmt: skip
OTHER = {
    "name": (0.84, 0.10, 0.04, 0.01, 0.01), "words": (0.84, 0.08, 0.04, 0.02, 0.02),
    "date": (0.95, 0.03, 0.01, 0.01), "number": (0.85, 0.05, 0.10), "identifier": (0.99, 0.01),
    "only": (0.99, 0.01), "address": (0.96, 0.03, 0.005, 0.005),
}  # fmt: skip


@dataclass(frozen=True)
class Weights:
    """`same[f][level]` and `other[f][level]` are m and u of each field; `share` is that of true pairs among the `pairs`
    compared."""

    same: Sequence[Shares]
    other: Sequence[Shares]
    share: float
    pairs: int

    def bits(self, field: int) -> Shares:
        """The weight of each level of a field, never falling as the level rises."""
        return rising(self.same[field], self.other[field])


def learnt(found: Sequence[Levels], fields: Sequence[Field]) -> Weights:
    """Weights from the levels of the compared pairs, one array a field.

    Begins with those as true that agree in most of what both say. Pairs alike in all levels are counted together.
    """
    patterns, often = _patterns(found)
    counts: Shares = often.astype(np.float64)
    said = patterns >= 0
    tops = np.array([len(field.levels) - 1 for field in fields])
    agree = np.where(said, patterns / tops, 0).sum(1) / np.maximum(said.sum(1), 1)
    true: Shares = np.where((agree > 0.75) & (said.sum(1) > 1), 0.9, 0.02)
    same = other = [np.zeros(0)]
    share = 0.0
    for _ in range(1, ROUNDS + 1):
        ones: Shares = counts * true
        rest = counts - ones
        same = [_shares(patterns[:, f], ones, SAME[field.sort]) for f, field in enumerate(fields)]
        other = [_shares(patterns[:, f], rest, OTHER[field.sort]) for f, field in enumerate(fields)]
        before, share = share, float((ones.sum() + RARELY * FEW) / (counts.sum() + FEW))
        bits = sum(
            np.append(rising(same[f], other[f]), 0.0)[patterns[:, f]]  # the last stands for not said
            for f in range(len(fields))
        )
        true = chance(np.asarray(bits), share)
        if abs(before - share) <= SMALL * share:
            break
    return Weights(same, other, share, int(counts.sum()))


def _patterns(found: Sequence[Levels]) -> tuple[Levels, Numbers]:
    """Each combination of levels once, a row each, and how many pairs have it."""
    base = max(int(levels.max(initial=0)) for levels in found) + 2
    if base ** len(found) > np.iinfo(np.int64).max:
        rows, often = np.unique(np.stack(found, 1), axis=0, return_counts=True)
        return rows, often.astype(np.int64)
    key = np.zeros(len(found[0]), np.int64)
    for levels in found:
        key = key * base + (levels + 1)
    keys, often = np.unique(key, return_counts=True)
    columns = [keys // base**place % base - 1 for place in range(len(found) - 1, -1, -1)]
    return np.stack(columns, 1).astype(np.int8), often.astype(np.int64)


def chance(bits: Shares, share: float) -> Shares:
    """How likely a pair of so much weight is true, where `share` of those compared are."""
    odds = np.log2(max(share, 1e-12) / max(1 - share, 1e-12)) + bits
    return np.asarray(1 / (1 + np.exp2(-np.clip(odds, -60, 60))))


def rising(same: Shares, other: Shares) -> Shares:
    """log2(m / u) by level; where a lower level would weigh more than a higher one both are counted as one, for no
    court would follow that agreeing better speaks less."""
    pools: list[tuple[float, float, int]] = []
    for m, u in zip(same.tolist(), other.tolist(), strict=True):
        pool = (m, u, 1)
        while pools and pools[-1][0] * pool[1] >= pool[0] * pools[-1][1]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    return np.concatenate([np.full(many, np.log2(m / u)) for m, u, many in pools])


def _shares(levels: Levels, counts: Shares, assumed: Sequence[float]) -> Shares:
    """The share of each level among the pairs where both say something."""
    said = levels >= 0
    got = np.bincount(levels[said], counts[said], minlength=len(assumed)) + ASSUMED * np.array(assumed)
    return np.asarray(got / got.sum())


def rarity(said: Said, levels: Levels, agreed: Numbers, other: float) -> Shares:
    """What it adds that two agree on just this value: much for a rare one, less than nothing for a common one. Where
    they nearly agree, rarity adds nothing, for what is mistyped is always rare.

    log2 of the chance that two different ones of those compared agree on any value over the share of records that say
    this one; four bits at most either way.
    """
    if not len(said.values):
        return np.zeros(len(agreed))
    often = said.often[np.maximum(agreed, 0)] / (len(said.counts) + UNSEEN)
    bits = np.log2(max(other, 1e-9) / often)
    most = np.where(levels == len(said.field.levels) - 1, RAREST, 0.0)
    return np.where(agreed >= 0, np.clip(bits, -RAREST, most), 0.0)
