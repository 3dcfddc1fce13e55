"""Backups and archives: whole copies made while work goes on, checked, and never half there."""

from __future__ import annotations

import hashlib
from pathlib import Path
from random import Random

import pytest

from tests.case.blocks import take_in
from tests.case.edits import EDITS
from tests.case.test_undo import filled, workspace
from workbench.case import archives, backups, copying, graphs, log, opening, protection, verifying
from workbench.case.cases import Case
from workbench.model.kinds import Kinds
from workbench.model.problems import Cancelled, Damaged, Problem


def test_a_backup_is_the_case_as_it_stood_while_edits_went_on(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(case, tmp_path)
    monkeypatch.setattr(copying, "STEP", 5)
    before, entries, told = workspace(case), log.length(case.db), []

    def tell(done: int, total: int, text: str) -> None:
        told.append((done, total))
        if len(told) < 12:  # somebody works on between the steps
            EDITS["note"](case, Random(len(told)))

    made = backups.make(case, tmp_path / "backup.case", tell)
    assert len(told) > 12 and told[0][0] < told[1][0]
    assert made.entries == entries and log.length(case.db) == entries + 11
    assert made.sha256 == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert all(c.ok for c in verifying.verify(made.path))
    with opening.open_case(made.path, "B", write=True) as copy:
        assert (
            workspace(copy) == before
            and graphs.read(copy).link_ids.tolist() == graphs.read(case).link_ids.tolist()
        )
        EDITS["note"](copy, Random(3))
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [
        ".case",
        ".case",
        ".case-shm",
        ".case-wal",
        ".csv",
        ".csv",
        ".lock",
    ]


@pytest.mark.parametrize("make", [backups.make, archives.make])
def test_a_protected_case_opens_as_a_copy_with_its_passphrase_only(
    tmp_path: Path, kinds: Kinds, make: object
) -> None:
    with opening.create(tmp_path / "one.case", kinds, "A", passphrase="two words") as case:
        take_in(case, tmp_path, "one.csv", [(2, "+447700900001", "+447700900002", 60)])
        out = make(case, tmp_path / "copy.case").path  # type: ignore[operator]
    with opening.open_case(out, passphrase="two words") as copy:
        assert len(graphs.read(copy)) == 2
    with pytest.raises(protection.Locked):
        opening.open_case(out, passphrase="other words")


def test_a_stopped_copy_leaves_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(case, tmp_path)
    monkeypatch.setattr(copying, "STEP", 5)
    before = sorted(p.name for p in tmp_path.iterdir())

    def tell(done: int, total: int, text: str) -> None:
        if done > 20:
            raise Cancelled("enough")

    for make in (backups.make, archives.make):
        with pytest.raises(Cancelled):
            make(case, tmp_path / "copy.case", tell)
        assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_no_file_is_ever_replaced_by_a_copy(case: Case, tmp_path: Path) -> None:
    other = tmp_path / "other.case"
    other.write_bytes(b"somebody's")
    for make in (backups.make, archives.make):
        with pytest.raises(Problem, match="exists already"):
            make(case, other)
        with pytest.raises(Problem, match="cannot be written"):
            make(case, tmp_path / "no" / "copy.case")
    assert other.read_bytes() == b"somebody's"


def test_a_copy_that_the_disk_spoils_is_told_and_not_left(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(case, tmp_path)
    copy = copying._copy

    def spoil(case: Case, part: Path, *rest: object) -> bytes:
        head = copy(case, part, *rest)  # type: ignore[arg-type]
        data = bytearray(part.read_bytes())
        data[8192 * 3 + 100] ^= 1
        part.write_bytes(data)
        return head

    monkeypatch.setattr(copying, "_copy", spoil)
    with pytest.raises(Damaged, match="does not hold what was written"):
        backups.make(case, tmp_path / "copy.case")
    assert not list(tmp_path.glob("copy*"))


def test_how_long_ago_the_last_backup_was(case: Case, tmp_path: Path) -> None:
    assert backups.days_since(case.db) is None
    case.record(backups.ACT, *backups.entry(backups.make(case, tmp_path / "copy.case")))
    made = backups.last(case.db)
    assert made is not None and backups.days_since(case.db) == 0
    assert backups.days_since(case.db, made + 9 * backups.DAY + 5) == 9
    assert backups.days_since(case.db, made - backups.DAY) == 0  # a clock that was set back


@pytest.mark.usefixtures("unprivileged")
def test_an_archive_opens_where_nobody_can_write_and_only_to_read(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    folder = tmp_path / "medium"
    folder.mkdir()
    made = archives.make(case, folder / "put by.case")
    assert made.path.stat().st_mode & 0o777 == 0o444
    folder.chmod(0o555)
    try:
        with opening.open_case(made.path) as archive:
            assert archives.is_archive(archive.db) and workspace(archive) == workspace(case)
            assert archive.db.conn.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        with pytest.raises(Problem, match="is an archive and is never written to"):
            opening.open_case(made.path, "B", write=True)
        assert all(c.ok for c in verifying.verify(made.path))
        assert [p.name for p in folder.iterdir()] == ["put by.case"]
    finally:
        folder.chmod(0o755)


def test_an_archive_is_only_read_even_where_its_file_could_be_written(case: Case, tmp_path: Path) -> None:
    made = archives.make(case, tmp_path / "archive.case")
    made.path.chmod(0o644)
    before = made.path.read_bytes()
    with pytest.raises(Problem, match="is an archive"):
        opening.open_case(made.path, "B", write=True)
    assert made.path.read_bytes() == before


def test_work_goes_on_in_a_case_made_of_an_archive(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    with pytest.raises(Problem, match="is no archive"):
        archives.carry_on(case, tmp_path / "new.case")
    made = archives.make(case, tmp_path / "archive.case")
    with opening.open_case(made.path, "Bo") as archive:
        anew = archives.carry_on(archive, tmp_path / "new.case")
    with opening.open_case(anew.path, "Bo", write=True) as going:
        assert log.length(going.db) == made.entries + 1 and workspace(going) == workspace(case)
        EDITS["note"](going, Random(1))
    assert all(c.ok for c in verifying.verify(anew.path))
