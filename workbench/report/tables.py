"""An extract as tables: entities, links, records of each kind, files, and what the case says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from workbench.report.columns import (
    FILE,
    THING,
    TIE,
    Cell,
    Heading,
    caller,
    fact_cells,
    file_cells,
    record_cells,
    record_headings,
    thing_cells,
    tie_cells,
)
from workbench.report.extract import Extract

BLOCK = 20_000  # rows at a time
FACTS = (Heading("what"), Heading("said"))


@dataclass(frozen=True)
class Sheet:
    """A table: its name ("records call"), its columns, and its rows, which are made as they are taken."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[tuple[Cell, ...]]
    count: int

    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows as frames of text, a block at a time; flags are yes or no, what is not told is empty."""
        for block in blocks(self.rows):
            columns = zip(*block, strict=True)
            yield pl.DataFrame(
                {
                    h.id: [c if c.__class__ is str else as_text(c) for c in column]
                    for h, column in zip(self.headings, columns, strict=True)
                },
                schema={h.id: pl.String for h in self.headings},
            )


def sheets(extract: Extract) -> Iterator[Sheet]:
    """Every table of an extract: entities, links, records by kind, sources, about."""
    amounts, named = extract.amounts, caller(extract)
    yield Sheet("entities", THING, (thing_cells(t, named) for t in extract.things()), amounts.things)
    yield links(extract)
    for kind in extract.happening_kinds:
        rows = _records(extract, kind)
        yield Sheet(f"records {kind}", record_headings(extract, kind), rows, extract.chosen.sizes[kind])
    yield Sheet("sources", FILE, (file_cells(f) for f in extract.files), amounts.files)
    facts = fact_cells(extract)
    yield Sheet("about", FACTS, facts, len(facts))


def _records(extract: Extract, kind: str) -> Iterator[tuple[Cell, ...]]:
    fields = [f.id for f in extract.case.kinds.records[kind].fields]
    return (record_cells(happening, fields) for happening in extract.happenings([kind]))


def links(extract: Extract) -> Sheet:
    """The table of links, which says of both ends what they are."""
    return Sheet(
        "links",
        TIE,
        (tie_cells(t, extract.who(t.start), extract.who(t.end)) for t in extract.ties()),
        extract.amounts.ties,
    )


def blocks(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    """Rows some at a time."""
    left = iter(rows)
    while block := list(islice(left, BLOCK)):
        yield block


def as_text(cell: Cell) -> str:
    """A cell as text: flags yes or no, what is not told empty."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)
