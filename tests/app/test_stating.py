"""What is stated of a source beside its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import Driven
from workbench.app import importing, stating
from workbench.app.wishes import Wishes
from workbench.case import circumstances, sources
from workbench.case.circumstances import Circumstances
from workbench.model.problems import Problem


def test_what_is_asked_with_a_file_is_kept_with_its_coverage(session: Driven, calls: Path) -> None:
    said = Circumstances(
        "HQ", "Order 12", "07700900001", "", "", "07700900001", "2026-06-01", "2026-06-04", "told by phone"
    )
    outcome = importing.import_file(session.open_case, calls, session.library, Wishes(circumstances=said))
    case = session.open_case
    assert circumstances.of(case.db, outcome.sha256) == said
    [stated] = [c for c in sources.coverage(case) if c.basis == "stated"]
    assert stated.subject is not None and stated.last - stated.first == 4 * 86_400_000_000
    assert not circumstances.of(case.db, "none")
    assert stating.authorised(said, "UTC") is None


def test_the_authorised_period_is_that_of_whole_days_in_the_zone() -> None:
    asked = Circumstances(asked_first="2026-06-01", asked_last="2026-06-30")
    first, last = stating.authorised(asked, "Europe/London")
    assert last - first == 30 * 86_400_000_000 and first % 86_400_000_000 == 23 * 3_600_000_000
    assert stating.authorised(Circumstances(asked_first="2026-06-01", outside="why"), "UTC") is None
    assert stating.authorised(Circumstances(asked_last="2026-06-01"), "UTC")[0] < -(1 << 60)
    for wrong in (("1.6.2026", ""), ("2026-06-02", "2026-06-01")):
        with pytest.raises(Problem):
            stating.days(*wrong, "UTC")
    for beyond in (("", "9999-12-31"), ("0001-01-01", "")):
        with pytest.raises(Problem, match="beyond the calendar"):
            stating.days(*beyond, "Asia/Kolkata")
