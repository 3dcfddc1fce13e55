"""Sources: acquired files, kept bit for bit as hashed zstd blocks, with who acquired them and whose they are."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

import zstandard

from workbench.case import acquisitions, purged
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.digests import Digests
from workbench.case.engine import Database, new_id
from workbench.case.journal import writable
from workbench.model.files import AnyFile
from workbench.model.problems import Damaged, Problem

BLOCK = 1 << 20
COPY, HASH_ONLY = "copy", "hash only"
REFERRED = "referred"  # the option of a reading whose source is only referred to
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Source:
    """An acquired file as the case lists it, with the counts of its included (else latest) reading. `sha512` is ""
    where nobody asked for it, `modified_at` when the file was last changed (UTC microseconds, 0 = not known); of one
    that was `purged` only the number is left, its hash and how large it was."""

    id: int
    name: str
    path: str
    bytes: int
    sha256: str
    kept: str
    exhibit: str
    acquired_by: str
    acquired_at: str
    acquired_how: str
    added_at: int
    added_by: str
    reading: int
    recipe: str
    included: bool
    rows: int
    kept_rows: int
    duplicate: int
    rejected: int
    withheld: int
    facts: dict[str, Any]
    options: dict[str, Any]
    sha512: str = ""
    modified_at: int = 0
    purged: bool = False

    @property
    def is_referred(self) -> bool:
        """Whether its original stays where it was by choice, and its rows are read there."""
        return self.kept == HASH_ONLY and bool(self.options.get(REFERRED))


@dataclass(frozen=True)
class Coverage:
    """Whose records a source holds for which period, and how that is known; times in UTC microseconds."""

    source: int
    subject: int | None
    first: int | None
    last: int | None
    basis: str


def hash_file(path: AnyFile, look: Callable[[bytes], None] = lambda octets: None) -> tuple[str, int]:
    """SHA-256 and size of a file, opened for reading only; `look` sees every byte in passing."""
    digest, size = hashlib.sha256(), 0
    try:
        if not (path.is_file() or path.is_dir()) and path.exists():  # reading a pipe would never end
            raise Problem(
                f"{path} is no file with an end, but a device or a pipe", "copy what it gives to a file"
            )
        with path.open("rb") as file:
            while chunk := file.read(8 * BLOCK):
                digest.update(chunk)
                look(chunk)
                size += len(chunk)
    except IsADirectoryError as error:
        raise Problem(f"{path} is a folder", "name the files in it") from error
    except FileNotFoundError as error:
        raise Problem(f"there is no file {path}", "check the name") from error
    except PermissionError as error:
        raise Problem(f"{path} may not be read", "ask for the right to read it, or copy it") from error
    except OSError as error:
        raise Problem(f"{path} cannot be read", error.strerror or str(error)) from error
    if not size:
        raise Problem(f"{path.name} is empty", "ask for the file again; an empty file proves nothing")
    return digest.hexdigest(), size


def find(db: Database, sha256: str) -> int | None:
    """The source with these bytes, if the case holds them already; Problem where they were lawfully purged from it."""
    row = db.conn.execute("SELECT id FROM source WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        return None
    purge = purged.sources(db).get(int(row[0]))
    if purge is not None:
        raise Problem(
            f"this file was purged from the case as source {row[0]} on the authority of {purge.authority}",
            "where it may be held again, take it into a case of its own",
        )
    return int(row[0])


def keep(
    case: Case, path: AnyFile, sha256: str, size: int, acquisition: Acquisition, tell: Tell, *, sha512: str = "",
    modified_at: int = 0,
) -> int:  # fmt: skip
    """Copies a file into the case in blocks, a few transactions apart, hashing again; its source id.

    Raises Problem when the bytes are no longer those of `sha256` and of `sha512`: the file changed while it was read.
    """
    source = _enter(case, path, sha256, size, acquisition, COPY, sha512, modified_at)
    again = Digests(bool(sha512))
    with path.open("rb") as file:
        _copy(case, source, file, size, again, tell)
    if (again.sha256, again.sha512) != (sha256, sha512):
        raise changed(path)
    return source


def refer(
    case: Case, path: AnyFile, sha256: str, size: int, acquisition: Acquisition, *, sha512: str = "",
    modified_at: int = 0,
) -> int:  # fmt: skip
    """Enters a file by its hash alone, for one that holds what may not be kept or stays where it is; its source id."""
    return _enter(case, path, sha256, size, acquisition, HASH_ONLY, sha512, modified_at)


def changed(path: AnyFile) -> Problem:
    """What a file that is another than it was when it was hashed is called."""
    return Problem(
        f"{path.name} changed while it was read", "copy it to a folder nobody writes to and try again"
    )


def _enter(
    case: Case, path: AnyFile, sha256: str, size: int, acquisition: Acquisition, kept: str, sha512: str,
    modified_at: int,
) -> int:  # fmt: skip
    with case.write() as db:
        cursor = db.conn.execute(
            "INSERT INTO source(name, path, bytes, sha256, kept, exhibit, acquired_by, acquired_at, acquired_how, "
            "added_at, added_by, sha512, modified_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                writable(path.name), writable(str(path)), size, sha256, kept, acquisition.exhibit,
                acquisition.acquired_by, acquisition.acquired_at, acquisition.acquired_how, time.time_ns() // 1000,
                case.analyst, sha512, modified_at,
            ),
        )  # fmt: skip
        return new_id(cursor)


def holds_bytes(db: Database, source: int) -> bool:
    """Whether the case holds the original itself, and not only its hash."""
    row = db.conn.execute("SELECT kept FROM source WHERE id = ?", (source,)).fetchone()
    return row is not None and row[0] == COPY


def _copy(case: Case, source: int, file: BinaryIO, size: int, digest: Digests, tell: Tell) -> None:
    compressor = zstandard.ZstdCompressor(level=1)
    number = offset = lines = 0
    ended = False
    while not ended:
        with case.write() as db:
            for _ in range(64):
                chunk = file.read(BLOCK)
                if not chunk:
                    ended = True
                    break
                digest.update(chunk)
                data = compressor.compress(chunk)
                db.conn.execute(
                    "INSERT INTO source_block VALUES(?, ?, ?, ?, ?, ?, ?)",
                    (source, number, offset, len(chunk), lines, hashlib.sha256(data).digest(), data),
                )
                number, offset, lines = number + 1, offset + len(chunk), lines + chunk.count(b"\n")
        tell(offset, size)


def block(db: Database, source: int, number: int) -> bytes | None:
    """The bytes of one block, checked; None behind the last."""
    row = db.conn.execute(
        "SELECT sha256, data FROM source_block WHERE source = ? AND number = ?", (source, number)
    ).fetchone()
    if row is None:
        return None
    if hashlib.sha256(row[1]).digest() != row[0]:
        raise Damaged(
            f"block {number} of source {source} does not match its hash", "restore the case from a copy"
        )
    return zstandard.decompress(row[1], max_output_size=BLOCK)


def write_original(db: Database, source: int, out: BinaryIO) -> str:
    """Writes the original bit for bit; its SHA-256. Problem where the case holds only its hash, because rows of it were
    withheld, a private key stands in it, or it stays where it was."""
    if not holds_bytes(db, source):
        raise Problem(
            f"the case holds the hash of source {source} and not its bytes",
            "compare the file itself with that hash",
        )
    digest, number = hashlib.sha256(), 0
    while (data := block(db, source, number)) is not None:
        digest.update(data)
        out.write(data)
        number += 1
    return digest.hexdigest()


def listed(case: Case) -> list[Source]:
    """The sources that have a sealed reading, in the order they were added, each with what was said of it last."""
    rows = case.db.conn.execute(
        "SELECT s.id, s.name, s.path, s.bytes, s.sha256, s.kept, s.exhibit, s.acquired_by, s.acquired_at, "
        "s.acquired_how, s.added_at, s.added_by, r.id, d.name, i.reading IS NOT NULL, r.rows, r.kept, r.duplicate, "
        "r.rejected, r.withheld, r.facts, r.options, s.sha512, s.modified_at "
        "FROM source s JOIN reading r ON r.source = s.id AND r.sealed JOIN declaration d ON d.id = r.recipe "
        "LEFT JOIN included i ON i.reading = r.id "
        "ORDER BY s.id, i.reading IS NULL, r.id DESC"
    ).fetchall()
    first: dict[int, Source] = {}
    for row in rows:
        if row[0] not in first:
            included, facts, options = bool(row[14]), json.loads(row[20]), json.loads(row[21])
            first[row[0]] = Source(*(*row[:14], included, *row[15:20], facts, options, *row[22:]))
    later, gone = acquisitions.corrected(case.db), purged.sources(case.db)
    found = [replace(s, purged=s.id in gone) for s in first.values()]
    return [replace(s, **asdict(later[s.sha256])) if s.sha256 in later else s for s in found]


def get(case: Case, id: int) -> Source:
    """One source; Problem when the case has none of that number."""
    for source in listed(case):
        if source.id == id:
            return source
    raise Problem(f"there is no source {id}", "see 'clew sources'")


def names(case: Case) -> dict[str, str]:
    """The names of all sources by their ids, written as filters keep them."""
    return {str(id): name for id, name in case.db.conn.execute("SELECT id, name FROM source ORDER BY id")}


def coverage(case: Case) -> list[Coverage]:
    """What is known of whose records each source holds and for when."""
    rows = case.db.conn.execute("SELECT source, subject, first, last, basis FROM coverage ORDER BY id")
    return [Coverage(*row) for row in rows]


def cover(
    db: Database,
    source: int,
    first: int | None,
    last: int | None,
    *,
    subject: int | None = None,
    basis: str = "stated",
) -> None:
    """Enters inside a step whose records a source holds for which period (UTC microseconds, None = open).

    `basis` is stated (by who gave the file) or assessed. Problem where the period ends before it begins.
    """
    if first is not None and last is not None and last < first:
        raise Problem("the period ends before it begins", "exchange the two dates")
    db.conn.execute(
        "INSERT INTO coverage(source, subject, first, last, basis) VALUES(?, ?, ?, ?, ?)",
        (source, subject, first, last, basis),
    )
