"""The disclosure schedule: every source and whether it was used, what was searched for and found, what was marked as
relevant, undermining or not relevant, and everything that was not used. Nothing of the case is left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

import workbench
from workbench.case import disclosures, entities, looked, sources, uses
from workbench.case.cases import Case
from workbench.case.disclosures import NOT_RELEVANT, UNDERMINING, Mark
from workbench.case.looked import Looked
from workbench.case.sources import Source
from workbench.case.spoken import Spoken
from workbench.case.uses import Use
from workbench.model.document import Block, Document, Facts, Heading, Paragraph, Table
from workbench.report import comma, sheets
from workbench.report.provenance import utc

NOT_SAID = "not counted"
TITLES = (
    "Item", "Number", "Name", "SHA-256", "Exhibit", "Used in", "Mark", "Why", "Marked by", "At", "Found",
)  # fmt: skip
NUMBERS = [title in ("Number", "Found") for title in TITLES]


@dataclass(frozen=True)
class Item:
    """A line of the schedule. `used` says where, in words; `found` is how many a search met, None where that is not
    said; `at` is UTC microseconds."""

    sort: str
    number: int
    name: str
    sha256: str = ""
    exhibit: str = ""
    used: tuple[str, ...] = ()
    mark: str = ""
    why: str = ""
    analyst: str = ""
    at: int | None = None
    found: int | None = None


@dataclass(frozen=True)
class Schedule:
    """All lines by where they stand in it: `stated` are findings, answers and charts, `marked` entities and links that
    bear a mark. `report` is the title of the report it was made for, "" for the case."""

    report: str
    sources: tuple[Item, ...]
    stated: tuple[Item, ...]
    marked: tuple[Item, ...]
    searches: tuple[Item, ...]

    @property
    def items(self) -> Iterator[Item]:
        yield from (*self.sources, *self.stated, *self.marked, *self.searches)


def schedule(case: Case, report: int | None = None) -> Schedule:
    """The schedule of a case, or for one of its reports: then used is what that report speaks of and rests on."""
    every = uses.of_case(case)
    mine = [use for use in every if report is None or (use.sort, use.number) == ("report", report)]
    title = uses.of_report(case, report).title if report is not None else ""
    marks = {(m.subject, m.number): m for m in disclosures.listed(case)}
    named = {use.number: set(uses.named(case, use.number)) for use in mine if use.sort == "report"}
    return Schedule(
        title,
        tuple(_source(s, mine, marks.get(("source", s.id))) for s in sources.listed(case)),
        tuple(_stated(use, mine, named, marks) for use in every if use.sort != "report"),
        tuple(_items(case, marks)),
        tuple(map(_search, looked.searches(case.db))),
    )


def _stated(
    use: Use,
    mine: Sequence[Use],
    named: Mapping[int, set[tuple[str, int]]],
    marks: Mapping[tuple[str, int], Mark],
) -> Item:
    """A finding, answer or chart with the reports that speak of it."""
    sort = "finding" if use.sort == "answer" else use.sort
    spoken = [r for r in mine if r.sort == "report" and (sort, use.number) in named[r.number]]
    used = tuple(f"report {r.number}: {r.title}" for r in spoken)
    return Item(use.sort, use.number, use.title, used=used, **_marked(marks.get((sort, use.number))))


def _source(source: Source, mine: Sequence[Use], mark: Mark | None) -> Item:
    used = tuple(f"{use.sort} {use.number}: {use.title}" for use in mine if source.id in use.sources)
    return Item("source", source.id, source.name, source.sha256, source.exhibit, used, **_marked(mark))


def _items(case: Case, marks: Mapping[tuple[str, int], Mark]) -> Iterator[Item]:
    """The entities and links that bear a mark."""
    spoken = Spoken(case)
    for (subject, number), mark in marks.items():
        if subject == "entity":
            kind, value = entities.named(case, number)
            name = f"{case.kinds.entities[kind].name}: {entities.shown(case, kind, value)}"
            yield Item(subject, number, name, **_marked(mark))
        elif subject == "link":
            yield Item(subject, number, spoken.link(number), **_marked(mark))


def _marked(mark: Mark | None) -> dict[str, Any]:
    return {"mark": mark.mark, "why": mark.why, "analyst": mark.analyst, "at": mark.at} if mark else {}


def _search(one: Looked) -> Item:
    said = "; ".join(
        f"{name}: {value}" for name, value in one.values.items() if name not in ("hits", "command", "reason")
    )
    return Item(
        one.act,
        one.entry,
        said or "what was looked for was taken out",
        analyst=one.analyst,
        at=one.at,
        found=one.hits,
    )


def document(case: Case, made: Schedule) -> Document:
    """The schedule as pages."""
    about = case.about
    used = [i for i in made.sources if i.used]
    unused = [i for i in made.sources if not i.used]
    marked = [i for i in made.items if i.mark]
    against = [i for i in marked if i.mark == UNDERMINING]
    stated, unstated = [i for i in made.stated if i.used], [i for i in made.stated if not i.used]
    speaks = "the report" if made.report else "a report"
    what = (
        f"the report “{made.report}”" if made.report else "findings, answers, charts or reports of the case"
    )
    blocks: list[Block] = [
        Facts(
            (
                ("Case", about.title or case.path.stem),
                ("Case number", about.uuid),
                ("Made for", made.report or "the whole case"),
                ("Authority", about.authority or "not said"),
                ("Officer", about.officer or "not said"),
                ("Made by", case.analyst or "not said"),
                ("Made at", utc(int(datetime.now(UTC).timestamp()) * 1_000_000)),
                ("Made with", f"Clew {workbench.__version__}"),
            )
        ),
        Paragraph(_summary(made, used, unused, against), "warning" if against else "body"),
        Heading("Sources that were used"),
        *_table(used, f"No source was used in {what}."),
        Heading("Sources that were not used"),
        *_table(unused, f"Every source was used in {what}."),
        Heading("Items that were marked"),
        *_table(marked, "Nothing was marked."),
        Heading(f"Findings, answers and charts that {speaks} speaks of"),
        *_table(stated, "There is none."),
        Heading("Findings, answers and charts that were not used"),
        *_table(unstated, "There is none."),
        Heading("Searches that were run"),
        *_searches(made.searches),
    ]
    return Document(
        "Disclosure schedule", tuple(blocks), handling=about.handling, subtitle=about.title or case.path.stem,
        foot=f"Case {about.uuid}",
    )  # fmt: skip


def _summary(made: Schedule, used: Sequence[Item], unused: Sequence[Item], against: Sequence[Item]) -> str:
    beside = sum(i.mark == NOT_RELEVANT for i in made.items)
    return (
        f"Sources: {len(made.sources):,}; used: {len(used):,}; not used: {len(unused):,}. "
        f"Items marked undermining: {len(against):,}; marked not relevant: {beside:,}. "
        f"Searches run: {len(made.searches):,}."
    )


def _table(items: Sequence[Item], nothing: str) -> list[Block]:
    """Items with where they were used and how they are marked."""
    if not items:
        return [Paragraph(nothing)]
    hashed, sorts = any(item.sha256 for item in items), any(item.sort != "source" for item in items)
    headings = [*(["Item"] if sorts else []), "No", "Name", *(["SHA-256", "Exhibit"] if hashed else [])]
    rows = tuple(
        (
            *((item.sort,) if sorts else ()), str(item.number), item.name,
            *((item.sha256, item.exhibit) if hashed else ()), _used(item),
            f"{item.mark}: {item.why} ({item.analyst})" if item.mark else "",
        )
        for item in items
    )  # fmt: skip
    number = headings.index("No")
    codes = frozenset({headings.index("SHA-256")} if hashed else ())
    return [Table((*headings, "Used in", "Mark and why"), rows, numbers=frozenset({number}), codes=codes)]


def _used(item: Item) -> str:
    """Where an item was used; of entities and links no use is counted."""
    return "; ".join(item.used) or ("" if item.sort in ("entity", "link") else "nothing")


def _searches(items: Sequence[Item]) -> list[Block]:
    if not items:
        return [Paragraph("The log holds no search and no question.")]
    rows = tuple(
        (
            str(i.number),
            i.sort,
            i.name,
            NOT_SAID if i.found is None else f"{i.found:,}",
            i.analyst,
            utc(i.at or 0),
        )
        for i in items
    )
    said = Paragraph(
        "Each search and question that the log holds, with how much was found at that time.", "note"
    )
    return [
        said,
        Table(("Entry", "What", "Looked for", "Found", "By", "At"), rows, numbers=frozenset({0, 3})),
    ]


def write_table(made: Schedule, out: Path) -> None:
    """The schedule as one table: CSV or a workbook, by the name of the file."""
    cells = [
        (
            i.sort, str(i.number), i.name, i.sha256, i.exhibit, "; ".join(i.used), i.mark, i.why, i.analyst,
            utc(i.at) if i.at else "", "" if i.found is None else str(i.found),
        )
        for i in made.items
    ]  # fmt: skip
    frame = pl.DataFrame(cells, schema=dict.fromkeys(TITLES, pl.String), orient="row")
    if out.suffix.lower() == ".xlsx":
        sheets.write(out, "Disclosure schedule", TITLES, [frame], NUMBERS)
    else:
        comma.write(out, TITLES, [frame], NUMBERS)


def as_json(made: Schedule) -> dict[str, Any]:
    """The schedule as plain values, complete."""

    def said(item: Item) -> dict[str, Any]:
        whole = vars(item) | {"used": list(item.used), "at": utc(item.at) if item.at else None}
        return {name: value for name, value in whole.items() if value not in ("", None)}

    return {
        "report": made.report,
        "sources": [said(i) for i in made.sources],
        "stated": [said(i) for i in made.stated],
        "marked": [said(i) for i in made.marked],
        "unused": [[i.sort, i.number] for i in (*made.sources, *made.stated) if not i.used],
        "searches": [said(i) for i in made.searches],
    }
