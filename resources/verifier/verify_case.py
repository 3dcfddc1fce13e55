"""Checks a case of Clew, or a package of one, without Clew.

    pip install sqlcipher3 polars zstandard pynacl
    python verify_case.py CASE [--key-file FILE] [--against FILE]... [--json]

It reads and never writes. It shares no code with Clew: what is checked here was written a second time from the
description below. It is one file on purpose, in parts of one matter each (CHECKS, near its end, says in which order):
who doubts us reads it from top to bottom. It ends with 0 where everything holds, 1 where something does not (and names
the first thing that does not), 2 where it could not begin.

WHAT A CASE IS

A case is one SQLCipher 4 file (pages of 8,192 bytes, AES-256-CBC, HMAC-SHA512 of each page). Its first 16 bytes are the
salt: "Clew" and a byte 00 where everybody may open it, with the key SHA-256("Clew case file, published key"); "Clew"
and a byte 01 where a passphrase is needed, whose key is PBKDF2-HMAC-SHA512(passphrase, salt, 256000 rounds, 32 bytes).

pages         Each page ends in 16 bytes of initialisation vector and 64 bytes of HMAC over all before the HMAC and the
              page's number (4 bytes, the lowest first). The key of the HMAC is PBKDF2-HMAC-SHA512(key, salt with each
              byte XOR 3a, 2 rounds, 32 bytes). The salt itself is not covered on page 1.
originals     Table source has a row for each file that was taken in; source_block holds its bytes in zstd, in order.
              Together they have the size and SHA-256 that source states. lines_before counts newlines before a block.
kept rows     Of a file whose bytes are not kept, row_block holds the rows that may be read: zstd around lines of JSON.
              reading.rows_sha256 is the SHA-256 of all blocks unpacked, each with a newline behind it.
segments      Records are columns: segment_column.data is zstd around an Arrow IPC stream of one column, its SHA-256
              beside it, with the lowest and highest value of whole numbers. A column called "step" holds differences; a
              name that ends in " rises", " seconds" or " small" says how a column of derived tables was made smaller.
              A column that is not there is empty; one of numbers of entities, links or codes is 0.
evidence      Every import is an entry of the log that commits to SHA-256 digests of all it brought ("evidence"), of
              what is said of its file ("account"), and of the kinds and recipes kept so far ("declarations"). They are
              made anew here, as functions `brought`, `account` and `declared` say. A lawful purge commits anew to what
              it left ("remains"); its digests take the place of earlier ones.
links         Kinds of records and links are kept in the case (table declaration, TOML). A kind of link says which roles
              of which records it joins. For each such record, the column "link.<kind>:<start role>:<end role>" has the
              number of the link between the two entities. That, how many records stand behind each link, the first,
              the last and their totals (tables tally, total), who appears how often (presence), and the lists of
              entities and links (dictionary) are recomputed here from the records alone. Column "overlap" of a record
              is 0, or a code that says which earlier readings hold the same record; "twin" a code for the same event
              told otherwise, under which what joins the parties is counted.
counts        Rows read are those kept, duplicate, rejected and withheld; table reject lists each rejected row.
log           Table log is a hash chain: hash = SHA-256(prev || leaf), leaf = SHA-256(00 || body), the first prev being
              32 zero bytes. A body is JSON with sorted keys. Values stand in log_value; the body has only
              SHA-256(salt || value) of each, so that a value can be purged and the chain still holds. Every step of the
              analyst and every reading is in an entry.
workspace     What the analyst decided stands in tables whose rows have images before and after each step in table
              journal, as SQL writes the cells. The rows must be what the steps that are not undone made of them, and
              each step's entry commits to its images ("changes").
checkpoints   Signed notes (c2sp.org/tlog-checkpoint): "clew/<id of the case>", the number of entries, and the RFC 6962
              Merkle tree head over the leaves, signed with Ed25519. They are kept in table checkpoint with the public
              keys, and in <case>.checkpoints beside the case. Each must be the head of the first entries of this log. A
              checkpoint kept by somebody else (--against) is what shows that a log was not rewritten as a whole.
package       A zip or folder with case.case, case.case.checkpoints, manifest.json (size and SHA-256 of every file) and
              manifest.note, a signed note over "clew/package" and the SHA-256 of the manifest.

Whose a signing key is cannot be seen from a file: compare the fingerprints that are printed with those you were given.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import getpass
import hashlib
import hmac
import io
import itertools
import json
import os
import re
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import zstandard
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sqlcipher3 import dbapi2 as sqlcipher

SCHEMA, APPLICATION = 4, 0x436C6577
PAGE, MAC = 8192, 64
PUBLISHED = hashlib.sha256(b"Clew case file, published key").hexdigest()
OPEN, PROTECTED = b"Clew\x00", b"Clew\x01"
ROUNDS = 256_000
EVIDENCE = {
    "declaration", "asset", "source", "source_block", "reading", "row_block", "entity", "link", "segment",
    "segment_column", "overlap", "reject",
}  # fmt: skip
WORK = {"step", "journal", "log", "log_value", "checkpoint"}
DERIVED = {"tally", "total", "presence", "dictionary"}
BY_HAND = {"drawn_entity": ["entity"], "drawn_link": ["start", "end"], "attribution": ["entity", "owner"]}


class Fault(Exception):
    """Something that does not hold."""


class CannotBegin(Exception):
    """There is nothing to check, or no key."""


@dataclass
class Opened:
    """A case under examination: its file, its key, a connection that only reads, and what is asked of it."""

    path: Path
    key: str
    db: Any
    against: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def rows(self, sql: str, *given: Any) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, given).fetchall()

    def one(self, sql: str, *given: Any) -> Any:
        row = self.db.execute(sql, given).fetchone()
        return row[0] if row else None


# -- pages ---------------------------------------------------------------------------------------------------


def check_pages(case: Opened) -> str:
    """Every page by its HMAC, computed here; then the structure of the database."""
    data = case.path.read_bytes()
    if len(data) % PAGE:
        raise Fault(f"the file is cut off: {len(data):,} bytes are not whole pages of {PAGE:,}")
    salt = data[:16]
    key = hashlib.pbkdf2_hmac("sha512", bytes.fromhex(case.key), bytes(b ^ 0x3A for b in salt), 2, 32)
    for number in range(1, len(data) // PAGE + 1):
        page = data[(number - 1) * PAGE : number * PAGE]
        covered = page[16 if number == 1 else 0 : PAGE - MAC]
        made = hmac.new(key, covered + number.to_bytes(4, "little"), hashlib.sha512).digest()
        if not hmac.compare_digest(made, page[PAGE - MAC :]):
            raise Fault(f"page {number} does not bear the HMAC of its bytes: it was changed or damaged")
    quick = case.rows("PRAGMA quick_check(3)")
    if quick != [("ok",)]:
        raise Fault("; ".join(str(r[0]) for r in quick))
    return f"all {len(data) // PAGE:,} pages bear the right HMAC, and the database is whole"


# -- the files that were taken in ----------------------------------------------------------------------------


def check_originals(case: Opened) -> str:
    """The bytes of each kept file against its size and SHA-256."""
    kept = 0
    listed = case.rows("SELECT id, name, bytes, sha256, kept FROM source ORDER BY id")
    for source, name, size, sha256, how in listed:
        if how != "copy":
            continue
        kept += 1
        digest, octets, lines = hashlib.sha256(), 0, 0
        for block in case.rows("SELECT offset, size, lines_before, sha256, data FROM source_block WHERE source = ? "
                               "ORDER BY number", source):  # fmt: skip
            data = unpacked(block[4], f"a block of {name}")
            if hashlib.sha256(block[4]).digest() != block[3]:
                raise Fault(f"a block of {name} does not match its hash")
            if (octets, len(data), lines) != tuple(block[:3]):
                raise Fault(f"rows of {name} would not be found: what is said of its blocks is wrong")
            digest.update(data)
            octets, lines = octets + len(data), lines + data.count(b"\n")
        if (octets, digest.hexdigest()) != (size, sha256):
            raise Fault(f"the bytes of {name} are not those that were acquired")
    return f"{kept} of {len(listed)} files are kept, and match their size and SHA-256"


def check_rows(case: Opened) -> str:
    """The rows of files whose bytes are not kept."""
    count = 0
    for reading, stated in case.rows("SELECT id, rows_sha256 FROM reading WHERE sealed"):
        digest, blocks = hashlib.sha256(), 0
        for sha256, data in case.rows(
            "SELECT sha256, data FROM row_block WHERE reading = ? ORDER BY number", reading
        ):
            if hashlib.sha256(data).digest() != sha256:
                raise Fault(f"a block of kept rows of reading {reading} was changed")
            digest.update(unpacked(data, "a block of rows") + b"\n")
            blocks += 1
        if (digest.hexdigest() if blocks else "") != stated:
            raise Fault(f"the kept rows of reading {reading} are not those that were read")
        count += blocks
    return f"{count} blocks of kept rows match their hashes"


def unpacked(data: bytes, what: str) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)
    except zstandard.ZstdError as error:
        raise Fault(f"{what} cannot be unpacked") from error


# -- records -------------------------------------------------------------------------------------------------


def frame_of(data: bytes, sha256: bytes, what: str) -> pl.DataFrame:
    """A column, or the columns of a derived table, as they were before they were packed."""
    if hashlib.sha256(data).digest() != sha256:
        raise Fault(f"{what} does not match its hash")
    frame = pl.read_ipc_stream(io.BytesIO(unpacked(data, what)))
    if frame.columns == ["step"]:
        return frame.select(v=pl.col("step").cum_sum())
    wide = []
    for name in frame.columns:
        plain, _, sign = name.rpartition(" ")
        column = pl.col(name)
        if sign == "rises":
            wide.append(column.cum_sum().alias(plain))
        elif sign == "seconds":
            wide.append((column.cast(pl.Int64) * 1_000_000).alias(plain))
        elif sign == "small":
            wide.append(column.cast(pl.Int64).alias(plain))
        else:
            wide.append(column)
    return frame.select(wide).with_columns(pl.col(pl.Categorical).cast(pl.String))


def check_segments(case: Opened) -> str:
    """Every column of records against its hash, its length and its bounds."""
    count = 0
    for segment, rows, name, low, high, sha256, data in case.db.execute(
        "SELECT segment, rows, name, low, high, sha256, data FROM segment_column JOIN segment ON segment.id = segment"
    ):
        what = f"column {name} of segment {segment}"
        column = frame_of(data, sha256, what).to_series()
        if column.dtype.is_integer() and (low, high) != (column.min(), column.max()):
            raise Fault(f"{what} would not be searched: its bounds are wrong")
        if len(column) != rows:
            raise Fault(f"{what} holds {len(column)} records and not {rows}")
        count += 1
    return f"{count:,} columns of records match their hashes, lengths and bounds"


def records_of(case: Opened, segment: int, rows: int) -> pl.DataFrame:
    """All columns of a segment, with a column that numbers its records."""
    columns = {
        name: frame_of(data, sha256, f"column {name} of segment {segment}").to_series()
        for name, sha256, data in case.rows(
            "SELECT name, sha256, data FROM segment_column WHERE segment = ? ORDER BY rowid", segment)
    }  # fmt: skip
    return pl.DataFrame({"record number": range(rows)}).hstack([c.alias(n) for n, c in columns.items()])


# -- links, recomputed from the records ------------------------------------------------------------------------


def kinds_of(case: Opened) -> tuple[dict[str, Any], dict[str, Any]]:
    """The kinds of records and of links the case keeps, the latest text of each."""
    latest = {
        (sort, name): text
        for sort, name, text in case.rows("SELECT sort, name, text FROM declaration WHERE sort IN ('records', 'links') "
                                          "ORDER BY id")
    }  # fmt: skip
    try:
        said = [(sort, tomllib.loads(text)) for (sort, _), text in latest.items()]
        return (
            {k["id"]: k for s, k in said if s == "records"},
            {k["id"]: k for s, k in said if s == "links"},
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Fault(f"a kind kept in the case cannot be read ({error})") from error


def check_links(case: Opened) -> str:
    """Numbers, counts, times and totals of links, who appears how often, and the lists of entities and links."""
    records, links = kinds_of(case)
    numbers = pl.DataFrame(
        case.rows("SELECT id, kind, start, end FROM link"),
        schema={"id": pl.Int64, "kind": pl.String, "start": pl.Int64, "end": pl.Int64}, orient="row",
    )  # fmt: skip
    for (reading,) in case.rows("SELECT id FROM reading WHERE sealed ORDER BY id"):
        made, met = [], []
        for segment, kind, rows in case.rows("SELECT id, kind, rows FROM segment WHERE reading = ?", reading):
            if kind not in records:
                raise Fault(f"segment {segment} holds records of a kind that the case does not declare")
            frame = with_codes(records_of(case, segment, rows))
            made += links_made(frame, records[kind], links, numbers, segment)
            met.append(entities_met(frame, records[kind]))
        compare_tallies(case, reading, made)
        compare_totals(case, reading, made, links)
        compare_presence(case, reading, met)
        compare_lists(case, reading)
    return f"{numbers.height:,} links, their counts, times and totals are those of the records, recomputed"


def with_codes(frame: pl.DataFrame) -> pl.DataFrame:
    """With `code`, under which a record counts, and `event`, under which what joins its parties counts."""
    overlap = (
        pl.col("overlap").fill_null(0).cast(pl.Int64) if "overlap" in frame.columns else pl.lit(0, pl.Int64)
    )
    twin = pl.col("twin").fill_null(0).cast(pl.Int64) if "twin" in frame.columns else pl.lit(0, pl.Int64)
    return frame.with_columns(code=overlap, event=pl.when(twin > 0).then(twin).otherwise(overlap))


def links_made(
    frame: pl.DataFrame, record: dict[str, Any], links: dict[str, Any], numbers: pl.DataFrame, segment: int
) -> list[pl.DataFrame]:
    """For each link each record makes: kind, link, code, time and the fields to be added up, once a record and link."""
    moment = next((f["id"] for f in record["field"] if f["type"] == "moment"), "")
    parties = set(record.get("same", {}).get("roles", ()))
    at = pl.col(moment) if moment in frame.columns else pl.lit(None)
    made: dict[str, list[pl.DataFrame]] = {}
    for kind in links.values():
        for making in kind.get("made_by", ()):
            start, end = making["start"], making["end"]
            column = f"link.{kind['id']}:{start}:{end}"
            if making["record"] != record["id"] or making.get("other") or kind["bundle"] != "stored":
                continue
            if column not in frame.columns:
                continue
            check_numbers(frame, kind["id"], start, end, column, numbers, segment)
            code = "event" if {start, end} <= parties else "code"
            sums = [c for t in kind.get("totals", ()) for c in (t, f"{t}.asset") if c in frame.columns]
            made.setdefault(kind["id"], []).append(
                frame.filter(pl.col(column) > 0).select(
                    pl.lit(kind["id"]).alias("kind"),
                    "record number",
                    pl.col(column).cast(pl.Int64).alias("link"),
                    pl.col(code).alias("code"),
                    at.cast(pl.Int64).alias("at"),
                    *sums,
                )
            )
    return [
        pl.concat(parts, how="diagonal").unique(["record number", "link"], keep="first", maintain_order=True)
        for parts in made.values()
    ]


def check_numbers(
    frame: pl.DataFrame, kind: str, start: str, end: str, column: str, numbers: pl.DataFrame, segment: int
) -> None:
    """That each record bears the number of the link between the entities in its roles, and 0 where one is missing."""
    absent = [pl.lit(0, pl.Int64).alias(role) for role in (start, end) if role not in frame.columns]
    ends = frame.with_columns(absent).select(
        pl.col(start).fill_null(0).cast(pl.Int64).alias("start"), pl.col(end).fill_null(0).cast(pl.Int64).alias("end"),
        pl.col(column).fill_null(0).cast(pl.Int64).alias("stated"),
    )  # fmt: skip
    known = numbers.filter(pl.col("kind") == kind).select("start", "end", "id")
    joined = ends.join(known, on=["start", "end"], how="left", maintain_order="left")
    both = (pl.col("start") > 0) & (pl.col("end") > 0)
    wrong = joined.filter(pl.when(both).then(pl.col("id").fill_null(-1)).otherwise(0) != pl.col("stated"))
    if wrong.height:
        raise Fault(
            f"{wrong.height} records of segment {segment} bear the number of another '{kind}' link than theirs"
        )


def stored(case: Opened, table: str, reading: int, key: str) -> Iterator[tuple[Any, int, pl.DataFrame]]:
    for name, code, sha256, data in case.rows(
        f"SELECT {key}, code, sha256, data FROM {table} WHERE reading = ? ORDER BY 1, 2", reading
    ):
        yield name, code, frame_of(data, sha256, f"{table} of reading {reading}")


def rows_of(frame: pl.DataFrame, *columns: str) -> set[tuple[Any, ...]]:
    return set(frame.select(columns).iter_rows())


def compare_tallies(case: Opened, reading: int, made: list[pl.DataFrame]) -> None:
    """Count, first and last of each link under each code."""
    expected: set[tuple[Any, ...]] = set()
    if made:
        every = pl.concat([m.select("kind", "code", "link", "at") for m in made])
        counted = every.group_by("kind", "code", "link").agg(
            count=pl.len().cast(pl.Int64), first=pl.col("at").min(), last=pl.col("at").max()
        )
        expected = rows_of(counted, "kind", "code", "link", "count", "first", "last")
    found = {
        (kind, code, *row)
        for kind, code, frame in stored(case, "tally", reading, "kind")
        for row in frame.select("link", "count", "first", "last").iter_rows()
    }
    tell_difference("tally", reading, expected, found)


def compare_totals(case: Opened, reading: int, made: list[pl.DataFrame], links: dict[str, Any]) -> None:
    """What the fields that a kind of link adds up come to; sums of nothing are not listed."""
    expected: set[tuple[Any, ...]] = set()
    names = sorted({t for kind in links.values() for t in kind.get("totals", ())})
    for name in names:
        parts = [sums_of(frame, name) for frame in made if name in frame.columns]
        if parts:
            whole = pl.concat(parts).group_by("kind", "code", "link", "asset").agg(pl.col("units").sum())
            expected |= {(k, c, n, name, a, int(u)) for k, c, n, a, u in whole.select(
                "kind", "code", "link", "asset", "units").iter_rows() if u}  # fmt: skip
    found = {
        (kind, code, link, name, asset, int(units))
        for kind, code, frame in stored(case, "total", reading, "kind")
        for link, name, asset, units in frame.select("link", "field", "asset", "units").iter_rows()
        if units
    }
    tell_difference("total", reading, expected, found)


def sums_of(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The amounts of one field behind each link, by asset; exact."""
    stated = f"{name}.asset" in frame.columns and frame[name].dtype != pl.Int64  # plain seconds have no asset
    asset = pl.col(f"{name}.asset").fill_null(0) if stated else pl.lit(0)
    return frame.filter(pl.col(name).is_not_null()).select(
        "kind",
        "code",
        "link",
        asset.cast(pl.Int64).alias("asset"),
        pl.col(name).cast(pl.Decimal(38, 0)).alias("units"),
    )


def entities_met(frame: pl.DataFrame, record: dict[str, Any]) -> pl.DataFrame:
    """Each record once for each entity in it; for the parties of an event under the code of the event."""
    parties = record.get("same", {}).get("roles", ()) if "twin" in frame.columns else ()
    roles = [f["id"] for f in record["field"] if f["type"] == "entity" and f["id"] in frame.columns]
    roles.sort(key=lambda role: role not in parties)  # parties first, so that `unique` keeps theirs
    parts = [
        frame.filter(pl.col(role) > 0).select(
            "record number", pl.col(role).cast(pl.Int64).alias("entity"),
            pl.col("event" if role in parties else "code").alias("code"),
        )
        for role in roles
    ]  # fmt: skip
    empty = pl.DataFrame(schema={"record number": pl.Int64, "entity": pl.Int64, "code": pl.Int64})
    return pl.concat([empty, *parts]).unique(["record number", "entity"], keep="first", maintain_order=True)


def compare_presence(case: Opened, reading: int, met: list[pl.DataFrame]) -> None:
    """In how many records each entity appears under each code."""
    expected: set[tuple[Any, ...]] = set()
    if met:
        counted = pl.concat(met).group_by("code", "entity").agg(count=pl.len().cast(pl.Int64))
        expected = rows_of(counted, "code", "entity", "count")
    found = {
        (code, *row)
        for _, code, frame in stored(case, "presence", reading, "''")
        for row in frame.select("entity", "count").iter_rows()
    }
    tell_difference("presence", reading, expected, found)


def compare_lists(case: Opened, reading: int) -> None:
    """The lists of entities and links that a reading brought first, against the tables."""
    for part, columns in (("entity", ("id", "value")), ("link", ("id", "start", "end"))):
        expected = set(case.rows(f"SELECT kind, {', '.join(columns)} FROM {part} WHERE reading = ?", reading))
        found = {
            (kind, *row)
            for kind, sha256, data in case.rows(
                "SELECT kind, sha256, data FROM dictionary WHERE part = ? AND reading = ?", part, reading)
            for row in frame_of(data, sha256, f"the list of {part}").select(columns).iter_rows()
        }  # fmt: skip
        tell_difference(f"the list of {part}", reading, expected, found)


def tell_difference(what: str, reading: int, expected: set[Any], found: set[Any]) -> None:
    wrong = sorted(map(str, expected ^ found))
    if wrong:
        raise Fault(f"{what} of reading {reading} differs from its records, as in {wrong[0]}")


# -- what entries of the log commit to -------------------------------------------------------------------------


def sha256_of(said: Any) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def listing(rows: list[tuple[Any, ...]]) -> str:
    """SHA-256 of rows, cells apart by U+001F and rows by U+001E."""
    return hashlib.sha256("\x1e".join("\x1f".join(map(str, row)) for row in rows).encode()).hexdigest()


def brought(case: Opened, reading: int) -> str:
    """The digest of everything a reading brought."""
    source, rows, recipe, options = case.rows(
        "SELECT source.sha256, rows_sha256, declaration.sha256, options FROM reading JOIN source ON source.id = source "
        "JOIN declaration ON declaration.id = recipe WHERE reading.id = ?", reading)[0]  # fmt: skip
    said: dict[str, Any] = {
        "source": source, "rows": rows, "recipe": recipe, "options": options,
        "entities": listing(
            case.rows("SELECT id, kind, value, valid FROM entity WHERE reading = ? ORDER BY id", reading)),
        "links": listing(case.rows("SELECT id, kind, start, end FROM link WHERE reading = ? ORDER BY id", reading)),
        "segments": [
            (number, kind, name, sha256.hex())
            for number, kind, name, sha256 in case.rows(
                "SELECT number, kind, name, segment_column.sha256 FROM segment JOIN segment_column "
                "ON segment = segment.id WHERE reading = ? ORDER BY number, name", reading)
        ],
        "overlaps": case.rows(
            "SELECT code, earlier FROM overlap WHERE reading = ? AND NOT near ORDER BY 1, 2", reading),
        "rejects": case.rows(
            "SELECT sheet, row, column, reason, raw FROM reject WHERE reading = ? ORDER BY id", reading),
    }  # fmt: skip
    near = case.rows("SELECT code, earlier FROM overlap WHERE reading = ? AND near ORDER BY 1, 2", reading)
    return sha256_of(said | ({"twins": near} if near else {}))


def account(case: Opened, reading: int) -> str:
    """The digest of what is said of a reading and its file."""
    last_asset = case.one(
        "SELECT max(high) FROM segment JOIN segment_column ON segment = segment.id "
        "WHERE reading = ? AND name LIKE '%.asset'", reading)  # fmt: skip
    said: dict[str, Any] = {
        "source": case.rows(
            "SELECT s.name, path, bytes, sha256, s.kept, exhibit, acquired_by, acquired_at, acquired_how, added_at, "
            "added_by FROM source s JOIN reading ON s.id = source WHERE reading.id = ?", reading),
        "reading": case.rows(
            "SELECT source, started_at, analyst, facts, rows, kept, duplicate, rejected, withheld, new_entities, "
            "known_entities, new_links, (SELECT sha256 FROM declaration d WHERE d.id = plugin) FROM reading "
            "WHERE id = ?", reading),
        "segments": case.rows(
            "SELECT number, kind, sheet, rows FROM segment WHERE reading = ? ORDER BY number", reading),
        "rows": case.rows("SELECT number, sheet, first_row, last_row FROM row_block WHERE reading = ? ORDER BY number",
                          reading),
        "assets": case.rows("SELECT id, code, decimals FROM asset WHERE id <= ? ORDER BY id", last_asset or 0),
    }  # fmt: skip
    for column in ("sha512", "modified_at"):  # later additions, left out where they say nothing
        value = case.one(
            f"SELECT {column} FROM source s JOIN reading ON s.id = source WHERE reading.id = ?", reading
        )
        if value:
            said[column] = value
    return sha256_of(said)


def declared(case: Opened, until: int) -> str:
    """The digest of the kinds, recipes and circumstances kept up to one of them."""
    whole = hashlib.sha256()
    for row in case.rows(
        "SELECT id, sort, name, sha256, kept_at FROM declaration WHERE id <= ? ORDER BY id", until
    ):
        whole.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return f"{whole.hexdigest()}:{until}"


def check_evidence(case: Opened) -> str:
    """Every reading, and all kinds and recipes, against the entries of the log."""
    anew = purged(case)
    for name, digest, what in (
        ("evidence", brought, "what reading {} brought is not what its entry in the log was made of"),
        ("account", account, "what is said of reading {} and its file is not what its entry was made of"),
    ):
        for body, value in committed(case, name):
            reading = int(body["ids"]["reading"])
            if value is None:
                raise Fault(f"reading {reading} cannot be checked: its commitment was taken out of the log")
            sealed = case.one("SELECT 1 FROM reading WHERE id = ? AND sealed", reading)
            if not sealed or digest(case, reading) != anew[name].get(str(reading), value):
                raise Fault(what.format(reading))
    check_declarations(case, anew["entry"])
    gone = case.one("SELECT count(*) FROM declaration WHERE sort = 'purge'")
    return "every reading is what its entry in the log was made of" + (
        f"; {gone} lawful purge{'s' if gone > 1 else ''}" if gone else ""
    )


def check_declarations(case: Opened, purge: int) -> None:
    for sort, name, sha256, text in case.rows("SELECT sort, name, sha256, text FROM declaration ORDER BY id"):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise Fault(f"the text of {sort} {name} is not the one that was kept")
    last = None
    for body, value in committed(case, "declarations"):
        if body["seq"] < purge:
            continue
        if value is None:
            raise Fault("kinds and recipes cannot be checked: a commitment to them was taken out of the log")
        last = int(value.partition(":")[2])
        if declared(case, last) != value:
            raise Fault("kinds, recipes or circumstances are not those that the log was made of")
    slipped = case.rows(
        "SELECT sort, name FROM declaration WHERE sort IN ('circumstances', 'acquisition', 'purge') AND id > ?",
        last if last is not None else 1 << 60)  # fmt: skip
    if slipped:
        raise Fault(f"no entry of the log speaks of the {slipped[0][0]} of {slipped[0][1]}")


def committed(case: Opened, name: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    """The entries that commit to a value of this name, with the value, None where it was taken out."""
    for body, value in case.rows(
        "SELECT body, value FROM log LEFT JOIN log_value ON log_value.seq = log.seq AND name = ? ORDER BY log.seq",
        name,
    ):
        said = json.loads(body)
        if name in said["values"]:
            yield said, value


def purged(case: Opened) -> dict[str, Any]:
    """What lawful purges committed to anew, the later over the earlier."""
    found: dict[str, Any] = {"evidence": {}, "account": {}, "steps": {}, "about": "", "entry": 0}
    for body, value in committed(case, "remains"):
        if body["act"] != "purge":
            continue
        if value is None:
            raise Fault(
                f"what the purge of entry {body['seq']} left cannot be checked: its commitment is gone"
            )
        said = json.loads(value)
        for name in ("evidence", "account", "steps"):
            found[name] |= said[name]
        found["about"] = said["about"] or found["about"]
        found["entry"] = body["seq"]
    return found


# -- the log ---------------------------------------------------------------------------------------------------


def check_log(case: Opened) -> str:
    """The chain, the values beside it, and that it speaks of every step and reading."""
    values: dict[int, dict[str, str]] = {}
    for seq, name, salt, value in case.rows("SELECT seq, name, salt, value FROM log_value"):
        values.setdefault(seq, {})[name] = hashlib.sha256(salt + value.encode()).hexdigest()
    prev, bodies = bytes(32), []
    for number, (seq, body, before, stated) in enumerate(
        case.rows("SELECT seq, body, prev, hash FROM log ORDER BY seq"), start=1
    ):
        made = hashlib.sha256(prev + leaf(body)).digest()
        if seq != number or before != prev or stated != made or not commits(body, seq, values.get(seq, {})):
            raise Fault(f"the log does not hold from entry {seq} on")
        prev = made
        bodies.append(json.loads(body))
    check_steps(case, bodies)
    tell_clock(case, bodies)
    return f"{len(bodies):,} entries, unbroken"


def commits(body: str, seq: int, kept: dict[str, str]) -> bool:
    try:
        said = json.loads(body)
        return said["seq"] == seq and all(said["values"].get(name) == made for name, made in kept.items())
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def check_steps(case: Opened, bodies: list[dict[str, Any]]) -> None:
    """That every step and sealed reading is entered, and marked done, undone or dropped as the entries tell."""
    undone: dict[Any, bool] = {}
    dropped: set[Any] = set()
    for said in bodies:
        step = said["ids"].get("step")
        if said["act"] in ("step", "import"):
            dropped |= {s for s, back in undone.items() if back}
            undone[step] = False
        elif said["act"] in ("undo", "redo"):
            undone[step] = said["act"] == "undo"
    entered = {said["ids"].get("reading") for said in bodies if said["act"] == "import"}
    for step, *marks in case.rows("SELECT id, undone, dropped FROM step ORDER BY id"):
        if step not in undone:
            raise Fault(f"step {step} is in no entry of the log: its end is missing")
        if marks != [undone[step], step in dropped]:
            raise Fault(f"step {step} is not marked done, undone or dropped as the log has it")
    for (reading,) in case.rows("SELECT id FROM reading WHERE sealed ORDER BY id"):
        if reading not in entered:
            raise Fault(f"reading {reading} is in no entry of the log: nobody is known to have taken it in")


def tell_clock(case: Opened, bodies: list[dict[str, Any]]) -> None:
    """Notes where the wall clock was set back between entries: no fault, but worth knowing."""
    for one, other in itertools.pairwise(bodies):
        if other["at"] < one["at"]:
            case.notes.append(f"the clock went back before entry {other['seq']}")


def check_counts(case: Opened) -> str:
    """What became of the rows of each file."""
    for reading, rows, kept, duplicate, rejected, withheld in case.rows(
        "SELECT id, rows, kept, duplicate, rejected, withheld FROM reading WHERE sealed"
    ):
        if rows != kept + duplicate + rejected + withheld:
            raise Fault(f"reading {reading}: rows read are not kept + duplicate + rejected + withheld")
        listed = case.one(
            "SELECT count(*) FROM (SELECT DISTINCT sheet, row FROM reject WHERE reading = ?)", reading)  # fmt: skip
        if listed != rejected:
            raise Fault(f"reading {reading}: {rejected} rows rejected, {listed} of them kept")
    return "rows read = kept + duplicate + rejected + withheld in every reading"


# -- what the analyst decided ----------------------------------------------------------------------------------


def check_workspace(case: Opened) -> str:
    """The steps against their entries, and the rows against what the steps made of them."""
    check_changes(case)
    tables = workspace_tables(case)
    expected = images(case)
    for table in tables:
        there = {row: json.loads(image) for row, image in case.rows(image_sql(case, table))}
        for row, image in there.items():
            if (table, row) not in expected:
                if not from_the_beginning(table, image):
                    raise Fault(f"row {row} of {table} was put in by no step")
                continue
            wanted = expected[table, row]
            if wanted is None or any(image.get(name) != cell for name, cell in wanted.items()):
                raise Fault(f"row {row} of {table} is not as the steps left it")
        for (name, row), wanted in expected.items():
            if name == table and wanted is not None and row not in there and not moved(table, wanted):
                raise Fault(f"row {row} of {table} is gone, though no step took it away")
    return f"what was decided, in {len(tables)} tables, is what the logged steps made of it"


def workspace_tables(case: Opened) -> list[str]:
    names = {name for (name,) in case.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return sorted(n for n in names - EVIDENCE - WORK - DERIVED if not n.startswith("sqlite_"))


def image_sql(case: Opened, table: str) -> str:
    """Selects the key and the image of each row of a table, as the journal has them."""
    columns = case.rows(f'PRAGMA table_info("{table}")')
    key = next((c[1] for c in columns if c[5]), "rowid")
    cells = ", ".join(f"""'{c[1]}', quote("{c[1]}")""" for c in columns)
    return f'SELECT "{key}", json_object({cells}) FROM "{table}"'


def check_changes(case: Opened) -> None:
    """That the images of each step, and what the case first said of itself, are those its entry commits to."""
    anew = purged(case)
    for _, value in committed(case, "about"):
        if value is not None and (anew["about"] or value) != beginning(case):
            raise Fault("what the case says of itself is not what it said when it was made")
    for said, value in committed(case, "changes"):
        step = int(said["ids"]["step"])
        if value is None:
            raise Fault(
                f"what step {step} changed cannot be checked: its commitment was taken out of the log"
            )
        if step_digest(case, step) != anew["steps"].get(str(step), value):
            raise Fault(f"step {step} is not what its entry in the log was made of")


def beginning(case: Opened) -> str:
    first = {row: json.loads(image) for row, image in case.rows(image_sql(case, "about"))}
    for row, before in case.rows("SELECT row, before FROM journal WHERE name = 'about' ORDER BY id DESC"):
        first[row] = json.loads(before) if before else None
    return sha256_of([image for _, image in sorted(first.items()) if image is not None])


def step_digest(case: Opened, step: int) -> str:
    """The digest of a step: its name, its images, and the identifiers entered by hand in it."""
    named = case.rows("SELECT title, analyst, at FROM step WHERE id = ?", step)[0]
    whole = hashlib.sha256(json.dumps(named, ensure_ascii=False).encode())
    by_hand: set[int] = set()
    for table, row, before, after in case.rows(
        "SELECT name, row, before, after FROM journal WHERE step = ? ORDER BY id", step
    ):
        whole.update(json.dumps((table, row, before, after), ensure_ascii=False).encode() + b"\n")
        cells = json.loads(after or before)
        by_hand |= {int(cells[column]) for column in BY_HAND.get(table, ())}
    for number in sorted(by_hand):
        entered = case.rows(
            "SELECT id, kind, value, valid FROM entity WHERE id = ? AND reading IS NULL", number
        )
        whole.update(json.dumps(entered[0] if entered else None, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()


def images(case: Opened) -> dict[tuple[str, int], dict[str, str] | None]:
    """What each row that a step ever touched should be; None where it should not be there."""
    expected: dict[tuple[str, int], dict[str, str] | None] = {}
    done: set[tuple[str, int]] = set()
    for table, row, before, after, undone in case.rows(
        "SELECT name, row, before, after, undone FROM journal JOIN step ON step.id = step ORDER BY journal.id"
    ):
        place = table, int(row)
        if not undone:
            expected[place] = json.loads(after) if after else None
            done.add(place)
        elif place not in done:
            expected.setdefault(place, json.loads(before) if before else None)
    return expected


def from_the_beginning(table: str, image: dict[str, str]) -> bool:
    """Rows that no step put in: what the case says of itself, and what a newer Clew made of an old case."""
    return table == "about" or (table == "common_service" and image["at"] == "0" and image["analyst"] == "''")


def moved(table: str, image: dict[str, str]) -> bool:
    return table == "tag" and image["name"] == "'common service'"


# -- checkpoints -------------------------------------------------------------------------------------------------


def leaf(body: str) -> bytes:
    return hashlib.sha256(b"\0" + body.encode()).digest()


def tree_head(leaves: list[bytes]) -> bytes:
    """The Merkle tree head of RFC 6962."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_head(leaves[:half]) + tree_head(leaves[half:])).digest()


def check_checkpoints(case: Opened) -> str:
    """Each checkpoint in the case, beside it, and kept elsewhere."""
    leaves = [leaf(body) for (body,) in case.rows("SELECT body FROM log ORDER BY seq")]
    origin = f"clew/{case.one('''SELECT value FROM about WHERE name = 'uuid' ''')}"
    rows = case.rows("SELECT size, note, keys FROM checkpoint ORDER BY size")
    keys = {line for _, _, lines in rows for line in lines.split("\n")}
    notes = [(f"kept in the case for {size:,} entries", note) for size, note, _ in rows]
    for size, note, _ in rows:
        if note.split("\n")[1] != str(size):
            raise Fault(f"the checkpoint kept for {size:,} entries speaks of {note.splitlines()[1]}")
    beside = case.path.with_name(case.path.name + ".checkpoints")
    mine = [(w, n) for w, n in notes_in(beside) if n.startswith(origin + "\n")] if beside.exists() else []
    for where, note in [*notes, *mine, *case.against]:
        check_note(where, note, origin, leaves, keys)
    if not rows:
        case.notes.append("no checkpoint was ever made: nothing but the chain itself holds the log")
    if not case.against:
        case.notes.append("no checkpoint kept elsewhere was compared: whoever may write to the folder could have made "
                          "all of this anew")  # fmt: skip
    signed = "; ".join(sorted({f"{name_of(key)}: {fingerprint(key)}" for key in keys}))
    return f"{len(rows)} checkpoints in the case, {len(mine)} beside it and {len(case.against)} kept elsewhere hold" + (
        f" (signed by {signed})" if signed else "")  # fmt: skip


def notes_in(path: Path) -> list[tuple[str, str]]:
    """The notes in a file: each two parts with an empty line between, and one behind."""
    parts = path.read_text("utf-8").rstrip("\n").split("\n\n")
    if len(parts) % 2:
        raise Fault(f"{path.name} is not a file of checkpoints, or is cut off")
    return [
        (f"{n // 2 + 1} in {path.name}", f"{parts[n]}\n\n{parts[n + 1]}\n") for n in range(0, len(parts), 2)
    ]


def check_note(where: str, note: str, origin: str, leaves: list[bytes], keys: set[str]) -> None:
    body, _, signatures = note.partition("\n\n")
    lines = body.split("\n")
    if len(lines) != 3 or not lines[1].isdecimal():
        raise Fault(f"the checkpoint {where} is none")
    if lines[0] != origin:
        raise Fault(f"the checkpoint {where} is of another case ({lines[0]})")
    size = int(lines[1])
    if size > len(leaves):
        raise Fault(f"the checkpoint {where} tells of {size:,} entries, and there are {len(leaves):,}: the end of the "
                    "log is missing, as when an older copy of the case was put back")  # fmt: skip
    if base64.b64encode(tree_head(leaves[:size])).decode() != lines[2]:
        raise Fault(f"the checkpoint {where} has another head: an entry among the first {size:,} was changed")
    check_signatures(where, f"{body}\n".encode(), signatures.rstrip("\n").split("\n"), keys)


def check_signatures(where: str, signed: bytes, lines: list[str], keys: set[str]) -> None:
    """That at least one known key signed, and that no signature in the name of a known key is wrong."""
    known = {(name_of(key), key_id(key)): key_bytes(key) for key in keys}
    good = 0
    for line in lines:
        _, name, encoded = [*line.split(" "), "", ""][:3]
        data = base64.b64decode(encoded)
        if (name, data[:4]) not in known:
            continue
        try:
            VerifyKey(known[name, data[:4]]).verify(signed, data[4:])
        except (BadSignatureError, ValueError) as error:
            raise Fault(f"the signature of {name} under the checkpoint {where} is forged") from error
        good += 1
    if not good:
        raise Fault(f"the checkpoint {where} is signed by nobody whose key the case knows")


def name_of(key: str) -> str:
    return key.split("+")[0]


def key_bytes(key: str) -> bytes:
    """The 32 bytes of a public key written name+id+base64(01 || key)."""
    parts = key.split("+", 2)
    data = base64.b64decode(parts[2]) if len(parts) == 3 else b""
    if len(data) != 33 or data[0] != 1:
        raise Fault("a public key kept in the case is none")
    return data[1:]


def key_id(key: str) -> bytes:
    return hashlib.sha256(name_of(key).encode() + b"\n\1" + key_bytes(key)).digest()[:4]


def fingerprint(key: str) -> str:
    text = hashlib.sha256(key_bytes(key)).hexdigest()[:32].upper()
    return " ".join(text[at : at + 4] for at in range(0, 32, 4))


# -- packages ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def unpacked_package(path: Path) -> Iterator[Path]:
    """The folder of a package; of a zip only members of the names that a package has are taken out."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as made:
        try:
            with zipfile.ZipFile(path) as zipped:
                for name in zipped.namelist():
                    if not re.fullmatch(
                        r"case\.case(\.checkpoints)?|manifest\.(json|note)|verify_case\.py", name
                    ):
                        raise Fault(f"the package holds {name!r}, which its manifest cannot list")
                    (Path(made) / name).write_bytes(zipped.read(name))
        except zipfile.BadZipFile as error:
            raise Fault(f"the package is damaged ({error})") from error
        yield Path(made)


def check_package(folder: Path) -> str:
    """The manifest against its signature, and every file against the manifest."""
    try:
        data, note = (folder / "manifest.json").read_bytes(), (folder / "manifest.note").read_text("utf-8")
        manifest = json.loads(data)
    except (OSError, ValueError) as error:
        raise Fault(f"the package has no manifest that can be read ({error})") from error
    text, _, signatures = note.partition("\n\n")
    if text != f"clew/package\n{hashlib.sha256(data).hexdigest()}":
        raise Fault("the manifest of the package is not the one that was signed")
    check_signatures(
        "of the package", f"{text}\n".encode(), signatures.rstrip("\n").split("\n"), {manifest["key"]}
    )
    listed = {file["name"]: file for file in manifest["files"]}
    if not {"case.case", "case.case.checkpoints"} <= listed.keys():
        raise Fault("the manifest of the package lists no case")
    for name, file in listed.items():
        path = folder / Path(name).name
        if not path.is_file():
            raise Fault(f"{name} is missing from the package")
        if (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()) != (
            file["bytes"],
            file["sha256"],
        ):
            raise Fault(f"{name} is not the file that the manifest lists")
    if manifest["checkpoint"] not in [n for _, n in notes_in(folder / "case.case.checkpoints")]:
        raise Fault("the checkpoint of the manifest is not among those of the package")
    return f"{len(listed)} files are those of the manifest (signed by {fingerprint(manifest['key'])})"


# -- opening and telling -------------------------------------------------------------------------------------------

CHECKS: list[tuple[str, Callable[[Opened], str]]] = [
    ("pages", check_pages), ("originals", check_originals), ("kept rows", check_rows), ("segments", check_segments),
    ("evidence", check_evidence), ("derived", check_links), ("log", check_log), ("counts", check_counts),
    ("workspace", check_workspace), ("checkpoints", check_checkpoints),
]  # fmt: skip


def key_for(path: Path, key_file: str | None) -> str:
    """The key of a case as 64 hexadecimal digits: published, or made of its passphrase."""
    try:
        with path.open("rb") as file:
            salt = file.read(16)
    except OSError as error:
        raise CannotBegin(f"{path} cannot be read ({error.strerror})") from error
    if not salt.startswith(PROTECTED):
        return PUBLISHED
    if key_file:
        passphrase = Path(key_file).read_text("utf-8").splitlines()[0]
    elif sys.stdin.isatty():
        passphrase = getpass.getpass("Passphrase of the case: ")
    else:
        raise CannotBegin("the case has a passphrase: name a file that holds it with --key-file")
    raw = re.fullmatch(r"x'([0-9a-fA-F]{64})'", passphrase)
    return (
        raw[1].lower() if raw else hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32).hex()
    )


@contextlib.contextmanager
def opened_case(path: Path, key: str) -> Iterator[Opened]:
    """A connection that only reads; Fault where the first page cannot be read with the key."""
    alone = not path.with_name(path.name + "-wal").exists() and not os.access(path.parent, os.W_OK)
    db = sqlcipher.connect(
        path.absolute().as_uri() + "?mode=ro" + ("&immutable=1" if alone else ""),
        uri=True,
        isolation_level=None,
    )
    try:
        for statement in ("cipher_log_level = NONE", f"key = \"x'{key}'\"", f"cipher_page_size = {PAGE}",
                          "trusted_schema = OFF", "query_only = ON"):  # fmt: skip
            db.execute(f"PRAGMA {statement}")
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            application = db.execute("PRAGMA application_id").fetchone()[0]
        except sqlcipher.DatabaseError as error:
            raise Fault(
                f"it is no case, its first page is damaged, or the passphrase is wrong ({error})"
            ) from error
        if application != APPLICATION:
            raise Fault("it is no case, or nothing is left of it")
        if version != SCHEMA:
            raise CannotBegin(f"the case has schema {version}, and this program knows {SCHEMA}")
        yield Opened(path, key, db)
    finally:
        db.close()


def examine(path: Path, key_file: str | None, against: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Runs every check, also after one that failed; what was found, and notes that are no failures."""
    found: list[dict[str, Any]] = []
    notes: list[str] = []

    def run(name: str, check: Callable[[], str]) -> None:
        try:
            found.append({"name": name, "ok": True, "detail": check()})
        except Fault as fault:
            found.append({"name": name, "ok": False, "detail": str(fault)})
        except Exception as error:  # what somebody put there by hand may fail in any way; that is a finding
            found.append(
                {"name": name, "ok": False, "detail": f"cannot be read ({type(error).__name__}: {error})"}
            )

    with contextlib.ExitStack() as stack:
        if path.is_dir() or path.read_bytes()[:4] == b"PK\x03\x04":
            try:
                folder = stack.enter_context(unpacked_package(path))
            except Fault as fault:
                return [{"name": "package", "ok": False, "detail": str(fault)}], notes
            run("package", lambda: check_package(folder))
            path = folder / "case.case"
        if not path.is_file():
            raise CannotBegin(f"there is no case {path}")
        key = key_for(path, key_file)
        try:
            case = stack.enter_context(opened_case(path, key))
        except Fault as fault:
            return [*found, {"name": "opening", "ok": False, "detail": str(fault)}], notes
        case.against = [
            (f"{where} (kept elsewhere)", note) for file in against for where, note in notes_in(Path(file))
        ]
        for name, check in CHECKS:
            run(name, lambda check=check: check(case))  # type: ignore[misc]
        notes = case.notes
    return found, notes


def main(said: list[str] | None = None) -> int:
    """Checks what is named on the command line and says what it found."""
    parser = argparse.ArgumentParser(description="Checks a case of Clew, or a package of one, without Clew.")
    parser.add_argument("case", help="the case, or a package: a zip or its folder")
    parser.add_argument(
        "--key-file", help="a file whose first line is the passphrase; asked for where it is left out"
    )
    parser.add_argument("--against", action="append", default=[], help="checkpoints that were kept elsewhere")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    args = parser.parse_args(said)
    try:
        found, notes = examine(Path(args.case), args.key_file, args.against)
    except (CannotBegin, OSError, Fault) as error:
        print(f"nothing was checked: {error}", file=sys.stderr)
        return 2
    first = next((f for f in found if not f["ok"]), None)
    if args.json:
        said_first = f"{first['name']}: {first['detail']}" if first else None
        said_all = {"ok": first is None, "first": said_first, "notes": notes, "checks": found}
        print(json.dumps(said_all, ensure_ascii=False))
        return 1 if first else 0
    for check in found:
        print(f"{'holds' if check['ok'] else 'DOES NOT HOLD':13}  {check['name']}: {check['detail']}")
    for note in notes:
        print(f"Note: {note}.")
    if first is None:
        print("Everything that was checked holds.")
        return 0
    print(f"What does not hold first is {first['name']}: {first['detail']}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
