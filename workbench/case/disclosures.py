"""What an item means for disclosure, as the analyst marks it: relevant, undermining, or not relevant, and why.

Undermining is what speaks against the case that is made, or for somebody it is made against: it is to be handed over.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database
from workbench.model.problems import Problem

RELEVANT, UNDERMINING, NOT_RELEVANT = MARKS = ("relevant", "undermining", "not relevant")
SUBJECTS = ("source", "entity", "link", "finding")


@dataclass(frozen=True)
class Mark:
    """One mark: what sort of item and its number, the mark and why, who set it and when (UTC microseconds)."""

    subject: str
    number: int
    mark: str
    why: str
    analyst: str
    at: int


def mark(case: Case, db: Database, subject: str, number: int, mark: str, why: str) -> None:
    """Marks an item inside a step; a mark it bears already is replaced. Problem where no reason is given."""
    if subject not in SUBJECTS:
        raise Problem(f"'{subject}' is nothing that is marked", "one of " + ", ".join(SUBJECTS))
    if mark not in MARKS:
        raise Problem(f"'{mark}' is no mark", "one of " + ", ".join(MARKS))
    if not why.strip():
        raise Problem("the mark has no reason", "say why, in a sentence: it stands in the schedule")
    if subject in ("source", "finding"):
        _refuse_unknown(db, subject, number)
    before = of(db, subject, number)
    if before is not None and (before.mark, before.why) == (mark, why.strip()):
        return
    db.conn.execute(
        "INSERT INTO disclosure(subject, number, mark, why, analyst, at) VALUES(?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(subject, number) DO UPDATE SET mark = excluded.mark, why = excluded.why, "
        "analyst = excluded.analyst, at = excluded.at",
        (subject, number, mark, why.strip(), case.analyst, now()),
    )


def unmark(db: Database, subject: str, number: int) -> None:
    """Takes the mark of an item away inside a step; the history keeps that it was marked."""
    db.conn.execute("DELETE FROM disclosure WHERE subject = ? AND number = ?", (subject, number))


def of(db: Database, subject: str, number: int) -> Mark | None:
    """The mark of an item, None where it has none."""
    row = db.conn.execute(
        "SELECT subject, number, mark, why, analyst, at FROM disclosure WHERE subject = ? AND number = ?",
        (subject, number),
    ).fetchone()
    return Mark(*row) if row else None


def listed(case: Case) -> list[Mark]:
    """Every mark, sources first, in the order they were set."""
    rows = case.db.conn.execute("SELECT subject, number, mark, why, analyst, at FROM disclosure ORDER BY id")
    return sorted((Mark(*row) for row in rows), key=lambda m: SUBJECTS.index(m.subject))


def _refuse_unknown(db: Database, subject: str, number: int) -> None:
    if db.conn.execute(f"SELECT 1 FROM {subject} WHERE id = ?", (number,)).fetchone() is None:
        raise Problem(f"there is no {subject} {number}", f"see 'clew {subject}s'")
