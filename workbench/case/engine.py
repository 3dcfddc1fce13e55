"""One way to connect to a case file: SQLCipher, with every setting the design relies on."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
import sqlcipher3
import sqlcipher3.dbapi2

# sqlite-utils catches the exceptions of the module it imports; it prefers pysqlite3, so that is what we name ours.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

# It also takes pandas along wherever that happens to be installed: a quarter of a second at every start for nothing.
_pandas: Any = sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]

from sqlite_utils import Database  # noqa: E402

if _pandas is None:
    del sys.modules["pandas"]

from workbench.case.protection import PUBLISHED, Key  # noqa: E402

__all__ = [
    "Database",
    "DatabaseError",
    "IntegrityError",
    "OperationalError",
    "connect",
    "connect_plain",
    "insert_many",
    "new_id",
]

_engine: Any = sqlcipher3.dbapi2
DatabaseError = _engine.DatabaseError
OperationalError = _engine.OperationalError
IntegrityError = _engine.IntegrityError

PAGE = 8192
STRETCH = 50_000
EVERYBODY = Key(PUBLISHED)


def connect(
    path: Path, key: Key = EVERYBODY, *, write: bool = False, create: bool = False, immutable: bool = False
) -> Database:
    """Opens a connection with key, page size, foreign keys, guards' recursive triggers and secure delete.

    Without `write` it is query-only. `immutable` is for media that cannot be written, where SQLite could not
    even make its locks; it must not be used while a write-ahead log lies beside the file.
    """
    mode = "rwc" if create else "rw" if write else "ro"
    uri = path.absolute().as_uri() + f"?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = _engine.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {key.as_sql()}")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE}")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cache_size = -32768")
    if write or create:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 16000")  # 128 MB: an import is copied over once
    else:
        connection.execute("PRAGMA query_only = ON")
    return Database(connection, execute_plugins=False)


def insert_many(db: Database, table: str, rows: pl.DataFrame, reading: int) -> None:
    """Inserts many rows that a reading brought, fifty to a statement: a third faster than one by one. A stretch at a
    time, for as objects of Python a million rows take half a gigabyte."""
    row = "(" + "?, " * rows.width + f"{int(reading)})"
    start = f"INSERT INTO {table}({', '.join(rows.columns)}, reading) VALUES "
    step = 50 * rows.width
    for part in rows.iter_slices(STRETCH):
        flat = list(chain.from_iterable(zip(*(column.to_list() for column in part), strict=True)))
        whole = len(flat) - len(flat) % step
        many = start + ", ".join([row] * 50)
        db.conn.executemany(many, (flat[at : at + step] for at in range(0, whole, step)))
        for at in range(whole, len(flat), rows.width):
            db.conn.execute(start + row, flat[at : at + rows.width])


def connect_plain(path: Path) -> Database:
    """A connection to an ordinary SQLite file, as an export makes it."""
    return Database(_engine.connect(str(path), isolation_level=None), execute_plugins=False)


def new_id(cursor: Any) -> int:
    """The id that an INSERT has just given its row."""
    return int(cursor.lastrowid)
