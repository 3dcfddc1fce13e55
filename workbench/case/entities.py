"""Entities: who and what the included readings and the analyst's own drawing hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import included, names, purged, tallies
from workbench.case import search as searching
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Ambiguous, Problem
from workbench.model.values import VALUE_TYPES
from workbench.model.values.base import Context


@dataclass(frozen=True)
class Entity:
    """Someone or something: kind, value in its one written form, how it is shown, and in how many records."""

    id: int
    kind: str
    value: str
    caption: str
    valid: bool
    records: int
    sources: list[int]


class Presence:
    """How many counted records each entity stands in, and in which readings; arrays by entity id."""

    def __init__(self, db: Database) -> None:
        counted = included.codes(db, included.readings(db))
        size = int(db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM entity").fetchone()[0])
        self.records: npt.NDArray[np.int64] = np.zeros(size, np.int64)
        self.by_reading: dict[int, npt.NDArray[np.bool_]] = {}
        for reading, codes in counted.items():
            there = np.zeros(size, bool)
            for _, frame in tallies.read(db, "presence", {reading: codes}):
                ids = frame["entity"].to_numpy()
                np.add.at(self.records, ids, frame["count"].to_numpy())
                there[ids] = True
            self.by_reading[reading] = there
        self.drawn = {e for (e,) in db.conn.execute(_HAND_MADE)}

    def visible(self, entity: int) -> bool:
        """Whether an included reading or the analyst's drawing holds the entity."""
        return entity in self.drawn or (entity < len(self.records) and bool(self.records[entity]))


_HAND_MADE = (
    "SELECT entity FROM drawn_entity UNION SELECT start FROM drawn_link UNION SELECT end FROM drawn_link "
    "UNION SELECT entity FROM attribution UNION SELECT owner FROM attribution"
)


def caption(case: Case, kind: str, value: str) -> str:
    """How an entity is captioned on a chart when the analyst gave it no caption of its own."""
    declared = case.kinds.entities.get(kind)
    return VALUE_TYPES[declared.value].caption(value) if declared and declared.value in VALUE_TYPES else value


def shown(case: Case, kind: str, value: str) -> str:
    """The whole value as a person reads it."""
    declared = case.kinds.entities.get(kind)
    return VALUE_TYPES[declared.value].show(value) if declared and declared.value in VALUE_TYPES else value


def listed(
    case: Case, kind: str | None = None, search: str | None = None, limit: int | None = None
) -> list[Entity]:
    """The visible entities, most records first (or best match first when searching)."""
    db = case.db
    presence = Presence(db)
    if kind is not None and kind not in case.kinds.entities:
        raise Problem(
            f"there is no kind of entity '{kind}'", "one of " + ", ".join(sorted(case.kinds.entities))
        )
    if search is not None:
        ids = [i for i in searching.find(case, search, kind, limit=1 << 30) if presence.visible(i)]
    else:
        rows = db.conn.execute(
            "SELECT id FROM entity" + (" WHERE kind = ?" if kind else ""), (kind,) if kind else ()
        ).fetchall()
        ids = [i for (i,) in rows if presence.visible(i)]
        ids.sort(key=lambda i: (-int(presence.records[i]) if i < len(presence.records) else 0, i))
    return several(case, ids if limit is None else ids[:limit], presence)


def get(case: Case, id: int) -> Entity:
    """One entity by its id."""
    found = several(case, [id], Presence(case.db))
    if not found:
        raise Problem(f"there is no entity {id}")
    return found[0]


def named(case: Case, id: int) -> tuple[str, str]:
    """Kind and value of any entity, visible or not."""
    row = case.db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise Problem(f"there is no entity {id}", "see 'clew entities'")
    return str(row[0]), str(row[1])


def several(case: Case, ids: list[int], presence: Presence) -> list[Entity]:
    """Entities by their ids, in that order; those the case does not have are left out."""
    db = case.db
    captions = dict(
        db.conn.execute("SELECT entity, caption FROM drawn_entity WHERE caption <> ''").fetchall()
    )
    called = names.known(case)
    source_of = dict(db.conn.execute("SELECT id, source FROM reading").fetchall())
    made = []
    for id in ids:
        row = db.conn.execute("SELECT kind, value, valid FROM entity WHERE id = ?", (id,)).fetchone()
        if row is None:
            continue
        kind, value, valid = row
        sources = {source_of[r] for r, there in presence.by_reading.items() if id < len(there) and there[id]}
        records = int(presence.records[id]) if id < len(presence.records) else 0
        made.append(
            Entity(
                id,
                kind,
                value,
                captions.get(id) or names.captioned(called.get(id, ""), caption(case, kind, value)),
                bool(valid),
                records,
                sorted(sources),
            )
        )
    return made


def sources_of(case: Case, ids: list[int]) -> list[list[int]]:
    """The sources whose counted records name each of these entities."""
    presence = Presence(case.db)
    source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())
    found: list[set[int]] = [set() for _ in ids]
    for reading, there in presence.by_reading.items():
        for at, id in enumerate(ids):
            if id < len(there) and there[id]:
                found[at].add(source_of[reading])
    return [sorted(these) for these in found]


def resolve(case: Case, said: str) -> int:
    """The visible entity that `[kind:]value` names, cleaned as at import; a handle also without its platform.

    Raises Problem when there is none and Ambiguous, with the candidates, when several could be meant.
    """
    kind, text = _stated(case, said)
    presence = Presence(case.db)
    found = meant(case, said, presence)
    exact = [i for i, (k, value) in found.items() if value == text and kind in ("", k)]
    if len(exact) == 1 and (kind or len({k for k, _ in found.values()}) == 1):
        return exact[0]
    if not found:
        raise Problem(
            f"the case holds no '{said}'", "look for a part of it with 'clew entities CASE --search'"
        )
    if len(found) > 1:
        raise Ambiguous(f"'{said}' names several entities", sorted(f"{k}:{v}" for k, v in found.values()))
    return next(iter(found))


def _stated(case: Case, said: str) -> tuple[str, str]:
    """The kind that `[kind:]value` names ("" for none), and the value."""
    before, _, rest = said.partition(":")
    kind = before.strip().casefold()
    return (kind, rest) if kind in case.kinds.entities and rest.strip() else ("", said)


def meant(case: Case, said: str, presence: Presence) -> dict[int, tuple[str, str]]:
    """Every visible entity that `[kind:]value` may name, by id: cleaned as at import, written exactly so (even where
    cleaning would make something else of it today), and handles of that name on whatever platform."""
    kind, text = _stated(case, said)
    kinds = [kind] if kind else list(case.kinds.entities)
    found: dict[int, tuple[str, str]] = {}
    for k, value in _cleaned(case, kinds, text) | {(k, text) for k in kinds}:
        row = case.db.conn.execute(
            "SELECT id FROM entity WHERE kind = ? AND value = ?", (k, value)
        ).fetchone()
        if row and presence.visible(row[0]):
            found[row[0]] = (k, value)
    if "handle" in kinds and not any(k == "handle" and value == text for k, value in found.values()):
        found |= {i: ("handle", value) for i, value in _handles(case, text) if presence.visible(i)}
    return found


def _handles(case: Case, text: str) -> list[tuple[int, str]]:
    """The handles of this name on whatever platform."""
    name = text.strip().lstrip("@").casefold()
    if not name:
        return []
    pattern = "%:" + "".join("\\" + c if c in "%_\\" else c for c in name)
    sql = "SELECT id, value FROM entity WHERE kind = 'handle' AND value LIKE ? ESCAPE '\\'"
    rows = case.db.conn.execute(sql, (pattern,)).fetchall()
    return [(i, value) for i, value in rows if value.partition(":")[2].casefold() == name]


def _cleaned(case: Case, kinds: list[str], text: str) -> set[tuple[str, str]]:
    context = Context(country=case.about.country)
    made = set()
    for kind in kinds:
        value_type = VALUE_TYPES.get(case.kinds.entities[kind].value)
        cleaned = value_type.clean(text, context) if value_type else None
        if cleaned is not None:
            made.add((cleaned.kind or kind, cleaned.value))
    return made


def register(case: Case, db: Database, kind: str, text: str) -> int:
    """The id of a hand-entered identifier, cleaned as at import; Problem when it cannot be such a value."""
    value_type = VALUE_TYPES[case.kinds.entities[kind].value]
    cleaned = value_type.clean(text, Context(country=case.about.country))
    if cleaned is None:
        raise Problem(
            f"'{text}' is not a {case.kinds.entities[kind].name.lower()}", f"for example {value_type.example}"
        )
    stored = (cleaned.kind or kind, cleaned.value)
    db.conn.execute(
        "INSERT OR IGNORE INTO entity(id, kind, value, valid, reading) "
        "SELECT max(coalesce(max(id), 0), ?) + 1, ?, ?, ?, NULL FROM entity",
        (purged.highest(db, "entity"), *stored, int(cleaned.valid)),
    )
    row = db.conn.execute("SELECT id FROM entity WHERE kind = ? AND value = ?", stored).fetchone()
    return int(row[0])
