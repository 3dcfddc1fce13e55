"""Private keys in texts: a case names them, and keeps none in clear."""

from __future__ import annotations

import hashlib
import re

import polars as pl

_LONGEST = 256  # bytes the words around a private key take at most
_BLOCK = re.compile(
    r"(-----BEGIN ([A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?)-----)(.*?)(-----END \2-----|$)", re.DOTALL
)
MARK = "PRIVATE KEY"
_MARKS = (MARK.encode(), MARK.encode("utf-16-le"), MARK.encode("utf-16-be"))
_IN_BYTES = re.compile(
    rb"-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----|" + b"|".join(map(re.escape, _MARKS[1:]))
)


def blacked_out(text: str) -> str:
    """The text with every private key's secret part put out of sight; what stood there is told by its length and
    SHA-256."""
    return _BLOCK.sub(_black, text) if MARK in text else text


def _black(found: re.Match[str]) -> str:
    if found[3].lstrip().startswith("[blacked out: "):
        return found[0]
    digest = hashlib.sha256(found[3].encode("utf-8", "surrogatepass")).hexdigest()
    told = f"[blacked out: {len(found[3]):,} characters of a private key, SHA-256 {digest}]"
    return f"{found[1]}\n{told}\n{found[4]}" if "\n" in found[3] else f"{found[1]} {told} {found[4]}"


def blacked_out_column(texts: pl.Series) -> tuple[pl.Series, int]:
    """A column of texts with private keys out of sight, and in how many texts there was one."""
    suspect = texts.str.contains(MARK, literal=True).fill_null(False).arg_true()
    if not len(suspect):
        return texts, 0
    before = texts.gather(suspect).to_list()
    after = [blacked_out(text) for text in before]
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return (texts.scatter(suspect, after), changed) if changed else (texts, 0)


def _marked(octets: bytes) -> bool:
    """Whether the mark of a private key is there; in UTF-16 only where there is a zero byte, which is quickly told."""
    return _MARKS[0] in octets or (b"\0" in octets and any(mark in octets for mark in _MARKS[1:]))


class Search:
    """Whether the bytes of a file hold a private key in clear: `take` each stretch of them in turn, then ask `found`.
    What is packed inside them is not looked at."""

    def __init__(self) -> None:
        self.found = False
        self._tail = b""

    def take(self, octets: bytes) -> None:
        if not self.found:
            if _marked(octets):
                self.found = _IN_BYTES.search(self._tail + octets) is not None
            elif _marked(around := self._tail + octets[:_LONGEST]):
                self.found = _IN_BYTES.search(around) is not None
        short = len(octets) < _LONGEST
        self._tail = (self._tail + octets if short else octets)[-_LONGEST:]
