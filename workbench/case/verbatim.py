"""The verbatim row behind a record: the original's own line, or the reader's cells where a row is no line."""

from __future__ import annotations

import hashlib
import json

import zstandard

from workbench.case import sources
from workbench.case.cases import Case
from workbench.model.problems import Damaged

_LONGEST = 1000  # lines one quoted row may run over before it is taken as it stands


def row(case: Case, reading: int, sheet: str, number: int) -> str:
    """The text of one row as it stands in the file; Damaged when the case no longer holds what it should."""
    kept = case.db.conn.execute(
        "SELECT sha256, data FROM row_block WHERE reading = ? AND sheet = ? AND first_row <= ? AND last_row >= ?",
        (reading, sheet, number, number),
    ).fetchall()
    for sha256, data in kept:
        if hashlib.sha256(data).digest() != sha256:
            raise Damaged(
                f"a block of rows of reading {reading} does not match its hash", "restore from a copy"
            )
        for line in zstandard.decompress(data).decode().split("\n"):
            at, text = json.loads(line)
            if at == number:
                return str(text)
    return _line(case, reading, number)


def _line(case: Case, reading: int, number: int) -> str:
    source, facts = case.db.conn.execute(
        "SELECT source, facts FROM reading WHERE id = ?", (reading,)
    ).fetchone()
    said = json.loads(facts)
    found = case.db.conn.execute(
        "SELECT number, lines_before FROM source_block WHERE source = ? AND lines_before < ? "
        "ORDER BY number DESC LIMIT 1",
        (source, max(number, 1)),
    ).fetchone()
    if found is None:
        raise Damaged(f"row {number} of source {source} is not in the case", "restore the case from a copy")
    at, before = found
    data = sources.block(case.db, source, at) or b""
    if before == number - 1 and at > 0:
        # The line may begin in the block before, where its number was reached without a line end.
        data = (sources.block(case.db, source, at - 1) or b"").rpartition(b"\n")[2] + data
    start = _start_of(data, number - 1 - before)
    while start is None or _needs_more(data[start:]):
        at += 1
        more = sources.block(case.db, source, at)
        if more is None:
            break
        data += more
        start = _start_of(data, number - 1 - before)
    if start is None:
        raise Damaged(f"row {number} of source {source} is not in the case", "restore the case from a copy")
    text = data[start:].decode(said.get("encoding") or "utf-8", "replace")
    return _whole_row(text, said.get("quote", '"') if said.get("delimiter") else "")


def _start_of(data: bytes, skipped: int) -> int | None:
    """Where the line after `skipped` line ends begins."""
    start = 0
    for _ in range(skipped):
        end = data.find(b"\n", start)
        if end < 0:
            return None
        start = end + 1
    return start


def _needs_more(rest: bytes) -> bool:
    end = rest.find(b"\n")
    return end < 0 or (rest[:end].count(b'"') % 2 == 1 and rest.count(b"\n") < _LONGEST)


def _whole_row(text: str, quote: str) -> str:
    """The first line, and those that follow while a quoted cell is open."""
    lines = text.split("\n")
    taken = lines[0]
    if quote and taken.count(quote) % 2:
        for number, line in enumerate(lines[1:_LONGEST], start=2):
            taken += "\n" + line
            if line.count(quote) % 2:
                return taken.rstrip("\r")
            if number == _LONGEST:
                break
        return lines[0].rstrip("\r")  # an unbalanced quote: the row is the line
    return taken.rstrip("\r").removeprefix("\ufeff")
