"""Applies a recipe to stretches of a table: text in, blocks of cleaned records and refused rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import columns
from workbench.ingest.cells import Cells
from workbench.ingest.columns import Column
from workbench.ingest.context import ReadContext
from workbench.ingest.entities import REFUSED, Cleaning, Entities, Numbers
from workbench.ingest.faults import Faults
from workbench.ingest.finding import Found, find_values, split_cells
from workbench.ingest.ordering import Deciding
from workbench.ingest.readers import ROW, Rows, normal
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source, swapped_name
from workbench.ingest.selecting import among, chosen
from workbench.model.block import REJECTS, Block
from workbench.model.kinds import Field, Kinds
from workbench.model.values import Context
from workbench.model.values.wrapping import unwrap

Positions = NDArray[np.int64]
NOTHING_APPLIES = "no part of the recipe takes this row"
IS_EMPTY = "is empty"


@dataclass
class Records:
    """The records one section gives for one stretch: `at` is each record's row position, ascending; entity
    columns hold internal numbers."""

    section: Section
    at: Positions
    entities: dict[str, Numbers] = field(default_factory=dict)
    others: dict[str, pl.Series] = field(default_factory=dict)


class Applying:
    """One recipe applied to one source. `oddities` counts what is worth a word but no fault."""

    def __init__(self, recipe: Recipe, kinds: Kinds, context: ReadContext, deciding: Deciding) -> None:
        self.recipe = recipe
        self.kinds = kinds
        self.context = context
        self.oddities: dict[str, int] = {}
        self._deciding = deciding
        self._entities = Entities()
        self._cleanings: dict[tuple[object, ...], Cleaning] = {}
        self._empty = frozenset(recipe.layout.empty)

    def block(self, rows: Rows) -> Block:
        """The records and rejects of one stretch."""
        cells = Cells(rows, self.context.filename)
        faults = Faults(cells.height)
        withheld = np.zeros(cells.height, bool)
        served = np.zeros(cells.height, bool)
        given: list[Records] = []
        for section in self._sections(rows):
            at = chosen(section.when, cells)
            served[at] = True
            records = self._records(section, cells, at, faults)
            self._withhold(records, withheld)
            given.append(records)
        left = np.flatnonzero(~served)
        if len(left):
            faults.add(left, *self._why_unserved(rows))
        keep = ~(faults.bad | withheld)
        frames, values = self._deliver(given, keep, rows)
        return Block(
            rows=_distinct(rows.frame[ROW].to_numpy()) + rows.rejects.height,
            bytes_done=rows.bytes_done,
            bytes_total=rows.bytes_total,
            sheet=rows.table,
            values=values,
            records=frames,
            rejects=self._rejects(rows, faults, withheld),
            raw_rows=self._raw_rows(rows, withheld),
            withheld=_distinct(rows.frame[ROW].to_numpy()[withheld]),
        )

    def _sections(self, rows: Rows) -> list[Section]:
        return [s for s in self.recipe.sections if not s.table or normal(s.table) == normal(rows.table)]

    def _why_unserved(self, rows: Rows) -> tuple[str, str]:
        whens = [w.column for section in self._sections(rows) for w in section.when]
        return (whens[0] if whens else "", NOTHING_APPLIES)

    def _records(self, section: Section, cells: Cells, at: Positions, faults: Faults) -> Records:
        """The records of one section; faulty rows are noted and stay in."""
        kind = self.kinds.records[section.kind]
        whole = len(at) == cells.height
        records = Records(section, at)
        exploding: tuple[str, Found] | None = None
        for name, filling in section.fields.items():
            declared = kind.field(name)
            taken = cells.of(filling.source, filling.optional)
            taken = taken if whole else taken.gather(at)
            if filling.explodes:
                exploding = (name, self._exploded(declared, filling, taken, cells, at, faults))
            elif declared.type == "entity":
                records.entities[name] = self._entity(declared, filling, taken, cells, at, faults)
            else:
                column = self._plain(declared, filling, taken, cells, at)
                self._judge(declared, filling, column, taken, at, faults)
                records.others.update({name + suffix: part for suffix, part in column.parts.items()})
        if section.swap:
            self._swap(section, records, cells, at)
        return self._explode(records, *exploding) if exploding else records

    def _entity(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions, faults: Faults
    ) -> Numbers:
        numbers = np.zeros(len(taken), np.int32)
        for part, cleaning in self._cleanings_for(declared, filling, cells, at):
            texts = taken if part is None else taken.gather(part)
            answers = cleaning.numbers(texts)
            wrong = np.flatnonzero(answers == REFUSED)
            if len(wrong):
                if not filling.optional:
                    where = wrong if part is None else part[wrong]
                    reasons = [cleaning.reason(texts[int(i)]) for i in wrong]
                    faults.add(at[where], _column_of(filling.source), reasons)
                answers[wrong] = 0
            if part is None:
                numbers = answers
            else:
                numbers[part] = answers
        if declared.required:
            self._need(declared, filling, at[numbers == 0], faults)
        return numbers

    def _cleanings_for(
        self, declared: Field, filling: Filling, cells: Cells, at: Positions
    ) -> list[tuple[Positions | None, Cleaning]]:
        """The cleaning for all rows (None), or one for the rows of each platform."""
        source = filling.platform
        if source is None or not source.columns:
            platform = (cells.constant(source) or "") if source else ""
            return [(None, self._cleaning(filling.kinds or declared.kinds, platform, filling))]
        said = columns.per_distinct(cells.of(source).gather(at), unwrap).fill_null("")
        groups = (
            pl.DataFrame({"platform": said}).with_row_index("at").group_by("platform", maintain_order=True)
        )
        return [
            (
                group["at"].to_numpy().astype(np.int64),
                self._cleaning(filling.kinds or declared.kinds, str(platform), filling),
            )
            for (platform,), group in groups
        ]

    def _cleaning(self, allowed: Sequence[str], platform: str, filling: Filling) -> Cleaning:
        key = (tuple(allowed), platform, tuple(sorted(filling.map.items())), filling.plain)
        if key not in self._cleanings:
            replaces = {k.strip().casefold(): v for k, v in filling.map.items()}
            context = Context(self.recipe.layout.country or self.context.country, platform)
            self._cleanings[key] = Cleaning(
                self._entities, self.kinds, allowed, context, replaces, self._empty, filling.plain
            )
        return self._cleanings[key]

    def _plain(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions
    ) -> Column:
        """The column of a field that holds no entity."""
        layout = self.recipe.layout
        if declared.type == "moment":
            zones, basis = self._zone(filling, cells, at)
            order = self._deciding.order(filling.source)
            return columns.moment(taken, order, zones, basis, filling.format, filling.unix, self._empty)
        if declared.type in ("choice", "text"):
            clean = columns.choice if declared.type == "choice" else columns.text
            return clean(taken, filling.map, self._empty)
        taken = columns.replaced(taken, filling.map)
        if declared.type == "duration":
            return columns.duration(taken, self._empty)
        decimal = filling.decimal or layout.decimal
        if declared.type == "number":
            return columns.number(taken, decimal, self._empty)
        assets = cells.of(filling.asset).gather(at) if filling.asset else ""
        return columns.amount(taken, assets, decimal, self._empty)

    def _zone(self, filling: Filling, cells: Cells, at: Positions) -> tuple[pl.Series | str, str]:
        """The zone of a moment (one, or one per row) and how it is known."""
        if filling.zone is not None and filling.zone.columns:
            return cells.of(filling.zone).gather(at), "stated in column"
        stated = cells.constant(filling.zone) if filling.zone is not None else self.recipe.layout.zone
        if stated:
            return stated, "stated in file"
        return self.context.zone, self.context.zone_basis

    def _judge(
        self,
        declared: Field,
        filling: Filling,
        column: Column,
        taken: pl.Series,
        at: Positions,
        faults: Faults,
    ) -> None:
        if len(column.refused) and not filling.optional:
            faults.add(at[column.refused], _column_of(filling.source), column.reasons)
        if declared.required:
            self._need(declared, filling, at[column.parts[""].is_null().to_numpy()], faults)
        for what, count in column.oddities.items():
            self.oddities[what] = self.oddities.get(what, 0) + count

    def _need(self, declared: Field, filling: Filling, empty: Positions, faults: Faults) -> None:
        if len(empty):
            faults.add(empty, _column_of(filling.source), f"{declared.name} {IS_EMPTY}")

    def _exploded(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions, faults: Faults
    ) -> Found:
        """The several values of a field: one `Found` entry each, in the order of the rows."""
        if filling.find:
            platform = (cells.constant(filling.platform) or "") if filling.platform else ""
            cleanings = {k: self._cleaning((k,), platform, filling) for k in filling.find}
            return find_values(taken, cleanings)
        where, pieces = split_cells(taken, filling.split)
        if declared.type != "entity":
            clean = columns.choice if declared.type == "choice" else columns.text
            return Found(where, others=clean(pieces, filling.map, self._empty).parts[""])
        numbers = self._entity(declared, filling, pieces, cells, at[where], faults)
        there = numbers != 0
        return Found(where[there], numbers[there])

    def _explode(self, records: Records, name: str, found: Found) -> Records:
        """One record for every value found, and one with an empty field for a row where none was found."""
        kind = self.kinds.records[records.section.kind]
        bare = np.setdiff1d(np.arange(len(records.at)), found.where)
        if kind.field(name).required:
            bare = bare[:0]
        where = np.concatenate((found.where, bare))
        order = np.argsort(where, kind="stable")
        where = where[order]
        result = Records(records.section, records.at[where])
        result.entities = {n: column[where] for n, column in records.entities.items()}
        result.others = {n: column.gather(where) for n, column in records.others.items()}
        if found.numbers is not None:
            result.entities[name] = np.concatenate((found.numbers, np.zeros(len(bare), np.int32)))[order]
        elif found.others is not None:
            empty = pl.Series([None] * len(bare), dtype=pl.String)
            result.others[name] = pl.concat([found.others, empty]).gather(order)
        return result

    def _swap(self, section: Section, records: Records, cells: Cells, at: Positions) -> None:
        """Puts the two roles the other way round where the row's direction says so."""
        assert section.swap is not None
        turned = among(cells.of(Source((section.swap.column,))).gather(at), section.swap.values)
        if not turned.any():
            return
        for group in (records.entities, records.others):
            names = {n: swapped_name(n.partition(".")[0], section.swap.roles) for n in group}
            pairs = {
                tuple(sorted((n, other + n[len(n.partition(".")[0]) :])))
                for n, other in names.items()
                if other
            }
            for one, two in pairs:
                _exchange(group, one, two, turned)

    def _withhold(self, records: Records, withheld: NDArray[np.bool_]) -> None:
        """Marks rows whose moment lies outside the authorised period."""
        moment = self.kinds.records[records.section.kind].moment
        if self.context.period is None or moment is None or moment.id not in records.others:
            return
        begin, end = self.context.period
        at = records.others[moment.id]
        outside = ((at < begin) | (at >= end)).fill_null(False).to_numpy()
        withheld[records.at[outside]] = True

    def _deliver(
        self, given: Sequence[Records], keep: NDArray[np.bool_], rows: Rows
    ) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
        """The frames of the records that are kept, by kind, and the values new to the case."""
        numbers = rows.frame[ROW].to_numpy()
        parts = _Parts(numbers, len(self.recipe.sections))
        sections = list(self.recipe.sections)
        frames: list[tuple[str, dict[str, Any]]] = []
        pending: list[Numbers] = []
        for records in given:
            kept = keep[records.at]
            every = bool(kept.all())
            at = records.at if every else records.at[kept]
            frame: dict[str, Any] = {ROW: numbers[at], "part": parts.of(sections.index(records.section), at)}
            for name, column in records.entities.items():
                frame[name] = len(pending)
                pending.append(column if every else column[kept])
            for name, series in records.others.items():
                frame[name] = series if every else series.filter(pl.Series(kept))
            frames.append((records.section.kind, frame))
        delivered, values = self._entities.deliver(pending)
        by_kind: dict[str, list[pl.DataFrame]] = {}
        for kind, frame in frames:
            filled = {n: delivered[c] if isinstance(c, int) else c for n, c in frame.items()}
            by_kind.setdefault(kind, []).append(pl.DataFrame(filled))
        joined = {kind: parts[0] if len(parts) == 1 else _stacked(parts) for kind, parts in by_kind.items()}
        return joined, values

    def _rejects(self, rows: Rows, faults: Faults, withheld: NDArray[np.bool_]) -> pl.DataFrame:
        listed = [said for said in faults.listed() if not withheld[said[0]]]
        if not listed:
            return rows.rejects
        positions = [said[0] for said in listed]
        refused = pl.DataFrame(
            {
                "row": rows.frame[ROW].gather(positions),
                "column": [said[1] for said in listed],
                "reason": [said[2] for said in listed],
                "raw": _raw_texts(rows, positions),
            },
            schema=REJECTS,
        )
        return pl.concat([rows.rejects, refused]).sort("row") if rows.rejects.height else refused

    def _raw_rows(self, rows: Rows, withheld: NDArray[np.bool_]) -> pl.DataFrame | None:
        if rows.raw is None or not withheld.any():
            return rows.raw
        secret = rows.frame[ROW].filter(pl.Series(withheld))
        return rows.raw.filter(~pl.col("row").is_in(secret.to_list()))


class _Parts:
    """Numbers the records of each row: the first of a section has the section's number, further ones go on
    from there. Several rows of a table may share a row number: those of one JSON element, say."""

    def __init__(self, numbers: NDArray[np.int64], sections: int) -> None:
        self._shared = len(numbers) > 1 and not bool((np.diff(numbers) > 0).all())
        self._groups = np.unique(numbers, return_inverse=True)[1] if self._shared else np.arange(len(numbers))
        self._next = np.full(len(numbers), sections, np.int32)

    def of(self, section: int, at: Positions) -> NDArray[np.int32]:
        """The parts of records of one section at these row positions."""
        part = np.full(len(at), section, np.int32)
        groups = self._groups[at]
        order = np.argsort(groups, kind="stable") if self._shared else np.arange(len(at))
        sorted_groups = groups[order]
        rank = np.arange(len(at)) - np.searchsorted(sorted_groups, sorted_groups)
        further = rank > 0
        if further.any():
            owners = sorted_groups[further]
            part[order[further]] = self._next[owners] + rank[further] - 1
            np.add.at(self._next, owners, 1)
        return part


def _column_of(source: Source) -> str:
    """How the reject list names where a value came from."""
    if source.columns:
        return " + ".join(source.columns)
    return "preamble" if source.preamble else "file name" if source.filename else "recipe"


def _exchange(group: dict[str, Any], one: str, two: str, turned: NDArray[np.bool_]) -> None:
    """Exchanges two columns where turned; one that is not filled counts as empty."""
    held = group.get(one, group.get(two))
    if isinstance(held, pl.Series):
        empty = pl.Series([None] * len(held), dtype=held.dtype)
        mask = pl.Series(turned)
        a, b = group.get(one, empty), group.get(two, empty)
        group[one], group[two] = b.zip_with(mask, a), a.zip_with(mask, b)
        return
    a, b = group.get(one, np.zeros(len(turned), np.int32)), group.get(two, np.zeros(len(turned), np.int32))
    group[one], group[two] = np.where(turned, b, a), np.where(turned, a, b)


def _distinct(numbers: NDArray[np.int64]) -> int:
    """How many rows of the file these are; one may stand in several lines of cells, always next to each other."""
    return int(np.count_nonzero(np.diff(numbers))) + 1 if numbers.size else 0


def _stacked(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Frames of one kind below each other; an entity column one of them lacks is 0, any other null."""
    whole = pl.concat(parts, how="diagonal")
    missing = [n for n, t in whole.schema.items() if t == pl.Int32]
    return whole.with_columns(pl.col(missing).fill_null(0)).sort(ROW, "part", maintain_order=True)


def _raw_texts(rows: Rows, positions: Sequence[int]) -> list[str]:
    """The raw text of rows, wherever the reader keeps it."""
    if rows.texts is not None:
        return rows.texts(positions)
    wanted = rows.frame[ROW].gather(list(positions))
    if rows.raw is not None:
        known = dict(rows.raw.filter(pl.col("row").is_in(wanted.to_list())).iter_rows())
        return [known.get(row, "") for row in wanted.to_list()]
    bare = rows.frame.drop(ROW)
    return ["\t".join(cell or "" for cell in bare.row(position)) for position in positions]
