"""Texts as runs of letters, against the same worked out with a dictionary."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from random import Random

import numpy as np

from workbench.questions import ngrams

SIZES = (3, 4)


def slowly(texts: list[str]) -> list[dict[str, float]]:
    """Weights of each run of three and four letters, of unit length."""
    counts = [
        Counter(f" {t} "[at : at + size] for size in SIZES for at in range(len(t) + 3 - size)) for t in texts
    ]
    among = Counter(run for count in counts for run in count)
    made = []
    for count in counts:
        row = {r: (1 + log(n)) * (log((1 + len(texts)) / (1 + among[r])) + 1) for r, n in count.items()}
        length = sqrt(sum(w * w for w in row.values())) or 1
        made.append({run: weight / length for run, weight in row.items()})
    return made


def test_cosines_are_those_of_a_dictionary() -> None:
    lot = Random(3)
    texts = ["".join(lot.choice("abcde ф") for _ in range(lot.randrange(1, 60))) for _ in range(40)]
    made = ngrams.weighed(ngrams.counted(texts, SIZES))
    rows = slowly(texts)
    one, other = (ends.astype(np.int64) for ends in np.triu_indices(len(texts), 1))
    wanted = [
        sum(w * rows[b].get(run, 0) for run, w in rows[a].items()) for a, b in zip(one, other, strict=True)
    ]
    np.testing.assert_allclose(ngrams.between(made, one, other), wanted, atol=1e-9)
    found = {(int(a), int(b)) for x, y, _ in ngrams.alike(made, 0.2) for a, b in zip(x, y, strict=True)}
    assert found == {(a, b) for a, b, w in zip(one.tolist(), other.tolist(), wanted, strict=True) if w >= 0.2}


def test_long_texts_are_counted_in_parts_alike() -> None:
    texts = ["north star " * n for n in range(1, 8)]
    whole = ngrams.counted(texts, SIZES)
    before, ngrams.LETTERS = ngrams.LETTERS, 50
    try:
        parts = ngrams.counted(texts, SIZES)
    finally:
        ngrams.LETTERS = before
    assert (whole != parts).nnz == 0


def test_what_most_texts_share_says_nothing() -> None:
    texts = ["escrow only. aaa", "escrow only. bbb", "escrow only. ccc", "something else entirely"]
    made = ngrams.weighed(ngrams.counted(texts, SIZES), 0.5)
    assert ngrams.between(made, np.array([0]), np.array([1]))[0] < 0.05
    assert not list(ngrams.alike(ngrams.weighed(ngrams.counted([], SIZES)), 0.1))
