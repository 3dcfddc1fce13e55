"""A report of a case as a document: front, the analyst's parts, assessments apart from findings, and what a court asks.

The parts stand in the analyst's order. What the analyst did not place (sources, custody, method) follows them, and
clocks, filters, rejected rows, limits, how to check it and the words are there always.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

from workbench.app.composing import checking, closing, front, limits, parts, words
from workbench.app.composing.bench import QUOTED, Bench, Tell, silent
from workbench.app.library import Library
from workbench.case import charts, custody, findings, reports
from workbench.case.cases import Case
from workbench.case.reports import Part, Report
from workbench.model.document import Block, Contents, Document, Heading, NewPage, Paragraph
from workbench.model.graph import Graph

PARTS = ("findings", "answers", "charts", "timeline", "map", "custody", "method")
CLOSING = ("sources", "custody", "method")
CHARTS = 6  # of a report nobody composed


def of_case(case: Case, title: str = "", wanted: Sequence[str] = PARTS) -> Report:
    """A report of the whole case that nobody composed: findings, answers, charts, when and where, and the rest."""
    made: list[tuple[str, dict[str, object]]] = []
    for finding in findings.listed(case):
        if ("answers" if finding.asked else "findings") in wanted:
            made.append(("answer" if finding.asked else "finding", {"finding": finding.id}))
    listed = charts.listed(case)
    if "charts" in wanted:
        made += [("chart", {"chart": id}) for id, _ in listed[:CHARTS]]
    if "timeline" in wanted and listed:
        made.append(("timeline", {"chart": listed[0][0], "if_any": True}))
    if "map" in wanted:
        made.append(("map", {"if_any": True}))
    made += [(sort, {}) for sort in ("custody", "method") if sort in wanted and _has(case, sort)]
    numbered = tuple(Part(-n, sort, what) for n, (sort, what) in enumerate(made, start=1))
    return Report(
        0, title or f"Report on {case.about.title or case.path.stem}", {}, case.analyst, _now(), numbered
    )


def _has(case: Case, sort: str) -> bool:
    return sort != "custody" or bool(custody.of(case).exhibits)


def chosen(case: Case, id: int | None = None) -> Report:
    """The report with this number, else the one made last, else one of the whole case, which 0 is always."""
    if id == 0:
        return of_case(case)
    if id is not None:
        return reports.get(case, id)
    listed = reports.listed(case)
    return listed[-1] if listed else of_case(case)


def document(
    case: Case,
    report: Report,
    library: Library | None = None,
    *,
    live: bool = False,
    quoted: int = QUOTED,
    graph: Graph | None = None,
    tell: Tell = silent,
) -> Document:
    """The whole document; `live` with charts as web pages too, `graph` where that of the case is known already; `tell`
    hears how many parts are done."""
    bench = Bench(case, library, live, quoted, tell, known=graph)
    said, about = report.said, case.about
    blocks = [*front.front(bench, report), Contents()]
    blocks += [NewPage(), *front.readings()] if report.parts else front.readings()
    blocks += _own(bench, report)
    placed = {part.sort for part in report.parts}
    for sort in CLOSING:
        if sort not in placed and _has(case, sort):
            blocks += parts.blocks(bench, Part(0, sort, {}))
    for closed in (closing.clocks, closing.filters, closing.counts, limits.limits, checking.checking):
        blocks += closed(bench)
    blocks += words.glossary(blocks)
    return Document(
        report.title,
        tuple(blocks),
        handling=said.get("handling") or about.handling,
        foot=checking.foot(bench),
        subtitle=said.get("subtitle") or about.title or case.path.stem,
        language=said.get("language") or "en",
        paper=said.get("paper") or "A4",
    )


def _own(bench: Bench, report: Report) -> list[Block]:
    """The analyst's parts, under headings that keep findings and assessments apart."""
    blocks: list[Block] = []
    if not report.parts:
        said = "Nobody has put anything into this report yet, and the case holds no findings and no charts."
        return [Heading("Findings"), Paragraph(said)]
    done = 0
    grouped = groupby(report.parts, key=lambda part: _room(bench, part))
    for room, members in grouped:
        if room:
            blocks.append(Heading(room))
        for part in members:
            bench.tell(done, len(report.parts), f"part {done + 1} of {len(report.parts)}")
            blocks += parts.blocks(bench, part)
            done += 1
    bench.tell(done, done, "the rest of the report")
    return blocks


def _room(bench: Bench, part: Part) -> str:
    """The heading a part stands under; "" for those that bring their own."""
    if part.sort in CLOSING:
        return ""
    return "Assessments" if parts.is_assessment(bench, part) else "Findings"


def _now() -> int:
    return int(datetime.now(UTC).timestamp() * 1_000_000)
