"""A write-ahead log that lost part of itself: what is left is always a whole number of steps, from the first on."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests import needs
from tests.case.edits import EDITS
from tests.case.test_undo import filled, workspace
from workbench.case import log, opening, verifying
from workbench.case import workspace as workspaces
from workbench.case.cases import Case
from workbench.model.kinds import Kinds

TRIALS = 600 if needs.SLOW else 200
STEPS = 30
PAGE = 8192
WAYS = ("cut", "zero tail", "random tail", "bit", "lost page")


class Watch:
    """Hears of every transaction, and keeps what the workspace was after it."""

    def __init__(self) -> None:
        self.states: dict[int, object] = {}

    def grown(self, case: Case) -> None:
        self.states[log.last(case.db)] = workspace(case)

    def make(self, case: Case) -> None:
        """No checkpoint is made."""


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> tuple[Path, Path, dict[int, object]]:
    """The file and the write-ahead log of a case at work, and what its workspace was after each entry of the log."""
    folder = tmp_path_factory.mktemp("torn")
    with opening.create(folder / "one.case", kinds, "A") as case:
        filled(case, folder)
    watch, random, names = Watch(), Random(7), sorted(EDITS)
    with opening.open_case(folder / "one.case", "A", write=True) as case:
        watch.grown(case)
        case.anchoring = watch
        for _ in range(STEPS):
            EDITS[random.choice(names)](case, random)
        kept, wal = folder / "kept.case", folder / "kept.case-wal"
        shutil.copyfile(case.path, kept)
        shutil.copyfile(case.path.with_name("one.case-wal"), wal)
    return kept, wal, watch.states


def damaged(whole: bytes, way: str, random: Random) -> bytes:
    at = random.randrange(32, len(whole))
    if way == "cut":
        return whole[:at]
    if way == "zero tail":
        return whole[:at] + bytes(len(whole) - at)
    if way == "random tail":
        return whole[:at] + random.randbytes(len(whole) - at)
    if way == "bit":
        return whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :]
    page = at - at % PAGE
    return whole[:page] + bytes(len(whole[page : page + PAGE])) + whole[page + PAGE :]


def test_whatever_is_lost_is_lost_from_the_end(
    torn: tuple[Path, Path, dict[int, object]], tmp_path: Path
) -> None:
    kept, wal, states = torn
    before, whole, random = kept.read_bytes(), wal.read_bytes(), Random(11)
    left: dict[int, int] = {}
    for trial in range(TRIALS):
        path = tmp_path / f"{trial}.case"
        path.write_bytes(before)
        path.with_name(path.name + "-wal").write_bytes(damaged(whole, WAYS[trial % len(WAYS)], random))
        with opening.open_case(path, "B", write=True) as case:
            last = log.last(case.db)
            assert last in states and workspace(case) == states[last], (trial, WAYS[trial % len(WAYS)])
            assert log.break_at(case.db) is None and workspaces.differences(case.db) == []
        if trial % 20 == 0:
            assert [c for c in verifying.verify(path) if not c.ok] == []
        left[last] = left.get(last, 0) + 1
        path.unlink()
    assert len(left) > 10, "the damage was at many places"
    assert sum(left.values()) == TRIALS


def test_a_whole_wal_brings_every_step_and_one_that_is_gone_takes_them_with_it(
    torn: tuple[Path, Path, dict[int, object]], tmp_path: Path
) -> None:
    kept, wal, states = torn
    whole = Path(shutil.copyfile(kept, tmp_path / "whole.case"))
    shutil.copyfile(wal, tmp_path / "whole.case-wal")
    with opening.open_case(whole, "B", write=True) as case:
        assert log.last(case.db) == max(states) and workspace(case) == states[max(states)]
    path = Path(shutil.copyfile(kept, tmp_path / "alone.case"))
    with opening.open_case(path, "B", write=True) as case:
        assert log.last(case.db) < max(states) and workspace(case) == states[log.last(case.db)]
    assert [c for c in verifying.verify(path) if not c.ok] == []
