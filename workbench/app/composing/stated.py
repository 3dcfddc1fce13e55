"""Findings in a report: the statement, how firm it is and how sure the analyst, and the rows it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.app.answer_cells import span
from workbench.app.composing.bench import Bench
from workbench.app.composing.counts import counted
from workbench.app.composing.quoted import of_records, quotations
from workbench.case import claims, rows
from workbench.case.claims import Claim
from workbench.case.findings import Finding
from workbench.model.document import Block, Facts, Heading, Paragraph
from workbench.model.kinds import STANDINGS
from workbench.report.provenance import utc

CLAIMS = 25  # claims spelt out behind a finding; how many more there are is said
LONG = 120  # signs of a statement that a heading holds


def titled(bench: Bench, statement: str) -> list[Block]:
    """The heading of a finding, and its statement whole below where that is too long for one."""
    number = bench.finding()
    if len(statement) <= LONG and "\n" not in statement:
        return [Heading(f"{number}: {statement}", 2)]
    begin = statement.split("\n")[0][:LONG].rsplit(" ", 1)[0].rstrip(" ,.;:")
    return [Heading(f"{number}: {begin} …", 2), Paragraph(statement)]


def finding(bench: Bench, found: Finding) -> list[Block]:
    """An analyst's own finding: an assessment, with what records say of it below."""
    blocks = titled(bench, found.statement)
    blocks.append(
        Facts(
            (
                ("In the words of", f"{found.analyst}, {utc(found.at)}"),
                ("Standing", _standing(bench, found)),
                ("How sure", found.confidence or "not said"),
                ("Rests on", _support(found)),
            )
        )
    )
    spelt = claims.for_links(bench.case, found.links[:CLAIMS], rows=bench.quoted)
    blocks += of_claims(bench, spelt)
    if len(found.links) > CLAIMS:
        blocks.append(Paragraph(f"{len(found.links) - CLAIMS:,} more claims are not spelt out here.", "note"))
    there = {(p.record.reading, p.record.row, p.record.part) for claim in spelt for p in claim.proofs}
    others = [place for place in found.rows if place not in there]
    blocks += of_records(bench, rows.at(bench.case, others[: bench.quoted]), len(others))
    if found.purged:
        blocks.append(
            Paragraph(f"{found.purged:,} of the rows it rested on were lawfully purged.", "warning")
        )
    return blocks


def _standing(bench: Bench, found: Finding) -> str:
    """The words of a finding are the analyst's; how firm what they rest on is, in the order of firmness."""
    known = bench.graph.link_of
    there = {int(bench.graph.standing[known[link]]) for link in found.links if link in known}
    if found.rows:
        there.add(0)
    if not there:
        return f"assessed by {found.analyst}"
    said = " and ".join(STANDINGS[n] for n in sorted(there))
    return f"assessed by {found.analyst}, on what is {said}"


def _support(found: Finding) -> str:
    if not found.links and not found.rows:
        return "nothing in the case: it is the analyst's word alone"
    both = ((len(found.links), "claim"), (len(found.rows), "row"))
    said = [counted(n, name) for n, name in both if n]
    return " and ".join(said)


def of_claims(bench: Bench, found: Sequence[Claim]) -> list[Block]:
    """Claims as sentences with their standing, each with the rows behind it."""
    blocks: list[Block] = []
    for claim in found:
        blocks += [Heading(claim.sentence, 3), Paragraph(_said(claim), "note")]
        blocks += quotations(bench, claim.proofs)
        if claim.count > len(claim.proofs) > 0:
            blocks.append(
                Paragraph(f"{len(claim.proofs):,} of {claim.count:,} records are shown here.", "note")
            )
    return blocks


def _said(claim: Claim) -> str:
    """How firm a claim is, on how many records, over which time."""
    said = [claim.standing.capitalize()]
    if claim.basis:
        said.append(f"basis: {claim.basis}")
    if claim.count:
        said.append(counted(claim.count, "record"))
    said += [
        span(float(amount)) if asset == "s" else f"{amount} {asset}".strip()
        for asset, amount in claim.totals.items()
    ]
    if claim.first is not None and claim.last is not None:
        same = claim.first == claim.last
        said.append(utc(claim.first) if same else f"{utc(claim.first)} to {utc(claim.last)}")
    return "; ".join(said) + "."
