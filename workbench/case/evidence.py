"""The digest of everything a reading brought, which its log entry commits to.

A case without a passphrase is checked, not secret: whoever knows the published key could rewrite a value together with
its own hash. The digest stands in the hash chain, and heads of the chain are held outside the case.
"""

from __future__ import annotations

import hashlib
import json

import polars as pl

from workbench.case import log, purged
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
        entities = rows_digest(brought(db, "entity", reading, ENTITY))
    if links is None:
        links = rows_digest(brought(db, "link", reading, LINK))
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


def brought(db: Database, table: str, reading: int, shape: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """The entities or links that a reading met first."""
    rows = db.conn.execute(f"SELECT {', '.join(shape)} FROM {table} WHERE reading = ?", (reading,)).fetchall()
    return pl.DataFrame(rows, schema=shape, orient="row")


def account(db: Database, reading: int) -> str:
    """The digest of what surrounds a sealed reading: how its file was acquired, what became of its rows, where they
    stand, and the assets its amounts are counted in."""
    asset = db.conn.execute(
        "SELECT max(high) FROM segment JOIN segment_column ON segment = segment.id "
        "WHERE reading = ? AND name LIKE '%.asset'",
        (reading,),
    ).fetchone()[0]
    said = {
        name: db.conn.execute(sql, (given,)).fetchall()
        for name, sql, given in (
            ("source", "SELECT s.name, path, bytes, sha256, s.kept, exhibit, acquired_by, acquired_at, acquired_how, "
             "added_at, added_by FROM source s JOIN reading ON s.id = source WHERE reading.id = ?", reading),
            ("reading", "SELECT source, started_at, analyst, facts, rows, kept, duplicate, rejected, withheld, "
             "new_entities, known_entities, new_links, "
             "(SELECT sha256 FROM declaration d WHERE d.id = plugin) FROM reading WHERE id = ?", reading),
            ("segments", "SELECT number, kind, sheet, rows FROM segment WHERE reading = ? ORDER BY number", reading),
            ("rows", "SELECT number, sheet, first_row, last_row FROM row_block WHERE reading = ? ORDER BY number",
             reading),
            ("assets", "SELECT id, code, decimals FROM asset WHERE id <= ? ORDER BY id", asset or 0),
        )
    }  # fmt: skip
    sha512, modified = db.conn.execute(
        "SELECT sha512, modified_at FROM source s JOIN reading ON s.id = source WHERE reading.id = ?",
        (reading,),
    ).fetchone()
    # Only where there are any, so that what older versions committed to stays what it was.
    if sha512:
        said["sha512"] = sha512
    if modified:
        said["modified_at"] = modified
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def declared(db: Database, until: int | None = None) -> str:
    """The digest of the kinds, recipes and circumstances kept so far (`until` a declaration), and behind a colon the
    last of them."""
    if until is None:
        until = int(db.conn.execute("SELECT coalesce(max(id), 0) FROM declaration").fetchone()[0])
    whole = hashlib.sha256()
    for row in db.conn.execute(
        "SELECT id, sort, name, sha256, kept_at FROM declaration WHERE id <= ? ORDER BY id", (until,)
    ):
        whole.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return f"{whole.hexdigest()}:{until}"


def differences(db: Database) -> list[str]:
    """What is no longer what the log's entries committed to, one sentence each.

    Readings of cases made before such commitments are not judged; of what a lawful purge touched, its own count.
    """
    anew = purged.recommitted(db)
    found = [
        f"what the purge of entry {n} left cannot be checked: its commitment is gone" for n in anew.unreadable
    ]
    for name, digest_of, what, since in (
        (
            "evidence",
            digest,
            "what reading {} brought is not what its entry in the log was made of",
            anew.evidence,
        ),
        (
            "account",
            account,
            "what is said of reading {} and its file is not what its entry in the log was made of",
            anew.account,
        ),
    ):
        for body, value in log.commitments(db, name):
            reading = int(body["ids"]["reading"])
            sealed = db.conn.execute("SELECT 1 FROM reading WHERE id = ? AND sealed", (reading,)).fetchone()
            if value is None:
                found.append(f"reading {reading} cannot be checked: its commitment was taken out of the log")
            elif sealed is None or digest_of(db, reading) != since.get(reading, value):
                found.append(what.format(reading))
    return found + _changed_declarations(db, anew.entry)


def _changed_declarations(db: Database, purge: int) -> list[str]:
    """Kinds, recipes and circumstances that have another text than the one kept, or were exchanged or slipped in. The
    latest `purge` committed to them anew; what entries before it were made of is no longer all there."""
    found = [
        f"the text of {sort} {name} is not the one that was kept"
        for sort, name, sha256, text in db.conn.execute(
            "SELECT sort, name, sha256, text FROM declaration ORDER BY id"
        )
        if hashlib.sha256(text.encode()).hexdigest() != sha256
    ]
    last = None
    for body, value in log.commitments(db, "declarations"):
        if int(body["seq"]) < purge:
            continue
        if value is None:
            found.append("kinds and recipes cannot be checked: a commitment to them was taken out of the log")
        else:
            last = int(value.partition(":")[2])
            if declared(db, last) != value:
                found.append("kinds, recipes or circumstances are not those that the log was made of")
    if last is not None:
        slipped = db.conn.execute(
            "SELECT sort, name FROM declaration WHERE sort IN ('circumstances', 'acquisition', 'purge') AND id > ? "
            "ORDER BY id",
            (last,),
        )
        found += [f"no entry of the log speaks of the {sort} of {name}" for sort, name in slipped]
    return list(dict.fromkeys(found))
