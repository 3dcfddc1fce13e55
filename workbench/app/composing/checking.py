"""How somebody who trusts nobody checks a report: head of the log, latest checkpoint, and the commands to run."""

from __future__ import annotations

import shlex

from workbench.app import build
from workbench.app.composing.bench import Bench
from workbench.case import checkpoints, log
from workbench.model.document import Block, Facts, Heading, Paragraph, Points, Table
from workbench.report.provenance import file_name


def checking(bench: Bench) -> list[Block]:
    """The appendix."""
    case = bench.case
    entries, hashed = log.head(case.db)
    latest = checkpoints.latest(case)
    facts = [("Program", f"{build.said()}, SHA-256 {build.sha256()}")]
    facts += [("Entries of the log", f"{entries:,}"), ("Head of the log", hashed)]
    root = checkpoints.heads(case.db, [entries]).get(entries)
    if root is not None:
        facts.append(("Root of the log", f"{root.hex()} (RFC 6962)"))
    if latest is not None:
        facts.append(("Latest checkpoint", str(checkpoints.short(case, latest))))
    blocks: list[Block] = [
        Heading("How to check this report"),
        Paragraph(
            "The log of the case is a chain: each entry holds the hash of the one before it. Whoever holds this page "
            "holds its head, and can tell whether anything before it was changed since."
        ),
        Facts(tuple(facts)),
    ]
    if latest is not None:
        blocks += [Heading("The signed checkpoint", 2), Paragraph(latest.note, "code")]
    else:
        blocks.append(Paragraph("No checkpoint of this case has been signed yet.", "note"))
    name = shlex.quote(case.path.name)
    blocks += [
        Heading("What to do", 2),
        Points(
            (
                f"Check the case: 'clew verify {name}' ends with 'The case is whole.', and names the first thing that "
                "does not hold where it is not.",
                "Check it without Clew: 'clew verifier -o verify_case.py' writes the single-file verifier, which holds "
                f"none of Clew's code and can be read in an hour; 'python verify_case.py {name}' does the same.",
                f"See that the head above stands in the log of the case at entry {entries:,}.",
                "Take out a source bit for bit with the command beside it, and compare its SHA-256 with the one below.",
                "Open that file and go to the row named above a quotation: rows and lines are counted from 1.",
            ),
            numbered=True,
        ),
    ]
    if bench.sources:
        blocks.append(
            Table(
                ("Source", "Command", "SHA-256"),
                tuple(
                    (str(s.id), f"clew export {name} --source {s.id} -o {shlex.quote(file_name(s))}", s.sha256)
                    for s in bench.sources
                ),
                codes=frozenset({1, 2}), caption=f"{bench.table()}. How to take out each source",
            )
        )  # fmt: skip
    return blocks


def foot(bench: Bench) -> str:
    """What stands at the foot of every page."""
    entries, hashed = log.head(bench.case.db)
    return (
        f"{bench.case.about.title or bench.case.path.stem} · log head {hashed[:16]}… of {entries:,} entries"
    )
