"""Rows quoted in a report: as they stand in their files, the values marked, with the hash of the file."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.app.composing.bench import Bench
from workbench.case import claims
from workbench.case.claims import Proof
from workbench.case.records import Record
from workbench.model.document import Block, Paragraph, Quotation


def quotations(bench: Bench, proofs: Sequence[Proof]) -> list[Quotation]:
    """Rows as blocks, each once, though several records stand in it."""
    by_row: dict[tuple[int, str, int], list[Proof]] = {}
    for proof in proofs:
        record = proof.record
        by_row.setdefault((record.reading, record.sheet, record.row), []).append(proof)
    return [_quotation(bench, several) for several in by_row.values()]


def _quotation(bench: Bench, several: Sequence[Proof]) -> Quotation:
    first = several[0]
    record = first.record
    bench.used.add(record.source)
    place = [record.file]
    if record.sheet:
        place.append(f"sheet {record.sheet}")
    place.append(f"{first.word} {record.row:,}")
    numbers = sorted({proof.record.part + 1 for proof in several})
    if numbers != [1]:
        many = "records" if len(numbers) > 1 else "record"
        place.append(f"{many} {', '.join(map(str, numbers))} of that {first.word}")
    said = f"Source {record.source}: {', '.join(place)}"
    if record.at:
        said += f"; {record.at} (zone {record.zone_known})"
    also = list(dict.fromkeys(place for proof in several for place in proof.also))
    if also:
        others = ", ".join(f"{file}, row {row:,}" for file, row in also)
        said += f"; the same event, counted once: {others}"
    marks = tuple(sorted({mark for proof in several for mark in proof.marks}))
    return Quotation(said, first.text, record.sha256, marks, _columns(bench, record))


def _columns(bench: Bench, record: Record) -> tuple[str, ...]:
    """The names of the columns of a row that is a line, where its file says them."""
    read = bench.readings.get(record.reading)
    facts = read.facts if read is not None else {}
    return tuple(str(name) for name in facts.get("columns", ())) if facts.get("row_is") == "line" else ()


def of_records(bench: Bench, found: Sequence[Record], total: int | None = None) -> list[Block]:
    """Records with their rows; how many there are in all, where that is more."""
    proofs = [proof for record in found for proof in claims.for_record(bench.case, record).proofs]
    made: list[Block] = [*quotations(bench, proofs)]
    if total is not None and total > len(found):
        made.append(Paragraph(f"{len(found):,} of {total:,} records are shown here.", "note"))
    return made
