"""A full disk: one clear sentence, nothing half done, nothing lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.case.blocks import take_in
from tests.case.edits import EDITS
from tests.case.test_undo import filled, workspace
from workbench.case import exporting, graphs, readings, verifying
from workbench.case.cases import Case
from workbench.model.problems import Problem


def fill_up(case: Case, pages: int = 0) -> None:
    """From now on the file may grow by so many pages only."""
    used = case.writer.conn.execute("PRAGMA page_count").fetchone()[0]
    case.writer.conn.execute(f"PRAGMA max_page_count = {used + pages}")


def make_room(case: Case) -> None:
    case.writer.conn.execute("PRAGMA max_page_count = 1000000")


@pytest.mark.parametrize("pages", [0, 1, 3, 6])
def test_an_import_that_finds_no_room_leaves_nothing(case: Case, tmp_path: Path, pages: int) -> None:
    filled(case, tmp_path)
    before, links = workspace(case), graphs.read(case).link_ids.tolist()
    fill_up(case, pages)
    rows = [(n, f"+4477{n:08}", f"+4478{n:08}", n) for n in range(2, 3000)]
    with pytest.raises(Problem, match=r"test\.case is full: make room; nothing of this step was kept"):
        take_in(case, tmp_path, "big.csv", rows)
    make_room(case)
    readings.remove_unsealed(case)
    assert workspace(case) == before and graphs.read(case).link_ids.tolist() == links
    assert all(c.ok for c in verifying.verify(case.path))
    take_in(case, tmp_path, "big.csv", rows)
    assert len(graphs.read(case)) > 5000


def test_a_step_that_finds_no_room_is_none(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    before = workspace(case)
    fill_up(case)
    with pytest.raises(Problem, match="is full"):
        for seed in range(400):
            before = workspace(case)
            EDITS["finding"](case, Random(seed))
    assert workspace(case) == before
    make_room(case)
    EDITS["finding"](case, Random(1))
    assert case.undo() is not None and workspace(case) == before


def test_an_export_that_cannot_be_written_leaves_no_part_of_it(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    for export in (lambda out: exporting.original(case, 1, out), lambda out: exporting.plain(case, out)):
        with pytest.raises(Problem, match="cannot be written"):
            export(tmp_path / "no folder" / "out")
    assert not (tmp_path / "no folder").exists()
