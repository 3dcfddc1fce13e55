"""Whoever knows the published key can write anything, hashes included; the log entry of the import still tells."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import segments, verifying
from workbench.case.cases import Case
from workbench.case.engine import connect

ROWS = [(2, "+447700900001", "+447700900002", 1_000), (3, "+447700900002", "+447700900003", 2_000)]


def _forge(case: Case, path: Path, change: str) -> list[str]:
    case.close()
    db = connect(path, write=True)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
    if change == "time":
        segment, data = db.conn.execute(
            "SELECT segment, data FROM segment_column WHERE name = 'start'"
        ).fetchone()
        sha256 = hashlib.sha256(data).digest()
        frame = segments.unpack(data, sha256, "start")
        forged = segments.pack(frame.with_columns(v=frame["v"] + 1_000_000))
        low, high = int(frame["v"].min()) + 1_000_000, int(frame["v"].max()) + 1_000_000  # type: ignore[arg-type]
        db.conn.execute(
            "UPDATE segment_column SET data = ?, sha256 = ?, low = ?, high = ? WHERE segment = ? AND name = 'start'",
            (forged, hashlib.sha256(forged).digest(), low, high, segment),
        )
    else:
        db.conn.execute(change)
    db.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    db.conn.close()
    return [c.name for c in verifying.verify(path) if not c.ok]


@pytest.mark.parametrize(
    "change",
    [
        "time",
        "UPDATE entity SET value = '+447700900009' WHERE id = 1",
        "UPDATE link SET end = 1 WHERE id = 2",
        'UPDATE reading SET options = \'{"zone": "UTC"}\'',
        "INSERT INTO reject(reading, sheet, row, column, reason, raw) VALUES(1, '', 9, '', 'x', 'y')",
    ],
)
def test_a_forged_reading_is_not_what_its_log_entry_was_made_of(
    case: Case, tmp_path: Path, change: str
) -> None:
    take_in(case, tmp_path, "one.csv", ROWS)
    assert "evidence" in _forge(case, case.path, change)


def test_a_whole_case_is(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "one.csv", ROWS)
    take_in(case, tmp_path, "two.csv", [(2, "+447700900002", "+447700900003", 2_000)])
    assert [c for c in verifying.verify(case.path) if not c.ok] == []
