"""Columns of the table of records: when, who and whom, the fields of every kind there is, and where it is written."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import polars as pl

from workbench.app.tables import cells
from workbench.case import assets, dictionary, summaries
from workbench.case.cases import Case
from workbench.case.record_rows import RecordRows, Stretch, told_here
from workbench.case.tallies import link_columns
from workbench.model.block import ZONE_BASES
from workbench.model.kinds import Field, RecordKind
from workbench.model.tabular import Column

COUNTED = ("counted here", "counted in another source, which tells it in other words")
FIXED = (
    Column("when", "When", "moment"),
    Column("kind", "Kind", "words"),
    Column("from", "From", "entity"),
    Column("to", "To", "entity"),
)
PLACE = (
    Column("source", "Source", "words"),
    Column("sheet", "Sheet", "words"),
    Column("row", "Row", "count"),
)
ZONE = Column("zone_known", "How the zone is known", "words", shown=False)
TELLING = Column("counted", "Counted", "words")
TYPES = {
    "entity": "entity",
    "moment": "moment",
    "duration": "duration",
    "amount": "amount",
    "number": "number",
}
AT_FIRST = ("duration", "amount")  # the fields that are shown before anybody chooses
WORDED = ("service", "text", "title", "label", "name", "contents", "type")


class Fields:
    """What stands in each column, told from the columns of a segment."""

    def __init__(self, case: Case, rows: RecordRows) -> None:
        self.case, self.rows, self.zone = case, rows, case.about.zone
        self.of: dict[str, dict[str, Field]] = {}  # column -> kind -> field
        self.link_columns = {
            kind.id: [name for name, _, _, _ in link_columns(case.kinds, kind.id)] for kind in rows.kinds
        }
        self.ends = {kind.id: _ends(case, kind) for kind in rows.kinds}
        self.codes = assets.codes(case.db)
        self._files = summaries.source_names(case)
        self.columns = (*FIXED, *self._of_kinds(), *self._told(), *self._places())

    def _of_kinds(self) -> list[Column]:
        made: dict[str, Column] = {}
        types: dict[str, str] = {}
        for kind in self.rows.kinds:
            for f in kind.fields:
                if (kind.id, f.id) not in self.rows.columns or (
                    kind.moment is not None and f.id == kind.moment.id
                ):
                    continue
                name = f"field.{f.id}"
                if types.setdefault(name, f.type) != f.type:
                    name = f"field.{f.id}.{f.type}"
                    types[name] = f.type
                self.of.setdefault(name, {})[kind.id] = f
                type = TYPES.get(f.type, "words" if f.type == "choice" else "text")
                title = f.name[:1].upper() + f.name[1:] + (", s" if type == "duration" else "")
                first = f.type in AT_FIRST or f.id in WORDED
                made.setdefault(name, Column(name, title, type, shown=first))
        return list(made.values())

    def _told(self) -> list[Column]:
        return [TELLING] if any(name == "twin" for _, name in self.rows.columns) else []

    def _places(self) -> list[Column]:
        sheets = any(s.segment.sheet for s in self.rows.stretches)
        return [ZONE, *(c for c in PLACE if c.id != "sheet" or sheets)]

    @cached_property
    def types(self) -> dict[str, str]:
        return {c.id: c.type for c in self.columns}

    # -- which columns of a segment --------------------------------------------------------------------------

    def needs(self, column: str, kind: RecordKind) -> list[str]:
        """The columns of a segment that a column of the table is told from."""
        if column == "when":
            moment = kind.moment.id if kind.moment else ""
            return [moment, f"{moment}.mark", f"{moment}.offset"] if moment else []
        if column == "zone_known":
            return [f"{kind.moment.id}.mark"] if kind.moment else []
        if column in ("from", "to"):
            return [f.id for f in kind.entities]
        if column == "row":
            return ["row"]
        if column == "counted":
            return ["overlap", "twin"]
        field = self.of.get(column, {}).get(kind.id)
        if field is None:
            return []
        more = {"moment": ("mark", "offset"), "amount": ("asset",)}.get(field.type, ())
        return [field.id, *(f"{field.id}.{name}" for name in more)]

    # -- a column as text --------------------------------------------------------------------------------------

    def text(self, column: str, stretch: Stretch, frame: pl.DataFrame, height: int) -> pl.Series:
        """The cells of a column as text."""
        made = self.text_of(column, stretch, frame, height)
        return made.alias(column)

    def text_of(self, column: str, stretch: Stretch, frame: pl.DataFrame, height: int) -> pl.Series:
        label = self.label(column, stretch)
        if label is not None:
            return _same(label, height)
        if column in ("from", "to"):
            return self._values(self.end(column, stretch.kind, frame, height))
        if column == "counted":
            told = told_here(stretch, frame.select([n for n in ("overlap", "twin") if n in frame.columns]))
            return pl.Series(COUNTED).gather(1 - (told if len(told) == height else np.ones(height, bool)))
        if column == "row":
            return cells.numbers(frame["row"])
        moment = stretch.kind.moment
        if column == "zone_known":
            mark = f"{moment.id}.mark" if moment else ""
            if mark not in frame.columns:
                return _same("", height)
            return pl.Series(ZONE_BASES).gather(frame[mark].fill_null(0).to_numpy() >> 4 & 7)
        field = moment if column == "when" else self.of.get(column, {}).get(stretch.kind.id)
        if field is None or field.id not in frame.columns:
            return _same("", height)
        said = frame[field.id]
        if field.type == "moment":
            mark, offset = (frame.get_column(f"{field.id}.{n}", default=None) for n in ("mark", "offset"))
            return cells.moments(said, self.zone, mark, offset)
        if field.type == "entity":
            return self._values(said.fill_null(0).to_numpy())
        if field.type == "amount":
            return cells.exact_amounts(said, asset_of(frame, field, height), self.codes)
        if said.dtype == pl.String:
            return said.fill_null("")
        return cells.numbers(said)

    def label(self, column: str, stretch: Stretch) -> str | None:
        """What is the same for a whole stretch."""
        if column == "kind":
            return stretch.kind.name
        if column == "source":
            return self._files.get(stretch.segment.reading, "")
        return stretch.segment.sheet if column == "sheet" else None

    def end(self, column: str, kind: RecordKind, frame: pl.DataFrame, height: int) -> np.ndarray:
        """The entity in the role that a link begins or ends with, else another role that is filled; none as both."""
        start, end = self.ends[kind.id]
        there = {f.id: frame[f.id].fill_null(0).to_numpy() for f in kind.entities if f.id in frame.columns}
        names = list(there)
        one, used = np.zeros(height, np.int32), np.full(height, -1, np.int8)
        for role in sorted(there, key=lambda role: role != start):
            take = (one == 0) & (there[role] > 0)
            one, used = np.where(take, there[role], one), np.where(take, np.int8(names.index(role)), used)
            if one.all():
                break
        if column == "from":
            return one
        other = np.zeros(height, np.int32)
        for role in sorted(there, key=lambda role: role != end):
            other = np.where(
                (other == 0) & (there[role] > 0) & (used != names.index(role)), there[role], other
            )
            if other.all():
                break
        return other

    @cached_property
    def entities(self) -> pl.Series:
        """The value of each entity by its id, "" for none; other readings make another table."""
        return dictionary.entities(self.case, self.case.db).values.fill_null("")

    def _values(self, ids: np.ndarray) -> pl.Series:
        return self.entities.gather(ids)

    # -- a column as keys ----------------------------------------------------------------------------------------

    @cached_property
    def _ranks(self) -> np.ndarray:
        """The place of each entity's value in the order of all of them, by its id; -1 for none."""
        values = self.entities
        order = values.to_frame("v").select(pl.arg_sort_by("v", nulls_last=False)).to_series().to_numpy()
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        return ranks

    def key(self, column: str, stretch: Stretch, frame: pl.DataFrame, height: int) -> pl.Series:
        """What the cells of a column are sorted by."""
        return self.key_of(column, stretch, frame, height).alias(column)

    def key_of(self, column: str, stretch: Stretch, frame: pl.DataFrame, height: int) -> pl.Series:
        if column in ("kind", "source", "sheet"):
            return _same(self.label(column, stretch) or "", height)
        if column in ("from", "to"):
            return self._ranked(self.end(column, stretch.kind, frame, height))
        if column in ("counted", "zone_known"):
            return self.text_of(column, stretch, frame, height)
        if column == "row":
            return frame["row"].cast(pl.Int64)
        field = stretch.kind.moment if column == "when" else self.of.get(column, {}).get(stretch.kind.id)
        type = field.type if field is not None else self.types[column]
        if field is None or field.id not in frame.columns:
            return pl.Series([None], dtype=_KEYS.get(type, pl.String)).new_from_index(0, height)
        said = frame[field.id]
        if type == "entity":
            return self._ranked(said.fill_null(0).to_numpy())
        if type == "amount":
            return cells.values_of(said, asset_of(frame, field, height), self.codes)
        return said.cast(_KEYS.get(type, pl.String))

    def _ranked(self, ids: np.ndarray) -> pl.Series:
        made = pl.Series(self._ranks[ids])
        return made if ids.all() else made.set(pl.Series(ids == 0), None)

    def listed(self, column: str) -> list[str]:
        """The values of a column of few different words, where they are known without reading every record."""
        if column == "kind":
            return [kind.name for kind in self.rows.kinds]
        if column == "source":
            return list(dict.fromkeys(self._files.get(s.segment.reading, "") for s in self.rows.stretches))
        if column == "counted":
            return list(COUNTED)
        if column == "zone_known":
            return list(ZONE_BASES)
        return list(dict.fromkeys(s.segment.sheet for s in self.rows.stretches)) if column == "sheet" else []


_KEYS = {
    "moment": pl.Int64,
    "duration": pl.Int64,
    "amount": pl.Float64,
    "number": pl.Float64,
    "entity": pl.Int32,
}


def asset_of(frame: pl.DataFrame, field: Field, height: int) -> pl.Series:
    name = f"{field.id}.asset"
    return frame[name] if name in frame.columns else pl.zeros(height, pl.Int32, eager=True)


def _same(text: str, height: int) -> pl.Series:
    return pl.Series([text], dtype=pl.String).new_from_index(0, height)


def _ends(case: Case, kind: RecordKind) -> tuple[str, str]:
    """The roles of the link that a record first makes: who did it to whom before what either of them used."""
    makings = sorted(case.kinds.made_by(kind.id, "stored"), key=lambda made: not made[0].directed)
    if makings:
        return makings[0][1].start, makings[0][1].end
    roles = [f.id for f in kind.entities]
    return (roles[0], roles[-1]) if roles else ("", "")
