"""The digest of everything a reading brought, which its log entry commits to.

A case without a passphrase is checked, not secret: whoever knows the published key could rewrite a value together with
its own hash. The digest stands in the hash chain, and heads of the chain are held outside the case.
"""

from __future__ import annotations

import hashlib
import json

import polars as pl

from workbench.case.engine import Database

ENTITY = {"id": pl.Int32, "kind": pl.String, "value": pl.String, "valid": pl.Int8}
STRETCH = 100_000  # rows joined into one text at a time
LINK = {"id": pl.Int32, "kind": pl.String, "start": pl.Int64, "end": pl.Int64}


def rows_digest(frame: pl.DataFrame) -> str:
    """SHA-256 of a frame's rows in the order of their ids, cells apart by U+001F and rows by U+001E."""
    if not frame.height:
        return hashlib.sha256(b"").hexdigest()
    cells = [pl.col(name).cast(pl.String) for name in frame.columns]
    whole = hashlib.sha256()
    ordered = frame if frame["id"].is_sorted() else frame.sort("id")
    for number, part in enumerate(ordered.iter_slices(STRETCH)):
        text = part.select(pl.concat_str(cells, separator="\x1f").str.join("\x1e")).item()
        whole.update(("\x1e" + text if number else text).encode())
    return whole.hexdigest()


def digest(db: Database, reading: int, entities: str | None = None, links: str | None = None) -> str:
    """The digest of a sealed or just written reading; those of its entities and links where they are known already."""
    if entities is None:
        entities = rows_digest(_read(db, "entity", reading, ENTITY))
    if links is None:
        links = rows_digest(_read(db, "link", reading, LINK))
    source = db.conn.execute(
        "SELECT sha256, rows_sha256, recipe, options FROM reading JOIN source ON source.id = source "
        "WHERE reading.id = ?",
        (reading,),
    ).fetchone()
    said = {
        "source": source[0],
        "rows": source[1],
        "recipe": db.conn.execute("SELECT sha256 FROM declaration WHERE id = ?", (source[2],)).fetchone()[0],
        "options": source[3],
        "entities": entities,
        "links": links,
        "segments": [
            (number, kind, name, sha256.hex())
            for number, kind, name, sha256 in db.conn.execute(
                "SELECT number, kind, name, segment_column.sha256 FROM segment JOIN segment_column "
                "ON segment = segment.id WHERE reading = ? ORDER BY number, name",
                (reading,),
            )
        ],
        "overlaps": db.conn.execute(
            "SELECT code, earlier FROM overlap WHERE reading = ? AND NOT near ORDER BY code, earlier",
            (reading,),
        ).fetchall(),
        "rejects": db.conn.execute(
            "SELECT sheet, row, column, reason, raw FROM reject WHERE reading = ? ORDER BY id", (reading,)
        ).fetchall(),
    }
    near = db.conn.execute(
        "SELECT code, earlier FROM overlap WHERE reading = ? AND near ORDER BY code, earlier", (reading,)
    ).fetchall()
    if near:
        said["twins"] = near
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _read(db: Database, table: str, reading: int, shape: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    rows = db.conn.execute(f"SELECT {', '.join(shape)} FROM {table} WHERE reading = ?", (reading,)).fetchall()
    return pl.DataFrame(rows, schema=shape, orient="row")


def mismatch(db: Database) -> int | None:
    """The first reading that is no longer what its log entry committed to; None when all are.

    Readings of cases made before such commitments, and those whose value was purged from the log, are not judged.
    """
    for body, value in db.conn.execute(
        "SELECT body, value FROM log JOIN log_value ON log_value.seq = log.seq WHERE name = 'evidence' ORDER BY log.seq"
    ):
        reading = int(json.loads(body)["ids"]["reading"])
        sealed = db.conn.execute("SELECT 1 FROM reading WHERE id = ? AND sealed", (reading,)).fetchone()
        if sealed is None or digest(db, reading) != value:
            return reading
    return None
