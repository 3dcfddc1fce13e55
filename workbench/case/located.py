"""Records that say where something was: sightings of an entity, masts of cells, parcels from one address to another.

A cell says where an antenna stands, never where a phone is: what is near it, and how near, is for the map to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from workbench.case import included, segments
from workbench.case.cases import Case
from workbench.case.scope import Tests, passing
from workbench.model.block import PRECISIONS
from workbench.model.kinds import RecordKind

SECOND = 1_000_000  # moments are UTC microseconds
UNSURE = {
    "second": 1,
    "minute": 60,
    "day": 86_400,
    "microsecond": 0,
}  # seconds a moment may be off, as it is stated
HOUR = 3_600


@dataclass(frozen=True)
class Whereabouts:
    """In records of this kind, who was at the place in role `place` ("" for none), or at the `degrees` stated.

    `end` marks the place where it ended, `measured` is False where a person only spoke of the place.
    """

    record: str
    place: str
    seen: tuple[str, ...]
    degrees: bool = False
    end: bool = False
    measured: bool = True


def _party(record: str, party: str, *, last: bool) -> list[Whereabouts]:
    seen = (party, f"{party}_device", f"{party}_sim")
    first = [Whereabouts(record, f"{party}_cell", seen)]
    return [*first, Whereabouts(record, f"{party}_last_cell", seen, end=True)] if last else first


_SESSION = ("phone", "device", "sim", "user", "ip")
KNOWN = (
    *_party("call", "caller", last=True),
    *_party("call", "callee", last=True),
    Whereabouts("call", "cell", ("device", "sim")),
    Whereabouts("call", "last_cell", ("device", "sim"), end=True),
    *_party("message", "sender", last=False),
    *_party("message", "recipient", last=False),
    Whereabouts("message", "cell", ("device", "sim")),
    Whereabouts("message", "", ("sender",), degrees=True, measured=False),
    Whereabouts("data_session", "cell", _SESSION),
    Whereabouts("data_session", "last_cell", _SESSION, end=True),
    Whereabouts("sighting", "place", ("seen", "with"), degrees=True),
    Whereabouts("seizure", "place", ("item", "person"), degrees=True),
    Whereabouts("arrest", "place", ("person", "with", "phone", "device", "vehicle"), degrees=True),
    Whereabouts("photo", "place", ("camera",), degrees=True),
)
NORTH, EAST = "latitude", "longitude"

SIGHTINGS = {
    "kind": pl.String, "seen": pl.Int64, "place": pl.Int64, "latitude": pl.Float64, "longitude": pl.Float64,
    "at": pl.Int64, "unsure": pl.Int32, "measured": pl.Boolean, "reading": pl.Int64, "sheet": pl.String,
    "row": pl.Int64, "part": pl.Int32,
}  # fmt: skip
COUNTS = {"place": pl.Int64, "latitude": pl.Float64, "longitude": pl.Float64, "count": pl.Int64}
MASTS = {
    "cell": pl.Int64, "address": pl.Int64, "latitude": pl.Float64, "longitude": pl.Float64, "azimuth": pl.Float64,
    "beam_width": pl.Float64, "range": pl.Float64, "from": pl.Int64, "until": pl.Int64, "reading": pl.Int64,
    "row": pl.Int64,
}  # fmt: skip
PARCELS = {
    "parcel": pl.Int64, "sender": pl.Int64, "sender_address": pl.Int64, "recipient": pl.Int64,
    "recipient_address": pl.Int64, "from": pl.String, "to": pl.String, "via": pl.String, "at": pl.Int64,
}  # fmt: skip
OFFERS = {
    "vendor": pl.Int64, "market": pl.Int64, "key": pl.Int64, "wallet": pl.Int64, "contact": pl.Int64,
    "ships_from": pl.String, "seen": pl.Int64,
}  # fmt: skip


def sightings(
    case: Case, seen: Iterable[int], first: int | None = None, last: int | None = None, tests: Tests = ()
) -> pl.DataFrame:
    """Where these entities were, in order of time: `SIGHTINGS`, one row for each entity and place of a record.

    `place` is an entity, 0 where the degrees are stated; `at` is null where the record has no time. What two sources
    say of one moment stands once. Records that do not pass the tests are left out.
    """
    wanted = pl.Series(sorted(set(seen)), dtype=pl.Int64)
    found = [pl.DataFrame(schema=SIGHTINGS)]
    for frame, where, segment, kind in _frames(case, tests, with_time=True):
        roles = [role for role in where.seen if role in frame.columns]
        for role in roles:
            mine = frame.filter(pl.col(role).cast(pl.Int64).is_in(wanted))
            if mine.height:
                found.append(_told(mine, role, where, segment, kind))
    whole = pl.concat(found)
    if first is not None and last is not None:
        whole = whole.filter((pl.col("at") >= first) & (pl.col("at") < last))
    whole = whole.sort("seen", "at", "reading", "row", nulls_last=True, maintain_order=True)
    return whole.unique(["seen", "place", "latitude", "longitude", "at"], keep="first", maintain_order=True)


def counts(case: Case, first: int | None = None, last: int | None = None, tests: Tests = ()) -> pl.DataFrame:
    """How many records that pass the tests name each place, or state the same degrees: `COUNTS`; over all of the case
    or a stretch of time."""
    found = [pl.DataFrame(schema=COUNTS)]
    for frame, where, _, kind in _frames(case, tests, with_time=first is not None):
        if first is not None and last is not None:
            if kind.moment is None or kind.moment.id not in frame.columns:
                continue
            at = pl.col(kind.moment.id)
            frame = frame.filter((at >= first) & (at < last))
        by = frame.select(_point(where, frame)).group_by("place", NORTH, EAST)
        found.append(by.agg(count=pl.len().cast(pl.Int64)))
    whole = pl.concat([frame.select(list(COUNTS)) for frame in found])
    return whole.group_by("place", NORTH, EAST).agg(pl.col("count").sum()).sort("place", NORTH, EAST)


def masts(case: Case) -> pl.DataFrame:
    """What registers and records say of where antennas stand: `MASTS`, in the order they were read, each once."""
    return _whole(case, "cell_site", MASTS).unique(
        ["cell", "address", NORTH, EAST, "azimuth", "beam_width", "range", "from", "until"],
        keep="first", maintain_order=True,
    )  # fmt: skip


def parcels(case: Case, first: int | None = None, last: int | None = None, tests: Tests = ()) -> pl.DataFrame:
    """Shipments that pass the tests, with where they go from and to, as stated: `PARCELS`."""
    frame = _inside(_whole(case, "shipment", PARCELS, tests), "at", first, last)
    return frame.sort("at", nulls_last=True, maintain_order=True)


def offers(case: Case, first: int | None = None, last: int | None = None, tests: Tests = ()) -> pl.DataFrame:
    """Listings and profiles that pass the tests and state where goods are sent from: `OFFERS`."""
    whole = pl.concat([_whole(case, record, OFFERS, tests) for record in ("listing", "profile")])
    return _inside(whole.filter(pl.col("ships_from").str.len_chars() > 0), "seen", first, last)


def _inside(frame: pl.DataFrame, moment: str, first: int | None, last: int | None) -> pl.DataFrame:
    if first is None or last is None:
        return frame
    return frame.filter((pl.col(moment) >= first) & (pl.col(moment) < last))


def _whole(
    case: Case, record: str, columns: Mapping[str, type[pl.DataType]], tests: Tests = ()
) -> pl.DataFrame:
    """Columns of every counted record of a kind that passes the tests."""
    codes = included.codes(case.db, included.readings(case.db))
    found = [pl.DataFrame(schema=columns)]
    for segment in segments.listed(case.db, codes, record):
        frame = segments.read(case.db, segment, [*columns, "row", "overlap"])
        frame = _counting(case, frame, segment, codes, tests).with_columns(
            pl.lit(segment.reading, pl.Int64).alias("reading")
        )
        missing = [
            pl.lit(None, kind).alias(name) for name, kind in columns.items() if name not in frame.columns
        ]
        frame = frame.with_columns(*missing)
        found.append(frame.select(pl.col(name).cast(kind) for name, kind in columns.items()))
    moments = ("at", "from", "until", "seen")
    ids = [name for name, kind in columns.items() if kind == pl.Int64 and name not in moments]
    return pl.concat(found).with_columns(pl.col(ids).fill_null(0))


def _frames(
    case: Case, tests: Tests, *, with_time: bool
) -> Iterator[tuple[pl.DataFrame, Whereabouts, segments.Segment, RecordKind]]:
    """The counted records that name a place or state degrees, a segment and a role of place at a time."""
    db = case.db
    codes = included.codes(db, included.readings(db))
    by_record: dict[str, list[Whereabouts]] = {}
    for where in KNOWN:
        by_record.setdefault(where.record, []).append(where)
    for record, ways in by_record.items():
        kind = case.kinds.records.get(record)
        if kind is None:
            continue
        for segment in segments.listed(db, codes, record):
            names = set(segments.column_names(db, segment.id))
            stated = {NORTH, EAST} <= names
            there = [w for w in ways if w.place in names or (w.degrees and stated)]
            if not there:
                continue
            wanted = {"overlap", NORTH, EAST, *(w.place for w in there if w.place)}
            if with_time:
                moment = kind.moment.id if kind.moment else ""
                wanted |= {"row", "part", moment, f"{moment}.mark", "duration", "end"}
                wanted |= {role for w in there for role in w.seen}
            whole = _counting(case, segments.read(db, segment, wanted & names), segment, codes, tests)
            for where in there:
                frame = whole.filter(_somewhere(where, whole))
                if frame.height:
                    yield frame, where, segment, kind


def _counting(
    case: Case,
    frame: pl.DataFrame,
    segment: segments.Segment,
    codes: Mapping[int, list[int]],
    tests: Tests,
) -> pl.DataFrame:
    """The records of a segment that count and pass the tests."""
    if tests:
        frame = frame.filter(pl.Series(passing(case, segment, tests)))
    if "overlap" not in frame.columns:
        return frame
    return frame.filter(pl.col("overlap").fill_null(0).is_in(codes[segment.reading]))


def _somewhere(where: Whereabouts, frame: pl.DataFrame) -> pl.Expr:
    """Whether a record names the place or states degrees."""
    told = [pl.col(where.place).fill_null(0) > 0] if where.place in frame.columns else []
    if where.degrees and {NORTH, EAST} <= set(frame.columns):
        told.append(pl.col(NORTH).is_not_null() & pl.col(EAST).is_not_null())
    return pl.any_horizontal(told)


def _point(where: Whereabouts, frame: pl.DataFrame) -> list[pl.Expr]:
    """The place a record names, 0 for none, and the degrees it states, null for none."""
    named = (
        pl.col(where.place).fill_null(0).cast(pl.Int64)
        if where.place in frame.columns
        else pl.lit(0, pl.Int64)
    )
    made = [named.alias("place")]
    stated = where.degrees and {NORTH, EAST} <= set(frame.columns)
    for name in (NORTH, EAST):
        made.append(pl.col(name).cast(pl.Float64) if stated else pl.lit(None, pl.Float64).alias(name))
    return made


def _told(
    frame: pl.DataFrame, role: str, where: Whereabouts, segment: segments.Segment, kind: RecordKind
) -> pl.DataFrame:
    moment = kind.moment.id if kind.moment else ""
    return frame.select(
        pl.lit(segment.kind).alias("kind"),
        pl.col(role).cast(pl.Int64).alias("seen"),
        *_point(where, frame),
        _at(frame, moment, where.end).alias("at"),
        _unsure(frame, moment, where.end).alias("unsure"),
        pl.lit(where.measured).alias("measured"),
        pl.lit(segment.reading, pl.Int64).alias("reading"),
        pl.lit(segment.sheet).alias("sheet"),
        pl.col("row").cast(pl.Int64),
        (pl.col("part").fill_null(0) if "part" in frame.columns else pl.lit(0)).cast(pl.Int32).alias("part"),
    )


def _at(frame: pl.DataFrame, moment: str, end: bool) -> pl.Expr:
    """When it was there: at the start of the record, or at its end where that is told in whatever way."""
    if moment not in frame.columns:
        return pl.lit(None, pl.Int64)
    start = pl.col(moment)
    if not end:
        return start
    ways = [pl.col("end")] if "end" in frame.columns else []
    if "duration" in frame.columns:
        ways.append(start + pl.col("duration") * SECOND)
    return pl.coalesce([*ways, start])


def _unsure(frame: pl.DataFrame, moment: str, end: bool) -> pl.Expr:
    """Seconds by which the moment may be off: as exact as it is stated, and an hour where a call's end is not told."""
    mark = f"{moment}.mark"
    exact = pl.lit(UNSURE["second"], pl.Int32)
    if mark in frame.columns:
        steps = [UNSURE[name] for name in PRECISIONS]
        exact = (pl.col(mark).fill_null(0) & 15).replace_strict(
            list(range(len(steps))), steps, default=UNSURE["day"], return_dtype=pl.Int32
        )
    if not end:
        return exact
    told = [pl.col(name).is_not_null() for name in ("end", "duration") if name in frame.columns]
    known = pl.any_horizontal(told) if told else pl.lit(False)
    return pl.when(known).then(exact).otherwise(exact + HOUR).cast(pl.Int32)
