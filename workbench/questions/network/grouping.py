"""Groups of a network: parts whose members are linked with each other more than with the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
from graspologic_native import leiden_csr  # type: ignore[attr-defined]  # compiled

from workbench.model.graph import Ints
from workbench.questions.network.contacts import Contacts

ROUNDS = 2  # whole passes of the method, each beginning with the groups of the one before


def groups_of(
    net: Contacts, *, resolution: float = 1.0, seed: int = 1, weighed: bool = False
) -> tuple[Ints, float]:
    """The group of each, numbered by size from the largest on, and the modularity of the division: by Leiden's method
    (Traag, Waltman and van Eck, 2019). With `weighed` a pair counts as often as it has records."""
    pairs = np.maximum(net.records, 1).astype(float) if weighed else np.ones(net.pairs)
    return divided(net.first, net.other, pairs[net.pair], resolution=resolution, seed=seed)


def divided(
    first: Any, other: Any, weight: Any, *, resolution: float = 1.0, seed: int = 1
) -> tuple[Ints, float]:
    """The same of any network: node i has the neighbours other[first[i]:first[i + 1]] with these weights, both ways."""
    n = len(first) - 1
    if not len(other):
        return np.arange(n), 0.0
    modularity, found = leiden_csr(
        np.ascontiguousarray(first, np.int64), np.ascontiguousarray(other, np.int32),
        np.ascontiguousarray(weight, float), n, resolution=resolution, iterations=ROUNDS, seed=seed,
    )  # fmt: skip
    label = np.arange(n) + n  # one that is linked with nobody is a group of its own
    label[np.fromiter(found.keys(), np.int64, len(found))] = np.fromiter(found.values(), np.int64, len(found))
    _, first_of, of, sizes = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), np.int64)
    place[np.lexsort((first_of, -sizes))] = np.arange(len(sizes))
    return place[of], float(modularity)
