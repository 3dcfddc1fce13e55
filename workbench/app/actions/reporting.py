"""What goes into a report: the chart as it stands, the timeline, the map, rows, findings and words; and writing it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.app import reporting
from workbench.app.actions.action import (
    Ask,
    action,
    has_case,
    has_chart,
    something_selected,
)
from workbench.app.session import Session
from workbench.case import findings, reports
from workbench.case.cases import Case
from workbench.case.engine import Database

SORTS = "Web page (*.html);;PDF (*.pdf);;Word file (*.docx)"
STANDINGS = [("assessed", "What I make of it: an assessment"), ("", "What the records say")]
ROWS = 10  # rows quoted of what is selected


def _findings(session: Session) -> list[tuple[str, str]]:
    return [(str(f.id), f.statement) for f in findings.listed(session.open_case)] if session.case else []


def _has_findings(session: Session) -> bool:
    return bool(_findings(session))


def _reports(session: Session) -> list[tuple[str, str]]:
    made = [(str(r.id), r.title) for r in reports.listed(session.open_case)[::-1]] if session.case else []
    return [*made, ("", "The whole case")]


def _one_or_two(session: Session) -> bool:
    return session.chart is not None and len(session.selection.entities) <= 2


def _view(session: Session, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The chart on show, who is selected and which stretch of time, as parts of a report keep them."""
    chosen = session.selection
    what: dict[str, Any] = {"chart": session.chart.id} if session.chart is not None else {}
    if chosen.entities:
        what["entities"] = sorted(chosen.entities)
    if chosen.moments:
        what["moments"] = list(chosen.moments)
    return what | dict(more or {})


@action(
    "report_chart", "Add the chart to the report", "Report", when=has_chart, needs="a chart", words="picture"
)
def add_chart(session: Session) -> None:
    """Puts the chart into the report: a picture with its legend, what it hides, and what its lines say."""
    assert session.chart is not None
    reporting.add(session, [("chart", {"chart": session.chart.id})])


@action(
    "report_timeline",
    "Add the timeline to the report",
    "Report",
    when=has_chart,
    needs="a chart",
    words="time",
)
def add_timeline(session: Session) -> None:
    """Puts the timeline of the chart into the report, with a lane for each selected entity."""
    reporting.add(session, [("timeline", _view(session))])


@action(
    "report_map", "Add the map to the report", "Report", when=has_case, needs="a case", words="places where"
)
def add_map(session: Session) -> None:
    """Puts the map into the report: the ways of what is selected, or every place of the case."""
    what = _view(session)
    what.pop("chart", None)
    reporting.add(session, [("map", what)])


@action(
    "report_pattern", "Add the hours of the week to the report", "Report", when=_one_or_two,
    needs="a chart and at most two selected entities", words="pattern of life week day",
)  # fmt: skip
def add_pattern(session: Session) -> None:
    """Puts the hours of the week of one or two selected entities into the report, of all on the chart where none is."""
    reporting.add(session, [("pattern", _view(session))])


@action(
    "report_rows", "Add the rows behind the selection to the report", "Report", when=something_selected,
    needs="a selection", words="evidence quote verbatim",
)  # fmt: skip
def add_rows(session: Session) -> None:
    """Quotes the first rows behind the selected links, or those that name a selected entity."""
    chosen = session.selection
    if chosen.links:
        added: list[tuple[str, Mapping[str, Any]]] = [("rows", {"links": sorted(chosen.links), "most": ROWS})]
    else:
        added = [("rows", {"entity": entity, "most": ROWS}) for entity in sorted(chosen.entities)]
    reporting.add(session, added)


@action(
    "report_finding", "Add a finding to the report…", "Report", when=_has_findings, needs="a finding", verb="Add",
    asks=(Ask("finding", "Finding", "choice", choices=_findings, required=True),), words="answer kept",
)  # fmt: skip
def add_finding(session: Session, finding: str) -> None:
    """Puts a finding or a kept answer into the report, with the rows it rests on."""
    found = next(f for f in findings.listed(session.open_case) if f.id == int(finding))
    reporting.add(session, [("answer" if found.asked else "finding", {"finding": found.id})])


@action(
    "report_text", "Add words to the report…", "Report", when=has_case, needs="a case", verb="Add",
    words="text paragraph narrative assessment summary",
    asks=(
        Ask("title", "Heading"),
        Ask("text", "Text", "long text", required=True),
        Ask("standing", "This is", "choice", default="assessed", choices=lambda s: STANDINGS),
    ),
)  # fmt: skip
def add_text(session: Session, text: str, title: str = "", standing: str = "assessed") -> None:
    """Puts words of yours into the report; what you make of things stands apart from what records say."""
    what = {"title": title.strip(), "text": text.strip(), "standing": standing, "analyst": session.analyst}
    reporting.add(session, [("text", what)])


@action(
    "state_finding", "State a finding…", "Report", when=has_case, needs="a case", verb="State",
    words="conclude assessment statement confidence finding",
    asks=(
        Ask("statement", "What you found", "long text", required=True),
        Ask("sure", "How sure", "choice", choices=lambda s: [("", "not said"), *((x, x) for x in reporting.SURE)]),
    ),
)  # fmt: skip
def state_finding(session: Session, statement: str, sure: str = "") -> None:
    """Enters a finding that rests on the selected links, or on those of the selected entities that the chart shows."""
    links = sorted(session.selection.links)
    chosen = session.selection.entities
    if not links and len(chosen) > 1:
        nodes = session.graph.numbers(chosen)
        links = session.graph.link_ids[session.graph.links_between(nodes)].tolist()

    def work(case: Case, db: Database) -> int:
        return findings.state(case, db, statement, sure, links)

    count = len(links)
    rests = f"It rests on {count:,} link{'s' if count != 1 else ''}." if count else "It rests on no link."
    session.edit(
        f"Finding: {statement.strip()[:60]}", work, lambda id: session.told(f"Finding stated. {rests}")
    )


@action(
    "save_report", "Save the report as…", "Report", when=has_case, needs="a case", verb="Save",
    words="write pdf html word docx export hand out court",
    asks=(
        Ask("path", "To", "save", required=True, filter=SORTS),
        Ask("report", "Report", "choice", choices=_reports),
    ),
)  # fmt: skip
def save_report(session: Session, path: str, report: str = "") -> None:
    """Writes a report with its sources, limits and how to check it, as a web page, a PDF or a Word file."""
    reporting.save(session, Path(path), int(report) if report else 0)
