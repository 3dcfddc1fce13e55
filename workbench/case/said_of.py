"""What analysts said of entities and links, all of it at once: tags, notes, involvement, on whose word things stand."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.links import ATTRIBUTED, DRAWN
from workbench.case.notes import Note

Tagged = tuple[str, str, str, int]  # name, basis, analyst, UTC microseconds


@dataclass(frozen=True)
class Said:
    """By entity or link id: tags, notes, what persons are in the case, on whose word hand-made ones stand."""

    tags: dict[int, list[Tagged]]
    notes: dict[int, list[Note]]
    notes_on_links: dict[int, list[Note]]
    involvement: dict[int, str]
    entities_by_hand: dict[int, str]
    links_by_hand: dict[int, str]
    captions_of_links: dict[int, str]
    invalid: frozenset[int]


def read(case: Case) -> Said:
    """Everything an analyst said, in the order it was said."""
    ask = case.db.conn.execute
    made = Said(
        {}, {}, {}, {}, {}, {}, {}, frozenset(e for (e,) in ask("SELECT id FROM entity WHERE NOT valid"))
    )
    for entity, *tag in ask("SELECT entity, name, basis, analyst, at FROM tag ORDER BY entity, name"):
        made.tags.setdefault(entity, []).append((tag[0], tag[1], tag[2], tag[3]))
    for id, entity, on, text, analyst, at in ask(
        "SELECT id, entity, link, text, analyst, at FROM note ORDER BY id"
    ):
        where = made.notes if entity is not None else made.notes_on_links
        where.setdefault(entity if entity is not None else on, []).append(Note(id, text, analyst, at))
    made.involvement.update(ask("SELECT entity, category FROM involvement").fetchall())
    for entity, analyst, basis in ask("SELECT entity, analyst, basis FROM drawn_entity"):
        made.entities_by_hand[entity] = _word(analyst, basis)
    for id, analyst, basis, caption in ask("SELECT id, analyst, basis, caption FROM drawn_link"):
        made.links_by_hand[DRAWN + id] = _word(analyst, basis)
        made.captions_of_links[DRAWN + id] = caption
    for id, analyst, basis in ask("SELECT id, analyst, basis FROM attribution"):
        made.links_by_hand[ATTRIBUTED + id] = _word(analyst, basis)
    return made


def log_head(case: Case) -> tuple[int, str]:
    """How many entries the log has, and the hash of the last in hexadecimal."""
    row = case.db.conn.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), row[1].hex()) if row else (0, "")


def source_of(case: Case) -> dict[int, int]:
    """The source of each reading."""
    return dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())


def hashes_512(case: Case) -> dict[int, str]:
    """The SHA-512 of each source that has one."""
    return dict(case.db.conn.execute("SELECT id, sha512 FROM source WHERE sha512 <> ''").fetchall())


def _word(analyst: str, basis: str) -> str:
    return f"{analyst}: {basis}" if basis else analyst
