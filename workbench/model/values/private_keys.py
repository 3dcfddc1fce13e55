"""Private keys in texts: a case names them, and keeps none in clear."""

from __future__ import annotations

import hashlib
import re

_BLOCK = re.compile(
    r"(-----BEGIN ([A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?)-----)(.*?)(-----END \2-----|$)", re.DOTALL
)
MARK = "PRIVATE KEY"
_IN_BYTES = re.compile(
    b"|".join(
        [rb"-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----"]
        + [re.escape(MARK.encode(f"utf-16-{order}")) for order in ("le", "be")]
    )
)


def blacked_out(text: str) -> str:
    """The text with every private key's secret part put out of sight; what stood there is told by its length and
    SHA-256."""
    return _BLOCK.sub(_black, text) if MARK in text else text


def _black(found: re.Match[str]) -> str:
    digest = hashlib.sha256(found[3].encode("utf-8", "surrogatepass")).hexdigest()
    told = f"[blacked out: {len(found[3]):,} characters of a private key, SHA-256 {digest}]"
    return f"{found[1]}\n{told}\n{found[4]}" if "\n" in found[3] else f"{found[1]} {told} {found[4]}"


def in_bytes(chunk: bytes) -> bool:
    """Whether a stretch of a file holds a private key in clear."""
    return _IN_BYTES.search(chunk) is not None
