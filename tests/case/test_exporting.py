"""Getting things out: the original bit for bit, and a case any SQLite reads."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.case.stories import take_in
from workbench.case import exporting, included, schema, sources
from workbench.case.cases import Case
from workbench.model.problems import Problem

A, B, W = ("phone", "+447700900001"), ("phone", "+447700900002"), ("wallet", "bitcoin-testnet:w")


def test_an_original_of_several_blocks_comes_out_bit_for_bit(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "BLOCK", 1000)
    path = tmp_path / "in.bin"
    path.write_bytes(Random(3).randbytes(70_123))
    sha256, size = sources.hash_file(path)
    sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    with (tmp_path / "out.bin").open("wb") as out:
        assert sources.write_original(case.db, 1, out) == sha256
    assert (tmp_path / "out.bin").read_bytes() == path.read_bytes()


def test_export_writes_the_original_and_says_its_hash(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [{"kind": "call", "start": 1, "caller": A, "callee": B}])
    sha256 = exporting.original(case, 1, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == (tmp_path / "a.txt").read_bytes()
    assert sha256 == hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()
    with pytest.raises(Problem, match="there is no source 9"):
        exporting.original(case, 9, tmp_path / "other.txt")
    assert not (tmp_path / "other.txt").exists()


def test_a_plain_export_opens_in_any_sqlite_with_records_as_rows(case: Case, tmp_path: Path) -> None:
    call = {"kind": "call", "start": 60_000_000, "caller": A, "callee": B, "duration": 9}
    payment = {"kind": "payment", "at": 5, "payer": W, "payee": None, "amount": (10**24, "ETH")}
    take_in(case, tmp_path, "a.txt", [call, payment])
    second = take_in(case, tmp_path, "b.txt", [call, call | {"start": 61_000_000}])
    exporting.plain(case, tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        shown = db.execute(
            "SELECT source, row, counted, caller, callee, start, duration FROM record_call_shown ORDER BY source, row"
        ).fetchall()
        assert shown == [
            (1, 2, 1, A[1], B[1], 60_000_000, 9),
            (2, 2, 0, A[1], B[1], 60_000_000, 9),
            (2, 3, 1, A[1], B[1], 61_000_000, 9),
        ]
        [(amount, payer)] = db.execute("SELECT amount, payer FROM record_payment_shown").fetchall()
        assert (amount, payer) == (str(10**24), W[1])
        assert db.execute("SELECT count(*) FROM entity").fetchone() == (3,)
        assert db.execute("SELECT name FROM source ORDER BY id").fetchall() == [("a.txt",), ("b.txt",)]
    included.switch(case, "Leave out", off=[second.reading])
    exporting.plain(case, tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as db:
        assert db.execute("SELECT sum(counted) FROM record_call").fetchone() == (1,)
    assert sorted(p.name for p in tmp_path.glob("*.part")) == []


def test_a_plain_export_says_which_events_another_source_tells(case: Case, tmp_path: Path) -> None:
    call = {"kind": "call", "start": 60_000_000, "caller": A, "callee": B, "duration": 9}
    take_in(case, tmp_path, "a.txt", [call])
    take_in(case, tmp_path, "b.txt", [call | {"start": 62_000_000}])
    exporting.plain(case, tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        said = db.execute("SELECT source, counted, told_elsewhere FROM record_call_shown ORDER BY source")
        assert said.fetchall() == [(1, 1, 0), (2, 1, 1)]


def test_a_field_called_as_the_place_of_a_record_hides_nothing(case: Case, tmp_path: Path) -> None:
    listed = {"kind": "attribution", "subject": W, "source": "a page on the web", "list": "Sanctions"}
    take_in(case, tmp_path, "a.txt", [listed])
    exporting.plain(case, tmp_path / "plain.sqlite")
    with closing(sqlite3.connect(tmp_path / "plain.sqlite")) as db:
        said = db.execute("SELECT source, source_told, subject FROM record_attribution_shown").fetchall()
        assert said == [(1, "a page on the web", W[1])]
