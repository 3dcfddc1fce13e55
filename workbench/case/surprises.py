"""What is odd about a reading as a whole, and worth a look before anything is concluded from it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import segments
from workbench.case.cases import Case
from workbench.case.records import iso
from workbench.model.kinds import RecordKind
from workbench.model.values.numbering_plans import usual_lengths

Whole = npt.NDArray[np.int64]
LONG_AGO = 631_152_000_000_000  # 1990, in UTC microseconds: before that no record of these worlds was made
DAY = 86_400_000_000
JUMP = 3_600_000_000  # a clock that goes back less than an hour is a row out of place, not a jump
ORDERED = 0.95  # this share of steps one way makes a file one that was written in order of time
DOMINANT = 0.9  # who stands in this share of the records is the one they are about
FEWEST = 20  # of fewer records nothing is said as a whole
FEWEST_MISFITS = 5
MISFITS = 0.3  # where this share of a country's numbers fits no plan of it, they may be another's
RESERVED = ("+447700900[0-9][0-9][0-9]", "+1[0-9][0-9][0-9]55501[0-9][0-9]")  # numbers for stories and tests


@dataclass(frozen=True)
class Surprise:
    """A sentence, how many rows or values it is about, and the first row to look at (0 where there is none)."""

    says: str
    count: int
    row: int = 0


def of_reading(
    case: Case, reading: int, period: tuple[int | None, int | None] = (None, None)
) -> list[Surprise]:
    """Everything odd about a sealed reading. `period` is what was said to be delivered, in UTC microseconds."""
    found: list[Surprise] = []
    for kind in case.kinds.records.values():
        times = _Times(kind, period)
        parties = _Parties()
        for frame in _frames(case, reading, kind):
            if kind.moment is not None and kind.moment.id in frame.columns:
                times.add(frame.drop_nulls(kind.moment.id))
            if kind.same is not None and len(kind.same.roles) == 2:
                parties.add(frame, kind.same.roles)
        found += times.surprises()
        if kind.same is not None and len(kind.same.roles) == 2:
            found += parties.surprises(case, kind)
    odd = (_doubtful, _of_another_country, _damaged, _said)
    return found + [surprise for about in odd for surprise in about(case, reading)]


def _frames(case: Case, reading: int, kind: RecordKind) -> Iterator[pl.DataFrame]:
    """The rows, times and parties of a reading's records of one kind, a segment at a time, in the order they were
    read."""
    wanted = ["row", *(kind.same.roles if kind.same else ())]
    if kind.moment:
        wanted += [kind.moment.id, f"{kind.moment.id}.offset"]
    for segment in segments.listed(case.db, [reading], kind.id):
        frame = segments.read(case.db, segment, wanted)
        if frame.width:
            yield frame


@dataclass
class _Seen:
    """How often something was met, and where first."""

    count: int = 0
    row: int = 0

    def add(self, where: npt.NDArray[np.bool_], rows: Whole) -> bool:
        """Counts the rows that are so; whether the first of all is among them."""
        found = int(where.sum())
        first = bool(found) and not self.count
        if first:
            self.row = int(rows[int(np.argmax(where))])
        self.count += found
        return first


class _Times:
    """What is odd about the times of the records of one kind, gathered while they go by in file order."""

    def __init__(self, kind: RecordKind, period: tuple[int | None, int | None]) -> None:
        self._kind, self._period = kind, period
        self._outside, self._future, self._long_ago = _Seen(), _Seen(), _Seen()
        self._count = self._forward = self._moving = 0
        self._jumps = {True: _Seen(), False: _Seen()}  # against a file that goes forward, or backward
        self._around: dict[bool, tuple[str, str]] = {}
        self._last: tuple[int, int] | None = None  # the time before, and its offset

    def add(self, frame: pl.DataFrame) -> None:
        assert self._kind.moment is not None
        at, rows = frame[self._kind.moment.id].to_numpy().astype(np.int64), frame["row"].to_numpy()
        if not len(at):
            return
        self._count += len(at)
        first, last = self._period
        if first is not None or last is not None:
            outside = np.zeros(len(at), bool)
            outside |= (at < first) if first is not None else False
            outside |= (at >= last) if last is not None else False
            self._outside.add(outside, rows)
        self._future.add(at > time.time_ns() // 1000 + DAY, rows)
        self._long_ago.add(at < LONG_AGO, rows)
        offset = f"{self._kind.moment.id}.offset"
        offsets = frame[offset].fill_null(0).to_numpy() if offset in frame.columns else np.zeros(len(at), int)
        self._step(at, rows, offsets)
        self._last = (int(at[-1]), int(offsets[-1]))

    def _step(self, at: Whole, rows: Whole, offsets: npt.NDArray[Any]) -> None:
        """Notes how each record stands to the one before."""
        before = self._last or (int(at[0]), int(offsets[0]))
        steps = np.diff(at, prepend=before[0])
        self._forward += int((steps > 0).sum())
        self._moving += int((steps != 0).sum())
        for forward, jumps in ((True, steps < -JUMP), (False, steps > JUMP)):
            if self._jumps[forward].add(jumps, rows):
                place = int(np.argmax(jumps))
                earlier = before if place == 0 else (int(at[place - 1]), int(offsets[place - 1]))
                self._around[forward] = (iso(*earlier, 2), iso(int(at[place]), int(offsets[place]), 2))

    def surprises(self) -> Iterator[Surprise]:
        yield from self._counted("outside the period stated for the file", self._outside)
        yield from self._counted("in the future", self._future)
        yield from self._counted("dated before 1990", self._long_ago)
        if self._count < FEWEST or not self._moving:
            return
        share = self._forward / self._moving
        if share < ORDERED and 1 - share < ORDERED:
            return
        jumps = self._jumps[share >= ORDERED]
        if jumps.count:
            before, after = self._around[share >= ORDERED]
            often = "once" if jumps.count == 1 else f"{jumps.count:,} times"
            what = self._kind.plural.lower()
            says = f"the {what} are in order of time, but {often} the clock jumps, first from {before} to {after}"
            yield Surprise(says, jumps.count, jumps.row)

    def _counted(self, says: str, seen: _Seen) -> Iterator[Surprise]:
        if seen.count:
            noun = (self._kind.name if seen.count == 1 else self._kind.plural).lower()
            yield Surprise(f"{seen.count:,} {noun} {says}", seen.count, seen.row)


class _Parties:
    """Who begins and who receives, gathered while records go by."""

    def __init__(self) -> None:
        self._records = 0
        self._counts = [np.zeros(1, np.int64), np.zeros(1, np.int64)]

    def add(self, frame: pl.DataFrame, roles: Sequence[str]) -> None:
        self._records += frame.height
        for place, role in enumerate(roles):
            if role in frame.columns:
                found = np.bincount(frame[role].fill_null(0).to_numpy(), minlength=len(self._counts[place]))
                found[: len(self._counts[place])] += self._counts[place]
                self._counts[place] = found

    def surprises(self, case: Case, kind: RecordKind) -> Iterator[Surprise]:
        """The one a file is about only ever begins, or only ever receives: half of the records may be missing."""
        assert kind.same is not None
        one, other = kind.same.roles
        begins, receives = (counts.copy() for counts in self._counts)
        begins[0] = receives[0] = 0
        if self._records < FEWEST or len(begins) < 2 or len(receives) < 2:
            return
        for mine, theirs, says in ((begins, receives, other), (receives, begins, one)):
            most = int(np.argmax(mine))
            never = most >= len(theirs) or not theirs[most]
            if mine[most] and mine[most] / self._records >= DOMINANT and never:
                sort, value = case.db.conn.execute(
                    "SELECT kind, value FROM entity WHERE id = ?", (most,)
                ).fetchone()
                if sort == "group":  # a group receives and never writes
                    continue
                role = kind.field(says).name
                yield Surprise(
                    f"{value} stands in nearly every row but never as {role}: is half of it missing?",
                    self._records,
                )


def _doubtful(case: Case, reading: int) -> Iterator[Surprise]:
    """Identifiers that this reading brought and that cannot be right as they stand. A number with a country's code
    is not among them, though nobody may have it: ranges are opened, and reserved for stories."""
    rows = case.db.conn.execute(
        # by the rows themselves: the index by kind and value would fetch each of them from somewhere else
        "SELECT kind, count(*), min(value) FROM entity NOT INDEXED WHERE reading = ? AND NOT valid "
        "AND NOT (kind = 'phone' AND value LIKE '+%') GROUP BY kind ORDER BY kind",
        (reading,),
    )
    words = {
        "phone": ("telephone number", "of no country"),
        "sim": ("SIM", "of no country there is"),
        "device": ("device", "with a wrong check digit in the IMEI"),
        "wallet": ("wallet", "with a wrong checksum, or one that cannot be checked"),
        "parcel": ("parcel number", "that fits the rules of no carrier known here"),
        "vehicle": ("vehicle", "whose number does not look like one, or has a wrong check digit"),
        "card": ("card", "with a wrong check digit"),
        "account": ("account", "with wrong check digits"),
    }
    for kind, count, example in rows.fetchall():
        if kind in words and kind in case.kinds.entities:
            one, why = words[kind]
            yield Surprise(f"{count:,} new {one}{'s' if count != 1 else ''} {why}, such as {example}", count)


def _of_another_country(case: Case, reading: int) -> Iterator[Surprise]:
    """Numbers that this reading completed with the code of its country, where too many are none of that country: French
    06 numbers read in a Georgian case become Georgian, and look like any other."""
    said = json.loads(
        case.db.conn.execute("SELECT options FROM reading WHERE id = ?", (reading,)).fetchone()[0]
    )
    country = said.get("country")
    if not country:
        return
    code, _ = usual_lengths(country)
    reserved = "".join(f" AND value NOT GLOB '{form}'" for form in RESERVED)
    count, misfits, example = case.db.conn.execute(
        "SELECT count(*), coalesce(sum(NOT valid), 0), min(iif(valid, NULL, value)) FROM entity NOT INDEXED "
        f"WHERE reading = ? AND kind = 'phone' AND value GLOB ?{reserved}",
        (reading, f"{code}*"),
    ).fetchone()
    if misfits >= FEWEST_MISFITS and misfits >= MISFITS * count:
        yield Surprise(
            f"{misfits:,} of {count:,} new numbers of {country} fit no number in use there, such as {example}: "
            "is it the country these numbers are of?",
            misfits,
        )


def _damaged(case: Case, reading: int) -> Iterator[Surprise]:
    """Values that a spreadsheet has rounded: their last digits are lost for ever."""
    count, row = case.db.conn.execute(
        "SELECT count(*), min(row) FROM reject WHERE reading = ? AND reason LIKE '%rounded%'", (reading,)
    ).fetchone()
    if count:
        rounded = "identifiers were rounded by a spreadsheet and lost their last digits"
        one = "identifier was rounded by a spreadsheet and lost its last digits"
        yield Surprise(
            f"{count:,} {one if count == 1 else rounded}: ask for the file as text",
            count,
            row,
        )


def _said(case: Case, reading: int) -> Iterator[Surprise]:
    """What was noted while reading: times that happened twice, values left empty."""
    facts = json.loads(
        case.db.conn.execute("SELECT facts FROM reading WHERE id = ?", (reading,)).fetchone()[0]
    )
    for what, count in facts.get("oddities", {}).items():
        what = what.replace("values of", "value of", 1) if count == 1 else what
        yield Surprise(f"{count:,} {what}", int(count))
