"""Verify: no flipped bit, cut tail, exchanged blob or wrong number goes unnoticed."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests import verifier
from tests.case.blocks import take_in
from tests.case.edits import EDITS
from workbench.case import entities, exporting, graphs, opening, records, sources, verifying
from workbench.case.cases import Case
from workbench.case.engine import DatabaseError, connect
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

A, B = "+447700900001", "+447700900002"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Path:
    """A small, closed case that is whole."""
    folder = tmp_path_factory.mktemp("whole")
    with opening.create(folder / "whole.case", kinds, "A") as case:
        take_in(case, folder, "one.csv", [(n, A, B, n * 100) for n in range(2, 60)])
        take_in(case, folder, "two.csv", [(n, B, A, n * 100) for n in range(2, 60)])
        for edit in EDITS.values():
            edit(case, Random(3))
    assert [p.name for p in sorted(folder.iterdir())] == ["one.csv", "two.csv", "whole.case"]
    return folder / "whole.case"


def failed(path: Path) -> list[str]:
    return [c.name for c in verifying.verify(path) if not c.ok]


def everything(path: Path) -> list[object]:
    """All that a case says: if this is the same, nothing was harmed."""
    with opening.open_case(path) as case:
        said: list[object] = [case.about, entities.listed(case)]
        graph = graphs.read(case)
        said += [graph.link_ids.tolist(), graph.count.tolist(), graph.first.tolist(), list(graph.captions)]
        for source in sources.listed(case):
            said.append(source)
            exporting.original(case, source.id, path.with_suffix(".out"))
            said.append(path.with_suffix(".out").read_bytes())
        for record in records.behind(case, graph.link_ids.tolist()):
            said.append((record, records.text_of(case, record)))
        for (table,) in case.db.conn.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1"
        ):
            if not table.startswith("search"):
                said.append(case.db.conn.execute(f"SELECT * FROM {table}").fetchall())
    return said


def test_a_whole_case_passes_and_is_not_written_to(whole: Path) -> None:
    before, listing = whole.read_bytes(), sorted(whole.parent.iterdir())
    checks = verifying.verify(whole)
    assert all(c.ok for c in checks), checks
    assert {c.name for c in checks} >= {"pages", "originals", "segments", "derived", "log", "counts"}
    assert verifier.failed(whole) == {}
    assert whole.read_bytes() == before and sorted(whole.parent.iterdir()) == listing


def test_a_flipped_bit_anywhere_is_found_or_harmless(whole: Path, tmp_path: Path) -> None:
    data, random, said = whole.read_bytes(), Random(11), everything(whole)
    path = tmp_path / "flipped.case"
    positions = [*range(0, 24), *(random.randrange(len(data)) for _ in range(150))]
    positions += [page * 8192 + 8192 - k for page in range(0, len(data) // 8192, 9) for k in (1, 40, 80)]
    harmless = 0
    for position in positions:
        flipped = bytearray(data)
        flipped[position] ^= 1 << random.randrange(8)
        path.write_bytes(flipped)
        if not failed(path):
            assert everything(path) == said, f"a flipped bit at {position} went unnoticed"
            harmless += 1
    assert harmless < len(positions) / 20


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.3, 0.5, 0.999])
def test_a_case_cut_off_anywhere_fails(whole: Path, tmp_path: Path, share: float) -> None:
    data = whole.read_bytes()
    for size in {int(len(data) * share), int(len(data) * share) // 8192 * 8192}:
        path = tmp_path / "cut.case"
        path.write_bytes(data[:size])
        assert failed(path), f"cut to {size} of {len(data)} bytes"
        assert verifier.failed(path), f"cut to {size} of {len(data)} bytes"


def unguarded(folder: Path, whole: Path) -> tuple[Path, Case]:
    """A copy opened by somebody who has the published key, dropped the guards and rewrites at will."""
    path = folder / "tampered.case"
    shutil.copyfile(whole, path)
    case = opening.open_case(path, "B", write=True)
    for (name,) in case.db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        case.writer.conn.execute(f"DROP TRIGGER {name}")
    return path, case


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE segment_column SET data = zeroblob(length(data)) WHERE rowid = 3", "segments"),
        ("UPDATE segment_column SET data = CAST(substr(data, 2) || x'00' AS BLOB) WHERE rowid = 2", "segments"),
        ("UPDATE segment_column SET data = (SELECT data FROM segment_column s WHERE s.rowid = 1) "
         "WHERE rowid = 2", "segments"),
        ("DELETE FROM segment_column WHERE name = 'callee'", "derived"),
        ("DELETE FROM segment WHERE id = 1", "derived"),
        ("UPDATE segment_column SET high = low WHERE name = 'start'", "segments"),
        ("UPDATE source_block SET data = zeroblob(10)", "originals"),
        ("DELETE FROM source_block WHERE source = 1", "originals"),
        ("UPDATE source SET sha256 = upper(sha256) WHERE id = 1", "originals"),
        ("UPDATE tally SET data = (SELECT data FROM tally t WHERE t.reading <> tally.reading), "
         "sha256 = (SELECT sha256 FROM tally t WHERE t.reading <> tally.reading) WHERE reading = 1", "derived"),
        ("DELETE FROM presence WHERE reading = 2", "derived"),
        ("UPDATE reading SET kept = kept + 1 WHERE id = 1", "counts"),
        ("UPDATE reading SET rejected = 1, kept = kept - 1 WHERE id = 1", "counts"),
        ("UPDATE declaration SET text = 'no TOML [' WHERE sort = 'links'", "derived"),
    ],
)  # fmt: skip
def test_tampering_by_somebody_with_the_key_is_found(
    whole: Path, tmp_path: Path, statement: str, check: str
) -> None:
    path, case = unguarded(tmp_path, whole)
    with case:
        case.writer.conn.execute("PRAGMA foreign_keys = OFF")
        case.writer.conn.execute(statement)
    assert check in failed(path)
    assert check in verifier.failed(path)


def test_a_damaged_page_is_never_read_as_something_else(whole: Path, tmp_path: Path) -> None:
    said, noticed = everything(whole), 0
    path = tmp_path / "damaged.case"
    for part in range(1, 12):
        data = bytearray(whole.read_bytes())
        data[len(data) * part // 12] ^= 4
        path.write_bytes(data)
        try:
            assert everything(path) == said  # a page of an index, or one that nothing stands on
        except (Problem, DatabaseError):
            noticed += 1
    assert noticed > 5


def test_what_is_no_case_is_a_problem_and_what_cannot_be_opened_a_failed_check(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="there is no case"):
        verifying.verify(tmp_path / "none.case")
    with pytest.raises(Problem, match="is a folder"):
        verifying.verify(tmp_path)
    noise = tmp_path / "noise.case"
    noise.write_bytes(Random(1).randbytes(20_000))
    [check] = verifying.verify(noise)
    assert not check.ok and check.name == "opening" and "noise.case" in check.detail


def test_an_ordinary_sqlite_file_and_another_application_are_named(tmp_path: Path) -> None:
    import sqlite3

    plain = tmp_path / "plain.case"
    sqlite3.connect(plain).execute("CREATE TABLE t(x)").connection.close()
    with pytest.raises(Problem, match="ordinary SQLite"):
        opening.open_case(plain)
    other = tmp_path / "other.case"
    db = connect(other, create=True)
    db.conn.execute("CREATE TABLE t(x)")
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.close()
    with pytest.raises(Problem, match="is not a case"):
        opening.open_case(other)
