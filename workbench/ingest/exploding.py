"""One record for each of the several values a row gives."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.ingest.delivering import Records
from workbench.ingest.finding import Found
from workbench.model.kinds import RecordKind

OFFSET = "offset"  # the field of a record kind that takes where in its text a value was found


def explode(records: Records, name: str, found: Found, kind: RecordKind) -> Records:
    """One record for every value found, and one with an empty field for a row where none was found."""
    found = _of_others(found, records)
    bare = np.setdiff1d(np.arange(len(records.at)), found.where)
    if kind.field(name).required:
        bare = bare[:0]
    where = np.concatenate((found.where, bare))
    order = np.argsort(where, kind="stable")
    where = where[order]
    result = Records(records.section, records.at[where])
    result.entities = {n: column[where] for n, column in records.entities.items()}
    result.others = {n: column.gather(where) for n, column in records.others.items()}
    if found.offsets is not None and any(f.id == OFFSET for f in kind.fields):
        places = pl.Series(found.offsets).cast(pl.Float64).extend_constant(None, len(bare))
        result.others[OFFSET] = places.gather(order)
    if found.numbers is not None:
        result.entities[name] = np.concatenate((found.numbers, np.zeros(len(bare), np.int32)))[order]
    elif found.others is not None:
        empty = pl.Series([None] * len(bare), dtype=pl.String)
        result.others[name] = pl.concat([found.others, empty]).gather(order)
    return result


def _of_others(found: Found, records: Records) -> Found:
    """What was found in texts without what a record names already: that a page mentions itself says nothing."""
    if found.numbers is None or found.offsets is None:
        return found
    other = np.ones(len(found.where), bool)
    for column in records.entities.values():
        other &= column[found.where] != found.numbers
    return Found(found.where[other], found.numbers[other], offsets=found.offsets[other])
