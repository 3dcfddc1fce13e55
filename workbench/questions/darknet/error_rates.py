"""How often a way of comparing errs, measured on vendors of the case who are known to be different or the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.questions.darknet.likenesses import Ids, Likeness, Shares
from workbench.questions.darknet.vendors import Vendors

MOST, SEED = 20_000, 1  # pairs of different vendors looked at; where there are more, a lot decides which
ENOUGH = 50  # pairs known to be different below which vendors of one market are taken instead


@dataclass(frozen=True)
class Known:
    """Pairs of vendors (numbers) who are known to be different, and those known to be the same; `how` says by what the
    different ones are known. Those among them who share a contact or wallet (`tied`) may be the same all the same:
    likenesses are not measured on them."""

    one: Ids
    other: Ids
    tied: npt.NDArray[np.bool_]
    same_one: Ids
    same_other: Ids
    how: str

    def sharing(self, published: Sequence[frozenset[str]]) -> tuple[int, int, int, int]:
        """Of those different and of those the same: in how many pairs both publish marks of a sort, and how many share
        one: (different, sharing, same, sharing)."""
        counts = []
        for ends in ((self.one, self.other), (self.same_one, self.same_other)):
            both = [(published[a], published[b]) for a, b in zip(*(e.tolist() for e in ends), strict=True)]
            there = [bool(a & b) for a, b in both if a and b]
            counts += [len(there), sum(there)]
        return counts[0], counts[1], counts[2], counts[3]


@dataclass(frozen=True)
class Measured:
    """How alike by one way the pairs known to be different are (`apart`, ascending), and those known to be the same."""

    way: Likeness
    apart: Shares
    same: Shares

    def reached(self, score: float) -> int:
        """How many pairs of different vendors are at least so alike."""
        return int(len(self.apart) - np.searchsorted(self.apart, score - 1e-9))

    def rate(self, score: float) -> float:
        """The share of different vendors who are at least so alike, as if one more had been: never nought."""
        return (self.reached(score) + 1) / (len(self.apart) + 1)

    def bound(self, share: float) -> float:
        """The figure from which on at most this share of different vendors, or one pair of them, is as alike; above 1
        where none are known."""
        if not len(self.apart):
            return 2.0
        kept = max(1, int(share * len(self.apart)))
        return float(self.apart[-kept - 1]) + 1e-6 if kept < len(self.apart) else 0.0


def known(vendors: Vendors, sharing: int) -> Known:
    """Different are two who each publish a PGP key and none in common. Where fewer than fifty such pairs are held, two
    names on one market stand in: most of these are different people. The same are those with a key in common that no
    more than `sharing` names publish."""
    keys = vendors.published("key")
    others = [a | b for a, b in zip(vendors.published("contact"), vendors.published("wallet"), strict=True)]
    with_key = np.array([n for n, k in enumerate(keys) if k], np.int64)
    one, other = (with_key[ends] for ends in _pairs(len(with_key)))
    apart = np.array([not keys[a] & keys[b] for a, b in zip(one.tolist(), other.tolist(), strict=True)], bool)
    how = "each publishes a PGP key, and none in common"
    one, other = one[apart], other[apart]
    if len(one) < ENOUGH:
        one, other = _pairs(len(vendors.ids))
        platform = np.array(vendors.platforms, dtype=object)
        market = (platform[one] == platform[other]) & (platform[one] != "")
        one, other = one[market], other[market]
        how = (
            "two names on one market, most of whom will be different people; too few keys are held to know it"
        )
    tied = [bool(others[a] & others[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    same_one, same_other = _sharing(keys, sharing)
    return Known(one, other, np.array(tied, bool), same_one, same_other, how)


def _sharing(keys: Sequence[frozenset[str]], most: int) -> tuple[Ids, Ids]:
    by_key: dict[str, list[int]] = {}
    for n, published in enumerate(keys):
        for key in published:
            by_key.setdefault(key, []).append(n)
    groups = [group for group in by_key.values() if len(group) <= most]
    pairs = sorted({(a, b) for group in groups for a in group for b in group if a < b})
    return np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64)


def _pairs(size: int) -> tuple[Ids, Ids]:
    """All pairs of so many, or as many as are looked at, drawn by a lot that always falls alike."""
    if size * (size - 1) // 2 <= MOST:
        one, other = np.triu_indices(size, 1)
        return one.astype(np.int64), other.astype(np.int64)
    lot = np.random.default_rng(SEED)
    one, other = lot.integers(0, size, MOST), lot.integers(0, size, MOST)
    apart = one != other
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    both = np.unique(np.stack([low, high], axis=1), axis=0)
    return both[:, 0].astype(np.int64), both[:, 1].astype(np.int64)


def measured(way: Likeness, pairs: Known) -> Measured:
    """Measures one way on the pairs of whom it says anything."""
    there = way.speaks[pairs.one] & way.speaks[pairs.other] & ~pairs.tied
    same = way.speaks[pairs.same_one] & way.speaks[pairs.same_other]
    return Measured(
        way,
        np.sort(way.between(pairs.one[there], pairs.other[there])),
        way.between(pairs.same_one[same], pairs.same_other[same]),
    )
