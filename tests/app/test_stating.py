"""What is stated of a source beside its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import RECIPE, Driven
from workbench.app import importing, stating
from workbench.app.wishes import Wishes
from workbench.case import circumstances, graphs, journal, log, sources, verifying
from workbench.case.acquisitions import Acquisition
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
    assert stated.subject is not None
    assert stated.last - stated.first == 4 * 86_400_000_000 - 1  # the last moment that belongs to it
    assert not circumstances.of(case.db, "none")
    assert stating.authorised(said, "UTC") is None


DELIVERED = Circumstances(delivered="07700900001", delivered_first="2026-06-01", delivered_last="2026-06-04")


def _stated(session: Driven) -> list[sources.Coverage]:
    return [c for c in sources.coverage(session.open_case) if c.basis == "stated"]


def test_one_undo_takes_back_an_import_with_the_period_stated_with_it(session: Driven, calls: Path) -> None:
    case = session.open_case
    importing.import_file(case, calls, session.library, Wishes(circumstances=DELIVERED))
    assert len(journal.steps(case.db)) == 1 and len(graphs.read(case)) == 4
    assert [c.subject is not None for c in _stated(session)] == [True]
    case.undo()
    assert _stated(session) == [] and len(graphs.read(case)) == 0
    case.redo()
    assert len(_stated(session)) == 1 and len(graphs.read(case)) == 4
    case.undo()
    again = importing.import_file(case, calls, session.library, Wishes(circumstances=DELIVERED))
    assert again.already and len(_stated(session)) == 1 and len(graphs.read(case)) == 4
    case.undo()
    assert _stated(session) == [] and len(graphs.read(case)) == 0
    assert [c for c in verifying.verify(case.path) if not c.ok] == []


def test_what_is_said_again_of_a_file_that_is_held_corrects_what_was_said_of_it(
    session: Driven, calls: Path, tmp_path: Path
) -> None:
    case = session.open_case
    first = Acquisition("EX/1", "Ann Lee", "2026-05-01")
    wishes = Wishes(acquisition=first, circumstances=Circumstances(place="Leeds"))
    assert not importing.import_file(case, calls, session.library, wishes).restated
    entries = log.length(case.db)
    again = importing.import_file(case, calls, session.library, wishes)
    assert again.already and not again.restated and log.length(case.db) == entries
    wishes = Wishes(acquisition=Acquisition(exhibit="EX/2"), circumstances=Circumstances(place="York"))
    again = importing.import_file(case, calls, session.library, wishes)
    assert again.already and again.restated and again.as_json()["restated"]
    assert log.length(case.db) == entries + 2
    (known,) = sources.listed(case)
    assert (known.exhibit, known.acquired_by, known.acquired_at) == ("EX/2", "Ann Lee", "2026-05-01")
    assert circumstances.of(case.db, known.sha256).place == "York"
    better = tmp_path / "better.toml"
    better.write_text(RECIPE.replace('duration = { column = "duration" }\n', ""))
    anew = importing.import_file(
        case, calls, session.library, Wishes(str(better), acquisition=Acquisition(acquired_by="Bo Dee"))
    )
    assert not anew.already and anew.restated and sources.listed(case)[0].acquired_by == "Bo Dee"
    importing.import_file(
        case, calls, session.library, Wishes(acquisition=first)
    )  # taken back, word for word
    assert sources.listed(case)[0].exhibit == "EX/1" and sources.listed(case)[0].acquired_by == "Ann Lee"
    kept = case.db.conn.execute("SELECT exhibit, acquired_by FROM source").fetchall()
    assert kept == [("EX/1", "Ann Lee")]  # what was said first stands as it was
    assert [c for c in verifying.verify(case.path) if not c.ok] == []


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
