"""How vendors write: runs of letters in their texts, without what only copies a name, a number or a key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workbench.questions import ngrams

LEAST = 200  # letters below which a text says nothing of its writer
SIZES = (3, 4)
COMMON = 0.5  # what more than half of the writers write tells none of them apart
_NO_STYLE = re.compile(
    r"-----BEGIN PGP.*?(?:-----END PGP[^\n]*|\Z)|https?://\S+|\b[a-z2-7]{16,56}\.onion\S*|\S+@\S+|\b[0-9A-Fa-f]{16,}\b|"
    r"\b[13bt][a-zA-HJ-NP-Z0-9]{25,90}\b",
    re.DOTALL,
)
_DIGITS = re.compile(r"\d+")


def written(texts: Sequence[str], names: Sequence[str]) -> str:
    """The texts of one writer, each once, without keys, addresses and own names; numbers count as one."""
    said = "\n".join(dict.fromkeys(text.strip() for text in texts if text and text.strip()))
    said = _NO_STYLE.sub(" ", said)
    for name in names:
        if len(name) > 2:
            said = re.sub(re.escape(name), " ", said, flags=re.IGNORECASE)
    return _DIGITS.sub("0", said)


@dataclass(frozen=True)
class Styles:
    """Writers as unit rows over runs of three and four letters, and which of them wrote enough to say something; and
    the same writers' texts cut in two by turns, no text in both: the rows of the second halves follow the first."""

    whole: sparse.csr_matrix
    enough: list[bool]
    halves: sparse.csr_matrix
    enough_halves: list[bool]


def styles(first: Sequence[str], second: Sequence[str]) -> Styles:
    """The styles of writers, told by the two halves of their texts."""
    size = len(first)
    long = [[len(text) for text in half] for half in (first, second)]
    counts = ngrams.counted([*first, *second], SIZES)
    enough = [a + b >= LEAST for a, b in zip(*long, strict=True)]
    each = [length >= LEAST for half in long for length in half]
    whole = sparse.csr_matrix(counts[:size] + counts[size:])
    return Styles(
        ngrams.weighed(_only(whole, enough), COMMON),
        enough,
        ngrams.weighed(_only(counts, each), COMMON),
        each,
    )


def _only(counts: sparse.csr_matrix, kept: list[bool]) -> sparse.csr_matrix:
    """The counts with the rows of those who wrote too little emptied."""
    made = sparse.csr_matrix(sparse.diags(np.array(kept, np.float64)) @ counts)
    made.eliminate_zeros()
    return made
