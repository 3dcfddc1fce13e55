"""The log: every act in one chain, no value in it, any break found, and a purged value leaves it whole."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.case.blocks import take_in
from tests.case.edits import EDITS
from workbench.case import log, verifying
from workbench.case.cases import Case

A, B = "+447700900001", "+447700900002"


@pytest.fixture
def worked(case: Case, tmp_path: Path) -> Case:
    """A case somebody worked on."""
    take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000), (3, B, A, 2_000)])
    EDITS["note"](case, Random(1))
    case.undo()
    case.redo()
    case.record("search", {"found": 2}, {"text": "07700 900001"})
    case.record("export", {"source": 1}, {"file": "one.csv"})
    return case


def bodies(case: Case) -> list[dict[str, object]]:
    return [json.loads(b) for (b,) in case.db.conn.execute("SELECT body FROM log ORDER BY seq")]


def unguarded(case: Case) -> None:
    """What somebody with a SQL tool and no respect would do first."""
    for (name,) in case.db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        case.writer.conn.execute(f"DROP TRIGGER {name}")


def test_every_act_is_entered_with_who_did_it(worked: Case) -> None:
    entries = bodies(worked)
    assert [e["act"] for e in entries] == ["new", "import", "step", "undo", "redo", "search", "export"]
    assert {e["analyst"] for e in entries} == {"A. Nalyst"}
    assert [e["seq"] for e in entries] == list(range(1, 8))
    assert entries[1]["ids"] == {"source": 1, "reading": 1, "step": 1}
    assert log.break_at(worked.db) is None


def test_no_value_stands_in_the_chain(worked: Case) -> None:
    said = json.dumps(bodies(worked))
    for value in ("07700", "one.csv", A, "watch this"):
        assert value not in said


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE log SET body = replace(body, 'A. Nalyst', 'Somebody') WHERE seq = 3", 3),
        ("UPDATE log SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE log SET prev = zeroblob(32) WHERE seq = 5", 5),
        ("DELETE FROM log WHERE seq = 2", 3),
        ("DELETE FROM log WHERE seq = 1", 2),
        ("UPDATE log SET seq = seq + 10 WHERE seq = 7", 17),
        ("UPDATE log_value SET value = 'another' WHERE seq = 6", 6),
        ("UPDATE log_value SET salt = zeroblob(16) WHERE seq = 7", 7),
        ("INSERT INTO log_value VALUES(2, 'file', x'00', 'slipped in')", 2),
    ],
)
def test_any_tampering_is_found_at_its_entry(worked: Case, statement: str, broken: int) -> None:
    unguarded(worked)
    worked.writer.conn.execute("PRAGMA foreign_keys = OFF")
    worked.writer.conn.execute(statement)
    assert log.break_at(worked.db) == broken
    failed = [c for c in verifying.verify(worked.path) if not c.ok]
    assert [c.name for c in failed] == ["log"] and f"entry {broken} " in failed[0].detail


def test_entries_that_are_not_entries_break_it_too(worked: Case) -> None:
    unguarded(worked)
    worked.writer.conn.execute("UPDATE log SET body = 'no JSON' WHERE seq = 3")
    assert log.break_at(worked.db) == 3


def test_a_purged_value_leaves_the_chain_whole(worked: Case) -> None:
    with worked.write() as db:
        db.conn.execute("DELETE FROM log_value WHERE seq = 6")
    assert log.break_at(worked.db) is None


def test_an_entry_and_its_change_are_in_one_transaction(worked: Case) -> None:
    before = log.length(worked.db)
    with pytest.raises(ZeroDivisionError), worked.edit("Half"):
        raise ZeroDivisionError
    assert log.length(worked.db) == before


def test_an_end_that_was_cut_off_is_missed(worked: Case) -> None:
    EDITS["note"](worked, Random(1))
    unguarded(worked)
    for table in ("log_value", "log"):
        worked.writer.conn.execute(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM log)")
    assert log.break_at(worked.db) is None
    [failed] = [c for c in verifying.verify(worked.path) if not c.ok]
    assert failed.name == "log" and "step 3 is in no entry of the log" in failed.detail
