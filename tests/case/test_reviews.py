"""Review dates: twelve months where nobody said anything, what is due, what is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.test_undo import filled
from workbench.case import log, reviews
from workbench.case.cases import Case
from workbench.model.problems import Problem


def _day(case: Case, years: int) -> str:
    return reviews._by_default(case.about.created_at).replace(
        reviews._by_default(case.about.created_at)[:4], str(int(reviews.today()[:4]) + years)
    )


def test_a_case_and_its_sources_are_due_after_twelve_months(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    found = reviews.listed(case)
    assert [(r.source, r.name, r.stated) for r in found] == [
        (None, "Test", False), (1, "one.csv", False), (2, "two.csv", False),
    ]  # fmt: skip
    assert {r.due for r in found} == {_day(case, 1)}
    assert reviews.due(case, reviews.today()) == []
    assert len(reviews.due(case, _day(case, 1))) == 3


def test_a_leap_day_is_due_on_the_last_of_february() -> None:
    assert reviews._by_default(1_709_164_800_000_000) == "2025-02-28"  # 2024-02-29


def test_a_day_and_a_hold_are_said_undone_and_logged(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    entries = log.length(case.db)
    with case.edit("Set a review date") as db:
        reviews.settle(case, db, 1, "2026-01-31")
    with case.edit("Hold") as db:
        reviews.hold(case, db, None, "trial")
    with case.edit("Hold") as db:
        reviews.hold(case, db, 1, "appeal")
    due = reviews.due(case, "2026-02-01")
    assert [(r.source, r.due, r.hold, r.stated, r.analyst) for r in due] == [
        (1, "2026-01-31", "appeal", True, "A. Nalyst")
    ]
    assert reviews.holds(case, 1) == ["appeal", "trial"] and reviews.holds(case, 2) == ["trial"]
    case.undo()
    assert reviews.holds(case, 1) == ["trial"]
    case.undo()
    assert reviews.holds(case, 1) == [] and log.length(case.db) == entries + 5
    with case.edit("The same again") as db:
        reviews.settle(case, db, 1, "2026-01-31")
    assert log.length(case.db) == entries + 5


def test_what_is_no_day_or_no_source_is_refused(case: Case) -> None:
    for source, day in ((None, "soon"), (None, "2026-02-30"), (7, "2026-02-01")):
        with pytest.raises(Problem), case.edit("Set") as db:
            reviews.settle(case, db, source, day)
