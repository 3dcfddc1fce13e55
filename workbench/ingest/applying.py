"""Applies a recipe to stretches of a table: text in, blocks of cleaned records and refused rows out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import columns, stated_zone
from workbench.ingest.cells import Cells
from workbench.ingest.cleanings import Cleanings
from workbench.ingest.columns import Column
from workbench.ingest.context import ReadContext
from workbench.ingest.delivering import Records, SourceRows, frames_of, raw_rows_of, rejects_of
from workbench.ingest.entities import REFUSED, Cleaning, Entities
from workbench.ingest.exploding import explode
from workbench.ingest.faults import Faults
from workbench.ingest.finding import Found, find_values, split_cells
from workbench.ingest.ordering import Deciding
from workbench.ingest.readers import ROW, Rows, normal
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source
from workbench.ingest.selecting import chosen, holds
from workbench.ingest.turning import turn
from workbench.kernels.text_keys import Numbers
from workbench.model.block import Block
from workbench.model.kinds import Field, Kinds, RecordKind
from workbench.model.values.private_keys import blacked_out_column

Positions = NDArray[np.int64]
Frame = TypeVar("Frame", pl.DataFrame, pl.DataFrame | None)
SET_BY_USER = "set by user"  # one of model.block.ZONE_BASES
NOTHING_APPLIES = "no part of the recipe takes this row"
IS_EMPTY = "is empty"
WHOSE = "with one side only: the file does not say whose records these are; say it when it is taken in"


class Applying:
    """One recipe applied to one source. `oddities` counts what is worth a word but no fault,
    `private_keys` the texts that held one: they are handed on without its secret part."""

    def __init__(self, recipe: Recipe, kinds: Kinds, context: ReadContext, deciding: Deciding) -> None:
        self.recipe = recipe
        self.kinds = kinds
        self.context = context
        self.oddities: dict[str, int] = {}
        self.private_keys = 0
        self._deciding = deciding
        self._entities = Entities()
        self._empty = frozenset(recipe.layout.empty)
        country = recipe.layout.country or context.country
        self._cleanings = Cleanings(self._entities, kinds, country, self._empty)
        self._headers: Callable[[str], str | None] = lambda name: name

    def block(self, rows: Rows) -> Block:
        """The records and rejects of one stretch."""
        cells = Cells(rows, self.context.filename, self.recipe.layout.names, self.context.subject)
        self._headers = cells.header
        source = SourceRows(rows.frame[ROW].to_numpy())
        faults = Faults(source)
        withheld, served = np.zeros(source.count, bool), np.zeros(source.count, bool)
        given: list[Records] = []
        for section in self._sections(rows):
            at = chosen(section.when, cells)
            served[source.of[at]] = True
            records = self._records(section, cells, at, faults)
            withheld[source.of[self._outside(records)]] = True
            given.append(records)
        if not served.all():
            faults.add(source.first[~served], *self._why_unserved(rows))
        keep = ~(faults.bad | withheld)[source.of]
        frames, values = frames_of(given, keep, source, self.recipe.sections, self._entities)
        return Block(
            rows=source.count + rows.rejects.height,
            bytes_done=rows.bytes_done,
            bytes_total=rows.bytes_total,
            sheet=rows.table,
            values=values,
            records=frames,
            rejects=self._blacked(rejects_of(rows, faults, withheld, source), "raw"),
            raw_rows=self._blacked(raw_rows_of(rows, withheld, source, self.context.keep_rows), "text"),
            withheld=int(withheld.sum()),
        )

    def _blacked(self, frame: Frame, column: str) -> Frame:
        """Rows as they stand, but for the private keys in them."""
        if frame is None or not frame.height:
            return frame
        texts, count = blacked_out_column(frame[column])
        self.private_keys += count
        return frame.with_columns(texts.alias(column)) if count else frame

    def _sections(self, rows: Rows) -> list[Section]:
        return [s for s in self.recipe.sections if not s.table or normal(s.table) == normal(rows.table)]

    def _why_unserved(self, rows: Rows) -> tuple[str, str]:
        whens = [self._headers(w.column) for section in self._sections(rows) for w in section.when]
        return (next((header for header in whens if header), ""), NOTHING_APPLIES)

    def _records(self, section: Section, cells: Cells, at: Positions, faults: Faults) -> Records:
        """The records of one section; faulty rows are noted and stay in."""
        kind = self.kinds.records[section.kind]
        whole = len(at) == cells.height
        records = Records(section, at)
        exploding: tuple[str, Found] | None = None
        texts: dict[str, pl.Series] = {}
        for name, filling in section.fields.items():
            taken = cells.of(filling.source, filling.may_lack)
            taken = taken if whole else taken.gather(at)
            texts[name] = columns.taken(taken, filling.take, filling.give) if filling.take else taken
        self._clean_together(kind, section, texts, cells)
        for name, filling in section.fields.items():
            declared, taken = kind.field(name), texts[name]
            if filling.explodes:
                exploding = (name, self._exploded(declared, filling, taken, cells, at, faults))
            elif declared.type == "entity":
                records.entities[name] = self._entity(declared, filling, taken, cells, at, faults)
            else:
                column = self._plain(declared, filling, taken, cells, at)
                self._judge(declared, filling, column, taken, at, faults)
                records.others.update({name + suffix: part for suffix, part in column.parts.items()})
        self._need_one(kind, records, faults)
        if section.swap:
            when = section.swap.when
            turned = holds(when, cells.of(Source((when.column,)), when.if_there).gather(at))
            if turned.any():
                turn(records, section.swap.roles, turned)
        return explode(records, *exploding, kind) if exploding else records

    def _clean_together(
        self, kind: RecordKind, section: Section, texts: dict[str, pl.Series], cells: Cells
    ) -> None:
        """Cleans what is new in columns of which the same is asked, caller and callee, at once: each asking costs as
        much as some thousand texts."""
        alike: dict[Cleaning, list[pl.Series]] = {}
        for name, filling in section.fields.items():
            declared = kind.field(name)
            if declared.type == "entity" and not filling.explodes:
                cleaning = self._cleanings.of_all(declared, filling, cells)
                if cleaning is not None:
                    alike.setdefault(cleaning, []).append(texts[name])
        for cleaning, several in alike.items():
            cleaning.meet(several)

    def _entity(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions, faults: Faults
    ) -> Numbers:
        numbers = np.zeros(len(taken), np.int32)
        for part, cleaning in self._cleanings.of(declared, filling, cells, at):
            texts = taken if part is None else taken.gather(part)
            answers = cleaning.numbers(texts)
            wrong = np.flatnonzero(answers == REFUSED)
            if len(wrong):
                if filling.optional:
                    self._left_empty(filling, len(wrong))
                else:
                    where = wrong if part is None else part[wrong]
                    reasons = [cleaning.reason(texts[int(i)]) for i in wrong]
                    faults.add(at[where], self._column_of(filling.source), reasons)
                answers[wrong] = 0
            if part is None:
                numbers = answers
            else:
                numbers[part] = answers
        if declared.required or filling.needed:
            self._need(declared, filling, at[numbers == 0], faults)
        elif filling.source.subject and not self.context.subject and (untold := int((numbers == 0).sum())):
            self.oddities[WHOSE] = self.oddities.get(WHOSE, 0) + untold
        return numbers

    def _plain(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions
    ) -> Column:
        """The column of a field that holds no entity."""
        layout = self.recipe.layout
        if declared.type == "moment":
            zones, basis = self._zone(filling, cells, at)
            order = self._deciding.order(filling.source)
            calendar = self._deciding.calendar(filling.source)
            return columns.moment(
                taken, order, zones, basis, filling.format, filling.unix, self._empty, calendar
            )
        if declared.type in ("choice", "text"):
            taken, count = blacked_out_column(taken)
            self.private_keys += count
            clean = columns.choice if declared.type == "choice" else columns.text
            return clean(taken, filling.map, self._empty)
        taken = columns.replaced(taken, filling.map)
        if declared.type == "duration":
            return columns.duration(taken, self._empty)
        decimal = filling.decimal or layout.decimal
        if declared.type == "number":
            return columns.number(taken, decimal, self._empty)
        assets = cells.of(filling.asset).gather(at) if filling.asset else ""
        if filling.minus is not None:
            taken = columns.either(taken, cells.of(filling.minus).gather(at))
        return columns.amount(
            columns.unsigned(taken) if filling.absolute else taken, assets, decimal, self._empty
        )

    def _zone(self, filling: Filling, cells: Cells, at: Positions) -> tuple[pl.Series | str, str]:
        """The zone of a moment (one, or one per row) and how it is known."""
        if filling.zone is not None and filling.zone.columns:
            return cells.of(filling.zone).gather(at), "stated in column"
        if filling.zone is not None:
            stated = cells.constant(filling.zone)
        else:
            asked = self.context.zone_basis == SET_BY_USER
            stated = (not asked and stated_zone.zone(cells.rows.preamble)) or self.recipe.layout.zone
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
        if len(column.refused) and filling.optional:
            self._left_empty(filling, len(column.refused))
        elif len(column.refused):
            faults.add(at[column.refused], self._column_of(filling.source), column.reasons)
        if declared.required or filling.needed:
            self._need(declared, filling, at[column.parts[""].is_null().to_numpy()], faults)
        for what, count in column.oddities.items():
            self.oddities[what] = self.oddities.get(what, 0) + count

    def _left_empty(self, filling: Filling, count: int) -> None:
        what = f"values of {self._column_of(filling.source)} left empty that could not be read"
        self.oddities[what] = self.oddities.get(what, 0) + count

    def _need_one(self, kind: RecordKind, records: Records, faults: Faults) -> None:
        """Notes the rows that fill none of the roles of which one is needed."""
        if not kind.one_of:
            return
        held = np.zeros(len(records.at), bool)
        for role in kind.one_of:
            held |= records.entities.get(role, np.zeros(1, np.int32)) != 0
        if not held.all():
            asked = [records.section.fields[r] for r in kind.one_of if r in records.section.fields]
            names = [kind.field(role).name for role in kind.one_of]
            where = " + ".join(self._column_of(filling.source) for filling in asked)
            faults.add(records.at[~held], where, f"neither {' nor '.join(names)} is told")

    def _column_of(self, source: Source) -> str:
        """How the reject list names where a value came from: by the header the file itself has."""
        there = " + ".join(dict.fromkeys(h for name in source.columns if (h := self._headers(name))))
        if there or (source.columns and not source.falls_back):
            return there
        if source.subject and self.context.subject:
            return "whose records these are"
        return "preamble" if source.preamble else "file name" if source.filename else "recipe"

    def _need(self, declared: Field, filling: Filling, empty: Positions, faults: Faults) -> None:
        if len(empty):
            both = filling.source.columns + (filling.minus.columns if filling.minus else ())
            where = self._column_of(replace(filling.source, columns=both))
            faults.add(empty, where, f"{declared.name} {IS_EMPTY}")

    def _exploded(
        self, declared: Field, filling: Filling, taken: pl.Series, cells: Cells, at: Positions, faults: Faults
    ) -> Found:
        """The several values of a field: one `Found` entry each, in the order of the rows."""
        if filling.find:
            platform = (cells.constant(filling.platform) or "") if filling.platform else ""
            cleanings = {k: self._cleanings.one((k,), platform, filling) for k in filling.find}
            return find_values(taken, cleanings)
        where, pieces = split_cells(taken, filling.split)
        if declared.type != "entity":
            clean = columns.choice if declared.type == "choice" else columns.text
            return Found(where, others=clean(pieces, filling.map, self._empty).parts[""])
        numbers = self._entity(declared, filling, pieces, cells, at[where], faults)
        there = numbers != 0
        return Found(where[there], numbers[there])

    def _outside(self, records: Records) -> Positions:
        """The positions whose moment lies outside the authorised period."""
        moment = self.kinds.records[records.section.kind].moment
        if self.context.period is None or moment is None or moment.id not in records.others:
            return records.at[:0]
        begin, end = self.context.period
        at = records.others[moment.id]
        outside: Positions = records.at[((at < begin) | (at >= end)).fill_null(False).to_numpy()]
        return outside
