"""Which identifiers two cases both know, each with the rows of both; neither case is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from workbench.case import assessments, verbatim
from workbench.case.cases import Case
from workbench.case.named import named
from workbench.case.records import Record
from workbench.case.shared import known_to_both
from workbench.case.told import records_at
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Row:
    """One row that names the identifier: its record, and the row word for word."""

    record: Record
    text: str


@dataclass(frozen=True)
class Shared:
    """An identifier of both cases. `records_here` counts all records that name it, `here` holds the first of their
    rows; `common` where either case has it as a common service."""

    kind: str
    value: str
    common: bool
    records_here: int
    records_there: int
    here: tuple[Row, ...]
    there: tuple[Row, ...]


def shared(case: Case, other: Case, *, kinds: Sequence[str] = (), rows: int = 20) -> list[Shared]:
    """The identifiers that count in both, those that fewer records name first, with at most so many rows of each.

    Problem where it is one and the same case.
    """
    if case.about.uuid == other.about.uuid:
        raise Problem(
            "that is one and the same case", "compare two cases, or use 'clew content' for two copies"
        )
    both = known_to_both(case, other)
    if kinds:
        both = both.filter(pl.col("kind").is_in(list(kinds)))
    services = assessments.common_services(case), assessments.common_services(other)
    sides = [_named(one, both[column]) for one, column in ((case, "here"), (other, "there"))]
    found = []
    for kind, value, here, there in both.iter_rows():
        refs = sides[0].get(here, []), sides[1].get(there, [])
        found.append(
            Shared(
                kind, value, here in services[0] or there in services[1], len(refs[0]), len(refs[1]),
                _rows(case, refs[0][:rows]), _rows(other, refs[1][:rows]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda s: (s.common, s.records_here + s.records_there, s.kind, s.value))


def _named(case: Case, entities: pl.Series) -> dict[int, list[int]]:
    """The records that name each entity, in the order of the files."""
    frame = named(case, entities.to_list()).group_by("entity").agg(pl.col("ref").unique().sort())
    return dict(frame.iter_rows())


def _rows(case: Case, refs: Sequence[int]) -> tuple[Row, ...]:
    return tuple(Row(r, verbatim.row(case, r.reading, r.sheet, r.row)) for r in records_at(case, refs))
