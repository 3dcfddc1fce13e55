"""How vendors write: runs of letters in their texts, without what only copies a name, a number or a key."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def styles(texts: Sequence[str]) -> tuple[sparse.csr_matrix, list[bool]]:
    """Texts as unit rows over runs of three and four letters, and which of them are long enough to say something."""
    enough = [len(text) >= LEAST for text in texts]
    kept = [text if long else "" for text, long in zip(texts, enough, strict=True)]
    return ngrams.weighed(ngrams.counted(kept, SIZES), COMMON), enough
