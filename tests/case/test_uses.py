"""What sources are used for: rows and links of findings, what charts show and reports name; marks with reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import charts, disclosures, findings, reports, uses
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.model.problems import Problem

A, B, C, D = (f"+4477009000{n:02}" for n in range(4))


@pytest.fixture
def three(case: Case, tmp_path: Path) -> Case:
    """Three sources, of which the first two join A and B, the third C and D."""
    take_in(case, tmp_path, "one.csv", [(2, A, B, 100)])
    take_in(case, tmp_path, "two.csv", [(2, A, B, 5000)])
    take_in(case, tmp_path, "three.csv", [(2, C, D, 900)])
    return case


def used(case: Case) -> dict[tuple[str, str], set[int]]:
    return {(use.sort, use.title): set(use.sources) for use in uses.of_case(case)}


def test_nothing_is_used_at_first(three: Case) -> None:
    assert used(three) == {}


def test_a_finding_uses_its_rows_and_the_rows_behind_its_links(three: Case) -> None:
    with three.edit("Findings") as db:
        findings.state(three, db, "by link", links=[1, DRAWN + 3])
        findings.state(three, db, "by row", rows=[(3, 2, 0)])
        findings.state(three, db, "asked", links=[1], asked='{"question": "q"}')
        findings.state(three, db, "of nothing")
    assert used(three) == {
        ("finding", "by link"): {1, 2}, ("finding", "by row"): {3}, ("answer", "asked"): {1, 2},
        ("finding", "of nothing"): set(),
    }  # fmt: skip


def test_a_chart_uses_what_names_its_entities_and_a_report_what_its_parts_name(three: Case) -> None:
    with three.edit("Chart") as db:
        chart = charts.create(db, "Two")
        charts.show(db, chart, [3])
        finding = findings.state(three, db, "said", rows=[(1, 2, 0)])
        report = reports.create(three, db, "To court")
        reports.add(db, report, "sources", {})
        reports.add(db, report, "finding", {"finding": finding})
    assert used(three)[("chart", "Two")] == {3}
    assert used(three)[("report", "To court")] == {1}
    with three.edit("More") as db:
        reports.add(db, report, "chart", {"chart": chart})
        reports.add(db, report, "rows", {"rows": [[2, 2, 0]]})
    assert used(three)[("report", "To court")] == {1, 2, 3}
    assert uses.named(three, report) == [("finding", finding), ("chart", chart), ("reading", 2)]


def test_a_mark_has_a_reason_and_is_replaced(three: Case) -> None:
    with three.edit("Mark") as db:
        disclosures.mark(three, db, "source", 3, "undermining", " he was elsewhere ")
    with three.edit("Mark again") as db:
        disclosures.mark(three, db, "source", 3, "relevant", "after all")
        disclosures.mark(three, db, "link", 1, "not relevant", "a wrong number")
    assert [(m.subject, m.number, m.mark, m.why, m.analyst) for m in disclosures.listed(three)] == [
        ("source", 3, "relevant", "after all", "A. Nalyst"),
        ("link", 1, "not relevant", "a wrong number", "A. Nalyst"),
    ]
    three.undo()
    assert [(m.mark, m.why) for m in disclosures.listed(three)] == [("undermining", "he was elsewhere")]
    with three.edit("Unmark") as db:
        disclosures.unmark(db, "source", 3)
    assert disclosures.listed(three) == []


@pytest.mark.parametrize(
    ("subject", "number", "mark", "why", "told"),
    [
        ("source", 9, "relevant", "x", "no source 9"),
        ("finding", 1, "relevant", "x", "no finding 1"),
        ("source", 1, "odd", "x", "is no mark"),
        ("source", 1, "relevant", "  ", "no reason"),
        ("chart", 1, "relevant", "x", "nothing that is marked"),
    ],
)
def test_what_cannot_be_marked_is_said(
    three: Case, subject: str, number: int, mark: str, why: str, told: str
) -> None:
    with pytest.raises(Problem, match=told), three.edit("Mark") as db:
        disclosures.mark(three, db, subject, number, mark, why)
