"""Words inside what records say: listings, messages, remarks; and in the analyst's own notes and findings.

Letters are compared without case and marks, in any script: É and e, Ё and е, full width and half, the forms of an
Arabic letter, the digits of every script. Where a word stands is counted in characters of the field as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import polars as pl

from workbench.case import included, segments, verbatim
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.model.values.wrapping import western_digits

# Letters that decomposition leaves apart though people write one for the other.
_ALIKE = {
    "ß": "ss",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ك": "ک",
    "ي": "ی",
    "ى": "ی",
    "ة": "ه",
    "ـ": "",
    "ς": "σ",
}
_MARKS = r"[\p{M}\p{Cf}\x{640}]"
_QUOTED = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Hit:
    """A text that holds every word asked for, where it is written, and the stretches (from, to) of the words.

    `source` is None for what the analyst wrote: `kind` is then note or finding, and `row` its number.
    `verbatim` is where the field's text begins in the row as it stands, None where it stands there in other form.
    """

    source: int | None
    file: str
    sheet: str
    row: int
    part: int
    kind: str
    field: str
    text: str
    spans: tuple[tuple[int, int], ...]
    verbatim: int | None = None


def wanted(said: str) -> list[str]:
    """The words of a query as they are compared; what stands in quotation marks is one. Problem where there is none."""
    found = [folded(quoted or bare.strip('"')) for quoted, bare in _QUOTED.findall(said)]
    found = [word for word in dict.fromkeys(found) if word]
    if not found:
        raise Problem("no word was asked for", "say what to look for")
    return found


def folded(text: str) -> str:
    """A text as it is compared: compatibility forms resolved, marks and case gone, Western digits."""
    return "".join(_folded(char) for char in text)


def _folded(char: str) -> str:
    if char.isascii():
        return char.lower()
    bare = "".join(
        part
        for part in unicodedata.normalize("NFKD", char)
        if not unicodedata.category(part).startswith(("M", "Cf"))
    )
    return "".join(_ALIKE.get(part, part) for part in western_digits(bare).casefold())


def spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each of the words (as `wanted` gives them) stands in a text; empty where one of them does not."""
    places: list[int] = []
    parts: list[str] = []
    for at, char in enumerate(text):
        part = _folded(char)
        parts.append(part)
        places += [at] * len(part)
    whole = "".join(parts)
    found: list[tuple[int, int]] = []
    for word in words:
        here = [m.start() for m in re.finditer(re.escape(word), whole)]
        if not here:
            return ()
        found += [(places[at], places[at + len(word) - 1] + 1) for at in here]
    return tuple(sorted(set(found)))


def find(case: Case, said: str, limit: int | None = None) -> Iterator[Hit]:
    """The counted records whose texts hold every word, in the order of sources and rows; then notes and findings."""
    yield from islice(_everywhere(case, wanted(said)), limit)


def _everywhere(case: Case, words: Sequence[str]) -> Iterator[Hit]:
    db = case.db
    counted = included.codes(db, included.readings(db))
    sources = {
        reading: (source, name)
        for reading, source, name in db.conn.execute(
            "SELECT reading.id, source.id, name FROM reading JOIN source ON source.id = source"
        )
    }
    for reading in sorted(counted, key=lambda r: (sources[r][0], r)):
        for segment in segments.listed(db, [reading]):
            yield from _in_segment(case, segment, counted[reading], sources[reading], words)
    for sort, sql in (
        ("note", "SELECT id, text FROM note ORDER BY id"),
        ("finding", "SELECT id, statement FROM finding ORDER BY id"),
    ):
        for id, text in db.conn.execute(sql):
            found = spans(text, words)
            if found:
                yield Hit(None, "", "", id, 0, sort, "text", text, found)


def _in_segment(
    case: Case, segment: segments.Segment, codes: list[int], source: tuple[int, str], words: Sequence[str]
) -> Iterator[Hit]:
    kind = case.kinds.records.get(segment.kind)
    fields = [f.id for f in kind.fields if f.type in ("text", "choice")] if kind else []
    there = set(segments.column_names(case.db, segment.id)) & {*fields, "row", "part", "overlap"}
    fields = [f for f in fields if f in there]
    if not fields:
        return
    frame = segments.read(case.db, segment, there)
    if "overlap" in frame.columns:
        frame = frame.filter(pl.col("overlap").is_in(codes))
    part = pl.col("part") if "part" in frame.columns else pl.lit(0, pl.Int32)
    frame = frame.with_columns(part=part)
    held = [
        (row, number, name, text)
        for name in fields
        for row, number, text in frame.filter(_holding(pl.col(name), words))
        .select("row", "part", name)
        .rows()
    ]
    for row, number, name, text in sorted(held):
        found = spans(text, words)
        if found:
            at = _place(case, segment, row, text)
            yield Hit(*source, segment.sheet, row, number, segment.kind, name, text, found, at)


def _holding(column: pl.Expr, words: Sequence[str]) -> pl.Expr:
    """Which texts hold every word: `folded` over whole columns at once."""
    plain = column.str.normalize("NFKD").str.replace_all(_MARKS, "").str.to_lowercase()
    plain = plain.str.replace_many(list(_ALIKE), list(_ALIKE.values())).str.replace_many(*_digits())
    return pl.all_horizontal(plain.str.contains(word, literal=True) for word in words).fill_null(False)


@cache
def _digits() -> tuple[list[str], list[str]]:
    """The digits of other scripts, and the Western ones they stand for."""
    every = [c for c in map(chr, range(0x660, 0x1FC00)) if unicodedata.category(c) == "Nd"]
    return every, [str(unicodedata.digit(c)) for c in every]


def _place(case: Case, segment: segments.Segment, row: int, text: str) -> int | None:
    """Where a field's text begins in its verbatim row; None where it is written otherwise there, or twice."""
    whole = verbatim.row(case, segment.reading, segment.sheet, row)
    at = whole.find(text)
    return at if at >= 0 and whole.find(text, at + 1) < 0 else None
