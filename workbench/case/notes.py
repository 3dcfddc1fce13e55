"""Notes and tags: what the analyst writes beside an entity or a link."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Tag:
    """One tag of an entity: its name, on what basis, by whom and when (UTC microseconds); "" and 0 of tags from before
    that was kept."""

    name: str
    basis: str
    analyst: str
    at: int


@dataclass(frozen=True)
class Note:
    """One note, by whom and when (UTC microseconds)."""

    id: int
    text: str
    analyst: str
    at: int


def write(case: Case, db: Database, text: str, *, entity: int | None = None, link: int | None = None) -> int:
    """Writes a note on an entity or a link; its id."""
    if not text.strip():
        raise Problem("the note is empty", "write what you think, and why")
    cursor = db.conn.execute(
        "INSERT INTO note(entity, link, text, analyst, at) VALUES(?, ?, ?, ?, ?)",
        (entity, link, text.strip(), case.analyst, now()),
    )
    return new_id(cursor)


def of(case: Case, *, entity: int | None = None, link: int | None = None) -> list[Note]:
    """The notes on an entity or a link, oldest first."""
    rows = case.db.conn.execute(
        "SELECT id, text, analyst, at FROM note WHERE entity IS ? AND link IS ? ORDER BY id", (entity, link)
    )
    return [Note(*row) for row in rows]


def get(case: Case, id: int) -> Note:
    """One note by its number; Problem where there is none."""
    row = case.db.conn.execute("SELECT id, text, analyst, at FROM note WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise Problem(f"there is no note {id}", "see the notes beside entities and links")
    return Note(*row)


def tag(db: Database, entity: int, name: str, basis: str = "", analyst: str = "") -> None:
    """Tags an entity; tagged so already, it keeps its tag, and a basis said now takes the place of none or another."""
    db.conn.execute(
        "INSERT INTO tag(entity, name, basis, analyst, at) VALUES(?, ?, ?, ?, ?) ON CONFLICT(entity, name) DO UPDATE "
        "SET basis = excluded.basis, analyst = excluded.analyst, at = excluded.at "
        "WHERE excluded.basis <> '' AND excluded.basis <> basis",
        (entity, name.strip(), basis.strip(), analyst, now()),
    )


def untag(db: Database, entity: int, name: str) -> None:
    """Takes a tag off an entity."""
    db.conn.execute("DELETE FROM tag WHERE entity = ? AND name = ?", (entity, name))


def tags(case: Case, entity: int) -> list[str]:
    """The tags of an entity."""
    return [
        n for (n,) in case.db.conn.execute("SELECT name FROM tag WHERE entity = ? ORDER BY name", (entity,))
    ]


def tags_told(case: Case, entity: int) -> list[Tag]:
    """The tags of an entity with what is said of each."""
    rows = case.db.conn.execute(
        "SELECT name, basis, analyst, at FROM tag WHERE entity = ? ORDER BY name", (entity,)
    )
    return [Tag(*row) for row in rows]


def tagged(case: Case) -> dict[int, list[str]]:
    """Every tagged entity with its tags."""
    found: dict[int, list[str]] = {}
    for entity, name in case.db.conn.execute("SELECT entity, name FROM tag ORDER BY entity, name"):
        found.setdefault(entity, []).append(name)
    return found


@dataclass(frozen=True)
class Marked:
    """Which entities have notes, which have tags, and which links have notes."""

    noted: frozenset[int]
    tagged: frozenset[int]
    links: frozenset[int]


def marked(case: Case) -> Marked:
    """What the analyst has written something beside."""
    ask = case.db.conn.execute
    return Marked(
        *(
            frozenset(
                id for (id,) in ask(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
            )
            for table, column in (("note", "entity"), ("tag", "entity"), ("note", "link"))
        )
    )
