"""Records: what is behind a link or an entity, each with the row it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import polars as pl

from workbench.case import assets, included, joined, on_demand, segments, verbatim
from workbench.case.cases import Case
from workbench.case.tallies import link_columns
from workbench.case.twins import effective
from workbench.model.block import read_mark
from workbench.model.kinds import Making, RecordKind
from workbench.model.values import amounts


@dataclass(frozen=True)
class Record:
    """One thing that happened, and where it is written. `at` is ISO 8601 with its offset, or "" where unknown;
    `entities` holds the entity in each role, `fields` every field as text."""

    reading: int
    source: int
    file: str
    sha256: str
    sheet: str
    row: int
    part: int
    kind: str
    at: str
    at_utc: int | None
    zone_known: str
    entities: dict[str, int]
    fields: dict[str, str]


Stretch = tuple[int, int] | None  # UTC microseconds, the end left out


def behind(
    case: Case, links: Iterable[int], limit: int | None = None, moments: Stretch = None
) -> list[Record]:
    """The counted records bundled in some links, in file order; hand-made links have none. In a stretch of time only
    those that lie in it, or have no time by their kind."""
    wanted = sorted({k for k in links if 0 < k < 1 << 31})
    found = []
    if wanted:
        found = _matching(case, _within(case, _conditions_for_links(case, wanted), moments), limit)
    for link in links:
        if on_demand.is_on_demand(link):
            kind, start, end = on_demand.parts(case.kinds, link)
            conditions = _within(case, _conditions_for_pair(case, start, end, [kind]), moments)
            found += _matching(case, conditions, limit)
    found = sorted(found, key=lambda r: (r.source, r.reading, r.sheet, r.row, r.part))
    return found if limit is None else found[:limit]


def between(case: Case, one: int, other: int, limit: int | None = None) -> list[Record]:
    """The counted records that join two entities in either direction, by any kind of link."""
    kinds = list(case.kinds.links)
    conditions = _conditions_for_pair(case, one, other, kinds) + _conditions_for_pair(case, other, one, kinds)
    return _matching(case, conditions, limit)


def about(case: Case, entity: int, limit: int | None = None, moments: Stretch = None) -> list[Record]:
    """The counted records that name an entity in any role; in a stretch of time as `behind` has it."""
    conditions = [
        _Condition(record.id, pl.col(f.id) == entity, [f.id], (f.id, entity, entity), joins(record, f.id))
        for record in case.kinds.records.values()
        for f in record.entities
    ]
    return _matching(case, _within(case, conditions, moments), limit)


def one(case: Case, segment: segments.Segment, place: int) -> Record:
    """The record at a place of a segment."""
    return some(case, segment, [place])[0]


def some(case: Case, segment: segments.Segment, places: list[int]) -> list[Record]:
    """The records at some places of a segment, in their order."""
    return _records(case, segment, pl.Series(places, dtype=pl.Int64))


@dataclass(frozen=True)
class _Condition:
    """A test on records of one kind, the columns it needs, the zone map to ask (column, low, high), and whether it
    is about what joins the parties of an event, which its twins say as well."""

    record: str
    test: pl.Expr
    columns: list[str]
    zone: tuple[str, int, int]
    event: bool


def _within(case: Case, conditions: list[_Condition], moments: Stretch) -> list[_Condition]:
    """The same tests, for records in a stretch of time."""
    if moments is None:
        return conditions
    made = []
    for asked in conditions:
        moment = case.kinds.records[asked.record].moment
        if moment is not None:
            inside = (pl.col(moment.id) >= moments[0]) & (pl.col(moment.id) < moments[1])
            asked = replace(asked, test=asked.test & inside, columns=[*asked.columns, moment.id])
        made.append(asked)
    return made


def joins(kind: RecordKind, *roles: str) -> bool:
    """Whether a link between these roles is the event itself, which a twin in another source says as well."""
    return kind.same is not None and set(roles) <= set(kind.same.roles)


def _conditions_for_links(case: Case, links: list[int]) -> list[_Condition]:
    marks = ",".join(str(k) for k in links)
    kinds: dict[str, list[int]] = {}
    for id, kind in case.db.conn.execute(f"SELECT id, kind FROM link WHERE id IN ({marks})"):
        kinds.setdefault(kind, []).append(id)
    made: list[_Condition] = []
    for record, declared in case.kinds.records.items():
        for column, kind, start, end in link_columns(case.kinds, record):
            ids = kinds.get(kind)
            if ids:
                test, zone = pl.col(column).is_in(ids), (column, min(ids), max(ids))
                made.append(_Condition(record, test, [column], zone, joins(declared, start, end)))
    return made


def _conditions_for_pair(case: Case, start: int, end: int, kinds: list[str]) -> list[_Condition]:
    made: list[_Condition] = []
    for kind in kinds:
        for making in case.kinds.links[kind].made_by:
            if making.other:
                made += _conditions_for_joined(case, making, start, end)
                continue
            test = (pl.col(making.start) == start) & (pl.col(making.end) == end)
            event = joins(case.kinds.records[making.record], making.start, making.end)
            roles = [making.start, making.end]
            made.append(_Condition(making.record, test, roles, (making.start, start, start), event))
    return made


def _conditions_for_joined(case: Case, making: Making, start: int, end: int) -> list[_Condition]:
    """The records of both kinds that together make a link: those of either end whose joining fields agree."""
    db = case.db
    keys = joined.keys(db, case.kinds, making, included.codes(db, included.readings(db)), start, end)
    sides = (
        (making.record, making.start, start, [one for one, _ in making.where]),
        (making.other, making.end, end, [two for _, two in making.where]),
    )
    made: list[_Condition] = []
    for record, role, entity, fields in sides:
        agree = [pl.all_horizontal(pl.col(f) == v for f, v in zip(fields, key, strict=True)) for key in keys]
        if agree:
            test = (pl.col(role) == entity) & pl.any_horizontal(agree)
            made.append(_Condition(record, test, [role, *fields], (role, entity, entity), False))
    return made


def _matching(case: Case, conditions: list[_Condition], limit: int | None) -> list[Record]:
    db = case.db
    counted = included.codes(db, included.readings(db))
    hits: dict[segments.Segment, pl.Expr] = {}
    needed: dict[segments.Segment, set[str]] = {}
    for asked in conditions:
        column, low, high = asked.zone
        for segment in segments.holding(db, column, (low, high), counted):
            if segment.kind == asked.record:
                test = (
                    asked.test & pl.col("twin").is_in(counted[segment.reading]) if asked.event else asked.test
                )
                test = test.fill_null(False)
                hits[segment] = hits[segment] | test if segment in hits else test
                needed.setdefault(segment, set()).update(asked.columns)
    found: list[Record] = []
    for segment in sorted(hits, key=lambda s: s.id):
        names = set(segments.column_names(db, segment.id))
        frame = segments.read(db, segment, [*(needed[segment] & names), *({"overlap", "twin"} & names)])
        missing = [pl.lit(None, pl.Int32).alias(c) for c in needed[segment] - names]
        overlap = pl.col("overlap") if "overlap" in frame.columns else pl.lit(0, pl.UInt16)
        test = hits[segment] & overlap.is_in(counted[segment.reading])
        at = frame.with_columns(effective(frame), *missing).select(pl.arg_where(test)).to_series()
        if at.len():
            room = None if limit is None else limit - len(found)
            found += _records(case, segment, at if room is None else at.head(room))
        if limit is not None and len(found) >= limit:
            break
    return sorted(found, key=lambda r: (r.source, r.reading, r.sheet, r.row, r.part))


def _records(case: Case, segment: segments.Segment, at: pl.Series) -> list[Record]:
    db, kind = case.db, case.kinds.records[segment.kind]
    frame = segments.read(db, segment)[at]
    source, name, sha256 = db.conn.execute(
        "SELECT source.id, name, sha256 FROM reading JOIN source ON source.id = source WHERE reading.id = ?",
        (segment.reading,),
    ).fetchone()
    values = _values(case, kind, frame)
    codes = assets.codes(db)
    made = []
    for row in frame.iter_rows(named=True):
        fields, entities = {}, {}
        for f in kind.fields:
            said = row.get(f.id)
            if said is None or (f.type == "entity" and not said):
                continue
            if f.type == "entity":
                entities[f.id] = int(said)
                fields[f.id] = values[said]
            else:
                fields[f.id] = text_of_field(f.type, said, row, f.id, codes)
        moment = kind.moment.id if kind.moment else ""
        when = row.get(moment)
        made.append(
            Record(
                segment.reading, source, name, sha256, segment.sheet, int(row["row"]), int(row.get("part") or 0),
                segment.kind, fields.get(moment, ""), when,
                zone_known(row.get(f"{moment}.mark") or 0) if when is not None else "", entities, fields,
            )
        )  # fmt: skip
    return made


def zone_known(mark: int) -> str:
    """How the zone of a moment is known, and that its hour came twice at the change of clocks."""
    _, basis, twice = read_mark(mark)
    return f"{basis}; this hour came twice that night, the first is taken" if twice else basis


def _values(case: Case, kind: RecordKind, frame: pl.DataFrame) -> dict[int, str]:
    ids: set[int] = set()
    for f in kind.entities:
        if f.id in frame.columns:
            ids.update(int(i) for i in frame[f.id].drop_nulls().unique() if i)
    marks = ",".join(map(str, ids))
    return dict(case.db.conn.execute(f"SELECT id, value FROM entity WHERE id IN ({marks})").fetchall())


def text_of_field(type: str, said: Any, row: Mapping[str, Any], name: str, codes: dict[int, str]) -> str:
    """A field as a person reads it, told from the row of its segment's columns."""
    if type == "moment":
        return iso(int(said), int(row.get(f"{name}.offset") or 0), int(row.get(f"{name}.mark") or 0))
    if type == "amount":
        code = codes.get(int(row.get(f"{name}.asset") or 0), "")
        return f"{amounts.text(int(said), code)} {code}".strip()
    if type == "number" and float(said).is_integer():
        return str(int(said))
    return str(said)


def iso(at: int, offset: int, mark: int) -> str:
    """A moment as ISO 8601 local time with its offset, as exact as it was stated."""
    precision, _, _ = read_mark(mark)
    local = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)
    local = local.astimezone(timezone(timedelta(minutes=offset)))
    if precision == "day":
        return local.strftime("%Y-%m-%d")
    return local.isoformat(timespec={"second": "seconds", "minute": "minutes"}.get(precision, "microseconds"))


def text_of(case: Case, record: Record) -> str:
    """The verbatim row of a record."""
    return verbatim.row(case, record.reading, record.sheet, record.row)


def row_word(case: Case, reading: int) -> str:
    """What a row of this reading is called: "row", or "element" where the file has no lines to count by."""
    facts = json.loads(
        case.db.conn.execute("SELECT facts FROM reading WHERE id = ?", (reading,)).fetchone()[0]
    )
    return "element" if facts.get("row_is") == "element" else "row"
