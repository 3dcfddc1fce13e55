"""Opening: one window per case, no case of the future, those of the past migrated with a copy kept."""

from __future__ import annotations

import multiprocessing
import platform
import shutil
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests import needs
from tests.case.blocks import take_in
from tests.conftest import ROOT
from workbench.case import (
    assessments,
    charts,
    entities,
    graphs,
    included,
    journal,
    links,
    log,
    migrations,
    notes,
    opening,
    records,
    sources,
    verifying,
)  # fmt: skip
from workbench.case.cases import Case
from workbench.case.engine import Database, OperationalError, connect
from workbench.model.kinds import Kinds
from workbench.model.problems import Damaged, Problem

OLD = ROOT / "tests" / "old_cases" / "v0.case"
A, B = "+447700900001", "+447700900002"


def _hold(path: Path, pipe: Connection) -> None:
    with opening.open_case(path, "Detective Holder", write=True):
        pipe.send("held")
        pipe.recv()


def test_a_second_window_is_told_who_has_the_case_and_where(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "one.case"
    opening.create(path, kinds, "A").close()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    holder = multiprocessing.get_context("spawn").Process(target=_hold, args=(path, theirs))
    holder.start()
    try:
        assert ours.recv() == "held"
        with pytest.raises(Problem, match="open elsewhere") as told:
            opening.open_case(path, "B", write=True)
        assert "Detective Holder" in told.value.what and platform.node() in told.value.what
        with opening.open_case(path) as case:  # reading beside it is allowed
            assert case.about.title == ""
        ours.send("go")
    finally:
        holder.join(20)
    assert holder.exitcode == 0
    opening.open_case(path, "B", write=True).close()
    assert [p.name for p in tmp_path.iterdir()] == ["one.case"]


def test_a_lock_left_by_a_dead_process_locks_nobody_out(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "one.case"
    opening.create(path, kinds, "A").close()
    path.with_name("one.case.lock").write_text("A ghost on another machine, process 1\n")
    opening.open_case(path, "B", write=True).close()
    assert not path.with_name("one.case.lock").exists()


def test_a_reader_beside_does_not_keep_the_writer_from_closing(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "one.case"
    writer = opening.create(path, kinds, "A")
    with opening.open_case(path) as reader:
        reader.db.conn.execute("BEGIN")
        reader.db.conn.execute("SELECT count(*) FROM log").fetchone()
        writer.writer.conn.execute("PRAGMA busy_timeout = 1")
        take_in(writer, tmp_path, "one.csv", [(2, A, B, 1)])
        writer.close()
        assert not path.with_name("one.case.lock").exists()
    with opening.open_case(path, "B", write=True) as case:
        assert len(graphs.read(case)) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.case", "one.csv"]


def test_making_a_case_where_one_is_or_where_nothing_can_be(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "one.case"
    opening.create(path, kinds, "A").close()
    with pytest.raises(Problem, match="exists already"):
        opening.create(path, kinds, "A")
    with pytest.raises(Problem, match="no folder"):
        opening.create(tmp_path / "no" / "two.case", kinds, "A")
    for wrong in ({"country": "XX"}, {"zone": "Europe/Lundun"}):
        with pytest.raises(Problem, match="there is no"):
            opening.create(tmp_path / "three.case", kinds, "A", **wrong)
    assert [p.name for p in tmp_path.iterdir()] == ["one.case"]


def test_a_case_that_cannot_be_made_whole_is_not_left_behind(
    tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(log, "append", fail)
    with pytest.raises(Problem, match="is full"):
        opening.create(tmp_path / "one.case", kinds, "A")
    assert list(tmp_path.iterdir()) == []


def test_a_case_of_the_future_is_refused_and_left_alone(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "new.case"
    with opening.create(path, kinds, "A") as case:
        case.writer.conn.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(Problem, match="newer Clew \\(schema 99"):
            opening.open_case(path, "A", write=write)
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["new.case"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A case written before version 1."""
    return Path(shutil.copyfile(OLD, tmp_path / "old.case"))


def test_an_old_case_is_not_touched_by_who_only_reads(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(Problem, match="older Clew \\(schema 0\\)"):
        opening.open_case(old)
    assert old.read_bytes() == before and [p.name for p in old.parent.iterdir()] == ["old.case"]


def test_an_old_case_is_migrated_and_a_copy_of_it_kept(old: Path) -> None:
    before = old.read_bytes()
    with opening.open_case(old, "B", write=True) as case:
        counted = {(e.kind, e.value.casefold(), e.records) for e in entities.listed(case)}
        phones = {"+447700900010": 3, "+447700900011": 2, "+447700900012": 2, "+447700900013": 1}
        assert counted == {("phone", n, c) for n, c in phones.items()} | {("person", "ana", 0)}
        pizzeria = entities.resolve(case, "+447700900010")
        assert list(assessments.common_services(case)) == [pizzeria]
        assert notes.tags(case, pizzeria) == [] and notes.tags(case, 1) == ["suspect"]
        assert sources.coverage(case) == []
        assert [s.withheld for s in sources.listed(case)] == [0, 0]
        assert charts.read(case, 1).positions == {1: (10.0, 20.0)}
        graph = graphs.read(case)
        assert sorted(graph.count.tolist()) == [0, 1, 1, 1, 1]
        called = [int(k) for k in graph.link_ids if k < links.DRAWN]
        assert (
            next(records.text_of(case, r) for r in records.behind(case, called))
            == "+447700900011,+447700900010,1000"
        )
        assert log.break_at(case.db) is None
        steps = len(journal.steps(case.db))
        assert case.redo() is not None and [n.text for n in notes.of(case, entity=1)] == ["calls every night"]
        for _ in range(steps - 1):
            assert case.undo() is not None
        included.switch(case, "All", on=[1])
        case.undo()
    copy = old.with_name("old (schema 0).case")
    assert copy.read_bytes() == before
    assert all(c.ok for c in verifying.verify(old))
    with opening.open_case(old) as case:
        assert case.about.title == "Before version 1"


def test_a_second_copy_never_takes_the_place_of_the_first(old: Path) -> None:
    kept = old.with_name("old (schema 0).case")
    kept.write_bytes(b"an earlier copy")
    opening.open_case(old, "B", write=True).close()
    assert kept.read_bytes() == b"an earlier copy"
    assert old.with_name("old (schema 0, 2).case").read_bytes() == OLD.read_bytes()


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = migrations.STEPS[0]

    def fail(db: Database) -> None:
        step(db)
        raise OperationalError("database or disk is full")

    monkeypatch.setitem(migrations.STEPS, 0, fail)
    with pytest.raises(Problem, match="is full"):
        opening.open_case(old, "B", write=True)
    db = connect(old)
    assert db.conn.execute("PRAGMA user_version").fetchone() == (0,)
    assert not db["common_service"].exists()
    db.conn.close()
    assert [p.name for p in old.parent.iterdir()] == ["old.case"]
    monkeypatch.setitem(migrations.STEPS, 0, step)
    opening.open_case(old, "B", write=True).close()
    assert all(c.ok for c in verifying.verify(old))


def test_the_migrated_and_the_new_schema_are_the_same(old: Path, tmp_path: Path, kinds: Kinds) -> None:
    opening.open_case(old, "B", write=True).close()
    opening.create(tmp_path / "new.case", kinds, "A").close()
    assert _shape(old) == _shape(tmp_path / "new.case")


def _shape(path: Path) -> dict[str, object]:
    with opening.open_case(path) as case:
        named = case.db.conn.execute(
            "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()
        tables = [n for t, n in named if t == "table"]
        columns = {t: sorted(tuple(c)[1:4] for c in case.db[t].columns) for t in tables}
        return {"named": sorted(named), "columns": columns}


def test_files_that_are_no_cases_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "empty.case").write_bytes(b"")
    (tmp_path / "short.case").write_bytes(b"abc")
    (tmp_path / "text.case").write_text("caller,callee\n" * 5000)
    for name in ("empty.case", "short.case", "text.case"):
        for write in (False, True):
            with pytest.raises(Damaged, match=name):
                opening.open_case(tmp_path / name, "A", write=write)
    with pytest.raises(Problem, match="is a folder"):
        opening.open_case(tmp_path, "A")
    with pytest.raises(Problem, match="there is no case"):
        opening.open_case(tmp_path / "none.case", "A", write=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.case", "short.case", "text.case"]


@needs.PERMISSIONS
def test_a_case_nobody_may_write_is_said_to_be_so(tmp_path: Path, kinds: Kinds, unprivileged: None) -> None:
    path = tmp_path / "one.case"
    opening.create(path, kinds, "A").close()
    path.chmod(0o444)
    with pytest.raises(Problem, match="may not be written"):
        opening.open_case(path, "A", write=True)
    with opening.open_case(path) as case:
        assert isinstance(case, Case)
    path.chmod(0o000)
    with pytest.raises(Problem, match="cannot be read"):
        opening.open_case(path)
    path.chmod(0o644)


@needs.PERMISSIONS
def test_a_case_on_a_read_only_medium_is_read_and_nothing_else(
    tmp_path: Path, kinds: Kinds, unprivileged: None
) -> None:
    path = tmp_path / "disc" / "one.case"
    path.parent.mkdir()
    with opening.create(path, kinds, "A") as case:
        take_in(case, tmp_path, "one.csv", [(2, A, B, 1)])
    path.parent.chmod(0o555)
    try:
        with opening.open_case(path) as case:
            assert len(graphs.read(case)) == 2
        assert all(c.ok for c in verifying.verify(path))
        with pytest.raises(Problem, match="cannot be written"):
            opening.open_case(path, "A", write=True)
    finally:
        path.parent.chmod(0o755)
