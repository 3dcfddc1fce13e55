"""What follows the analyst's parts: the files with their hashes, their clocks, what was filtered, what was rejected."""

from __future__ import annotations

from collections import Counter

import polars as pl

from workbench.app.composing.bench import Bench
from workbench.app.composing.counts import counted
from workbench.case import rejects, told
from workbench.case.records import zone_known
from workbench.case.sources import Source
from workbench.model.document import Block, Facts, Heading, Paragraph, Points, Table
from workbench.report.provenance import utc

REASONS = 3  # reasons for rejecting rows that are named for each source


def sources(bench: Bench) -> list[Block]:
    """Every source of the case: what it is, where it came from, its hash, and whether rows of it are quoted."""
    blocks: list[Block] = [Heading("Sources")]
    if not bench.sources:
        return [*blocks, Paragraph("The case holds no files.")]
    quoted = len(bench.used)
    blocks.append(
        Paragraph(
            f"The case holds {counted(len(bench.sources), 'file')}; rows of {quoted:,} stand in this report. Each "
            "file was hashed before it was read, and its hash is that of every byte of it."
        )
    )
    for source in bench.sources:
        blocks += [Heading(f"Source {source.id}: {source.name}", 3), Facts(tuple(_facts(bench, source)))]
    return blocks


def _facts(bench: Bench, source: Source) -> list[tuple[str, str]]:
    acquired = ", ".join(x for x in (source.acquired_by, source.acquired_at, source.acquired_how) if x)
    archive = source.facts.get("archive")
    facts = [
        ("SHA-256", source.sha256),
        ("SHA-512", source.sha512),
        ("Size", f"{source.bytes:,} bytes"),
        ("Exhibit", source.exhibit),
        ("Acquired", acquired or "not said"),
        (
            "Came in",
            f"{archive['name']}, as {archive['member']}, SHA-256 {archive['sha256']}" if archive else "",
        ),
        ("Taken in", f"{utc(source.added_at)} by {source.added_by}"),
        ("Original", "kept in the case bit for bit" if source.kept == "copy" else "kept as its hash only"),
        ("Read with", source.recipe + ("" if source.included else " (left out: its records do not count)")),
        ("In this report", "rows are quoted" if source.id in bench.used else "no row is quoted"),
    ]
    return [(name, said) for name, said in facts if said]


def clocks(bench: Bench) -> list[Block]:
    """In which zone the times of each source stand, and how that is known."""
    rows = []
    known = _zones(bench)
    for source in bench.sources:
        zone = source.options.get("zone") or "no zone"
        for how, count in sorted(known.get(source.reading, {}).items()):
            rows.append((str(source.id), source.name, str(zone), how, f"{count:,}"))
    blocks: list[Block] = [
        Heading("Time zones"),
        Paragraph(
            f"Times are kept as they were given, with their offset, and as UTC. Charts and timelines show the clock of "
            f"{bench.case.about.zone or 'UTC'}."
        ),
    ]
    if not rows:
        return [*blocks, Paragraph("No record of the case says when.")]
    blocks.append(
        Table(
            ("Source", "File", "Zone for times without one", "How a time's zone is known", "Times"),
            tuple(rows), numbers=frozenset({4}), caption=f"{bench.table()}. Clocks of the sources",
        )
    )  # fmt: skip
    if any("twice" in row[3] for row in rows):
        said = "Where an hour came twice at the change of clocks, the first is taken; such times are counted above."
        blocks.append(Paragraph(said, "note"))
    return blocks


def _zones(bench: Bench) -> dict[int, Counter[str]]:
    """How the zones of times are known, by reading: how many times each way."""
    found: dict[int, Counter[str]] = {}
    for kind in bench.case.kinds.records.values():
        if kind.moment is None:
            continue
        name = f"{kind.moment.id}.mark"
        frame = told.told(bench.case, kind.id, [kind.moment.id, name], once=False)
        timed = frame.filter(pl.col(kind.moment.id).is_not_null())
        for reading, mark, count in timed.group_by("reading", name).len().iter_rows():
            found.setdefault(reading, Counter())[zone_known(mark or 0)] += count
    return found


def filters(bench: Bench) -> list[Block]:
    """Through what each view of this report was seen."""
    blocks: list[Block] = [Heading("Filters used")]
    if not bench.filters:
        return [*blocks, Paragraph("This report holds no view that could be filtered.")]
    said = [f"{view}: {'; '.join(used) or 'none'}." for view, used in bench.filters.items()]
    return [*blocks, Points(tuple(said))]


def counts(bench: Bench) -> list[Block]:
    """Rows read, kept, duplicate, rejected and withheld by source, and why rows were rejected."""
    blocks: list[Block] = [Heading("Rows read and rejected")]
    if not bench.sources:
        return [*blocks, Paragraph("No rows were read.")]
    rows = [
        (
            str(s.id),
            s.name,
            f"{s.rows:,}",
            f"{s.kept_rows:,}",
            f"{s.duplicate:,}",
            f"{s.rejected:,}",
            f"{s.withheld:,}",
        )
        for s in bench.sources
    ]
    blocks.append(
        Table(
            ("Source", "File", "Read", "Kept", "Duplicate", "Rejected", "Withheld"), tuple(rows),
            numbers=frozenset(range(2, 7)), caption=f"{bench.table()}. Rows by source",
        )
    )  # fmt: skip
    blocks.append(
        Paragraph(
            "Read = kept + duplicate + rejected + withheld. A rejected row could not be understood and is kept with "
            "its reason; a withheld one lies outside the authorised period and was not taken in.",
            "note",
        )
    )
    why = [_why(bench, s) for s in bench.sources if s.rejected]
    return [*blocks, Points(tuple(why))] if why else blocks


def _why(bench: Bench, source: Source) -> str:
    reasons = Counter(reject.reason for reject in rejects.listed(bench.case, source.id))
    named = [f"{reason} ({count:,})" for reason, count in reasons.most_common(REASONS)]
    more = len(reasons) - len(named)
    return f"{source.name}: {'; '.join(named)}" + (f"; {more:,} more reasons" if more > 0 else "") + "."
