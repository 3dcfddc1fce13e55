"""Whether anything purged is still written in a case file: every table is read, and every blob unpacked.

What another source says in its own right is no residue: it is counted and told, for it was not to be purged.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl
import zstandard

from workbench.case.engine import Database
from workbench.case.gone_words import Words

# Where other sources speak in their own right.
OF_OTHERS = frozenset(
    {
        "source",
        "source_block",
        "reading",
        "row_block",
        "segment_column",
        "reject",
        "entity",
        "dictionary",
        "declaration",
    }
)
PACKED = frozenset({"segment_column", "tally", "total", "presence", "dictionary"})
Tell = Callable[[int, int, str], None]


@dataclass
class Residue:
    """What was found: `left` are places that should hold nothing of it, `elsewhere` how often other sources say one
    of the words in their own right; `octets` and `texts` are how much was read."""

    left: list[str] = field(default_factory=list)
    elsewhere: int = 0
    texts: int = 0
    octets: int = 0


def scan(
    db: Database, words: Words, blobs: frozenset[bytes], tell: Tell = lambda done, total, text: None
) -> Residue:
    """Reads a whole case. `blobs` are the SHA-256 of everything packed that was purged: none may be there again."""
    found = Residue()
    tables = [
        str(name)
        for (name,) in db.conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    for number, table in enumerate(sorted(tables)):
        tell(number, len(tables), f"looking through {table}")
        for texts in _texts(db, table, blobs, found):
            found.texts += len(texts)
            hits = words.among(texts)
            if table in OF_OTHERS:
                found.elsewhere += len(hits)
            elif hits:
                found.left.append(f"{table} ({len(hits)})")
    return found


def _texts(db: Database, table: str, blobs: frozenset[bytes], found: Residue) -> Iterator[pl.Series]:
    """Everything a table says, as texts, some thousand rows at a time."""
    cursor = db.conn.execute(f"SELECT * FROM {table}")
    before = ""  # the end of the block before: what lies across the edge of two must be seen
    while rows := cursor.fetchmany(2000):
        plain: list[str] = []
        for row in rows:
            for cell in row:
                if isinstance(cell, str):
                    plain.append(cell)
                elif isinstance(cell, bytes):
                    found.octets += len(cell)
                    if hashlib.sha256(cell).digest() in blobs:
                        found.left.append(f"{table} (a packed block)")
                    for text in _unpacked(table, cell):
                        plain.append(before + text if table == "source_block" else text)
                        before = text[-400:] if table == "source_block" else ""
        yield pl.Series(plain, dtype=pl.String)


def _unpacked(table: str, data: bytes) -> Iterator[str]:
    """The texts in a blob: of columns each different one, of originals and kept rows their bytes as UTF-8 and, where
    these are none, as UTF-16."""
    if len(data) <= 32:
        return  # hashes and salts
    if table in PACKED:
        frame = pl.read_ipc_stream(io.BytesIO(zstandard.decompress(data)))
        for column in frame.get_columns():
            if column.dtype == pl.Categorical:
                column = column.cast(pl.String)
            if column.dtype == pl.String:
                yield from column.drop_nulls().unique().to_list()
    elif table in ("source_block", "row_block"):
        octets = zstandard.decompress(data, max_output_size=1 << 26)
        yield octets.decode("utf-8", "replace")
        if octets.count(b"\0") > len(octets) // 8:
            yield octets.decode("utf-16-le", "replace")
            yield octets.decode("utf-16-be", "replace")
    else:
        yield data.decode("utf-8", "replace")
