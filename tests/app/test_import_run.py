from __future__ import annotations

from pathlib import Path

from tests.app.conftest import CALLS, Driven
from workbench.app import import_run, importing
from workbench.app.import_run import ImportRun
from workbench.app.jobs import Job
from workbench.app.wishes import Wishes
from workbench.case import sources
from workbench.case.cases import Case


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


def test_what_was_taken_in_before_a_failure_is_shown(session: Driven, calls: Path) -> None:
    problems: list[BaseException] = []
    session.problem = problems.append
    session.settle()

    def work(case: Case, job: Job) -> None:
        importing.import_file(case, calls, session.library)
        raise RuntimeError("the disk is gone")

    session.work("Importing", work)
    session.settle()
    assert [str(p) for p in problems] == ["the disk is gone"]
    assert len(session.graph) > 0
