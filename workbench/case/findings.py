"""Findings: what the analyst states, with the links and rows that support it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Finding:
    """A statement, how sure the analyst is, and its support: link ids, and rows as (reading, row, part).

    `asked` is the question it answers with all it was told, as JSON, "" where it is the analyst's own. `purged` is how
    much of its support was lawfully purged: what it says rested on more than can be shown.
    """

    id: int
    statement: str
    confidence: str
    analyst: str
    at: int
    links: list[int]
    rows: list[tuple[int, int, int]]
    asked: str = ""
    purged: int = 0


def state(
    case: Case,
    db: Database,
    statement: str,
    confidence: str = "",
    links: Iterable[int] = (),
    rows: Iterable[tuple[int, int, int]] = (),
    asked: str = "",
) -> int:
    """Enters a finding inside a step; its id."""
    if not statement.strip():
        raise Problem("the finding says nothing", "write what you found, in a sentence")
    cursor = db.conn.execute(
        "INSERT INTO finding(statement, confidence, analyst, at, asked) VALUES(?, ?, ?, ?, ?)",
        (statement.strip(), confidence, case.analyst, now(), asked),
    )
    id = new_id(cursor)
    db.conn.executemany("INSERT INTO finding_support(finding, link) VALUES(?, ?)", [(id, k) for k in links])
    db.conn.executemany(
        "INSERT INTO finding_support(finding, reading, row, part) VALUES(?, ?, ?, ?)",
        [(id, *row) for row in rows],
    )
    return id


def withdraw(db: Database, finding: int) -> None:
    """Takes a finding back, its support with it; the history keeps that it was made."""
    db.conn.execute("DELETE FROM finding_support WHERE finding = ?", (finding,))
    db.conn.execute("DELETE FROM finding WHERE id = ?", (finding,))


def listed(case: Case) -> list[Finding]:
    """The findings of the case, oldest first."""
    found = []
    for id, statement, confidence, analyst, at, asked in case.db.conn.execute(
        "SELECT id, statement, confidence, analyst, at, asked FROM finding ORDER BY id"
    ):
        support = case.db.conn.execute(
            "SELECT link, reading, row, part FROM finding_support WHERE finding = ? ORDER BY id", (id,)
        ).fetchall()
        links = [link for link, _, _, _ in support if link is not None]
        rows = [
            (reading, row, part) for link, reading, row, part in support if link is None and row is not None
        ]
        gone = len(support) - len(links) - len(rows)
        found.append(Finding(id, statement, confidence, analyst, at, links, rows, asked, gone))
    return found
