"""The certificate of a purge: what class of things went, how many, on whose word and why, and how that was checked.

It never holds a value of what went. What it cannot vouch for, it says.
"""

from __future__ import annotations

from collections.abc import Mapping

import workbench
from workbench.case import checkpoints
from workbench.case.cases import Case
from workbench.case.purging import Purged
from workbench.model.document import Block, Document, Facts, Heading, Paragraph, Points, Table
from workbench.report.provenance import utc

WENT = (
    ("bytes", "bytes of original files"),
    ("records", "records"),
    ("rejects", "reasons why rows had been rejected, with the rows"),
    ("entities", "entities that only these sources named"),
    ("links", "links that only these sources showed"),
    ("workspace rows", "notes, tags, places on charts and the like that spoke of them"),
    ("texts struck through", "texts of analysts in which their values were struck out"),
)
LIMITS = (
    "Copies on sticks and other machines, and what the operating system or an administrator has backed up, are not "
    "reached by this purge. Those that the log knows of are listed above; each is to be destroyed by whoever holds it.",
    "Reports, pictures and packages handed out before hold what they held then.",
    "Solid-state disks and some file systems write elsewhere instead of overwriting: there, only the new key or the "
    "destruction of the disk puts the old content out of reach.",
    "Values were searched for as the case keeps them and as it shows them. What an analyst wrote in words of their "
    "own, such as a number with its digits apart or a nickname, no program can find.",
    "Values shorter than five characters were searched for as whole texts only, for short words stand everywhere.",
    "The number of the source, its SHA-256, its size and who acquired it stay in the case, so that the purge can be "
    "accounted for and nobody takes the same file in again without knowing.",
)


def certificate(done: Purged, case: Case) -> Document:
    """The document of a purge of a case, which is open again after it."""
    counts, plan, about = done.plan.counts, done.plan, case.about
    several = "source " if len(plan.sources) == 1 else "sources "
    blocks: list[Block] = [
        Facts(
            (
                ("Case", about.title),
                ("Case number", about.uuid),
                ("Purged", several + ", ".join(map(str, plan.sources)) + ", whole, with every reading"),
                ("Purged by", done.analyst),
                ("Purged at", utc(done.at)),
                ("Authority", done.authority),
                ("Reason", done.why),
                ("Entry in the log", f"{done.entry}"),
                ("Hash of that entry", done.head),
                ("Done with", f"Clew {workbench.__version__}"),
            )
        ),
        Heading("What went"),
        Table(
            ("how many", "of what"),
            tuple((f"{counts[name]:,}", what) for name, what in WENT),
            numbers=frozenset({0}),
        ),
        Points(tuple(_kept(counts))),
        Heading("How it was done and checked"),
        Points(tuple(_done(done)), numbered=True),
        Heading("Copies the case knows of"),
        Points(done.copies) if done.copies else Paragraph("The log knows of none."),
        Heading("What this certificate cannot vouch for"),
        Points(LIMITS),
        *_signed(done, case),
    ]
    return Document(
        "Certificate of purge", tuple(blocks), handling=about.handling, subtitle=about.title,
        foot=f"Case {about.uuid}, entry {done.entry}",
    )  # fmt: skip


def _signed(done: Purged, case: Case) -> list[Block]:
    """The signed checkpoint that covers the entry of the purge, where there is one."""
    latest = checkpoints.latest(case)
    if latest is None or latest.size < done.entry:
        return []
    return [
        Heading("Signed checkpoint of the log"),
        Paragraph(f"It covers the first {latest.size:,} entries, that of this purge among them.", "note"),
        Paragraph(latest.note, "code"),
    ]


def _kept(counts: Mapping[str, int]) -> list[str]:
    return [
        f"Entities that these sources brought and that stay, because another source names them or an analyst entered "
        f"them by hand: {counts['entities kept']:,}.",
        f"Findings that rested on what went, each of which now says that it lost support: {counts['findings']:,}.",
    ]


def _done(done: Purged) -> list[str]:
    return [
        "The sources were taken out of a copy of the case, with every state that undo could have brought back. Steps "
        f"of the journal written anew: {done.steps:,}; values of the log erased with their salts: {done.erased:,}. The "
        "entries of the log stand unchanged, and the entry of this purge commits to what is left.",
        "What is left was written row by row to a new file "
        + (
            "under a new key made of the passphrase and a new salt."
            if done.new_key
            else "under a new salt. The case has no passphrase and its key is published, so that only overwriting puts "
            "the old file out of reach."
        ),
        f"The new file was read whole: {done.texts:,} texts and {done.octets:,} packed bytes, unpacked. No value, file "
        "name or longer text of what went, and no packed block of it, was found where it should not be. Texts of "
        f"other sources that say one of the values in their own right, and were not to be purged: {done.elsewhere:,}.",
        "The new file was verified: every check held.",
        (
            "It took the case's place in one act; the old file and the copy were overwritten with zeros and removed."
            if done.overwritten
            else "It took the case's place in one act; the old file was removed, but this file system did not let it "
            "be overwritten."
        ),
    ]
