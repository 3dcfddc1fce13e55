"""Where else the event of a record is told in other words: in which file, sheet and row of the joined sources."""

from __future__ import annotations

from typing import Any

import polars as pl

from workbench.case import segments, twins
from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.case.same_events import SECOND
from workbench.case.twins import Joined
from workbench.model.kinds import Sameness

Row = dict[str, Any]


def places(case: Case, record: Record) -> list[tuple[str, int]]:
    """File (and sheet) and row of every telling of the record's event in the included sources that joined it."""
    same = case.kinds.records[record.kind].same
    if same is None or record.at_utc is None or not set(same.roles) <= record.entities.keys():
        return []
    names = dict(
        case.db.conn.execute("SELECT reading.id, name FROM reading JOIN source ON source.id = source")
    )
    found = set()
    own: list[tuple[str, Row]] | None = None
    for joined in twins.listed(case):
        here = record.reading in (joined.reading, joined.earlier)
        if joined.kind != record.kind or joined.split or not here:
            continue
        if own is None:
            told = _told(case, record, record.reading, same, 0)
            own = [
                t
                for t in told
                if t[0] == record.sheet and (t[1]["row"], t[1]["part"]) == (record.row, record.part)
            ]
        other = joined.earlier if joined.reading == record.reading else joined.reading
        theirs = _told(case, record, other, same, joined.seconds)
        codes = _codes(case, joined)
        later = joined.reading == record.reading
        twin = _twin(own[0][1], theirs, joined, same, codes, later=later) if own else None
        if twin is not None:
            sheet, row = twin
            found.add((f"{names[other]}, sheet {sheet}" if sheet else names[other], row))
    return sorted(found)


def _codes(case: Case, joined: Joined) -> set[int]:
    """The codes of the records that have a twin in the earlier reading."""
    rows = case.db.conn.execute(
        "SELECT code FROM overlap WHERE reading = ? AND earlier = ? AND near",
        (joined.reading, joined.earlier),
    )
    return {code for (code,) in rows}


def _told(case: Case, record: Record, reading: int, same: Sameness, seconds: int) -> list[tuple[str, Row]]:
    """The records of a reading between the parties of the record, so many seconds from it at most, each with its
    sheet."""
    assert record.at_utc is not None
    first, last = record.at_utc - seconds * SECOND, record.at_utc + seconds * SECOND
    wanted = [
        "row",
        "part",
        *same.roles,
        same.moment,
        *same.close,
        *same.equal,
        "twin",
        "twin_row",
        "twin_reading",
    ]
    found: list[tuple[str, Row]] = []
    for segment in segments.holding(case.db, same.moment, (first, last), [reading]):
        frame = segments.read(case.db, segment, wanted)
        if segment.kind != record.kind or not set(same.roles) <= set(frame.columns):
            continue
        parties = [pl.col(role) == record.entities[role] for role in same.roles]
        frame = frame.filter(pl.col(same.moment).is_between(first, last), *parties)
        for row in frame.iter_rows(named=True):
            found.append((segment.sheet, {**dict.fromkeys(wanted), **row, "part": row.get("part") or 0}))
    return found


def _twin(
    own: Row, told: list[tuple[str, Row]], joined: Joined, same: Sameness, codes: set[int], *, later: bool
) -> tuple[str, int] | None:
    """Sheet and row of the telling that was joined: the one noted then, else the nearest nothing speaks against."""
    best: tuple[tuple[bool, int], tuple[str, int]] | None = None
    for sheet, other in told:
        marked, earlier = (own, other) if later else (other, own)
        if marked["twin"] not in codes or not _agree(own, other, joined, same):
            continue
        noted = (marked["twin_reading"], marked["twin_row"]) == (joined.earlier, earlier["row"])
        rank = (not noted, abs(own[same.moment] - other[same.moment]))
        if best is None or rank < best[0]:
            best = rank, (sheet, int(other["row"]))
    return best[1] if best else None


def _agree(one: Row, other: Row, joined: Joined, same: Sameness) -> bool:
    """Whether nothing that both tell is too far apart, or other words."""
    for name, most in joined.close.items():
        if one.get(name) is not None and other.get(name) is not None and abs(one[name] - other[name]) > most:
            return False
    texts = [(" ".join(str(r.get(name) or "").split()) for r in (one, other)) for name in same.equal]
    return all(a == b or not a or not b for a, b in map(tuple, texts))
