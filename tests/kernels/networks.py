"""Small networks with known shapes for tests of layouts: ends of the links, and how many nodes they have."""

from __future__ import annotations

import numpy as np

Ends = tuple[np.ndarray, np.ndarray]


def ends(pairs) -> Ends:
    both = np.array(list(pairs), np.int32).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def shuffled(n: int, links: Ends, seed: int = 1) -> Ends:
    """The same network with its nodes numbered otherwise."""
    number = np.random.default_rng(seed).permutation(n).astype(np.int32)
    return number[links[0]], number[links[1]]


def ring(n: int) -> Ends:
    return ends((i, (i + 1) % n) for i in range(n))


def tree(depth: int, children: int = 2) -> Ends:
    """A full tree, links leading from parents to children; node 0 is the root."""
    nodes = sum(children**d for d in range(depth + 1))
    return ends(((i - 1) // children, i) for i in range(1, nodes))


def hubs(several: int, leaves: int) -> Ends:
    """A ring of hubs with leaves: hub h has the leaves several + h * leaves, ..."""
    around = [(h, (h + 1) % several) for h in range(several)] if several > 2 else [(0, 1)][: several - 1]
    return ends(around + [(h, several + h * leaves + k) for h in range(several) for k in range(leaves)])


def random_groups(n: int, seed: int = 1) -> Ends:
    """Groups with hubs, some links between them, and a few nodes that hang on nothing."""
    random = np.random.default_rng(seed)
    linked = n - n // 20
    pairs = []
    for i in range(1, linked):
        low = i // 40 * 40
        pairs.append((int(low + (i - low) * random.random() ** 2), i) if i > low else (max(0, i - 40), i))
    pairs += [(int(a), int(a) // 40 * 40 + int(b)) for a, b in random.integers(0, (linked, 40), (n, 2))]
    pairs += [(int(a), int(b)) for a, b in random.integers(0, linked, (n // 10, 2))]
    return ends((a, b) for a, b in pairs if a != b and max(a, b) < linked)
