"""Texts as counts of short runs of letters, and which of them are alike by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from workbench.kernels.row_products import row_products

ROWS = 512  # texts compared with all others at a time
LETTERS, TEXTS = 1 << 22, 1 << 20  # letters and texts counted at a time
_OF_RUN = np.uint64(44)  # bits of a run's hash; the 20 above hold the text's number within a part
Ids = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Shares = npt.NDArray[np.float64]


def counted(texts: Sequence[str], sizes: Sequence[int]) -> sparse.csr_matrix:
    """How often each run of so many letters is in each text, a row a text, a column a run that is met (told by a hash
    of 44 bits)."""
    parts: list[tuple[Ids, Hashes, Ids]] = []
    first = 0
    while first < len(texts):
        last, letters = first, 0
        while last < len(texts) and (
            last == first or (letters + len(texts[last]) < LETTERS and last - first < TEXTS)
        ):
            letters += len(texts[last])
            last += 1
        rows, runs, counts = _counted(texts[first:last], sizes)
        parts.append((rows + first, runs, counts))
        first = last
    if not parts:
        return sparse.csr_matrix((0, 1))
    rows, runs, counts = (np.concatenate([part[n] for part in parts]) for n in range(3))
    met, columns = np.unique(runs, return_inverse=True)
    shape = (len(texts), max(len(met), 1))
    return sparse.csr_matrix((counts.astype(np.float64), (rows, columns)), shape=shape)


def _counted(texts: Sequence[str], sizes: Sequence[int]) -> tuple[Ids, Hashes, Ids]:
    """Text, run and count of all runs of some texts."""
    padded = [f" {text} " for text in texts]
    of = np.repeat(np.arange(len(texts)), [len(p) for p in padded])
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    rows, runs = [], []
    for size in sizes:
        windows = max(len(letters) - size + 1, 0)
        mixed = np.full(windows, size, np.uint64)
        for at in range(size):
            mixed = _mixed(mixed ^ letters[at : at + windows])
        whole = of[:windows] == of[size - 1 : size - 1 + windows]
        rows.append(of[:windows][whole])
        runs.append(mixed[whole])
    both = np.concatenate(rows).astype(np.uint64) << _OF_RUN | np.concatenate(runs) >> np.uint64(
        64 - int(_OF_RUN)
    )
    both.sort()  # by text and then by run, which is faster than by two keys
    begin = np.flatnonzero(np.r_[True, both[1:] != both[:-1]]) if len(both) else np.zeros(0, np.int64)
    met = both[begin]
    counts = np.diff(np.r_[begin, len(both)])
    return (met >> _OF_RUN).astype(np.int64), met & ((np.uint64(1) << _OF_RUN) - np.uint64(1)), counts


def _mixed(numbers: Hashes) -> Hashes:
    """Numbers spread over all 64 bits (splitmix64)."""
    spread = numbers + np.uint64(0x9E3779B97F4A7C15)
    spread = (spread ^ (spread >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    spread = (spread ^ (spread >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(spread ^ (spread >> np.uint64(31)), np.uint64)


def weighed(counts: sparse.csr_matrix, keep: float = 1.0) -> sparse.csr_matrix:
    """Counts of features by text, dampened (1 + logarithm), weighed by rarity (logarithm of the inverse share of the
    texts that have it) and brought to unit length. What more than the share `keep` of the texts have says nothing."""
    size = counts.shape[0]
    among = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = np.log((1 + size) / (1 + among)) + 1
    rare[among > max(keep * size, 1)] = 0
    made = counts.copy()
    made.data = (1 + np.log(made.data)) * rare[made.indices]
    made.eliminate_zeros()
    length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ made)


def alike(
    made: sparse.csr_matrix, least: float, tell: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[tuple[Ids, Ids, Shares]]:
    """Pairs of rows (the lower number first) whose cosine is at least so much, some rows at a time."""
    across = made.T.tocsr()
    for first in range(0, made.shape[0], ROWS):
        tell(first, made.shape[0])
        found = (made[first : first + ROWS] @ across).tocoo()
        one, other = found.row.astype(np.int64) + first, found.col.astype(np.int64)
        kept = (one < other) & (found.data >= least)
        yield one[kept], other[kept], found.data[kept]


def between(made: sparse.csr_matrix, one: Ids, other: Ids) -> Shares:
    """The cosine of given pairs of rows."""
    ordered = made if made.has_sorted_indices else made.sorted_indices()
    found = np.zeros(len(one))
    begins, columns = ordered.indptr.astype(np.int64), ordered.indices.astype(np.int64)
    row_products(begins, columns, ordered.data, one.astype(np.int64), other.astype(np.int64), found)
    return found
