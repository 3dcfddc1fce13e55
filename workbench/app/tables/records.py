"""The table of records: everything that counts in the case, a line each, with the file and row it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from workbench.app.tables.cells import Mask
from workbench.app.tables.record_fields import Fields
from workbench.app.tables.record_tests import asked
from workbench.app.tables.table import Rows, Tell
from workbench.case.cases import Case
from workbench.case.record_rows import RecordRows, rows_of
from workbench.case.records import Record, one
from workbench.model.kinds import RecordKind
from workbench.model.tabular import Test

MOST_LISTED = 200  # values offered in a menu; any other may be typed


class RecordTable:
    """Rows are numbered as `RecordRows` numbers them; cells are read from the segments when they are asked for."""

    noun = "records"

    def __init__(self, case: Case, rows: RecordRows) -> None:
        self.case, self.rows = case, rows
        self.size = rows.size
        self.orders: dict[str, Rows] = {}
        self.recounted: frozenset[str] = frozenset()
        self.fields = Fields(case, rows)
        self.columns = self.fields.columns

    # -- cells ---------------------------------------------------------------------------------------------

    def texts(self, rows: Rows, columns: Sequence[str]) -> pl.DataFrame:
        wanted = list(columns)
        order = np.argsort(rows, kind="stable")
        rising = bool((order[1:] > order[:-1]).all())
        parts = [
            self._part(number, at, wanted, self.fields.text)
            for number, at in self.rows.parts(rows if rising else rows[order])
        ]
        if not parts:
            return pl.DataFrame({name: pl.Series([], dtype=pl.String) for name in wanted})
        whole = pl.concat(parts)
        if rising:
            return whole
        back = np.empty(len(rows), np.int64)
        back[order] = np.arange(len(rows))
        return whole[back]

    def _part(self, number: int, at: Rows | None, columns: Sequence[str], make: object) -> pl.DataFrame:
        stretch = self.rows.stretches[number]
        frame = self.rows.read(number, self._needed(stretch.kind, columns), at)
        height = len(stretch) if at is None else len(at)
        return pl.DataFrame({name: make(name, stretch, frame, height) for name in columns})  # type: ignore[operator]

    def _needed(self, kind: RecordKind, columns: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(name for column in columns for name in self.fields.needs(column, kind)))

    def ready(self, rows: Rows, columns: Sequence[str]) -> bool:
        return self.rows.ready(rows, lambda kind: self._needed(kind, columns))

    # -- order and tests -----------------------------------------------------------------------------------

    def keys(self, column: str, rows: Rows | None, told: Tell) -> pl.Series:
        parts, done, of = [], 0, self.size if rows is None else len(rows)
        for number, at in self.rows.parts(rows):
            parts.append(self._part(number, at, [column], self.fields.key))
            done += parts[-1].height
            told(done, of)
        if not parts:
            return pl.Series(column, [], dtype=pl.Int64)
        return pl.concat(parts, how="vertical_relaxed").to_series()

    def passing(self, test: Test, rows: Rows | None, told: Tell) -> Mask:
        made, done, of = [], 0, self.size if rows is None else len(rows)
        hold = asked(self.fields, test)
        for number, at in self.rows.parts(rows):
            stretch = self.rows.stretches[number]
            frame = self.rows.read(number, self.fields.needs(test.column, stretch.kind), at)
            made.append(hold(stretch, frame, len(stretch) if at is None else len(at)))
            done += len(made[-1])
            told(done, of)
        return np.concatenate([np.zeros(0, bool), *made])

    def listed(self, column: str) -> list[str]:
        known = self.fields.listed(column)
        if known or self.fields.types[column] != "words":
            return known
        found: dict[str, None] = {}
        for number, _ in self.rows.parts():
            found |= dict.fromkeys(
                self._part(number, None, [column], self.fields.text)[column].unique().sort()
            )
        return [value for value in found if value][:MOST_LISTED]

    # -- what rows speak of ----------------------------------------------------------------------------------

    def picks(self, rows: Rows) -> tuple[list[int], list[int]]:
        """The links that some records make; of those that make none, the entities they name."""
        links: list[np.ndarray] = []
        entities: list[np.ndarray] = []
        for number, at in self.rows.parts(np.sort(rows)):
            stretch = self.rows.stretches[number]
            made = self.fields.link_columns[stretch.kind.id]
            roles = [f.id for f in stretch.kind.entities]
            frame = self.rows.read(number, [*made, *roles], at)
            linked = np.zeros(len(stretch) if at is None else len(at), bool)
            for name in made:
                if name in frame.columns:
                    ids = frame[name].fill_null(0).to_numpy()
                    linked |= ids > 0
                    links.append(np.unique(ids[ids > 0]))
            for role in roles:
                if role in frame.columns and not linked.all():
                    ids = frame[role].fill_null(0).to_numpy()[~linked]
                    entities.append(np.unique(ids[ids > 0]))
        none = np.zeros(0, np.int64)
        return (
            np.unique(np.concatenate([none, *entities])).tolist(),
            np.unique(np.concatenate([none, *links])).tolist(),
        )

    def rows_standing(self, places: Iterable[tuple[int, str, int, int]]) -> Rows:
        """The rows of records by where they stand: reading, sheet, row and part."""
        wanted: dict[tuple[int, str], set[tuple[int, int]]] = {}
        for reading, sheet, row, part in places:
            wanted.setdefault((reading, sheet), set()).add((row, part))
        found = []
        for number, stretch in enumerate(self.rows.stretches):
            here = wanted.get((stretch.segment.reading, stretch.segment.sheet))
            if not here:
                continue
            frame = self.rows.read(number, ["row", "part"])
            at = np.flatnonzero(frame["row"].is_in([row for row, _ in here]).to_numpy())
            parts = (
                frame["part"].fill_null(0).gather(at).to_list() if "part" in frame.columns else [0] * len(at)
            )
            pairs = zip(frame["row"].gather(at).to_list(), parts, strict=True)
            found.append(at[[pair in here for pair in pairs]] + stretch.first if len(at) else at)
        return np.concatenate([np.zeros(0, np.int64), *found]).astype(np.int32)

    def record(self, row: int) -> Record:
        """A record with all its fields and where it stands."""
        number = int(np.searchsorted(self.rows.firsts, row, "right")) - 1
        stretch = self.rows.stretches[number]
        place = row - stretch.first
        at = place if stretch.counted is None else int(stretch.counted[place])
        return one(self.case, stretch.segment, at)


def table(case: Case) -> RecordTable:
    """The records of a case; the same one as long as the same readings are included."""
    rows = rows_of(case)
    known = case.kept.get("record table")
    if not isinstance(known, RecordTable) or known.rows is not rows:
        known = case.kept["record table"] = RecordTable(case, rows)
    return known
