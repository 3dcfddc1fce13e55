"""The same event in the records of two sources: A's bill and B's bill both hold their call, a second or two apart.

Such a record is marked, never dropped: what only it says (the other party's device) counts as ever, and only what
joins the two parties is counted once. The kind declares the tolerance; `apart` takes the join of two sources back.

An event has one twin at most in each earlier source: of all pairs near enough the nearest is one, then the nearest of
those left (within one block of records; blocks in their order). It is not counted where any source that holds a twin
of it is included. So a group of tellings counts once where the one taken in first is near all others, in whatever order
they come if all are near each other. Of a chain, whose ends are farther apart than the tolerance, both ends count where
both were taken in before what lies between them: what is sealed is never marked anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from workbench.case import segments
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.same_events import Events, Mask, Whole, events
from workbench.model.kinds import Kinds, Sameness
from workbench.model.problems import Problem


class Twins:
    """Finds the twins of one reading's records, while they stream by, in the earlier readings of other sources.

    `seconds` is the tolerance the analyst wants instead of the kind's; 0 looks for none.
    """

    def __init__(
        self, db: Database, kinds: Kinds, reading: int, source: int, seconds: int | None = None
    ) -> None:
        self._db = db
        self._kinds = kinds
        self._seconds = seconds
        rows = db.conn.execute(
            "SELECT id FROM reading WHERE sealed AND id < ? AND source <> ? ORDER BY id", (reading, source)
        )
        self._earlier = [r for (r,) in rows]
        self._held: dict[str, list[tuple[int, Events]]] = {}
        self.found: dict[tuple[str, int], int] = {}
        self._between: dict[str, int] = {}

    def tolerance(self, record: str) -> Sameness | None:
        """How near two records of a kind are the same event; None where they never are."""
        same = self._kinds.records[record].same
        if same is None or self._seconds is None:
            return same
        return replace(same, seconds=self._seconds) if self._seconds else None

    def among(
        self, record: str, stored: pl.DataFrame, exact: dict[int, Mask], repeated: Mask
    ) -> dict[int, tuple[Mask, Whole]]:
        """For each earlier reading that holds twins of these records: which have one, and on which row it stands.

        `exact` says which records each earlier reading holds word for word: those are no twins but the same. Those
        `repeated` in their own file are no events of their own and take nobody's twin.
        """
        same = self.tolerance(record)
        if same is None or not self._earlier:
            return {}
        once = np.flatnonzero(~repeated)
        own, positions = events(stored[once], same)
        positions = once[positions]
        answers: dict[int, tuple[Mask, Whole]] = {}
        between = np.zeros(stored.height, bool)
        for reading, held in self._events_of(record, same):
            chosen, rows = held.near(own, same)
            hit, where = np.zeros(stored.height, bool), np.zeros(stored.height, np.int64)
            there = np.flatnonzero(chosen >= 0)
            hit[positions[there]] = True
            where[positions[there]] = rows[chosen[there]]
            if reading in exact:
                hit &= ~exact[reading]
            code = np.zeros(stored.height, np.int64)
            code[positions[there]] = held.code[chosen[there]]
            for other, (also, _) in answers.items():
                between |= hit & also & ~np.isin(code, self._held_by(reading, other))
            if hit.any():
                answers[reading] = hit, np.where(hit, where, 0)
                self.found[record, reading] = self.found.get((record, reading), 0) + int(hit.sum())
        self._between[record] = self._between.get(record, 0) + int(between.sum())
        return answers

    def _held_by(self, reading: int, earlier: int) -> list[int]:
        """The codes of a reading's records that an earlier one holds, or a twin of them."""
        rows = self._db.conn.execute(
            "SELECT code FROM overlap WHERE reading = ? AND earlier = ?", (reading, earlier)
        )
        return [code for (code,) in rows]

    def _events_of(self, record: str, same: Sameness) -> list[tuple[int, Events]]:
        if record not in self._held:
            wanted = [*same.roles, same.moment, *same.close, *same.equal, "row", "overlap", "twin"]
            held = []
            for reading in self._earlier:
                again = self._repeats_in(reading)
                parts = [
                    _once(segments.read(self._db, s, wanted), again)
                    for s in segments.listed(self._db, [reading], record)
                ]
                parts = [p for p in parts if {*same.roles, same.moment} <= set(p.columns)]
                if parts:
                    held.append((reading, events(pl.concat(parts, how="diagonal"), same)[0]))
            self._held[record] = held
        return self._held[record]

    def _repeats_in(self, reading: int) -> list[int]:
        """The codes of the records that an earlier one of the same reading says word for word."""
        rows = self._db.conn.execute(
            "SELECT code FROM overlap WHERE reading = ? AND earlier = reading", (reading,)
        )
        return [code for (code,) in rows]

    def oddities(self) -> dict[str, int]:
        """What is odd about the twins as a whole, and of how many records."""
        return {
            f"near two {self._kinds.records[record].plural.lower()} of other files that are too far apart to be one: "
            "both of those count": count
            for record, count in self._between.items()
            if count
        }

    def facts(self) -> list[dict[str, Any]]:
        """What the reading says of its twins: how many of which kind in which source, and the tolerance."""
        source_of = dict(self._db.conn.execute("SELECT id, source FROM reading").fetchall())
        made = []
        for (record, reading), count in sorted(self.found.items()):
            same = self.tolerance(record)
            assert same is not None
            made.append(
                {
                    "kind": record, "source": source_of[reading], "reading": reading, "records": count,
                    "seconds": same.seconds, "close": dict(same.close),
                }
            )  # fmt: skip
        return made


def _once(frame: pl.DataFrame, again: Sequence[int]) -> pl.DataFrame:
    """The records that are none of these codes, each with the code it counts under as an event."""
    frame = frame.with_columns(effective(frame).alias("code"))
    return frame.filter(~pl.col("overlap").is_in(again)) if "overlap" in frame.columns and again else frame


@dataclass(frozen=True)
class Joined:
    """How many records of one source are the same events as records of an earlier one, within which tolerance;
    `split` where the analyst counts them apart again."""

    reading: int
    source: int
    earlier: int
    earlier_source: int
    kind: str
    records: int
    seconds: int
    close: dict[str, int]
    split: bool


def listed(case: Case) -> list[Joined]:
    """Every pair of included sources that share events."""
    rows = case.db.conn.execute(
        "SELECT r.id, r.source, r.facts FROM reading r JOIN included i ON i.reading = r.id WHERE r.sealed ORDER BY r.id"
    ).fetchall()
    on = {r for r, _, _ in rows}
    split = set(case.db.conn.execute("SELECT reading, earlier FROM apart").fetchall())
    return [
        Joined(
            reading, source, said["reading"], said["source"], said["kind"], said["records"], said["seconds"],
            dict(said["close"]), (reading, said["reading"]) in split,
        )
        for reading, source, facts in rows
        for said in json.loads(facts).get("joined", ())
        if said["reading"] in on
    ]  # fmt: skip


def split(case: Case, pairs: Iterable[tuple[int, int]]) -> None:
    """Counts the events that two sources share (reading, earlier reading) apart again, in one step."""
    wanted = list(pairs)
    if not wanted:
        raise Problem("these sources share no joined records", "see 'clew joined'")
    with case.edit("Count shared events apart") as db:
        for reading, earlier in wanted:
            db.conn.execute("INSERT OR IGNORE INTO apart(reading, earlier) VALUES(?, ?)", (reading, earlier))


def join(case: Case, pairs: Iterable[tuple[int, int]]) -> None:
    """Counts them once again, in one step."""
    with case.edit("Count shared events once") as db:
        for reading, earlier in pairs:
            db.conn.execute("DELETE FROM apart WHERE reading = ? AND earlier = ?", (reading, earlier))


def pairs(case: Case, joined: Joined, limit: int = 100) -> list[tuple[int, int]]:
    """The rows of the first shared events: (row of the reading, row of the earlier one)."""
    found: list[tuple[int, int]] = []
    for segment in segments.listed(case.db, [joined.reading], joined.kind):
        frame = segments.read(case.db, segment, ["row", "twin_row", "twin_reading"])
        if "twin_row" in frame.columns:
            held = frame.filter(pl.col("twin_reading").fill_null(0) == joined.earlier)
            found += held.select("row", "twin_row").head(limit - len(found)).rows()
        if len(found) >= limit:
            break
    return found


def effective(frame: pl.DataFrame) -> pl.Series:
    """The code under which what joins the parties of each record counts: the twin's, else the overlap's."""
    overlap = pl.col("overlap").fill_null(0) if "overlap" in frame.columns else pl.lit(0, pl.UInt16)
    if "twin" not in frame.columns:
        return frame.select(pl.repeat(0, pl.len(), dtype=pl.UInt16) + overlap).to_series().alias("twin")
    twin = pl.col("twin").fill_null(0)
    return frame.select(
        pl.when(twin > 0).then(twin).otherwise(overlap).cast(pl.UInt16).alias("twin")
    ).to_series()
