"""The result of a self-test as a document for the file of the laboratory."""

from __future__ import annotations

from workbench.app.selftest.checks import Check, Run
from workbench.model.document import Block, Document, Facts, Heading, Paragraph, Table
from workbench.report.provenance import utc

SHOWN_AS = {
    "clew": "Clew",
    "build": "SHA-256 of the program",
    "python": "Python",
    "polars": "polars",
    "system": "System",
}


def document(run: Run, analyst: str) -> Document:
    """Everything that was checked, the failures first."""
    failed = run.failed
    summary = (
        f"All {len(run.checks):,} checks gave the known result."
        if run.ok
        else f"{len(failed):,} of {len(run.checks):,} checks did NOT give the known result."
    )
    blocks: list[Block] = [
        Paragraph(summary, "body" if run.ok else "warning"),
        Facts(
            (
                ("Run by", analyst),
                ("Run at", utc(run.at)),
                ("Took", f"{run.seconds:.0f} seconds"),
                *((SHOWN_AS.get(name, name), said) for name, said in run.made_with.items()),
            )
        ),
        Paragraph(
            "Bundled files whose contents are known are taken into a temporary case. Checked are the SHA-256 of "
            "each file, what became of its rows, every fact that was planted in them, the questions that must find "
            "it, the checks of 'clew verify', that doing everything once more gives the same content, and the "
            "sample of every recipe.",
            "note",
        ),
    ]
    if failed:
        blocks += [Heading("What did not give the known result"), _table(failed, grouped=True)]
    for group in dict.fromkeys(check.group for check in run.checks):
        blocks += [Heading(group, 2), _table([check for check in run.checks if check.group == group])]
    return Document("Self-test of Clew", tuple(blocks), foot=f"Build {run.made_with['build'][:16]}")


def _table(checks: list[Check], grouped: bool = False) -> Table:
    return Table(
        ("Check", "Must be", "Came out", "Result"),
        tuple(
            (
                f"{c.group}: {c.name}" if grouped else c.name,
                c.expected,
                c.found,
                "as known" if c.ok else "FAILED",
            )
            for c in checks
        ),
    )
