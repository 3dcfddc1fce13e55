"""Overlaps: which records of a reading repeat one that it or an earlier reading holds already.

A record's code stands for the set of readings that hold it; 0 is nobody else. Codes are stored, not the consequences:
which records count follows from what is included (`included.codes`). The same event in other words (`twins`) has a
code of its own, under which only what joins its parties is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, keys, segments
from workbench.case.engine import Database
from workbench.case.twins import Twins
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

MOST_CODES = 65_535  # codes are numbers of 16 bits, a column of them beside the records


@dataclass(frozen=True)
class Marks:
    """What is known of each record: its `codes`, and whether it comes `again` (it repeats one that counts).

    Where a record has a twin in an earlier reading, `twin` is the code of both together, `twin_row` and
    `twin_reading` say where it stands; None where no record of the frame has one.
    """

    codes: npt.NDArray[np.uint16]
    again: npt.NDArray[np.bool_]
    twin: pl.DataFrame | None = None


class Overlaps:
    """Gives the records of one reading their codes while they stream by."""

    def __init__(
        self, db: Database, kinds: Kinds, reading: int, replaces: int | None, twins: Twins | None = None
    ) -> None:
        self._db = db
        self._kinds = kinds
        self._reading = reading
        rows = db.conn.execute("SELECT id FROM reading WHERE sealed AND id < ? ORDER BY id", (reading,))
        self._earlier = [r for (r,) in rows]
        self._counts_elsewhere = set(included.readings(db)) - {replaces}
        self.expected = (
            0  # records of one kind, as far as one can tell; so that room for their keys is made once
        )
        self._repeats: dict[str, keys.Repeats] = {}
        self._known: dict[str, list[tuple[int, keys.Keys]]] = {}
        self._twins = twins
        self._codes: dict[tuple[frozenset[int], frozenset[int]], int] = {(frozenset(), frozenset()): 0}

    def marks(self, record: str, stored: pl.DataFrame) -> Marks:
        """What is known of records in stored form: which of them this file or another holds already."""
        kind = self._kinds.records[record]
        own = keys.of(stored, kind)
        if record not in self._repeats:
            self._repeats[record] = keys.Repeats(self.expected)
        occurrence = self._repeats[record].occurrence(own)
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
                codes[some[of.ravel() == number]] = self._code(held)
        exact = dict(zip(holders[1:], hit[1:], strict=True))
        return Marks(codes, again, self._twin(record, stored, codes, exact, repeated))

    def _code(self, exact: frozenset[int], near: frozenset[int] = frozenset()) -> int:
        code = self._codes.setdefault((exact, near), len(self._codes))
        if code > MOST_CODES:
            raise Problem(
                f"its records repeat those of earlier sources in more than {MOST_CODES:,} different ways",
                "take it into a case of its own, or into one with fewer copies of the same records",
            )
        return code

    def _twin(
        self,
        record: str,
        stored: pl.DataFrame,
        codes: npt.NDArray[np.uint16],
        exact: dict[int, Any],
        repeated: npt.NDArray[np.bool_],
    ) -> pl.DataFrame | None:
        """The twins of these records: the code of each together with its overlap, and where the first one stands."""
        found = self._twins.among(record, stored, exact, repeated) if self._twins else {}
        if not found:
            return None
        twin = np.zeros(stored.height, np.uint16)
        row, reading = np.zeros(stored.height, np.int32), np.zeros(stored.height, np.int32)
        held_by = np.stack([hit for hit, _ in found.values()], axis=1)
        for other, (hit, where) in reversed(found.items()):
            row[hit], reading[hit] = where[hit], other
        some = np.flatnonzero(held_by.any(axis=1))
        by_code = {code: held for (held, near), code in self._codes.items() if not near}
        patterns, of = np.unique(np.column_stack((codes[some], held_by[some])), axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns.tolist()):
            near = frozenset(r for r, there in zip(found, pattern[1:], strict=True) if there)
            twin[some[of.ravel() == number]] = self._code(by_code[pattern[0]], near)
        return pl.DataFrame({"twin": twin, "twin_row": row, "twin_reading": reading})

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

    def forget(self) -> None:
        """Lets go of every key: no more records come."""
        self._repeats.clear()
        self._known.clear()

    def write(self, db: Database) -> None:
        """Writes what each code stands for."""
        for (exact, near), code in self._codes.items():
            for holder in sorted(exact | near):
                db.conn.execute(
                    "INSERT INTO overlap(reading, code, earlier, near) VALUES(?, ?, ?, ?)",
                    (self._reading, code, holder, int(holder not in exact)),
                )


def _among(wanted: keys.Keys, known: keys.Keys) -> npt.NDArray[np.bool_]:
    at = np.searchsorted(known, wanted)
    at[at == known.size] = 0
    found: npt.NDArray[np.bool_] = known[at] == wanted
    return found


def _padded(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    return frame if frame.width else pl.DataFrame({"row": np.zeros(rows, np.int64)})
