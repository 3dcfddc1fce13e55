"""A full disk: every command says so in one sentence, leaves no part of what it wrote, and the case stays whole.

The system itself refuses to let files grow (RLIMIT_FSIZE), as a disk does. A full page count inside SQLite is in
tests/case/test_disk.py.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.case.blocks import take_in
from tests.case.edits import EDITS
from tests.case.test_undo import filled, workspace
from workbench.case import archives, backups, exporting, opening, purging, readings, verifying
from workbench.case.cases import Case
from workbench.model.document import Document, Paragraph
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.report import documents

pytestmark = needs.LIMITS
ROOM = 150_000  # bytes that a file may have


@contextlib.contextmanager
def full(most: int) -> Iterator[None]:
    """For as long, no file grows beyond so many bytes."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def case(tmp_path: Path, kinds: Kinds) -> Iterator[Case]:
    with opening.create(tmp_path / "one.case", kinds, "A") as made:
        filled(made, tmp_path)
    with opening.open_case(tmp_path / "one.case", "A", write=True) as made:
        yield made


def report(case: Case, out: Path) -> None:
    text = Paragraph("All that was found. " * 20_000)
    documents.write(Document("Report", (text,)), out.with_suffix(".html"))


WRITTEN: dict[str, Callable[[Case, Path], object]] = {
    "backup": backups.make,
    "archive": archives.make,
    "plain": lambda case, out: exporting.plain(case, out),
    "report": report,
    "original": lambda case, out: exporting.original(case, 3, out),
}


@pytest.mark.parametrize("what", sorted(WRITTEN))
def test_what_is_handed_out_is_there_whole_or_not_at_all(case: Case, tmp_path: Path, what: str) -> None:
    rows = [(n, f"+4477{n:08}", f"+4478{n:08}", n) for n in range(2, 6000)]
    take_in(case, tmp_path, "large.csv", rows)
    before, out = sorted(p.name for p in tmp_path.iterdir()), tmp_path / "out"
    with full(ROOM), pytest.raises(Problem, match=r"cannot be written|is full|does not take"):
        WRITTEN[what](case, out)
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    WRITTEN[what](case, out)
    assert len(list(tmp_path.iterdir())) == len(before) + 1


def test_an_import_that_finds_no_room_leaves_nothing(case: Case, tmp_path: Path) -> None:
    before = workspace(case)
    rows = [(n, f"+4477{n:08}", f"+4478{n:08}", n) for n in range(2, 6000)]
    with full(400_000), pytest.raises(Problem, match=r"the disk that holds one\.case"):
        take_in(case, tmp_path, "large.csv", rows)
    readings.remove_unsealed(case)
    assert workspace(case) == before and [c for c in verifying.verify(case.path) if not c.ok] == []
    take_in(case, tmp_path, "large.csv", rows)


def test_a_step_that_finds_no_room_is_none_and_the_next_is_one(case: Case, tmp_path: Path) -> None:
    from random import Random

    wal = case.path.with_name("one.case-wal")
    before = workspace(case)
    with full(wal.stat().st_size + ROOM), pytest.raises(Problem, match=r"the disk that holds one\.case"):
        for seed in range(400):
            before = workspace(case)
            EDITS["finding"](case, Random(seed))
    assert workspace(case) == before
    EDITS["finding"](case, Random(1))
    assert workspace(case) != before and [c for c in verifying.verify(case.path) if not c.ok] == []


def test_a_purge_that_finds_no_room_changes_nothing(case: Case, tmp_path: Path) -> None:
    before, path = workspace(case), case.path
    case.close()
    with full(ROOM), pytest.raises(Problem, match=r"one\.case"):
        purging.purge(path, "A", [2], why="the order expired", authority="Court 5/2026")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.case", "one.csv", "two.csv"]
    with opening.open_case(path) as again:
        assert workspace(again) == before
    purging.purge(path, "A", [2], why="the order expired", authority="Court 5/2026")
    assert [c for c in verifying.verify(path) if not c.ok] == []
