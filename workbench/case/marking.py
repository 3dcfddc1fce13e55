"""Where the values of a record stand in its verbatim row: the one place a record names, else every place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.case.verbatim import Absent

OFFSET = "offset"  # the field that says which character of its cell a value was found at
_WORDS = 40  # characters between an offset and the value, where the offset is that of "fingerprint: "
FOUND = ("mentioned", "contact")  # the roles that hold what was found there

Span = tuple[int, int]
Cell = tuple[str, list[int]]  # the text of a cell, and where in the row each of its characters stands


def marks(case: Case, record: Record, text: str, values: dict[str, tuple[str, str]]) -> list[Span]:
    """The stretches of a row that hold the values (kind, value) in some roles of its record."""
    if isinstance(text, Absent):
        return []
    found: set[Span] = set()
    offset = record.fields.get(OFFSET, "")
    for role, (kind, value) in values.items():
        spans = find_value(text, kind, value)
        if offset and role in FOUND:
            spans = _at_offset(case, record, text, kind, value, int(float(offset)) - 1) or spans
        found.update(spans)
    return sorted(found)


def find_value(text: str, kind: str, value: str) -> list[Span]:
    """Where a cleaned value stands in a verbatim row, whatever punctuation it is written with there."""
    for pattern in _patterns(kind, value):
        found = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
        if found:
            return found
    return []


def _at_offset(case: Case, record: Record, text: str, kind: str, value: str, offset: int) -> list[Span]:
    """The value in the cell that has it at `offset` (from 0); where none has it there, in the cell that has it soonest
    after (behind the words that told what it is)."""
    best: tuple[int, Span] | None = None
    for plain, places in _cells(case, record, text):
        if kind == "pgp_key" and plain[offset:].startswith("-----BEGIN PGP"):
            return [(places[offset], places[-1] + 1)]
        for start, end in find_value(plain, kind, value):
            away = start - offset
            if -1 <= away <= _WORDS and (best is None or away < best[0]):
                best = (max(away, 0), (places[start], places[end - 1] + 1))
    return [best[1]] if best else []


def _cells(case: Case, record: Record, text: str) -> Iterator[Cell]:
    """The cells of a row as the reader saw them: of a list, of a delimited line, or the row as one."""
    facts = case.db.conn.execute("SELECT facts FROM reading WHERE id = ?", (record.reading,)).fetchone()
    said = json.loads(facts[0]) if facts else {}
    delimiter = said.get("delimiter") or ""
    if delimiter:
        yield from _delimited(text, delimiter, said.get("quote", '"'))
    elif text.startswith("["):
        for found in re.finditer(r'"((?:[^"\\]|\\.)*)"', text):
            yield _unescaped(text, found.start(1), found.end(1))
    yield text, list(range(len(text)))


def _unescaped(text: str, start: int, end: int) -> Cell:
    """A string of JSON and where its characters stand."""
    plain: list[str] = []
    places: list[int] = []
    for found in re.finditer(r"\\u[0-9a-fA-F]{4}|\\.|.", text[start:end], re.DOTALL):
        plain.append(json.loads(f'"{found[0]}"') if found[0].startswith("\\") else found[0])
        places.append(start + found.start())
    return "".join(plain), places


def _delimited(text: str, delimiter: str, quote: str) -> Iterator[Cell]:
    """The cells of a delimited row; a doubled quote inside a quoted cell is one character of it."""
    at = 0
    while at <= len(text):
        plain: list[str] = []
        places: list[int] = []
        quoted = bool(quote) and text.startswith(quote, at)
        at += quoted
        while at < len(text):
            if quoted and text.startswith(quote, at):
                if not text.startswith(quote * 2, at):
                    quoted, at = False, at + 1
                    continue
                at += 1
            elif not quoted and text.startswith(delimiter, at):
                break
            plain.append(text[at])
            places.append(at)
            at += 1
        yield "".join(plain), places
        at += len(delimiter)


def _patterns(kind: str, value: str) -> list[str]:
    made = [r"(?<!\w)" + re.escape(value) + r"(?!\w)"]
    if kind in ("phone", "device", "sim", "card", "account", "parcel", "pgp_key", "vehicle"):
        digits = re.sub(r"\W", "", value)
        made.append(r"\+?" + _spaced(digits) + (r"\d{0,2}" if kind == "device" else "") + r"(?!\d)")
        if kind == "phone":
            for length in (10, 9, 8, 7):
                if len(digits) > length:
                    made.append(r"[+0]{0,2}[\d ()]{0,6}?" + _spaced(digits[-length:]) + r"(?!\d)")
    if kind == "handle":
        made.append(r"@?(?<!\w)" + re.escape(value.partition(":")[2]) + r"(?!\w)")
    if kind in ("shipper", "tracker", "certificate") and ":" in value:
        made.append("0*" + _spaced(value.partition(":")[2]))
    made.append(re.escape(value))
    words = [re.escape(w) for w in re.split(r"[\s,]+", value) if w]
    if len(words) > 1:
        made.append(r"[\s,\"']+".join(words))
    return made


def _spaced(digits: str) -> str:
    return r"[\s().\-/:]{0,3}".join(re.escape(d) for d in digits)
