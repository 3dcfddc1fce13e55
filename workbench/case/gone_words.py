"""The values that a purge takes away, to be found wherever else they were written down.

A value of five characters or more is looked for inside other texts, where no letter or digit stands next to it, in
capitals or not (letters beyond ASCII only as they stand); a shorter one only where it is the whole text, for short
words stand everywhere by chance.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import polars as pl

SHORT = 5
MARK = "[purged]"
AT_ONCE = 100_000  # values in one automaton
_SMALL = {
    n: n + 32 for n in range(ord("A"), ord("Z") + 1)
}  # letters beyond ASCII may change their number when folded


class Words:
    """Texts that must not be left anywhere."""

    def __init__(self, words: Iterable[str]) -> None:
        said = {w for w in words if w.strip()}
        wanted = said | {json.dumps(w, ensure_ascii=plain)[1:-1] for w in said for plain in (True, False)}
        self.long = sorted((w for w in wanted if len(w) >= SHORT), key=len, reverse=True)
        self.short = {w.casefold() for w in wanted if len(w) < SHORT}

    def __len__(self) -> int:
        return len(self.long) + len(self.short)

    def among(self, texts: pl.Series) -> list[int]:
        """The places of those texts that hold one of the words."""
        maybe = pl.repeat(False, len(texts), eager=True)
        for part in self._parts():
            maybe = maybe | texts.str.contains_any(part, ascii_case_insensitive=True).fill_null(False)
        short = texts.str.to_lowercase().is_in(list(self.short)).fill_null(False)
        return [
            at
            for at in (maybe | short).arg_true().to_list()
            if short[at] or next(self._within(texts[at]), None)
        ]

    def held(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        return text.casefold() in self.short or next(self._within(text), None) is not None

    def without(self, text: str) -> str:
        """A text with `MARK` in place of every one of the words."""
        if text.casefold() in self.short:
            return MARK
        made, end = [], 0
        for begin, stop in sorted(self._within(text), key=lambda span: (span[0], -span[1])):
            if begin >= end:
                made += [text[end:begin], MARK]
                end = stop
            elif stop > end:  # words that reach into one another go as a whole
                end = stop
        return "".join([*made, text[end:]])

    def _within(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the longer words stand in a text, from and to in characters."""
        said, folded = pl.Series([text]), text.translate(_SMALL)
        for part in self._parts():
            if not said.str.contains_any(part, ascii_case_insensitive=True)[0]:
                continue
            found = said.str.extract_many(part, ascii_case_insensitive=True, overlapping=True)[0].to_list()
            for word in {word.translate(_SMALL) for word in found}:
                at = folded.find(word)
                while at >= 0:
                    stop = at + len(word)
                    if not (_joins(text[at - 1 : at]) and _joins(word[0])) and not (
                        _joins(text[stop : stop + 1]) and _joins(word[-1])
                    ):
                        yield at, stop
                    at = folded.find(word, at + 1)

    def _parts(self) -> Iterator[list[str]]:
        for begin in range(0, len(self.long), AT_ONCE):
            yield self.long[begin : begin + AT_ONCE]


def _joins(sign: str) -> bool:
    return bool(sign) and sign.isalnum()
