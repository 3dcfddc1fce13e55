"""The graph all benchmarks of the canvas draw: groups of all sizes with hubs, and a few links between them."""

from __future__ import annotations

import numpy as np


def network(n: int, m: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Ends of m different links among n entities: groups of all sizes with hubs, a few links between."""
    random = np.random.default_rng(seed)
    sizes = np.clip(15 * (1 - random.random(n)) ** (-1 / 1.2), 5, n / 18).astype(int)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), n)) + 1]
    first = np.minimum(np.concatenate([[0], np.cumsum(sizes)]), n)
    group = np.repeat(np.arange(len(sizes)), np.diff(first))[:n]
    pairs: set[tuple[int, int]] = set()
    for i in range(1, n):
        # an earlier member of the group, early ones more often: hubs
        low = first[group[i]]
        other = int(low + (i - low) * random.random() ** 3) if i > low else int(i * random.random())
        pairs.add((other, i))
    while len(pairs) < m:
        a = random.integers(0, n, m)
        low, high = first[group[a]], first[group[a] + 1]
        near = (low + (high - low) * random.random(m) ** 3).astype(int)
        b = np.where(random.random(m) < 0.97, near, random.integers(0, n, m))
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            if x != y and len(pairs) < m:
                pairs.add((min(x, y), max(x, y)))
    ends = np.array(sorted(pairs), np.int32)
    return np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1])
