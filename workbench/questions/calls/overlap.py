"""How far two numbers share their contacts, and how rarely unrelated numbers share as many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

WORK = 30_000_000  # pairs with a contact in common to be looked at before the busiest contacts are dropped
SAMPLE = 2_000  # numbers of which the base rate is taken with all others, drawn by lot where there are more
SEED = 1


@dataclass(frozen=True)
class Contacts:
    """The contacts of some numbers: `sets` is (numbers, contacts), 1 where the number had the contact."""

    numbers: np.ndarray
    contacts: np.ndarray
    sets: sparse.csr_matrix

    @property
    def sizes(self) -> np.ndarray:
        return np.diff(self.sets.indptr)


@dataclass(frozen=True)
class Overlap:
    """Pairs (rows `one` and `other` of two `Contacts`) with the contacts they share: how many, and as a share of all
    contacts of either (Jaccard), each contact counting the same or by how rare it is. `dropped` contacts were too
    common to be looked at."""

    one: np.ndarray
    other: np.ndarray
    shared: np.ndarray
    share: np.ndarray
    weighted: np.ndarray
    dropped: int


@dataclass(frozen=True)
class Base:
    """Shares of contacts in common of `pairs` pairs that are no candidates; `shares` those that have any, ascending."""

    pairs: int
    shares: np.ndarray

    def reaching(self, share: float) -> int:
        """How many of these pairs share so much or more."""
        return len(self.shares) - int(np.searchsorted(self.shares, share - 1e-12))

    def chance(self, share: float) -> float:
        """The share of pairs with so much in common, the one asked about counted in so that it is never nothing."""
        return (self.reaching(share) + 1) / (self.pairs + 1)

    @property
    def most(self) -> float:
        return float(self.shares[-1]) if len(self.shares) else 0.0


def contacts(frame: pl.DataFrame, numbers: Sequence[int], all: np.ndarray) -> Contacts:
    """The contacts (`other`) of these numbers (`who`) in a table; `all` are the ids of every contact, ascending."""
    ids = np.array(sorted(numbers), np.int64)
    pairs = frame.select("who", "other").unique().sort("who", "other")
    row = np.searchsorted(ids, pairs["who"].to_numpy())
    column = np.searchsorted(all, pairs["other"].to_numpy())
    sets = sparse.csr_matrix(
        (np.ones(len(row), np.int32), (row, column)), shape=(len(ids), len(all)), dtype=np.int32
    )
    return Contacts(ids, all, sets)


def overlap(one: Contacts, other: Contacts, weight: np.ndarray) -> Overlap:
    """All pairs that share a contact. `weight` says of each contact how much it tells."""
    a, b, dropped = _within_reach(one.sets, other.sets)
    weight = np.maximum(weight, 1e-9)  # above nothing, so that both products have the same cells
    many, heavy = (a @ b.T).tocsr(), sparse.csr_matrix(a.multiply(weight)) @ b.T
    many.sort_indices()
    heavy.sort_indices()
    total_a, total_b = np.asarray(one.sets @ weight).ravel(), np.asarray(other.sets @ weight).ravel()
    i = np.repeat(np.arange(many.shape[0]), np.diff(many.indptr))
    j = many.indices.astype(np.int64)
    union = one.sizes[i] + other.sizes[j] - many.data
    weighted = heavy.data / (total_a[i] + total_b[j] - heavy.data)
    return Overlap(i, j, many.data.astype(np.int64), many.data / union, weighted, dropped)


def base(whole: Contacts, apart: np.ndarray) -> Base:
    """The base rate: every pair of numbers, or of `SAMPLE` drawn by lot with all others, but for the pairs (k, 2) that
    stand apart."""
    n = len(whole.numbers)
    drawn = np.arange(n)
    if n > SAMPLE:
        drawn = np.sort(np.random.default_rng(SEED).choice(n, SAMPLE, replace=False))
    some = Contacts(whole.numbers[drawn], whole.contacts, whole.sets[drawn])
    found = overlap(some, whole, np.ones(len(whole.contacts)))
    mine, theirs = some.numbers[found.one], whole.numbers[found.other]
    counts = (theirs > mine) | ~np.isin(theirs, some.numbers)  # a pair of two drawn ones counts once
    left = np.unique(_pairs(apart[:, 0], apart[:, 1]))
    counts &= (theirs != mine) & ~np.isin(_pairs(mine, theirs), left)
    known = np.isin(left >> 32, whole.numbers) & np.isin(left & 0xFFFFFFFF, whole.numbers)
    known &= np.isin(left >> 32, some.numbers) | np.isin(left & 0xFFFFFFFF, some.numbers)
    pairs = len(drawn) * (len(drawn) - 1) // 2 + len(drawn) * (n - len(drawn)) - int(known.sum())
    return Base(pairs, np.sort(found.share[counts]))


def _pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A number for each pair of ids, the same whichever comes first."""
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
    return np.asarray(low << 32 | high)


def _within_reach(
    a: sparse.csr_matrix, b: sparse.csr_matrix
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, int]:
    """Both without the contacts that so many have that looking at all their pairs would take too long."""
    each = np.bincount(a.indices, minlength=a.shape[1]).astype(np.float64)
    each *= np.bincount(b.indices, minlength=b.shape[1])
    order = np.argsort(each, kind="stable")
    kept = np.zeros(a.shape[1], bool)
    kept[order[np.cumsum(each[order]) <= WORK]] = True
    dropped = int((~kept).sum())
    if not dropped:
        return a, b, 0
    keep = sparse.diags(kept.astype(np.int32)).tocsr()
    return (a @ keep).tocsr(), (b @ keep).tocsr(), dropped
