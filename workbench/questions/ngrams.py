"""Texts as counts of short runs of letters, and which of them are alike by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

ROWS = 512  # texts compared with all others at a time
LETTERS = 1 << 22  # letters counted at a time
COLUMNS = 1 << 20  # places for runs; two of a text's hundreds of runs seldom share one
Ids = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


def counted(texts: Sequence[str], sizes: Sequence[int]) -> sparse.csr_matrix:
    """How often each run of so many letters is in each text, a row a text. A run is told by a hash of its letters."""
    parts = [sparse.csr_matrix((0, COLUMNS))]
    first = 0
    while first < len(texts):
        last, letters = first, 0
        while last < len(texts) and (last == first or letters + len(texts[last]) < LETTERS):
            letters += len(texts[last])
            last += 1
        parts.append(_counted(texts[first:last], sizes))
        first = last
    return sparse.csr_matrix(sparse.vstack(parts))


def _counted(texts: Sequence[str], sizes: Sequence[int]) -> sparse.csr_matrix:
    padded = [f" {text} " for text in texts]
    of = np.repeat(np.arange(len(texts)), [len(p) for p in padded])
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    rows, columns = [], []
    for size in sizes:
        windows = max(len(letters) - size + 1, 0)
        mixed = np.full(windows, size, np.uint64)
        for at in range(size):
            mixed = (mixed ^ letters[at : at + windows]) * np.uint64(
                0x100000001B3
            )  # FNV-1a, letter by letter
        whole = of[:windows] == of[size - 1 : size - 1 + windows]
        rows.append(of[:windows][whole])
        columns.append(((mixed ^ (mixed >> np.uint64(32))) % np.uint64(COLUMNS)).astype(np.int64)[whole])
    row, column = np.concatenate(rows), np.concatenate(columns)
    made = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(texts), COLUMNS))
    made.sum_duplicates()
    return made


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
    found = [
        np.asarray(made[one[at : at + 65536]].multiply(made[other[at : at + 65536]]).sum(axis=1)).ravel()
        for at in range(0, len(one), 65536)
    ]
    return np.concatenate(found) if found else np.zeros(0)
