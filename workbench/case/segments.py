"""Columnar segments: records as one Arrow IPC blob a column, so that ten million of them stay a small file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl
import zstandard

from workbench.case.engine import Database, new_id
from workbench.model.problems import Damaged

ROWS = 131_072
STEPS = (
    "step"  # what a column is called that only rises: the first value, then how much more each next one is
)
# What is added to the name of a column that takes less room.
NARROWED = RISES, SECONDS, SMALL = (" rises", " seconds", " small")
SECOND, MOST = 1_000_000, (1 << 31) - 1


@dataclass(frozen=True)
class Segment:
    """Where a stretch of records of one kind stands: its reading, sheet and number of records."""

    id: int
    reading: int
    kind: str
    sheet: str
    rows: int


def narrowed(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose whole numbers take half the room where they can, and say so in the column's name: numbers that only
    rise as their steps, times of whole seconds as seconds, small numbers in 32 bits."""
    columns = []
    for column in frame.get_columns():
        name, whole = column.name, column.dtype == pl.Int64
        counted = (whole or column.dtype == pl.Int32) and column.len() > column.null_count() == 0
        if counted and column.is_sorted():
            column = column.diff().fill_null(column.first()).alias(name + RISES)
        elif (
            whole and column.is_between(-MOST * SECOND, MOST * SECOND).all() and (column % SECOND == 0).all()
        ):
            column = (column // SECOND).cast(pl.Int32).alias(name + SECONDS)
        elif whole and column.is_between(-MOST, MOST).all():
            column = column.cast(pl.Int32).alias(name + SMALL)
        columns.append(column)
    return pl.DataFrame(columns)


def _widened(name: str) -> pl.Expr:
    """A column as it was before it was narrowed."""
    for sign, wide in (
        (RISES, pl.col(name).cum_sum()),
        (SECONDS, pl.col(name).cast(pl.Int64) * SECOND),
        (SMALL, pl.col(name).cast(pl.Int64)),
    ):
        if name.endswith(sign):
            return wide.alias(name.removesuffix(sign))
    return pl.col(name)


def pack(frame: pl.DataFrame) -> bytes:
    """A frame as an Arrow IPC stream, zstd around it: anyone can read it in ten years.

    Around, not inside: level 1 of the whole is five times faster to write than Arrow's own level 3 a buffer, and no
    larger, for it also covers the headers.
    """
    out = io.BytesIO()
    frame.write_ipc_stream(out)
    return zstandard.ZstdCompressor(level=1).compress(out.getbuffer())


def unpack(data: bytes, sha256: bytes, what: str) -> pl.DataFrame:
    """The frame again; Damaged when the bytes are not those that were written."""
    if hashlib.sha256(data).digest() != sha256:
        raise Damaged(f"{what} does not match its hash", "restore the case from a copy")
    frame = pl.read_ipc_stream(io.BytesIO(zstandard.decompress(data)))
    if frame.columns == [STEPS]:
        return frame.select(v=pl.col(STEPS).cum_sum())
    if any(name.endswith(NARROWED) for name in frame.columns):
        frame = frame.select(map(_widened, frame.columns))
    return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))


def write(db: Database, reading: int, kind: str, number: int, sheet: str, frame: pl.DataFrame) -> int:
    """Writes one segment. Columns that are all null are left out, and narrow ones that are all 0: an absent number
    of an entity, link, part or overlap is 0. A time or duration of 0 (Int64) is a value and stays."""
    cursor = db.conn.execute(
        "INSERT INTO segment(reading, kind, number, sheet, rows) VALUES(?, ?, ?, ?, ?)",
        (reading, kind, number, sheet, frame.height),
    )
    segment = new_id(cursor)
    for column in frame.get_columns():
        if column.null_count() == column.len():
            continue
        low = high = None
        if column.dtype.is_integer():
            low, high = column.min(), column.max()
            if low == high == 0 and column.dtype != pl.Int64:
                continue
        rising = column.dtype == pl.Int64 and not column.null_count() and column.is_sorted()
        kept = column.diff().fill_null(column[0]).alias(STEPS) if rising else _few_words(column).alias("v")
        data = pack(kept.to_frame())
        db.conn.execute(
            "INSERT INTO segment_column VALUES(?, ?, ?, ?, ?, ?)",
            (segment, column.name, low, high, hashlib.sha256(data).digest(), data),
        )
    return segment


def _few_words(column: pl.Series) -> pl.Series:
    """A text column of few different words as a dictionary of them; it is read back as text."""
    few = column.dtype == pl.String and column.head(1000).n_unique() < 100
    return column.cast(pl.Categorical) if few else column


def listed(db: Database, readings: Iterable[int], kind: str | None = None) -> list[Segment]:
    """The segments of some readings in the order they were written."""
    marks = ",".join(str(int(r)) for r in readings)
    where = " AND kind = :kind" if kind else ""
    rows = db.conn.execute(
        f"SELECT id, reading, kind, sheet, rows FROM segment WHERE reading IN ({marks}){where} ORDER BY id",
        {"kind": kind} if kind else {},
    )
    return [Segment(*row) for row in rows]


def get(db: Database, segment: int) -> Segment:
    """One segment by its number."""
    row = db.conn.execute(
        "SELECT id, reading, kind, sheet, rows FROM segment WHERE id = ?", (segment,)
    ).fetchone()
    return Segment(*row)


def column_names(db: Database, segment: int) -> list[str]:
    """The columns a segment has, in written order."""
    rows = db.conn.execute("SELECT name FROM segment_column WHERE segment = ? ORDER BY rowid", (segment,))
    return [name for (name,) in rows]


def read(db: Database, segment: Segment, columns: Iterable[str] | None = None) -> pl.DataFrame:
    """Some or all columns of a segment; asked-for columns it does not have are absent from the frame."""
    names = ""
    if columns is not None:
        names = " AND name IN (" + ",".join(f"'{c}'" for c in columns) + ")"
    frames = {
        name: unpack(data, sha256, f"column {name} of segment {segment.id}").to_series()
        for name, sha256, data in db.conn.execute(
            f"SELECT name, sha256, data FROM segment_column WHERE segment = ?{names} ORDER BY rowid",
            (segment.id,),
        )
    }
    return pl.DataFrame(frames) if frames else pl.DataFrame()


def holding(db: Database, column: str, values: tuple[int, int], readings: Iterable[int]) -> Iterator[Segment]:
    """The segments whose zone map says a column may hold something between two values."""
    marks = ",".join(str(int(r)) for r in readings)
    rows = db.conn.execute(
        "SELECT segment.id, reading, kind, sheet, rows FROM segment_column "
        "JOIN segment ON segment.id = segment_column.segment "
        f"WHERE name = ? AND low <= ? AND high >= ? AND reading IN ({marks}) ORDER BY segment.id",
        (column, values[1], values[0]),
    ).fetchall()
    return (Segment(*row) for row in rows)
