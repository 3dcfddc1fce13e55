"""Reads delimited text (CSV, TSV, any one-character delimiter) in newline-aligned blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import containers, encodings, glancing, sniffing, stated, tails
from workbench.ingest.beginning import Start, learn, share
from workbench.ingest.cutting import Shape
from workbench.ingest.decoding import decoder, stretch_decoder
from workbench.ingest.footers import Footer
from workbench.ingest.pieces import Piece, cut, set_second_header_apart
from workbench.ingest.readers import Layout, Rows, Sniffed, Table, find_named
from workbench.ingest.undecided import Undecided
from workbench.model.block import RAW_ROWS

BLOCK = 9 << 20  # smaller ones cost time per block, larger ones memory and progress
SAMPLE = 60
TAIL = 1 << 14


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
        facts = start.facts
        facts["evenness"] = share(start.rows)[1]
        facts["footer"], facts["footer_row"] = _footer(path, start, len(head) < encodings.HEAD)
        facts["stated"] = stated.facts([*start.preamble, *facts["footer"]])
        question = start.writing.question
        facts["questions"] = [question.as_json()] if question else []
        further = glancing.far_rows(
            path, len(head), stretch_decoder(start.writing, start.delimiter), start.separator
        )
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
        self.facts = start.facts
        used = (find_named(start.names, name, layout.names) for name in layout.used)
        shape = Shape(
            start.separator,
            start.names,
            layout.skip,
            layout.footer,
            frozenset(name for name in used if name is not None),
        )
        total = path.stat().st_size
        digest = hashlib.sha256()
        decode = decoder(start.writing, start.delimiter)
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
                text = carry + decode(octets, final)
                if line < first_data:
                    text, line = _drop_lines(text, line, first_data)
                carry = text
                if final and not layout.footer:
                    text = self._without_footer(text, start, line)
                if line >= first_data and text:
                    begins = line == first_data
                    piece = cut(text, shape, line, final, footer, every=begins)
                    if begins:
                        set_second_header_apart(piece)
                    carry = text[piece.end :]
                    line += piece.line_ends
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
        text = decoder(start.writing, start.delimiter)(octets, True).split(b"\n", 1)[-1]
    at = tails.cut_off(text, start.separator, len(start.names))
    row = before + text.count(b"\n", 0, at) + 1 if whole and at < len(text) else None
    return _words_of(text[at:]), row


def _words_of(footer: bytes) -> list[str]:
    """The lines of a footer that say something."""
    lines = footer.decode("utf-8", "replace").split("\n")
    return [line.rstrip("\r") for line in lines if any(c.isalnum() for c in line)]


def _drop_lines(text: bytes, line: int, wanted: int) -> tuple[bytes, int]:
    """The text from line `wanted` on, or from the last line begun; the lines before it are no data."""
    at = 0
    while line < wanted:
        end = text.find(b"\n", at)
        if end < 0:
            break
        at, line = end + 1, line + 1
    return text[at:], line
