from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import CALLS, Driven
from workbench.app import import_run, importing, stating
from workbench.app.import_run import ImportRun
from workbench.app.jobs import Job
from workbench.app.wishes import Wishes
from workbench.case import circumstances, sources
from workbench.case.circumstances import Circumstances
from workbench.model.problems import Problem


def test_stages_are_told_and_one_bad_file_stops_no_other(
    session: Driven, calls: Path, tmp_path: Path
) -> None:
    run = ImportRun()
    run.add(tmp_path / "none.csv", Wishes())
    run.add(calls, Wishes())
    outcomes = run.work(session.open_case, session.library, Job("import", lambda job: None))
    assert "no file" in outcomes[0].problem and outcomes[1].counts is not None
    bad, good = run.turns
    assert bad.stage.doing == "hashing" and good.stage.doing == "done" and good.stage.rows == 5
    assert good.seconds_left is None and good.ended >= good.reading_since > 0


def test_stopping_takes_back_the_one_under_way_alone(session: Driven, calls: Path, tmp_path: Path) -> None:
    more = [tmp_path / f"{n}.csv" for n in range(2)]
    for n, path in enumerate(more):
        path.write_text(CALLS + f"+447700900001,+447700900009,2026-06-1{n} 10:00:00,1\n")
    run = ImportRun()
    for path in (calls, *more):
        run.add(path, Wishes())

    def moved(job: Job) -> None:
        if run.turns[1].stage.doing == "reading":
            job.cancel()

    outcomes = run.work(session.open_case, session.library, Job("import", moved))
    # the last report of the second file may come too late to stop it; then the third is the one that is stopped
    assert outcomes[0].counts is not None
    assert [o.problem for o in outcomes[-1:]] in ([import_run.NOT_BEGUN], [import_run.STOPPED])
    taken = {s.name for s in sources.listed(session.open_case)}
    assert taken == {o.path.name for o in outcomes if o.counts is not None}


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
