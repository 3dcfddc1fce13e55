"""Records by the places of their rows, as findings and reports name them."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.case import records, segments
from workbench.case.cases import Case
from workbench.case.records import Record

Place = tuple[int, int, int]  # reading, row, part


def at(case: Case, places: Iterable[Place]) -> list[Record]:
    """The records at some places, in the order of the places; places that hold none are left out."""
    wanted = list(dict.fromkeys(places))
    found: dict[Place, Record] = {}
    for reading in {place[0] for place in wanted}:
        rows = sorted({row for other, row, _ in wanted if other == reading})
        for segment in segments.holding(case.db, "row", (rows[0], rows[-1]), [reading]):
            numbers = segments.read(case.db, segment, ["row"])["row"]
            here = numbers.is_in(rows).arg_true().to_list()
            for record in records.some(case, segment, here) if here else ():
                found.setdefault((record.reading, record.row, record.part), record)
    return [found[place] for place in wanted if place in found]


def of_refs(found: Iterable[Record]) -> list[Place]:
    """Where some records stand, each place once."""
    return list(dict.fromkeys((r.reading, r.row, r.part) for r in found))
