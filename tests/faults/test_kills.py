"""Killed while working: every step that was told as done is there, none is half there; a purge or a backup that was
killed leaves the case as it was or whole. Killed imports are in tests/case/test_kills.py, killed changes of the
passphrase in tests/case/test_protecting.py."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.test_undo import filled
from tests.faults.victims import Nursery
from tests.faults.working_to_death import COPIES, PURGES
from workbench.case import backups, log, opening, purged, verifying
from workbench.model.kinds import Kinds

KILLS = 30


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("victims")) as made:
        yield made


@pytest.fixture
def path(tmp_path: Path, kinds: Kinds) -> Path:
    with opening.create(tmp_path / "one.case", kinds, "A") as case:
        filled(case, tmp_path)
    return tmp_path / "one.case"


def whole(path: Path) -> bool:
    failed = [c for c in verifying.verify(path) if not c.ok]
    assert not failed, failed
    return True


@pytest.mark.slow
def test_thirty_kills_lose_no_step_that_was_told_and_leave_none_half_done(
    path: Path, nursery: Nursery
) -> None:
    steps = 0
    for number in range(KILLS):
        victim = nursery.start("edits", path, number)
        victim.ready()
        time.sleep(0.004 * number)  # at another place of its work each time
        told = [int(line) for line in victim.kill()]
        steps += len(told)
        with opening.open_case(path) as case:
            # A step, and its being taken back, may be done and not yet told.
            assert log.last(case.db) - told[-1] in (0, 1, 2, 3)
        if number % 6 == 5:
            assert whole(path)
        opening.open_case(path, "A", write=True).close()
    assert steps > KILLS and whole(path)


@pytest.mark.parametrize("where", PURGES)
def test_a_purge_that_is_killed_was_done_or_was_not(path: Path, nursery: Nursery, where: str) -> None:
    victim = nursery.start("purge", path, where)
    victim.ready()
    assert victim.kill() == ["ready"] and len(list(path.parent.iterdir())) > 3
    with opening.open_case(path, "A", write=True) as case:
        assert bool(purged.listed(case.db)) == (where == "placed")
    assert whole(path)
    assert sorted(p.name for p in path.parent.iterdir()) == ["one.case", "one.csv", "two.csv"]


@pytest.mark.parametrize("where", COPIES)
def test_a_backup_that_is_killed_is_none_and_the_next_one_is(
    path: Path, nursery: Nursery, where: str
) -> None:
    victim = nursery.start("copy", path, where)
    victim.ready()
    assert victim.kill() == ["ready"]
    copy = path.with_name("copy.case")
    assert not copy.exists() and list(path.parent.glob("copy.case.*"))
    with opening.open_case(path, "A", write=True) as case:
        backups.make(case, copy)
    assert whole(copy) and not list(path.parent.glob("copy.case.*"))
