"""What a purge of whole sources would take away, counted before anything is touched.

An entity or a link goes where no record of another source names it, whether that is included or not, and no analyst
entered it by hand: drew it, drew a link from it, attributed it, or wrote a letter about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import polars as pl

from workbench.case import entities as entities_of
from workbench.case import purged, reviews, segments
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.forgetting import Forgetting, Going
from workbench.case.gone_words import Words
from workbench.model.problems import Problem

LONG = 20  # characters from which a text of a record is a statement of its own and not a word of a list
_BY_HAND = (
    "SELECT entity FROM drawn_entity UNION SELECT start FROM drawn_link UNION SELECT end FROM drawn_link "
    "UNION SELECT entity FROM attribution UNION SELECT owner FROM attribution UNION SELECT entity FROM request_entity "
    "UNION SELECT id FROM entity WHERE reading IS NULL"
)


@dataclass(frozen=True)
class Plan:
    """What would go, and how much of each; `counts` are in what their names say, `holds` why it may not be done."""

    sources: tuple[int, ...]
    going: Going
    counts: dict[str, int]
    holds: tuple[str, ...]
    short: int


def make(case: Case, wanted: Iterable[int]) -> Plan:
    """Counts what a purge of these sources would take away. Problem where there is no such source or it is purged."""
    db, sources = case.db, tuple(sorted(set(wanted)))
    if not sources:
        raise Problem("no source is named", "say which with --source ID, from 'clew sources'")
    gone = purged.sources(db)
    for source in sources:
        if source in gone:
            raise Problem(f"source {source} was purged already", "see 'clew log'")
        if not db.conn.execute("SELECT 1 FROM source WHERE id = ?", (source,)).fetchone():
            raise Problem(f"there is no source {source}", "see 'clew sources'")
    readings = frozenset(_numbers(db, "SELECT id FROM reading WHERE source IN ({})", sources))
    empty = readings | purged.readings(db)
    used_entities, used_links = used(case, empty)
    by_hand = set(_numbers(db, _BY_HAND))
    brought = set(_numbers(db, "SELECT id FROM entity WHERE reading IN ({})", empty))
    entities = frozenset(brought - used_entities - by_hand)
    links = frozenset(set(_numbers(db, "SELECT id FROM link WHERE reading IN ({})", empty)) - used_links)
    words = _words(case, sources, readings, entities)
    going = Going(entities, links, readings, frozenset(sources), words)
    changes = Forgetting(db, going).changes()
    states = [after for rows in changes.values() for _, after in rows]
    counts = {
        "records": _count(db, "SELECT coalesce(sum(rows), 0) FROM segment WHERE reading IN ({})", readings),
        "rows": _count(
            db,
            "SELECT coalesce(sum(most), 0) FROM (SELECT max(rows) AS most FROM reading WHERE source IN ({}) "
            "GROUP BY source)",
            sources,
        ),
        "readings": len(readings),
        "rejects": _count(db, "SELECT count(*) FROM reject WHERE reading IN ({})", readings),
        "bytes": _count(db, "SELECT coalesce(sum(bytes), 0) FROM source WHERE id IN ({})", sources),
        "entities": len(entities),
        "entities kept": len(brought) - len(entities),
        "links": len(links),
        "workspace rows": states.count(None),
        "texts struck through": sum(after is not None for after in states)
        - len(changes.get("finding_support", [])),
        "findings": len(resting(db, going)),
    }
    holds = tuple(dict.fromkeys(why for source in sources for why in reviews.holds(case, source)))
    return Plan(sources, going, counts, holds, len(words.short))


def used(case: Case, without: frozenset[int]) -> tuple[set[int], set[int]]:
    """The entities and the links that records of other readings name, whether these are included or not."""
    db, entities, links = case.db, set[int](), set[int]()
    others = [r for r in _numbers(db, "SELECT id FROM reading WHERE sealed ORDER BY id") if r not in without]
    for reading in others:
        for sha256, data in db.conn.execute(
            "SELECT sha256, data FROM presence WHERE reading = ?", (reading,)
        ):
            entities |= set(
                segments.unpack(data, sha256, f"presence in reading {reading}")["entity"].to_list()
            )
    for segment in segments.listed(db, others):
        kind = case.kinds.records.get(segment.kind)
        roles = [f.id for f in kind.entities] if kind else []
        names = segments.column_names(db, segment.id)
        wanted = [n for n in names if n in roles or n.startswith("link.")]
        for column in segments.read(db, segment, wanted).get_columns():
            numbers = set(column.drop_nulls().unique().to_list())
            if column.name.startswith("link."):
                links |= numbers
            else:
                entities |= numbers
    for start, end in _rows(db, "SELECT start, end FROM link WHERE id IN ({})", links):
        entities |= {start, end}
    return entities, links


def resting(db: Database, going: Going) -> set[int]:
    """The findings that rest on something that goes."""
    found = set(_numbers(db, "SELECT finding FROM finding_support WHERE reading IN ({})", going.readings))
    return found | set(_numbers(db, "SELECT finding FROM finding_support WHERE link IN ({})", going.links))


def _words(case: Case, sources: Sequence[int], readings: Iterable[int], entities: Iterable[int]) -> Words:
    """All that would name what goes: values as kept and as shown, names of files, longer texts, rejected rows."""
    db, words = case.db, set[str]()
    for kind, value in _rows(db, "SELECT kind, value FROM entity WHERE id IN ({})", entities):
        words |= {value, entities_of.shown(case, kind, value), value.removeprefix("+")}
    others = {
        text
        for row in db.conn.execute("SELECT id, name, path FROM source")
        if row[0] not in sources
        for text in row[1:]
    }
    for name, path in _rows(db, "SELECT name, path FROM source WHERE id IN ({})", sources):
        words |= {text for text in (name, path) if text not in others}
        stem = PurePath(name).stem
        if len(stem) >= LONG:
            words.add(stem)
    for (raw,) in _rows(db, "SELECT DISTINCT raw FROM reject WHERE reading IN ({})", readings):
        words |= {raw} if len(raw) >= LONG else set()
    for segment in segments.listed(db, readings):
        for column in segments.read(db, segment).get_columns():
            if column.dtype == pl.String:
                texts = column.drop_nulls().unique()
                words |= set(texts.filter(texts.str.len_chars() >= LONG).to_list())
    return Words(words)


def _rows(db: Database, sql: str, numbers: Iterable[int] = ()) -> list[tuple[Any, ...]]:
    return list(db.conn.execute(sql.format("SELECT value FROM json_each(?1)"), _given(sql, numbers)))


def _numbers(db: Database, sql: str, numbers: Iterable[int] = ()) -> list[int]:
    return [int(row[0]) for row in _rows(db, sql, numbers)]


def _count(db: Database, sql: str, numbers: Iterable[int]) -> int:
    return _numbers(db, sql, numbers)[0]


def _given(sql: str, numbers: Iterable[int]) -> tuple[str, ...]:
    return (json.dumps(sorted(numbers)),) if "{}" in sql else ()
