"""A clock that was set back: the log keeps the order in which things were done, and verify says that it went back."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from tests.case.edits import EDITS
from tests.case.test_undo import filled
from workbench.case import backups, log, opening, reviews, verifying
from workbench.model.kinds import Kinds

HOUR = 3_600_000_000_000  # nanoseconds


def test_the_order_holds_and_the_clock_is_told(
    tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = tmp_path / "one.case", time.time_ns
    with opening.create(path, kinds, "A") as case:
        filled(case, tmp_path)
        monkeypatch.setattr(time, "time_ns", lambda: now() - 30 * HOUR)
        EDITS["note"](case, Random(1))
        case.record(backups.ACT)
    with opening.open_case(path, "B", write=True) as case:
        EDITS["tag"](case, Random(1))
        monkeypatch.undo()
        EDITS["finding"](case, Random(1))
        assert log.break_at(case.db) is None and case.undo() is not None
        assert backups.days_since(case.db) == 1 and backups.days_since(case.db, 0) == 0
        assert len(reviews.due(case, "2000-01-01")) == 0
    checks = verifying.verify(path)
    assert [c for c in checks if not c.ok] == []
    told = [note for c in checks for note in c.notes if "the clock" in note]
    assert len(told) == 2 and all("by 30 hours" in note for note in told), told
    assert "back" in told[0] and " on " in told[1]
