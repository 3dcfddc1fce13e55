"""Reads delimited text (CSV, TSV, any one-character delimiter) in newline-aligned blocks."""

from __future__ import annotations

import codecs
import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import containers, encodings, glancing, headers, quoting, sniffing, stated, tails
from workbench.ingest.pieces import Footer, Piece, Shape, cut, set_second_header_apart
from workbench.ingest.readers import SPACES, Layout, Rows, Sniffed, Table, column_names
from workbench.ingest.undecided import Undecided
from workbench.model.block import RAW_ROWS
from workbench.model.problems import Problem

BLOCK = 9 << 20  # smaller ones cost time per block, larger ones memory and progress
SAMPLE = 60
TAIL = 1 << 14
DELIMITERS = (",", ";", "\t", "|", "^", "~", SPACES)
_EXCEL = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?$", re.IGNORECASE)  # what Excel puts before a table to tell it


@dataclass
class Start:
    """The beginning of a file, read slowly once to learn how the rest is to be read."""

    writing: encodings.Writing
    delimiter: str
    rows: list[quoting.Line]
    lines: list[str]
    header: headers.Header | None  # positions in rows, None = the file has no header
    names: list[str]

    @property
    def first_line(self) -> int:
        """The number of lines before the first row of data."""
        if self.header is None:
            return self.told
        row = self.rows[self.header.last]
        return row.first + row.count

    @property
    def header_row(self) -> int:
        """The line the header begins on, 0 where there is none."""
        return 0 if self.header is None else self.rows[self.header.first].first + 1

    @property
    def separator(self) -> str:
        """What parts cells once the text is decoded."""
        return _separator(self.delimiter)

    @property
    def told(self) -> int:
        """How many lines only tell the delimiter."""
        return int(bool(self.lines) and _EXCEL.match(self.lines[0]) is not None)

    @property
    def preamble(self) -> tuple[str, ...]:
        if self.header is None:
            return ()
        return tuple(line.rstrip("\r") for line in self.lines[self.told : self.header_row - 1])


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
        start = learn(path, head, Layout(), encodings.GLANCED)
        at = start.told if start.header is None else start.header.last + 1
        rows = [r for r in start.rows[at:] if r.cells and any(c.strip() for c in r.cells)]
        sample = rows[:SAMPLE]
        facts = _facts(start)
        facts["evenness"] = _share(start.rows)[1]
        facts["footer"], facts["footer_row"] = _footer(path, start, len(head) < encodings.HEAD)
        facts["stated"] = stated.facts([*start.preamble, *facts["footer"]])
        question = start.writing.question
        facts["questions"] = [question.as_json()] if question else []
        further = glancing.far_rows(path, len(head), _stretch_decoder(start), start.separator)
        facts["date_orders"], open = glancing.dates(start.names, [r.cells or [] for r in rows], further)
        facts["questions"] += [asked.as_json() for asked in open]
        table = Table(
            path.stem,
            tuple(start.names),
            start.header_row,
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
        if start.writing.question is not None:
            raise Undecided([start.writing.question])
        self.facts = _facts(start)
        shape = Shape(start.separator, start.names, layout.skip, layout.footer)
        total = path.stat().st_size
        digest = hashlib.sha256()
        decoder = _decoder(start.writing, start.delimiter)
        first_data = start.first_line
        footer = Footer()
        line, carry, done = 0, b"", 0
        with path.open("rb") as file:
            ahead = file.read(BLOCK)
            while True:
                octets, ahead = ahead, file.read(BLOCK) if ahead else b""
                digest.update(octets)
                done += len(octets)
                final = not ahead
                text = carry + decoder(octets, final)
                if line < first_data:
                    text, line = _drop_lines(text, line, first_data)
                carry = text
                if final and not layout.footer:
                    text = self._without_footer(text, start, line)
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

    def _without_footer(self, text: bytes, start: Start, line: int) -> bytes:
        """The last text of a file without the footer that it ends with; its lines go to the facts."""
        end = tails.cut_off(text, start.separator, len(start.names))
        if end < len(text):
            self.facts["footer_row"] = line + text.count(b"\n", 0, end) + 1
            self.facts["footer"] = _words_of(text[end:])
        return text[:end]

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
    facts = {
        "encoding": start.writing.encoding,
        "line_end": start.writing.line_end,
        "delimiter": start.delimiter,
        "header_row": start.header_row,
        "row_is": "line",
        "columns": list(start.names),
        "preamble": list(start.preamble),
    }
    if start.writing.why:
        facts["encoding_why"] = start.writing.why
    if start.header is not None and start.header.units:
        facts["units"] = list(start.header.units)
    return facts


def _footer(path: Path, start: Start, whole: bool) -> tuple[list[str], int | None]:
    """The last lines of a file that look like a footer, blank ones left out, and the line it begins on where the
    `whole` file was looked at; nothing of a large packed file, whose end cannot be reached without unpacking it."""
    before = start.first_line
    if whole:
        text = "\n".join(start.lines[before:]).encode() + b"\n"
    elif not start.writing.is_bytewise or containers.is_packed(path):
        return [], None
    else:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL))
            octets = file.read()
        text = bytes(_decoder(start.writing, start.delimiter)(octets, True)).split(b"\n", 1)[-1]
    at = tails.cut_off(text, start.separator, len(start.names))
    row = before + text.count(b"\n", 0, at) + 1 if whole and at < len(text) else None
    return _words_of(text[at:]), row


def _words_of(footer: bytes) -> list[str]:
    """The lines of a footer that say something."""
    lines = footer.decode("utf-8", "replace").split("\n")
    return [line.rstrip("\r") for line in lines if any(c.isalnum() for c in line)]


def _stretch_decoder(start: Start) -> Callable[[bytes], bytes]:
    """Makes UTF-8 of bytes from the middle of a file."""
    encoding = start.writing.encoding
    wide = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    writing = replace(start.writing, encoding=wide)
    return lambda octets: bytes(_decoder(writing, start.delimiter)(octets, True))


def learn(path: Path, head: bytes, layout: Layout, far: int = encodings.CHECKED) -> Start:
    """Finds out encoding, delimiter and header of a file from its first bytes; the encoding from `far` of them.

    Raises Problem where the columns that the layout asks for are in no row.
    """
    writing = encodings.find(path, head, layout.encoding, far)
    lines = _lines(writing, head, "")
    if len(lines) == 1 and len(head) >= encodings.HEAD:
        raise Problem(
            f"the first line of {path.name} does not end within {len(head) >> 10} KiB",
            "it is no table of rows; is it the right file?",
        )
    delimiter = layout.delimiter or _delimiter(lines, () if layout.columns else layout.wanted)
    if delimiter == SPACES:
        lines = _lines(writing, head, delimiter)
    rows, _ = quoting.read_lines(lines, _separator(delimiter), True)
    if layout.columns:
        return Start(writing, delimiter, rows, lines, None, column_names(layout.columns))
    found = headers.locate([r.cells or [] for r in rows], layout.wanted)
    if found is None and layout.headers:
        raise Problem(
            f"{path.name} has no row with the columns {', '.join(layout.headers)}",
            "choose another recipe, or pick the columns by hand",
        )
    cells = list(found.names) if found is not None else []
    if found is None:
        widths = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
        cells = [""] * (widths.most_common(1)[0][0] if widths else 1)
    return Start(writing, delimiter, rows, lines, found, column_names(cells))


def _lines(writing: encodings.Writing, head: bytes, delimiter: str) -> list[str]:
    """The whole lines of a file's first bytes."""
    ends = len(head) < encodings.HEAD
    lines: list[str] = _decoder(writing, delimiter)(head, ends).decode("utf-8", "replace").split("\n")
    return lines[:-1] or lines if not ends or not lines[-1] else lines


def _separator(delimiter: str) -> str:
    """What parts cells once the text is decoded."""
    return "\t" if delimiter == SPACES else delimiter


def _delimiter(lines: Sequence[str], wanted: Sequence[Sequence[str]]) -> str:
    """The delimiter that cuts most rows into the same, large number of cells."""
    told = _EXCEL.match(lines[0]) if lines else None
    if told:
        return told[1]
    best, chosen = 0.0, ","
    for delimiter in DELIMITERS:
        cut = [_spaced(line) for line in lines[:200]] if delimiter == SPACES else list(lines[:200])
        rows, _ = quoting.read_lines(cut, _separator(delimiter), True)
        if wanted and len(wanted) > 1 and headers.locate([r.cells or [] for r in rows], wanted) is not None:
            return delimiter
        score = _evenness(rows)
        if delimiter == SPACES:  # free text has double spaces, too: only where nothing else parts anything
            score = score if best == 0 and score > 1 else 0.0
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _evenness(rows: Sequence[quoting.Line]) -> float:
    """How evenly rows are cut: the share that has the usual width, times the width's weight; 0 for one cell."""
    width, share = _share(rows)
    return share**2 * math.log2(width + 1) if width > 1 else 0.0


def _share(rows: Sequence[quoting.Line]) -> tuple[int, float]:
    """How many cells most rows of more than one have, and which share of all rows that is."""
    counts = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
    width, count = max(
        ((w, c) for w, c in counts.items() if w > 1), key=lambda wc: (wc[1], wc[0]), default=(1, 0)
    )
    return width, round(count / max(sum(counts.values()), 1), 3)


def _spaced(line: str) -> str:
    return re.sub(" {2,}", "\t", line.strip(" "))


def _decoder(writing: encodings.Writing, delimiter: str) -> Any:
    """A function (bytes, final) -> UTF-8 bytes with \\n line ends, for one pass over a file."""
    plain = _decoded(writing)
    if delimiter != SPACES:
        return plain
    held = b""

    def parted(octets: bytes, final: bool) -> bytes:
        nonlocal held
        text = held + plain(octets, final)
        end = len(text) if final else text.rfind(b"\n") + 1
        held = text[end:]
        return re.sub(rb" {2,}", b"\t", re.sub(rb"(?m)^ +| +(?=\r?$)", b"", text[:end]))

    return parted


def _decoded(writing: encodings.Writing) -> Any:
    """As `_decoder`, but for the delimiter."""
    name = codecs.lookup(writing.encoding).name
    plain_ends = writing.line_end not in ("\r", encodings.MIXED)
    if name in ("utf-8", "ascii") and plain_ends:
        return lambda octets, final: octets
    if name == "utf-8-sig" and plain_ends:
        begun: list[bool] = []

        def without_mark(octets: bytes, final: bool) -> bytes:
            if begun:
                return octets
            begun.append(True)
            return octets.removeprefix(codecs.BOM_UTF8)

        return without_mark
    decoder = codecs.getincrementaldecoder(writing.encoding)("replace")
    held = ""

    def recode(octets: bytes, final: bool) -> bytes:
        nonlocal held
        text = held + decoder.decode(octets, final).removeprefix("\ufeff")
        if not plain_ends:
            held = "\r" if text.endswith("\r") and not final else ""
            text = text.removesuffix("\r") if held else text
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.encode("utf-8", "replace")

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
