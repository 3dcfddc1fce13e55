"""What is typed under the headings of the table of records, held against one stretch of records after the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from workbench.app.tables import cells
from workbench.app.tables.cells import Mask
from workbench.app.tables.record_fields import Fields, asset_of
from workbench.case import summaries
from workbench.case.record_rows import Stretch
from workbench.model.tabular import Test

Asked = Callable[[Stretch, pl.DataFrame, int], Mask]


def asked(fields: Fields, test: Test) -> Asked:
    """A test, ready to be held against one stretch after the other."""
    column = test.column
    if fields.types[column] == "entity":
        return _by_entity(fields, test)
    if fields.types[column] == "amount" and any(test.keep or test.drop):
        return _by_asset(fields, test)
    if test.ranged:
        return _by_stretch(fields, test)

    def by_text(stretch: Stretch, frame: pl.DataFrame, height: int) -> Mask:
        label = fields.label(column, stretch)
        if label is not None:
            return np.full(height, bool(cells.reads(pl.Series([label]), test)[0]))
        return cells.reads(fields.text_of(column, stretch, frame, height), test)

    return by_text


def _by_stretch(fields: Fields, test: Test) -> Asked:
    def by_number(stretch: Stretch, frame: pl.DataFrame, height: int) -> Mask:
        return cells.lies(fields.key_of(test.column, stretch, frame, height), test)

    return by_number


def _by_asset(fields: Fields, test: Test) -> Asked:
    """Amounts of the assets a test names, in a stretch where it says one."""
    named = {code.lower() for code in test.keep or test.drop}
    wanted = [n for n, code in fields.codes.items() if code.lower() in named]

    def by_asset(stretch: Stretch, frame: pl.DataFrame, height: int) -> Mask:
        field = fields.of[test.column].get(stretch.kind.id)
        if field is None or field.id not in frame.columns:
            return np.zeros(height, bool)
        there = frame[field.id].is_not_null().to_numpy()
        right = asset_of(frame, field, height).fill_null(0).is_in(wanted).to_numpy()
        inside: Mask = there & (right if test.keep else ~right)
        if test.ranged:
            inside &= cells.lies(fields.key_of(test.column, stretch, frame, height), test)
        return inside

    return by_asset


def _by_entity(fields: Fields, test: Test) -> Asked:
    """Whom a test means is asked once of all identifiers and names, and then only looked up."""
    passing = cells.reads(fields.entities, test)
    if test.holds:
        for id, name in summaries.named(fields.case).items():
            if id < len(passing) and test.holds.lower() in name.lower():
                passing[id] = True
    passing[0] = "" in test.keep or bool(test.drop and "" not in test.drop)

    def by_id(stretch: Stretch, frame: pl.DataFrame, height: int) -> Mask:
        if test.column in ("from", "to"):
            ids = fields.end(test.column, stretch.kind, frame, height)
        else:
            field = fields.of[test.column].get(stretch.kind.id)
            there = field is not None and field.id in frame.columns
            ids = frame[field.id].fill_null(0).to_numpy() if there and field else np.zeros(height, np.int32)
        found: Mask = passing[ids]
        return found

    return by_id
