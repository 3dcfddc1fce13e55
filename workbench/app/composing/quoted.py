"""Rows quoted in a report: as they stand in their files, the values marked, with the hash of the file."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.app.composing.bench import Bench
from workbench.case import claims
from workbench.case.claims import Proof
from workbench.case.records import Record
from workbench.model.document import Block, Paragraph, Quotation


def quotation(bench: Bench, proof: Proof) -> Quotation:
    """A row as a block."""
    record = proof.record
    bench.used.add(record.source)
    place = [record.file]
    if record.sheet:
        place.append(f"sheet {record.sheet}")
    place.append(f"{proof.word} {record.row:,}")
    if record.part:
        place.append(f"record {record.part + 1} of that {proof.word}")
    said = f"Source {record.source}: {', '.join(place)}"
    if record.at:
        said += f"; {record.at} (zone {record.zone_known})"
    if proof.also:
        others = ", ".join(f"{file}, row {row:,}" for file, row in proof.also)
        said += f"; the same event, counted once: {others}"
    return Quotation(said, proof.text, record.sha256, tuple(proof.marks), _columns(bench, record))


def _columns(bench: Bench, record: Record) -> tuple[str, ...]:
    """The names of the columns of a row that is a line, where its file says them."""
    read = bench.readings.get(record.reading)
    facts = read.facts if read is not None else {}
    return tuple(str(name) for name in facts.get("columns", ())) if facts.get("row_is") == "line" else ()


def of_records(bench: Bench, found: Sequence[Record], total: int | None = None) -> list[Block]:
    """Records with their rows, a row that gives several once; how many there are in all, where that is more."""
    made: list[Block] = []
    seen: set[tuple[int, str, int]] = set()
    for record in found:
        where = (record.reading, record.sheet, record.row)
        if where not in seen:
            seen.add(where)
            made.append(quotation(bench, claims.for_record(bench.case, record).proofs[0]))
    if total is not None and total > len(found):
        made.append(Paragraph(f"{len(found):,} of {total:,} rows are quoted here.", "note"))
    return made
