"""A report as a document: said word for word as in the golden file, but for clocks and hashes.

`CLEW_RENEW_GOLDEN=1 pytest tests/app/composing` writes the golden file anew; read what changed before it is committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.conftest import Driven
from workbench.app.composing import whole
from workbench.case import charts, findings, reports
from workbench.case.cases import Case
from workbench.model.document import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Points,
    Quotation,
    Table,
)
from workbench.model.filters import Filter
from workbench.model.looks import ChartLook

GOLDEN = Path(__file__).parent / "golden" / "report.txt"
# what is another in every case and every build
CHANGING = (
    (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "<moment>"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<case number>"),
    (r"build [0-9a-f]{16}", "build <hash>"),
    (r"(Program: .*SHA-256) [0-9a-f]{64}", r"\1 <hash>"),
    (r"(Head of the log|Root of the log): [0-9a-f]{64}", r"\1: <hash>"),
    # who signs, and when, is another on every machine
    (r"Latest checkpoint: .*\n", ""),
    (
        r"## The signed checkpoint\n\n\(code\) [^#]*|\(note\) No checkpoint of this case has been signed yet.\n\n",
        "",
    ),
    (r"SHA-256 of what was found [0-9a-f]{64}", "SHA-256 of what was found <hash>"),
)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield f"({block.manner}) {block.text}" if block.manner != "body" else block.text
        case Points():
            yield from (f"- {item}" for item in block.items)
        case Facts():
            yield from (f"{name}: {said}" for name, said in block.rows)
        case Table():
            yield f"[{block.caption}]"
            yield " | ".join(block.headings)
            yield from (" | ".join(row) for row in block.rows)
            yield from [f"... {block.left_out}"] if block.rest else []
        case Picture():
            yield f"<picture: {block.caption}>"
        case Quotation():
            yield f"> {block.place}; SHA-256 {block.sha256}"
            yield f"> {block.text} {[block.text[a:b] for a, b in block.marks]}"
        case Contents() | NewPage():
            yield f"<{type(block).__name__.lower()}>"


def said(document: Document) -> str:
    """The document as text, what changes from run to run taken out."""
    lines = [document.title, document.subtitle, f"Handling: {document.handling}"]
    for block in document.blocks:
        lines += ["", *_lines(block)]
    text = "\n".join(lines) + "\n"
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


@pytest.fixture
def composed(filled: Driven) -> Case:
    """A case with a report of every sort of part."""
    case = filled.open_case
    with case.edit("Chart") as db:
        chart = charts.create(db, "Who calls whom")
        charts.show(db, chart, [1, 2, 3, 4])
        charts.hide(db, chart, [4])
        look = ChartLook(filters=(Filter("duration", low=20),))
        charts.set_look(db, chart, look.written())
    with case.edit("Findings") as db:
        findings.state(case, db, "The first phone calls the second", "likely", [1], [(1, 2, 0)])
        findings.state(case, db, "Both are one person's", "as likely as not")
    with case.edit("Report") as db:
        report = reports.create(
            case, db, "Two phones", {"handling": "Official", "purpose": "for the hearing"}
        )
        for sort, what in (
            ("finding", {"finding": 1}), ("chart", {"chart": chart}), ("timeline", {"chart": chart}),
            ("pattern", {"chart": chart}), ("map", {}), ("answer", {"question": "most_contacts"}),
            ("table", {"noun": "records", "where": [["field.duration", ">20"]], "sort": "field.duration"}),
            ("rows", {"links": [1], "most": 1}), ("method", {}), ("finding", {"finding": 2}),
            ("text", {"title": "View", "text": "One user.\n\nAsk the operator.", "standing": "assessed",
                      "analyst": "A. Nalyst"}),
            ("chart", {"chart": 99}), ("finding", {"finding": 99}),
        ):  # fmt: skip
            reports.add(db, report, sort, what)
    return case


def test_the_report_says_what_the_golden_file_says(composed: Case) -> None:
    made = said(whole.document(composed, reports.listed(composed)[0]))
    if os.environ.get("CLEW_RENEW_GOLDEN"):
        GOLDEN.write_text(made, "utf-8")
    assert made == GOLDEN.read_text("utf-8")


def test_assessments_stand_apart_from_findings(composed: Case) -> None:
    blocks = whole.document(composed, reports.listed(composed)[0]).blocks
    rooms = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]
    assert rooms.index("Findings") < rooms.index("Assessments")
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "Assessments")
    first = next(
        n for n, b in enumerate(blocks) if isinstance(b, Heading) and "Both are one person" in b.text
    )
    assert first > at


def test_what_a_view_hides_is_said_with_it(composed: Case) -> None:
    text = said(whole.document(composed, reports.listed(composed)[0]))
    assert (
        "Hidden by hand: 1 entity" in text
        and "duration" in text.split("# Filters used")[1].split("#")[0].lower()
    )


def test_a_part_that_cannot_be_made_says_why_and_the_report_goes_on(composed: Case) -> None:
    text = said(whole.document(composed, reports.listed(composed)[0]))
    assert "the chart is no longer in the case" in text and "the finding was withdrawn" in text
    assert "# How to check this report" in text


def test_an_empty_case_gives_a_report_that_says_so(session: Driven) -> None:
    text = said(whole.document(session.open_case, whole.chosen(session.open_case)))
    assert "The case holds no files." in text and "# Limits" in text


def test_progress_is_told_and_can_be_stopped(composed: Case) -> None:
    heard: list[tuple[int, int]] = []
    whole.document(
        composed, reports.listed(composed)[0], tell=lambda done, of, text: heard.append((done, of))
    )
    assert heard[0] == (0, 13) and (13, 13) in heard
