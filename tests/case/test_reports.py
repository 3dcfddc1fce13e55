"""Reports keep their parts in the analyst's order, and every change of them is a step that can be undone."""

from __future__ import annotations

import pytest

from workbench.case import reports
from workbench.case.cases import Case
from workbench.model.problems import Problem


def _made(case: Case, *sorts: str) -> int:
    with case.edit("New report") as db:
        report = reports.create(case, db, " For the court ", {"purpose": "bail", "author": " "})
        for sort in sorts:
            reports.add(db, report, sort, {"text": sort})
    return report


def _sorts(case: Case, report: int) -> list[str]:
    return [p.sort for p in reports.get(case, report).parts]


def test_parts_stand_in_the_order_they_are_put_in(case: Case) -> None:
    report = _made(case, "text", "chart", "map")
    ids = [p.id for p in reports.get(case, report).parts]
    with case.edit("Move") as db:
        reports.arrange(db, report, ids[::-1])
        reports.add(db, report, "timeline", {}, before=ids[0])
    assert _sorts(case, report) == ["map", "chart", "timeline", "text"]
    case.undo()
    assert _sorts(case, report) == ["text", "chart", "map"]


def test_the_front_keeps_what_is_said(case: Case) -> None:
    found = reports.get(case, _made(case))
    assert (found.title, found.said) == ("For the court", {"purpose": "bail"})
    with case.edit("Describe") as db:
        reports.describe(db, found.id, "Again", {"handling": "Secret"})
    assert reports.listed(case)[0].said == {"handling": "Secret"}


def test_a_removed_report_comes_back_with_its_parts(case: Case) -> None:
    report = _made(case, "text", "rows")
    with case.edit("Remove") as db:
        reports.remove(db, report)
    assert reports.listed(case) == []
    case.undo()
    assert _sorts(case, report) == ["text", "rows"]


def test_what_makes_no_sense_is_refused(case: Case) -> None:
    report = _made(case, "text")
    with pytest.raises(Problem, match="no report 99"):
        reports.get(case, 99)
    with pytest.raises(Problem, match="no part 'poem'"), case.edit("x") as db:
        reports.add(db, report, "poem", {})
    with pytest.raises(Problem, match="no title"), case.edit("x") as db:
        reports.create(case, db, "  ")
    with pytest.raises(Problem, match="meanwhile"), case.edit("x") as db:
        reports.arrange(db, report, [])
