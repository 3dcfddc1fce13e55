"""Reads dBASE, FoxPro and Clipper tables (.dbf): every record, those marked as deleted as rejects.

A row is the record's number, as dBASE counts. Code pages by the header's language driver (dbfread's table), else by
the bytes. Texts of memo fields stand in a file of their own beside the table and are not read; the facts name them.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl
from dbfread.codepages import guess_encoding  # type: ignore[import-untyped]

from workbench.ingest import encodings, sniffing
from workbench.ingest.dbf_header import Field, Head, head_of
from workbench.ingest.held import Held
from workbench.ingest.readers import Layout, Rows, Sniffed, Table, column_names, normal
from workbench.ingest.undecided import Undecided
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.problems import Problem

BLOCK = 16_384
SAMPLE = 60
DELETED = "it is marked as deleted in the table"
_JULIAN = 1_721_425  # day 0 of Python's ordinals in the Julian count


class Dbf:
    """The reader of dBASE tables."""

    id = "dbf"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        octets = sniffing.head_of(path)
        head = head_of(octets)
        if head is None:
            return None
        writing = _encoding(octets, head, "")
        encoding = writing.encoding
        names = column_names([f.name for f in head.fields])
        rows, _ = _decoded(octets[head.begins :], head, encoding)
        cells = [tuple(cell or "" for cell in row) for row in zip(*rows, strict=True)][:SAMPLE]
        table = Table(path.stem, tuple(names), 0, tuple(cells), tuple(range(1, len(cells) + 1)))
        facts: dict[str, Any] = {
            "encoding": encoding,
            "row_is": "row",
            "columns": names,
            "records": head.records,
        }
        facts["questions"] = [writing.question.as_json()] if writing.question else []
        return Sniffed(self.id, (table,), facts)

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        octets = sniffing.head_of(path)
        head = head_of(octets)
        if head is None:
            raise sniffing.refuse(path, sniffing.content(path, octets), "a dBASE table")
        names = column_names(layout.columns or [f.name for f in head.fields])
        _need(path, names, layout)
        writing = _encoding(octets, head, layout.encoding)
        if writing.question is not None:
            raise Undecided([writing.question])
        encoding = writing.encoding
        memos = [f.name for f in head.fields if f.is_memo]
        self.facts = {"encoding": encoding, "row_is": "row", "columns": names, "records": head.records}
        if memos:
            self.facts["memos_not_read"] = memos
        digest = hashlib.sha256()
        total, row, deleted = path.stat().st_size, 0, 0
        with path.open("rb") as file:
            digest.update(file.read(head.begins))
            while row < head.records:
                block = _block(file, head, min(BLOCK, head.records - row))
                digest.update(block)
                columns, gone = _decoded(block, head, encoding)
                count = len(gone)
                done = head.begins + (row + count) * head.size
                rows = _rows(path.stem, names, columns, gone, row, done, total)
                row += count
                if count * head.size < len(block) or not count:
                    rows.rejects = pl.concat([rows.rejects, _cut_off(row + 1, head.records)])
                    yield rows
                    break
                deleted += sum(gone)
                yield rows
            while rest := file.read(1 << 20):
                digest.update(rest)
        if deleted:
            self.facts["deleted"] = deleted
        self.sha256 = digest.hexdigest()


def _need(path: Path, names: Sequence[str], layout: Layout) -> None:
    there = set(map(normal, names))
    if any(not there & set(map(normal, wanted)) for wanted in layout.wanted):
        raise Problem(
            f"{path.name} does not have the columns {', '.join(layout.headers)}",
            "choose another recipe, or pick the columns by hand",
        )


def _block(file: BinaryIO, head: Head, records: int) -> bytes:
    return file.read(records * head.size)


def _cut_off(row: int, stated: int) -> pl.DataFrame:
    reason = f"the file ends here, but its header says that it holds {stated:,} records: it was cut off"
    return pl.DataFrame({"row": [row], "column": [""], "reason": [reason], "raw": [""]}, schema=REJECTS)


def _encoding(octets: bytes, head: Head, said: str) -> encodings.Writing:
    """The code page: what the recipe states, what the header says, or what the texts look like."""
    if said:
        return encodings.find(None, b"", said)
    if head.driver:
        try:
            return encodings.find(None, b"", str(guess_encoding(head.driver)))
        except LookupError:
            pass  # a driver nobody knows: the bytes tell
    place, texts = 1, []
    body = octets[head.begins :]
    for field in head.fields:
        if field.type == "C":
            texts += [body[at : at + field.size].strip() for at in range(place, len(body), head.size)]
        place += field.size
    sample = b"\n".join(texts)
    return encodings.find(Held("table", sample), sample[: encodings.HEAD])


def _decoded(block: bytes, head: Head, encoding: str) -> tuple[list[list[str | None]], list[bool]]:
    """The whole records of a block as columns of text, and which of them are marked as deleted."""
    layout = [("\0", "S1")]
    for at, field in enumerate(head.fields):
        layout.append((str(at), f"V{field.size}"))
    count = len(block) // head.size
    records = np.frombuffer(block[: count * head.size], dtype=np.dtype(layout))
    end = np.flatnonzero(records["\0"] == b"\x1a")  # the mark of the end, where fewer records are there
    records = records[: int(end[0])] if len(end) else records
    columns: list[list[str | None]] = []
    for at, field in enumerate(head.fields):
        show = _shower(field, encoding)
        cells = records[str(at)]
        columns.append([show(cell.tobytes()) if field.size else None for cell in cells])
    return columns, [flag == b"*" for flag in records["\0"].tolist()]


def _shower(field: Field, encoding: str) -> Callable[[bytes], str | None]:
    """How a cell of this field becomes text."""
    if field.is_memo:
        return lambda cell: None
    if not field.is_text:
        return lambda cell: _binary(field.type, cell)
    if field.type == "D":
        return _day
    if field.type == "L":
        return lambda cell: {b"T": "yes", b"Y": "yes", b"F": "no", b"N": "no"}.get(cell.strip().upper())
    return lambda cell: cell.decode(encoding, "replace").strip(" \0\t") or None


def _day(cell: bytes) -> str | None:
    said = cell.decode("ascii", "replace").strip(" \0")
    if len(said) == 8 and said.isdigit() and said.strip("0"):
        return f"{said[:4]}-{said[4:6]}-{said[6:]}"
    return said.strip("0") or None


def _binary(type: str, cell: bytes) -> str | None:
    if type in "I+":
        return str(struct.unpack("<i", cell)[0])
    if type == "Y":
        return format(Decimal(struct.unpack("<q", cell)[0]) / 10_000, "f")
    if type in "OB":
        value = struct.unpack("<d", cell)[0]
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    day, milliseconds = struct.unpack("<II", cell)
    if not day or day - _JULIAN < 1 or day - _JULIAN > date.max.toordinal():
        return None
    start = datetime.combine(date.fromordinal(day - _JULIAN), datetime.min.time())
    moment = start + timedelta(milliseconds=round(milliseconds, -3) if milliseconds < 1 << 27 else 0)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _rows(
    table: str, names: Sequence[str], columns: list[list[str | None]], gone: list[bool], before: int, done: int,
    total: int,
) -> Rows:  # fmt: skip
    frame = pl.DataFrame(
        {name: pl.Series(cells, dtype=pl.String) for name, cells in zip(names, columns, strict=True)}
    ).with_columns(pl.Series("row", range(before + 1, before + len(gone) + 1), pl.Int64))
    texts = ["\t".join(cell or "" for cell in row) for row in frame.drop("row").iter_rows()]
    raw = pl.DataFrame({"row": frame["row"], "text": texts}, RAW_ROWS)
    out = pl.Series(gone, dtype=pl.Boolean)
    rejects = raw.filter(out).select("row", column=pl.lit(""), reason=pl.lit(DELETED), raw=pl.col("text"))
    return Rows(table, frame.filter(~out), raw, min(done, total), total, rejects)
