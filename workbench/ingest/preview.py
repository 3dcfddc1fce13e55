"""The first rows of a file beside the records a recipe would make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from workbench.ingest import child, containers, wire
from workbench.ingest.context import ReadContext
from workbench.ingest.readers import ROW
from workbench.ingest.recipe_parts import Recipe
from workbench.model.block import PRECISIONS, Block, read_mark
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds, RecordKind
from workbench.model.values import VALUE_TYPES, amounts


@dataclass(frozen=True)
class PreviewRecord:
    """A record a row would give, as a person reads it; `doubtful` are the fields marked not valid, `entities` the
    kind and stored value behind each field that holds one."""

    kind: str
    part: int
    fields: dict[str, str]
    doubtful: tuple[str, ...] = ()
    entities: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PreviewRow:
    """A row as it stands, and what becomes of it: records, or the column and reason of its refusal."""

    table: str
    row: int
    cells: tuple[str, ...]
    raw: str
    records: tuple[PreviewRecord, ...]
    refused: tuple[str, str] | None


@dataclass(frozen=True)
class Preview:
    """`undecided` are date columns of which the first rows do not tell day from month, `orders` what the others
    have first; `facts` is what the reader found out: encoding, delimiter, header_row, preamble."""

    columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    undecided: tuple[str, ...]
    orders: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many of the rows looked at would be rejected."""
        return sum(row.refused is not None for row in self.rows)


def preview(
    path: AnyFile,
    recipe: Recipe,
    rows: int = 20,
    *,
    kinds: Kinds,
    context: ReadContext | None = None,
    by: child.Child | None = None,
) -> Preview:
    """What the recipe makes of the first rows. Raises Problem where it cannot read the file at all.

    Of a recipe that fills no field yet, the rows are shown as they stand, and none is refused.
    """
    path = containers.as_place(path)
    by = by or child.default()
    said = tuple(section for section in recipe.sections if section.fields)
    bare = not said
    recipe = replace(recipe, sections=said)
    of = {"recipe": recipe, "kinds": kinds, "context": context or ReadContext(), "rows": rows}
    columns: tuple[str, ...] = ()
    found: list[PreviewRow] = []
    undecided: dict[str, None] = {}
    orders: dict[str, str] = {}
    known: dict[str, Any] = {}
    values: list[tuple[str, str, bool]] = []
    cells = pl.DataFrame()
    arguments = {**containers.described(path), "of": of}
    for sort, facts, frames in by.run("preview", path.name, arguments, by.limits.seconds_per_look):
        if sort == "cells":
            cells = frames["cells"]
            columns = columns or tuple(name for name in cells.columns if name != ROW)
            undecided.update(dict.fromkeys(facts["open"]))
            orders.update(facts["orders"])
            known = known or facts["facts"]
        elif sort == "block":
            block = wire.block_of(facts, frames)
            values.extend(block.values.rows())
            found.extend(_rows(block, cells, values, kinds))
    shown = [replace(row, refused=None) if bare else row for row in found[:rows]]
    return Preview(columns, tuple(shown), tuple(undecided), orders, known)


def _rows(
    block: Block, cells: pl.DataFrame, values: list[tuple[str, str, bool]], kinds: Kinds
) -> list[PreviewRow]:
    records: dict[int, list[PreviewRecord]] = {}
    for kind, frame in block.records.items():
        for record in frame.iter_rows(named=True):
            shown = _record(kinds.records[kind], record, values, kinds)
            records.setdefault(record[ROW], []).append(shown)
    refused = {row: (column, reason, raw) for row, column, reason, raw in block.rejects.iter_rows()}
    raw_rows = dict(block.raw_rows.iter_rows()) if block.raw_rows is not None else {}
    rows = []
    for row in cells.iter_rows(named=True):
        number = row.pop(ROW)
        given = sorted(records.pop(number, []), key=lambda r: r.part)
        why = refused.pop(number, None)
        rows.append(
            PreviewRow(
                block.sheet,
                number,
                tuple(cell or "" for cell in row.values()),
                raw_rows.get(number, why[2] if why else ""),
                tuple(given),
                why[:2] if why else None,
            )
        )
    for number, (column, reason, raw) in refused.items():
        rows.append(PreviewRow(block.sheet, number, (), raw, (), (column, reason)))
    return sorted(rows, key=lambda r: r.row)


def _record(
    kind: RecordKind, record: dict[str, Any], values: list[tuple[str, str, bool]], kinds: Kinds
) -> PreviewRecord:
    fields: dict[str, str] = {}
    entities: dict[str, tuple[str, str]] = {}
    doubtful = []
    for one in kind.fields:
        held = record.get(one.id)
        if held is None or (one.type == "entity" and held == 0):
            continue
        if one.type == "entity":
            entity, value, valid = values[held - 1]
            fields[one.id] = VALUE_TYPES[kinds.entities[entity].value].show(value)
            entities[one.id] = (entity, value)
            if not valid:
                doubtful.append(one.id)
        elif one.type == "moment":
            fields[one.id] = shown_moment(held, record[f"{one.id}.offset"], record[f"{one.id}.mark"])
        elif one.type == "amount":
            fields[one.id] = amounts.show(int(held), record[f"{one.id}.asset"])
        elif one.type == "duration":
            fields[one.id] = str(timedelta(seconds=held))
        else:
            fields[one.id] = f"{held:g}" if isinstance(held, float) else str(held)
    return PreviewRecord(kind.id, record["part"], fields, tuple(doubtful), entities)


def shown_moment(at: int, offset: int, mark: int) -> str:
    """A moment in its own zone, as exact as it was written: 2025-03-10 00:53 +05:30."""
    precision, basis, _ = read_mark(mark)
    local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at, minutes=offset)
    form = {"day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M"}.get(precision, "%Y-%m-%d %H:%M:%S")
    sign, minutes = "-" if offset < 0 else "+", abs(offset)
    zone = f" {sign}{minutes // 60:02}:{minutes % 60:02}"
    fraction = f".{at % 1_000_000:06}" if precision == PRECISIONS[3] else ""
    return local.strftime(form) + fraction + zone + (" assumed" if basis == "assumed" else "")
