"""The front of a report: what it is, whose work it is and on what authority, and how its statements are to be read."""

from __future__ import annotations

from datetime import UTC, datetime

from workbench.app import build
from workbench.app.composing.bench import Bench
from workbench.case.reports import Report
from workbench.model.document import Block, Facts, Heading, Paragraph, Table
from workbench.report.provenance import utc

NOT_SAID = "not said"
STANDINGS = (
    (
        "stated",
        "It stands so in a row of a source. That proves that the source says it, not that it is true.",
    ),
    ("derived", "It follows from rows by a rule that is named with it, and can be counted again."),
    ("assessed", "An analyst concluded it; who, when and on what basis is said with it."),
)


def front(bench: Bench, report: Report) -> list[Block]:
    """The facts of the first page, and the three words for how firm a statement is."""
    case, about, said = bench.case, bench.case.about, report.said
    rows = [
        ("Case", about.title or case.path.stem),
        ("Case number", about.uuid),
        ("Offence", about.offence),
        ("Author", said.get("author") or case.analyst),
        ("Officer in charge", about.officer or NOT_SAID),
        ("Authority", said.get("authority") or about.authority or NOT_SAID),
        ("Purpose", said.get("purpose") or about.purpose or NOT_SAID),
        ("Date", utc(int(datetime.now(UTC).timestamp()) * 1_000_000)),
        ("Clock of the case", about.zone or "UTC"),
        ("Handling", said.get("handling") or about.handling or "no handling code"),
        ("Made with", build.said()),
    ]
    return [
        Facts(tuple((name, text) for name, text in rows if text)),
        Paragraph(
            "What follows are leads with the rows they rest on; none of it is a finding of guilt.", "warning"
        ),
    ]


def readings() -> list[Block]:
    """How firm a statement is, in three words that stand at every one of them."""
    return [
        Heading("How to read this report"),
        Table(("Word", "What it means"), STANDINGS),
        Paragraph(
            "Findings say what records state or a rule derives from them; assessments are what an analyst makes of it, "
            "and stand apart from the findings. Every row is quoted as it stands in its file, with the SHA-256 of "
            "that file.",
            "note",
        ),
    ]
