"""Attributions over time, judgements and common services: what people conclude, kept apart from the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model.problems import Problem

VERDICTS = ("same", "not the same", "unsure")


@dataclass(frozen=True)
class Attribution:
    """An identifier's user or owner, from then to then (UTC microseconds, None = open), on a basis."""

    id: int
    entity: int
    owner: int
    role: str
    first: int | None
    last: int | None
    standing: str
    basis: str
    analyst: str
    at: int


def attribute(
    case: Case, db: Database, entity: int, owner: int, *, role: str = "user", first: int | None = None,
    last: int | None = None, standing: str = "assessed", basis: str,
) -> int:  # fmt: skip
    """Says who used or owned an identifier, when and on what basis; its id."""
    if not basis.strip():
        raise Problem("an attribution needs a basis", "say how you know")
    if first is not None and last is not None and last < first:
        raise Problem("the attribution ends before it begins", "exchange the two dates")
    cursor = db.conn.execute(
        "INSERT INTO attribution(entity, owner, role, first, last, standing, basis, analyst, at) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entity, owner, role, first, last, standing, basis, case.analyst, now()),
    )
    return new_id(cursor)


def attributions(case: Case, entity: int | None = None) -> list[Attribution]:
    """The attributions of the case, or those that name an entity on either side."""
    where = "WHERE entity = :e OR owner = :e" if entity is not None else ""
    rows = case.db.conn.execute(
        "SELECT id, entity, owner, role, first, last, standing, basis, analyst, at "
        f"FROM attribution {where} ORDER BY id",
        {"e": entity},
    )
    return [Attribution(*row) for row in rows]


def judge(case: Case, db: Database, one: int, other: int, verdict: str, why: str) -> None:
    """Judges two entities same, not the same or unsure; a later judgement takes the place of the earlier."""
    if verdict not in VERDICTS:
        raise Problem(f"a judgement is one of {', '.join(VERDICTS)}")
    if one == other:
        raise Problem("that is one and the same entity already", "choose two")
    if not why.strip():
        raise Problem("a judgement needs a reason", "say why")
    first, second = sorted((one, other))
    db.conn.execute(
        "INSERT INTO judgement(one, other, verdict, why, analyst, at) VALUES(?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(one, other) DO UPDATE SET verdict = excluded.verdict, why = excluded.why, "
        "analyst = excluded.analyst, at = excluded.at",
        (first, second, verdict, why, case.analyst, now()),
    )


def judgements(case: Case, entity: int) -> list[tuple[int, str, str, str]]:
    """The other entity, verdict, reason and analyst of each judgement about an entity."""
    rows = case.db.conn.execute(
        "SELECT CASE WHEN one = :e THEN other ELSE one END, verdict, why, analyst FROM judgement "
        "WHERE one = :e OR other = :e ORDER BY id",
        {"e": entity},
    )
    return list(rows.fetchall())


def judged(case: Case) -> dict[tuple[int, int], str]:
    """The verdict on each pair of entities judged so far, the lower id first."""
    rows = case.db.conn.execute("SELECT one, other, verdict FROM judgement ORDER BY id")
    return {(one, other): verdict for one, other, verdict in rows}


def mark_common(case: Case, db: Database, entity: int, why: str) -> None:
    """Enters an entity in the list of common services: it neither joins nor expands unless asked."""
    db.conn.execute(
        "INSERT OR REPLACE INTO common_service(entity, why, analyst, at) VALUES(?, ?, ?, ?)",
        (entity, why, case.analyst, now()),
    )


def unmark_common(db: Database, entity: int) -> None:
    """Takes an entity off the list of common services."""
    db.conn.execute("DELETE FROM common_service WHERE entity = ?", (entity,))


def common_services(case: Case) -> dict[int, str]:
    """The common services and why each is one."""
    return dict(case.db.conn.execute("SELECT entity, why FROM common_service").fetchall())
