"""What is odd about a reading as a whole, and worth a look before anything is concluded from it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import segments
from workbench.case.cases import Case
from workbench.case.records import iso
from workbench.model.kinds import RecordKind

Whole = npt.NDArray[np.int64]
LONG_AGO = 631_152_000_000_000  # 1990, in UTC microseconds: before that no record of these worlds was made
DAY = 86_400_000_000
JUMP = 3_600_000_000  # a clock that goes back less than an hour is a row out of place, not a jump
ORDERED = 0.95  # this share of steps one way makes a file one that was written in order of time
DOMINANT = 0.9  # who stands in this share of the records is the one they are about
FEWEST = 20  # of fewer records nothing is said as a whole


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
        frame = _frame(case, reading, kind)
        if frame is None:
            continue
        if kind.moment is not None and kind.moment.id in frame.columns:
            found += _times(kind, frame.drop_nulls(kind.moment.id), period)
        if kind.same is not None and len(kind.same.roles) == 2:
            found += _one_sided(case, kind, frame)
    return found + list(_doubtful(case, reading)) + list(_damaged(case, reading)) + list(_said(case, reading))


def _frame(case: Case, reading: int, kind: RecordKind) -> pl.DataFrame | None:
    """The rows, times and parties of a reading's records of one kind, in the order they were read."""
    wanted = ["row", *(kind.same.roles if kind.same else ())]
    if kind.moment:
        wanted += [kind.moment.id, f"{kind.moment.id}.offset"]
    parts = [segments.read(case.db, s, wanted) for s in segments.listed(case.db, [reading], kind.id)]
    parts = [p for p in parts if p.width]
    return pl.concat(parts, how="diagonal") if parts else None


def _times(
    kind: RecordKind, frame: pl.DataFrame, period: tuple[int | None, int | None]
) -> Iterator[Surprise]:
    assert kind.moment is not None
    at, rows = frame[kind.moment.id].to_numpy().astype(np.int64), frame["row"].to_numpy()
    one, what = kind.name.lower(), kind.plural.lower()
    if not len(at):
        return
    first, last = period
    if first is not None or last is not None:
        outside = np.zeros(len(at), bool)
        outside |= (at < first) if first is not None else False
        outside |= (at >= last) if last is not None else False
        yield from _counted(one, what, "outside the period stated for the file", outside, rows)
    yield from _counted(one, what, "in the future", at > time.time_ns() // 1000 + DAY, rows)
    yield from _counted(one, what, "dated before 1990", at < LONG_AGO, rows)
    yield from _jumps(what, at, rows, frame, kind.moment.id)


def _counted(one: str, many: str, says: str, where: npt.NDArray[np.bool_], rows: Whole) -> Iterator[Surprise]:
    count = int(where.sum())
    if count:
        noun = one if count == 1 else many
        yield Surprise(f"{count:,} {noun} {says}", count, int(rows[int(np.argmax(where))]))


def _jumps(what: str, at: Whole, rows: Whole, frame: pl.DataFrame, moment: str) -> Iterator[Surprise]:
    """Where a file that is in order of time goes against it: a clock that was set, or files put together."""
    steps = np.diff(at)
    moving = steps != 0
    if len(at) < FEWEST or not moving.any():
        return
    forward = float((steps[moving] > 0).mean())
    if forward < ORDERED and 1 - forward < ORDERED:
        return
    against = steps < -JUMP if forward >= ORDERED else steps > JUMP
    count = int(against.sum())
    if count:
        place = int(np.argmax(against))
        offset = f"{moment}.offset"
        offsets = (
            frame[offset].fill_null(0).to_list()[place : place + 2] if offset in frame.columns else [0, 0]
        )
        before, after = (iso(int(t), int(o), 2) for t, o in zip(at[place : place + 2], offsets, strict=True))
        often = "once" if count == 1 else f"{count:,} times"
        says = f"the {what} are in order of time, but {often} the clock jumps, first from {before} to {after}"
        yield Surprise(says, count, int(rows[place + 1]))


def _one_sided(case: Case, kind: RecordKind, frame: pl.DataFrame) -> Iterator[Surprise]:
    """The one a file is about only ever begins, or only ever receives: half of the records may be missing."""
    assert kind.same is not None
    one, other = kind.same.roles
    if frame.height < FEWEST or not {one, other} <= set(frame.columns):
        return
    begins, receives = (frame[role].fill_null(0).to_numpy() for role in (one, other))
    for mine, theirs, says in ((begins, receives, other), (receives, begins, one)):
        ids, counts = np.unique(mine[mine > 0], return_counts=True)
        if not len(ids):
            continue
        most = int(ids[np.argmax(counts)])
        share = int(counts.max()) / frame.height
        if share >= DOMINANT and not (theirs == most).any():
            sort, value = case.db.conn.execute(
                "SELECT kind, value FROM entity WHERE id = ?", (most,)
            ).fetchone()
            if sort == "group":  # a group receives and never writes
                continue
            role = kind.field(says).name
            yield Surprise(
                f"{value} stands in nearly every row but never as {role}: is half of it missing?",
                frame.height,
            )


def _doubtful(case: Case, reading: int) -> Iterator[Surprise]:
    """Identifiers that this reading brought and that cannot be right as they stand. A number with a country's code
    is not among them, though nobody may have it: ranges are opened, and reserved for stories."""
    rows = case.db.conn.execute(
        "SELECT kind, count(*), min(value) FROM entity WHERE reading = ? AND NOT valid "
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
