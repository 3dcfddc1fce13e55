"""What the analyst draws by hand: entities and links of their own, beside the evidence and never in it."""

from __future__ import annotations

import time

from workbench.case import entities
from workbench.case.cases import Case
from workbench.case.engine import Database, new_id
from workbench.case.links import ATTRIBUTED, DRAWN
from workbench.model.problems import Problem


def draw_entity(case: Case, db: Database, kind: str, text: str, caption: str = "", basis: str = "") -> int:
    """Enters an entity by hand inside a step; its id, the known one where the identifier is known."""
    if kind not in case.kinds.entities:
        raise Problem(
            f"there is no kind of entity '{kind}'", "one of " + ", ".join(sorted(case.kinds.entities))
        )
    id = entities.register(case, db, kind, text)
    db.conn.execute(
        "INSERT INTO drawn_entity(entity, caption, basis, analyst, at) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(entity) DO UPDATE SET caption = excluded.caption, basis = excluded.basis",
        (id, caption, basis, case.analyst, now()),
    )
    return id


def draw_link(
    case: Case, db: Database, kind: str, start: int, end: int, caption: str = "", basis: str = "", *,
    first: int | None = None, last: int | None = None,
) -> int:  # fmt: skip
    """Enters a link by hand inside a step; its id. It is the analyst's assessment and drawn as such.

    `first` and `last` are UTC microseconds, None where that is open.
    """
    if kind not in case.kinds.links:
        raise Problem(f"there is no kind of link '{kind}'", "one of " + ", ".join(sorted(case.kinds.links)))
    if start == end:
        raise Problem("a link joins two entities", "choose another one as its end")
    cursor = db.conn.execute(
        "INSERT INTO drawn_link(kind, start, end, first, last, caption, basis, analyst, at) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, start, end, first, last, caption, basis, case.analyst, now()),
    )
    return DRAWN + new_id(cursor)


def entities_by_hand(case: Case) -> dict[int, tuple[str, str]]:
    """The entities entered by hand: who did it, and on what basis."""
    rows = case.db.conn.execute("SELECT entity, analyst, basis FROM drawn_entity")
    return {int(entity): (analyst, basis) for entity, analyst, basis in rows}


def is_by_hand(link: int) -> bool:
    """Whether a link was drawn or attributed by an analyst, so that it can be erased."""
    return DRAWN < link < 2 * ATTRIBUTED


def erase(db: Database, entity: int | None = None, link: int | None = None) -> None:
    """Takes a hand-made entity, link or attribution out again; what the evidence says of it stays."""
    if entity is not None:
        db.conn.execute("DELETE FROM drawn_entity WHERE entity = ?", (entity,))
    if link is not None and link > ATTRIBUTED:
        db.conn.execute("DELETE FROM attribution WHERE id = ?", (link - ATTRIBUTED,))
    elif link is not None:
        db.conn.execute("DELETE FROM drawn_link WHERE id = ?", (link - DRAWN,))


def now() -> int:
    """This moment in UTC microseconds."""
    return time.time_ns() // 1000
