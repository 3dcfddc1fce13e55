"""The verbatim row behind a record: the lines of the original, or the cells a reader saw where a row is no line."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import zstandard

from workbench.case import outside, sources
from workbench.case.cases import Case
from workbench.case.keeping import kept
from workbench.case.outside import NotAtHand
from workbench.model.problems import Damaged

_LONGEST = 1000  # lines one quoted row may run over before it is taken as it stands


class Absent(str):
    """A sentence in the place of a row that stands outside the case and cannot be read there any more."""


def row(case: Case, reading: int, sheet: str, number: int) -> str:
    """The text of one row as it stands in the file, Absent where that is outside the case and not what it was; Damaged
    when the case no longer holds what it should."""
    blocks = case.db.conn.execute(
        "SELECT number FROM row_block WHERE reading = ? AND sheet = ? AND first_row <= ? AND last_row >= ?",
        (reading, sheet, number, number),
    ).fetchall()
    for (block,) in blocks:
        rows = _kept(case, reading, block)
        if number in rows:
            return rows[number]
    try:
        return _line(case, reading, number)
    except NotAtHand as gone:
        return Absent(f"[{gone}]")


@kept(8)
def _kept(case: Case, reading: int, block: int) -> dict[int, str]:
    """One block of kept rows by their number. Evidence never changes, so what was checked once may be kept."""
    sha256, data = case.db.conn.execute(
        "SELECT sha256, data FROM row_block WHERE reading = ? AND number = ?", (reading, block)
    ).fetchone()
    if hashlib.sha256(data).digest() != sha256:
        raise Damaged(f"a block of rows of reading {reading} does not match its hash", "restore from a copy")
    rows: dict[int, str] = {}
    for line in zstandard.decompress(data).decode().split("\n"):
        at, text = json.loads(line)
        rows.setdefault(at, str(text))
    return rows


@kept(8)
def _block(case: Case, source: int, number: int) -> tuple[bytes, npt.NDArray[np.int64]]:
    """One block of an original and where its line ends are; nothing behind the last block."""
    data = sources.block(case.db, source, number) or b""
    return data, _ends(data)


def _line(case: Case, reading: int, number: int) -> str:
    """The row that starts on a line of the original (1-based)."""
    source, facts, options = case.db.conn.execute(
        "SELECT source, facts, options FROM reading WHERE id = ?", (reading,)
    ).fetchone()
    said = json.loads(facts)
    if json.loads(options).get(sources.REFERRED) and not sources.holds_bytes(case.db, source):
        original = outside.of(case, source)
        at, before = original.block_of_line(number)
    else:
        original = None
        # The line starts in the last block with fewer line ends before it than lines before ours (line 1 in the first).
        at, before = case.db.conn.execute(
            "SELECT number, lines_before FROM source_block WHERE source = ? AND (number = 0 OR lines_before < ?) "
            "ORDER BY number DESC LIMIT 1",
            (source, number - 1),
        ).fetchone() or (0, 0)

    def block(wanted: int) -> bytes:
        return original.block(wanted) if original else _block(case, source, wanted)[0]

    data = block(at)
    ends = _ends(data) if original else _block(case, source, at)[1]
    skipped = number - 1 - before
    if skipped > len(ends) or not data:
        raise Damaged(f"row {number} of source {source} is not in the case", "restore the case from a copy")
    rest = data[int(ends[skipped - 1]) + 1 :] if skipped else data
    encoding, delimiter = said.get("encoding") or "utf-8", said.get("delimiter") or ""
    quote = said.get("quote", '"') if delimiter else ""
    whole = _row_pattern(quote.encode(encoding), delimiter.encode(encoding))
    more = b"?"
    while (end := _end_of_row(rest, whole, last=not more)) is None:
        at += 1
        more = block(at)
        rest += more
    return rest[:end].removesuffix(b"\r").decode(encoding, "replace").removeprefix("\ufeff")


def _ends(data: bytes) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.frombuffer(data, np.uint8) == 10)


@lru_cache(maxsize=32)
def _row_pattern(quote: bytes, delimiter: bytes) -> re.Pattern[bytes]:
    """Matches one row: a quote opens only where a cell starts, as Python's csv module and our reader have it."""
    if not quote:
        return re.compile(rb"[^\n]*+")
    q, d = re.escape(quote), re.escape(delimiter)
    cell = rb"(?:%b(?:[^%b]|%b%b)*+%b[^%b\n]*+|(?!%b)[^%b\n]*+)" % (q, q, q, q, q, d, q, d)
    return re.compile(rb"%b(?:%b%b)*+" % (cell, d, cell))


def _end_of_row(rest: bytes, whole: re.Pattern[bytes], *, last: bool) -> int | None:
    """Where the row that `rest` begins with ends; None where more of the file may tell, unless this is its `last`."""
    found, line = whole.match(rest), rest.find(b"\n")
    closed = found is not None and found.end() in (len(rest), rest.find(b"\n", found.end()))
    if found and closed and found[0].count(b"\n") < _LONGEST:
        return found.end() if found.end() < len(rest) or last else None
    if line >= 0 and (last or rest.count(b"\n") >= _LONGEST):
        return line  # a quote that is never closed: the row is the line
    return len(rest) if last else None
