"""Cases are opened, closed and changed for others in a session, whatever is at work meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

from tests.app.conftest import Driven
from workbench.app.jobs import Job
from workbench.case import opening
from workbench.case.cases import Case, describe


def test_a_case_is_closed_only_when_nothing_works_on_it_any_more(session: Driven) -> None:
    """Else a connection would be closed under the thread that reads from it, which ends the program."""
    case, begun, left, said = session.open_case, threading.Event(), [], []
    session.told = said.append

    def work(case: Case, job: Job) -> None:
        begun.set()
        while not job.cancelled:
            pass
        left.append(case.db.conn.execute("SELECT count(*) FROM entity").fetchone())
        job.tell(1, 1)

    session.problem = lambda problem: None
    session.work("Long work", work)
    begun.wait(10)
    session.leave()
    assert left == [(0,)] and session.case is None and not case.writable
    session.settle()
    assert said == ["Long work: stopped, because the case was closed. What was not finished is not in it."]


def test_what_was_looked_for_in_a_closed_case_is_not_shown_in_the_next(
    session: Driven, tmp_path: Path
) -> None:
    shown: list[object] = []
    session.look("Look", lambda case, job: 1, done=shown.append)
    session.new(tmp_path / "other.case")
    session.settle()
    assert shown == [] and session.open_case.path.name == "other.case"


def test_undoing_just_before_the_case_is_closed_is_done(session: Driven) -> None:
    session.edit("Rename", lambda case, db: describe(db, title="Other"))
    session.settle()
    session.problem = lambda problem: None
    path, begun = session.open_case.path, threading.Event()

    def work(case: Case, job: Job) -> None:
        begun.set()
        while not job.cancelled:
            pass

    session.work("Long work", work)
    begun.wait(10)
    session.undo()
    session.leave()
    session.settle()
    with opening.open_case(path) as case:
        assert case.about.title == "Test"
