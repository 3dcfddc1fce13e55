"""What a person or organisation has to do with the case: suspect, convicted, victim, witness, contact; else unknown.

Nobody is anything by default: a number among contacts says nothing of whoever has it. It is said by an analyst, with a
basis, of persons and organisations only; an identifier is looked up by whom it is attributed to. Directive (EU)
2016/680, article 6, asks for the distinction.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database
from workbench.model.problems import Problem

CATEGORIES = ("suspect", "convicted", "victim", "witness", "contact")
UNKNOWN = "unknown"
KINDS = frozenset({"person", "organisation"})
# One letter each, for marks too small for words; convicted and contact begin alike.
LETTERS = {"suspect": "S", "convicted": "C", "victim": "V", "witness": "W", "contact": "K"}


@dataclass(frozen=True)
class Involvement:
    """What somebody has to do with the case, on what basis, as said by whom and when (UTC microseconds)."""

    entity: int
    category: str
    basis: str
    analyst: str
    at: int


def involve(case: Case, db: Database, entity: int, category: str, basis: str) -> None:
    """Says inside a step how somebody is involved; unknown takes back what was said before."""
    kind, value = _named(db, entity)
    if kind not in KINDS:
        named = case.kinds.entities[kind].name.lower()
        raise Problem(
            f"{value} is a {named}, and only people and organisations are suspects or witnesses",
            "say whose it is with 'Attribute to', and say it of them",
        )
    if category == UNKNOWN:
        db.conn.execute("DELETE FROM involvement WHERE entity = ?", (entity,))
        return
    if category not in CATEGORIES:
        raise Problem(f"nobody is '{category}'", "one of " + ", ".join((*CATEGORIES, UNKNOWN)))
    if not basis.strip():
        raise Problem("that needs a basis", "say how you know")
    db.conn.execute(
        "INSERT INTO involvement(entity, category, basis, analyst, at) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(entity) DO UPDATE SET category = excluded.category, basis = excluded.basis, "
        "analyst = excluded.analyst, at = excluded.at",
        (entity, category, basis.strip(), case.analyst, now()),
    )


def known(case: Case) -> dict[int, Involvement]:
    """Everybody of whom it is said, by entity."""
    rows = case.db.conn.execute(
        "SELECT entity, category, basis, analyst, at FROM involvement ORDER BY entity"
    )
    return {row[0]: Involvement(*row) for row in rows}


def categories(case: Case) -> dict[int, str]:
    """The category of everybody of whom one is said, by entity."""
    return {entity: one.category for entity, one in known(case).items()}


def through_owners(case: Case) -> dict[int, frozenset[str]]:
    """The categories behind each entity: its own, and for an identifier those of everybody it is attributed to."""
    own = categories(case)
    found = {entity: {category} for entity, category in own.items()}
    for entity, owner in case.db.conn.execute("SELECT entity, owner FROM attribution ORDER BY id"):
        if owner in own:
            found.setdefault(entity, set()).add(own[owner])
    return {entity: frozenset(these) for entity, these in found.items()}


def _named(db: Database, entity: int) -> tuple[str, str]:
    """Kind and value as the step that is under way has them."""
    row = db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (entity,)).fetchone()
    if row is None:
        raise Problem(f"there is no entity {entity}", "see 'clew entities'")
    return str(row[0]), str(row[1])
