"""Reads delimited text (CSV, TSV, any one-character delimiter) in newline-aligned blocks."""

from __future__ import annotations

import codecs
import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import encodings, headers, quoting, sniffing
from workbench.ingest.pieces import Footer, Piece, Shape, cut, set_second_header_apart
from workbench.ingest.readers import Layout, Rows, Sniffed, Table, column_names
from workbench.model.block import RAW_ROWS
from workbench.model.problems import Problem

BLOCK = 12 << 20  # smaller ones cost time per block, larger ones memory and progress
DELIMITERS = ",;\t|"
SAMPLE = 60
TAIL = 1 << 14


@dataclass
class Start:
    """The beginning of a file, read slowly once to learn how the rest is to be read."""

    writing: encodings.Writing
    delimiter: str
    rows: list[quoting.Line]
    lines: list[str]
    header: int | None  # position in rows, None = the file has no header
    names: list[str]

    @property
    def first_line(self) -> int:
        """The number of lines before the first row of data."""
        if self.header is None:
            return 0
        row = self.rows[self.header]
        return row.first + row.count

    @property
    def preamble(self) -> tuple[str, ...]:
        if self.header is None:
            return ()
        return tuple(line.rstrip("\r") for line in self.lines[: self.rows[self.header].first])


class Delimited:
    """Delimited text. `row` is the line an editor shows where the row starts."""

    id = "delimited"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        head = sniffing.head_of(path)
        if sniffing.content(path, head) != "text":
            return None
        start = learn(path, head, Layout())
        at = 0 if start.header is None else start.header + 1
        sample = [r for r in start.rows[at:] if r.cells and any(c.strip() for c in r.cells)][:SAMPLE]
        facts = _facts(start)
        facts["footer"] = _footer(path, start)
        table = Table(
            path.stem,
            tuple(start.names),
            0 if start.header is None else start.rows[start.header].first + 1,
            tuple(tuple(r.cells or ()) for r in sample),
            tuple(r.first + 1 for r in sample),
            start.preamble,
        )
        return Sniffed(self.id, (table,), facts)

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = sniffing.head_of(path)
        found = sniffing.content(path, head)
        if found not in ("text", "json"):
            raise sniffing.refuse(path, found, "delimited text")
        start = learn(path, head, layout)
        self.facts = _facts(start)
        shape = Shape(start.delimiter, start.names, layout.skip, layout.footer)
        total = path.stat().st_size
        digest = hashlib.sha256()
        decoder = _decoder(start.writing)
        first_data = start.first_line
        footer = Footer()
        line, carry, done = 0, b"", 0
        with path.open("rb") as file:
            while True:
                octets = file.read(BLOCK)
                digest.update(octets)
                done += len(octets)
                final = not octets
                text = carry + decoder(octets, final)
                if line < first_data:
                    text, line = _drop_lines(text, line, first_data)
                carry = text
                if line >= first_data and text:
                    piece, used = cut(text, shape, line, final, footer)
                    if line == first_data:
                        set_second_header_apart(piece)
                    carry = text[used:]
                    line += text.count(b"\n", 0, used)
                    yield self._rows(path, start, piece, done, total)
                    self._note(piece, footer)
                if final:
                    break
        self.sha256 = digest.hexdigest()

    def _rows(self, path: Path, start: Start, piece: Piece, done: int, total: int) -> Rows:
        raw = None
        if not start.writing.is_bytewise:
            texts = piece.texts(range(piece.frame.height))
            raw = pl.DataFrame({"row": piece.frame["row"], "text": texts}, schema=RAW_ROWS)
        elif len(piece.multiline):
            raw = pl.DataFrame(
                {"row": piece.frame["row"].gather(piece.multiline), "text": piece.texts(piece.multiline)},
                schema=RAW_ROWS,
            )
        return Rows(path.stem, piece.frame, raw, done, total, piece.rejects, start.preamble, piece.texts)

    def _note(self, piece: Piece, footer: Footer) -> None:
        if footer.row is not None:
            self.facts["footer_row"] = footer.row
            self.facts["footer"] = footer.lines
        for name, count in (("blank_rows", piece.blank), ("repeated_headers", piece.repeated)):
            if count:
                self.facts[name] = self.facts.get(name, 0) + count


def _facts(start: Start) -> dict[str, Any]:
    return {
        "encoding": start.writing.encoding,
        "line_end": start.writing.line_end,
        "delimiter": start.delimiter,
        "header_row": 0 if start.header is None else start.rows[start.header].first + 1,
        "row_is": "line",
        "columns": list(start.names),
        "preamble": list(start.preamble),
    }


def _footer(path: Path, start: Start) -> list[str]:
    """The last lines of a file that look like a footer, blank ones left out."""
    if not start.writing.is_bytewise:
        return []
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        lines = file.read().decode(start.writing.encoding, "replace").split("\n")
    rows, _ = quoting.read_lines(lines[1:], start.delimiter, True)
    cells = [(row.first, row.cells) for row in rows if row.cells and any(c.strip() for c in row.cells)]
    count = headers.footer([found for _, found in cells])
    return [lines[1 + first].rstrip("\r") for first, _ in cells[len(cells) - count :]]


def learn(path: Path, head: bytes, layout: Layout) -> Start:
    """Finds out encoding, delimiter and header of a file from its first bytes.

    Raises Problem where the columns that the layout asks for are in no row.
    """
    writing = encodings.find(path, head, layout.encoding)
    text = _decoder(writing)(head, False).decode("utf-8", "replace")
    if len(head) < encodings.HEAD:
        text += _tail(writing, head)
    lines = text.split("\n")
    if lines and (len(head) >= encodings.HEAD or not lines[-1]):
        lines = lines[:-1] or lines
    if layout.columns:
        delimiter = layout.delimiter or _delimiter(lines, ())
        rows, _ = quoting.read_lines(lines, delimiter, True)
        return Start(writing, delimiter, rows, lines, None, column_names(layout.columns))
    delimiter = layout.delimiter or _delimiter(lines, layout.wanted)
    rows, _ = quoting.read_lines(lines, delimiter, True)
    at = headers.find([r.cells or [] for r in rows], layout.wanted)
    if at is None and layout.headers:
        raise Problem(
            f"{path.name} has no row with the columns {', '.join(layout.headers)}",
            "choose another recipe, or pick the columns by hand",
        )
    cells = list((rows[at].cells if at is not None else None) or [])
    if at is None:
        widths = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
        cells = [""] * (widths.most_common(1)[0][0] if widths else 1)
    return Start(writing, delimiter, rows, lines, at, column_names(cells))


def _tail(writing: encodings.Writing, head: bytes) -> str:
    """What a decoder still held back at the end of a file that is shorter than the head."""
    whole = head.decode(writing.encoding, "replace").removeprefix("\ufeff")
    seen = _decoder(writing)(head, False).decode("utf-8", "replace")
    if writing.line_end == "\r":
        whole = whole.replace("\r", "\n")
    return whole[len(seen) :]


def _delimiter(lines: Sequence[str], wanted: Sequence[Sequence[str]]) -> str:
    """The delimiter that cuts most rows into the same, large number of cells."""
    best, chosen = 0.0, ","
    for delimiter in DELIMITERS:
        rows, _ = quoting.read_lines(list(lines[:200]), delimiter, True)
        if wanted and headers.find([r.cells or [] for r in rows], wanted) is not None and len(wanted) > 1:
            return delimiter
        counts = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
        total = sum(counts.values())
        width, count = max(
            ((w, c) for w, c in counts.items() if w > 1), key=lambda wc: (wc[1], wc[0]), default=(1, 0)
        )
        score = (count / total) ** 2 * math.log2(width + 1) if total else 0.0
        if width > 1 and score > best:
            best, chosen = score, delimiter
    return chosen


def _decoder(writing: encodings.Writing) -> Any:
    """A function (bytes, final) -> UTF-8 bytes with \\n line ends, for one pass over a file."""
    name = codecs.lookup(writing.encoding).name
    if name in ("utf-8", "ascii") and writing.line_end != "\r":
        return lambda octets, final: octets
    if name == "utf-8-sig" and writing.line_end != "\r":
        begun: list[bool] = []

        def without_mark(octets: bytes, final: bool) -> bytes:
            if begun:
                return octets
            begun.append(True)
            return octets.removeprefix(codecs.BOM_UTF8)

        return without_mark
    decoder = codecs.getincrementaldecoder(writing.encoding)("replace")
    old, new = ("\r", "\n") if writing.line_end == "\r" else ("", "")

    def recode(octets: bytes, final: bool) -> bytes:
        text = decoder.decode(octets, final).removeprefix("\ufeff")
        return (text.replace(old, new) if old else text).encode("utf-8", "replace")

    return recode


def _drop_lines(text: bytes, line: int, wanted: int) -> tuple[bytes, int]:
    """The text from line `wanted` on, or from the last line begun; the lines before it are no data."""
    at = 0
    while line < wanted:
        end = text.find(b"\n", at)
        if end < 0:
            break
        at, line = end + 1, line + 1
    return text[at:], line
