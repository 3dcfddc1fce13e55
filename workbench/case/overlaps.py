"""Overlaps: which records of a reading repeat one that it or an earlier reading holds already.

A record's code stands for the set of readings that hold it; 0 is nobody else. Codes are stored, not the consequences:
which records count follows from what is included (`included.codes`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, keys, segments
from workbench.case.engine import Database
from workbench.model.kinds import Kinds


class Overlaps:
    """Gives the records of one reading their codes while they stream by."""

    def __init__(self, db: Database, kinds: Kinds, reading: int, replaces: int | None) -> None:
        self._db = db
        self._kinds = kinds
        self._reading = reading
        rows = db.conn.execute("SELECT id FROM reading WHERE sealed AND id < ? ORDER BY id", (reading,))
        self._earlier = [r for (r,) in rows]
        self._counts_elsewhere = set(included.readings(db)) - {replaces}
        self._repeats: dict[str, keys.Repeats] = {}
        self._known: dict[str, list[tuple[int, keys.Keys]]] = {}
        self._codes: dict[frozenset[int], int] = {frozenset(): 0}

    def codes(self, record: str, stored: pl.DataFrame) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
        """The code of each record in stored form, and whether it repeats one that counts, in this file or another."""
        kind = self._kinds.records[record]
        own = keys.of(stored, kind)
        occurrence = self._repeats.setdefault(record, keys.Repeats()).occurrence(own)
        repeated = (occurrence > 0) & (kind.repeats == "duplicate")
        if kind.repeats == "separate":
            own = keys.numbered(own, occurrence)
        codes = np.zeros(stored.height, np.uint16)
        again = repeated.copy()
        holders, hit = [self._reading], [repeated]
        for reading, known in self._known_keys(record):
            hits = _among(own, known)
            if hits.any():
                holders.append(reading)
                hit.append(hits)
                if reading in self._counts_elsewhere:
                    again |= hits
        held_by = np.stack(hit, axis=1)
        some = np.flatnonzero(held_by.any(axis=1))
        if some.size:
            patterns, of = np.unique(held_by[some], axis=0, return_inverse=True)
            for number, pattern in enumerate(patterns):
                held = frozenset(r for r, there in zip(holders, pattern, strict=True) if there)
                codes[some[of.ravel() == number]] = self._codes.setdefault(held, len(self._codes))
        return codes, again

    def _known_keys(self, record: str) -> list[tuple[int, keys.Keys]]:
        """The sorted keys of earlier readings that hold records of this kind, computed once a reading."""
        if record not in self._known:
            db, kind = self._db, self._kinds.records[record]
            found = []
            for reading in self._earlier:
                parts = [
                    keys.of(_padded(segments.read(db, s, keys.columns(kind)), s.rows), kind)
                    for s in segments.listed(db, [reading], record)
                ]
                if parts:
                    whole = np.concatenate(parts)
                    if kind.repeats == "separate":
                        whole = keys.numbered(whole, keys.Repeats().occurrence(whole))
                    found.append((reading, np.sort(whole)))
            self._known[record] = found
        return self._known[record]

    def write(self, db: Database) -> None:
        """Writes what each code stands for."""
        for holders, code in self._codes.items():
            for holder in sorted(holders):
                db.conn.execute("INSERT INTO overlap VALUES(?, ?, ?)", (self._reading, code, holder))


def _among(wanted: keys.Keys, known: keys.Keys) -> npt.NDArray[np.bool_]:
    at = np.searchsorted(known, wanted)
    at[at == known.size] = 0
    found: npt.NDArray[np.bool_] = known[at] == wanted
    return found


def _padded(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    return frame if frame.width else pl.DataFrame({"row": np.zeros(rows, np.int64)})
