"""The custody sheet: each exhibit with its record, the hands it went through, its files, and every gap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import workbench
from workbench.case import custody
from workbench.case.cases import Case
from workbench.case.custody import Custody, Gap
from workbench.case.exhibits import Handover
from workbench.case.sources import Source
from workbench.model.document import Block, Document, Facts, Heading, Paragraph, Points, Table
from workbench.report.provenance import utc

SEALS = {
    "intact": "intact", "broken": "broken", "renewed": "renewed", "none": "no seal", "not noted": "not noted",
}  # fmt: skip
NOBODY = "not said"


def sheet(case: Case) -> Document:
    """The custody of a whole case as a document."""
    about, kept = case.about, custody.of(case)
    blocks: list[Block] = [
        Facts(
            (
                ("Case", about.title or case.path.stem),
                ("Case number", about.uuid),
                ("Offence", about.offence or NOBODY),
                ("Authority", about.authority or NOBODY),
                ("Officer", about.officer or NOBODY),
                ("Made by", case.analyst),
                ("Made at", utc(int(datetime.now(UTC).timestamp()) * 1_000_000)),
                ("Made with", f"Clew {workbench.__version__}"),
            )
        ),
        _count(len(kept.gaps)),
    ]
    for one in kept.exhibits:
        blocks += _exhibit(one)
    if kept.strays:
        blocks.append(Heading("Files of no described exhibit"))
        blocks.append(_files([s for s, _ in kept.strays]))
        blocks.append(_said([gap for _, gap in kept.strays]))
    return Document(
        "Custody of exhibits", tuple(blocks), handling=about.handling, subtitle=about.title or case.path.stem,
        foot=f"Case {about.uuid}",
    )  # fmt: skip


def _count(gaps: int) -> Paragraph:
    """How many gaps there are, at the beginning; each is said where it is."""
    if not gaps:
        return Paragraph("The record of custody has no gaps.")
    count = "One gap" if gaps == 1 else f"{gaps:,} gaps"
    return Paragraph(f"{count} in the record of custody, said below.", "warning")


def _said(gaps: list[Gap]) -> Points:
    return Points(tuple(g.says[:1].upper() + g.says[1:] + "." for g in gaps))


def _exhibit(one: Custody) -> list[Block]:
    said = one.exhibit.said
    blocks: list[Block] = [
        Heading(f"Exhibit {one.exhibit.reference}"),
        Facts(
            (
                ("Description", said.description or NOBODY),
                ("Seized or supplied by", said.taken_by or NOBODY),
                ("Authority", said.authority or NOBODY),
                ("Legal basis", said.legal_basis or NOBODY),
                ("Place", said.place or NOBODY),
                ("Seized or supplied at", when(said.taken_at, said.zone)),
                ("Container", said.container or NOBODY),
                ("Seal", said.seal or NOBODY),
                ("Held now by", one.holder or NOBODY),
                ("Entered by", f"{one.exhibit.analyst}, {utc(one.exhibit.at)}"),
            )
        ),
        Heading("Handovers", 2),
    ]
    if one.chain:
        blocks.append(
            Table(
                ("", "From", "To", "When", "Place", "Seal", "Seal was", "Why", "Entered by"),
                tuple(_handover(number, each) for number, each in enumerate(one.chain, 1)),
                numbers=frozenset({0}),
            )
        )
    else:
        blocks.append(Paragraph("No handover was entered."))
    blocks.append(Heading("Files taken from it", 2))
    blocks.append(_files(one.sources) if one.sources else Paragraph("No file of the case comes from it."))
    if one.gaps:
        return [*blocks, Paragraph("What is missing or does not fit:", "warning"), _said(one.gaps)]
    return [*blocks, Paragraph("Nothing is missing from this record.")]


def _handover(number: int, one: Handover) -> tuple[str, ...]:
    said = one.said
    return (
        str(number), said.given_by, said.taken_by, when(said.handed_at, said.zone), said.place or NOBODY,
        said.seal or NOBODY, SEALS[said.seal_state], said.why, f"{one.analyst}, {utc(one.at)}",
    )  # fmt: skip


def when(text: str, zone: str) -> str:
    """A moment as it was written, with its zone or that nobody said it."""
    return f"{text} ({zone})" if text and zone else f"{text} (zone not said)" if text else NOBODY


def _files(files: list[Source]) -> Table:
    longer = any(s.sha512 for s in files)
    return Table(
        ("Source", "File", "Bytes", "Acquired", "Original", "SHA-256", *(("SHA-512",) if longer else ())),
        tuple(
            (
                str(s.id), s.name, f"{s.bytes:,}",
                ", ".join(x for x in (s.acquired_by, s.acquired_at, s.acquired_how) if x) or NOBODY,
                "in the case" if s.kept == "copy" else "outside, by its hash", s.sha256,
                *((s.sha512,) if longer else ()),
            )
            for s in files
        ),
        numbers=frozenset({0, 2}), codes=frozenset({5, 6}) if longer else frozenset({5}),
    )  # fmt: skip


def as_json(case: Case) -> dict[str, Any]:
    """The custody of a case as plain values, complete."""
    kept = custody.of(case)
    return {
        "case": case.about.uuid,
        "exhibits": [_exhibit_json(c) for c in kept.exhibits],
        "sources_without_exhibit": [_source_json(s) | {"says": gap.says} for s, gap in kept.strays],
        "gaps": len(kept.gaps),
    }


def _exhibit_json(one: Custody) -> dict[str, Any]:
    return {
        "reference": one.exhibit.reference,
        **vars(one.exhibit.said),
        "entered_by": one.exhibit.analyst,
        "entered_at": utc(one.exhibit.at),
        "holder": one.holder,
        "handovers": [
            {"id": h.id, **vars(h.said), "entered_by": h.analyst, "entered_at": utc(h.at)} for h in one.chain
        ],
        "sources": [_source_json(s) for s in one.sources],
        "gaps": [_gap_json(g) for g in one.gaps],
    }


def _gap_json(gap: Gap) -> dict[str, Any]:
    return {"sort": gap.sort, "says": gap.says} | ({"handover": gap.handover} if gap.handover else {})


def _source_json(s: Source) -> dict[str, Any]:
    said = (
        "name",
        "bytes",
        "sha256",
        "sha512",
        "kept",
        "exhibit",
        "acquired_by",
        "acquired_at",
        "acquired_how",
    )
    return {"source": s.id, **{name: getattr(s, name) for name in said}}
