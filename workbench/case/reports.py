"""Reports: what the analyst puts together to be handed out, part after part, in an order of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model.problems import Problem

SORTS = (
    "text", "finding", "chart", "table", "timeline", "map", "pattern", "answer", "rows", "sources", "custody", "method",
)  # fmt: skip
SAID = ("subtitle", "author", "authority", "purpose", "handling", "language", "paper")


@dataclass(frozen=True)
class Part:
    """One part: what sort it is of, and what tells which (ids, words) as JSON keeps it."""

    id: int
    sort: str
    what: dict[str, Any]


@dataclass(frozen=True)
class Report:
    """A report: title, what its front says where the case says otherwise (`SAID`), and its parts in order."""

    id: int
    title: str
    said: dict[str, str]
    analyst: str
    at: int
    parts: tuple[Part, ...] = field(default=())


def create(case: Case, db: Database, title: str, said: Mapping[str, str] | None = None) -> int:
    """Makes a report without parts inside a step; its id."""
    cursor = db.conn.execute(
        "INSERT INTO report(title, said, analyst, at) VALUES(?, ?, ?, ?)",
        (_called(title), _kept(said or {}), case.analyst, now()),
    )
    return new_id(cursor)


def describe(db: Database, report: int, title: str, said: Mapping[str, str]) -> None:
    """Sets the title and what stands on the front; what is empty is said as the case says it."""
    db.conn.execute(
        "UPDATE report SET title = ?, said = ? WHERE id = ?", (_called(title), _kept(said), report)
    )


def _called(title: str) -> str:
    if not title.strip():
        raise Problem("the report has no title", "give it one that a reader understands")
    return title.strip()


def _kept(said: Mapping[str, str]) -> str:
    unknown = sorted(set(said) - set(SAID))
    if unknown:
        raise ValueError(f"a report's front does not say {', '.join(unknown)}")
    return json.dumps({name: text.strip() for name, text in said.items() if text.strip()}, sort_keys=True)


def remove(db: Database, report: int) -> None:
    """Removes a report; what it speaks of stays in the case."""
    db.conn.execute("DELETE FROM report_part WHERE report = ?", (report,))
    db.conn.execute("DELETE FROM report WHERE id = ?", (report,))


def add(db: Database, report: int, sort: str, what: Mapping[str, Any], before: int | None = None) -> int:
    """Adds a part at the end, or before another one; its id."""
    if sort not in SORTS:
        raise Problem(f"a report has no part '{sort}'", f"one of {', '.join(SORTS)}")
    _get(db, report)
    place = db.conn.execute(
        "SELECT coalesce(max(place), 0) + 1 FROM report_part WHERE report = ?", (report,)
    ).fetchone()[0]
    cursor = db.conn.execute(
        "INSERT INTO report_part(report, place, sort, what) VALUES(?, ?, ?, ?)",
        (report, place, sort, json.dumps(dict(what), sort_keys=True, ensure_ascii=False)),
    )
    part = new_id(cursor)
    if before is not None:
        order = [p.id for p in _parts(db, report) if p.id != part]
        order.insert(order.index(before) if before in order else len(order), part)
        arrange(db, report, order)
    return part


def change(db: Database, part: int, what: Mapping[str, Any]) -> None:
    """Says anew what a part is about."""
    text = json.dumps(dict(what), sort_keys=True, ensure_ascii=False)
    db.conn.execute("UPDATE report_part SET what = ? WHERE id = ?", (text, part))


def arrange(db: Database, report: int, order: Sequence[int]) -> None:
    """Puts the parts in this order, of which each is named once."""
    known = {p.id for p in _parts(db, report)}
    if sorted(order) != sorted(known):
        raise Problem("the parts of the report have changed meanwhile", "look at it again")
    for place, part in enumerate(order, start=1):
        db.conn.execute(
            "UPDATE report_part SET place = ? WHERE id = ? AND place <> ?", (float(place), part, float(place))
        )


def drop(db: Database, part: int) -> None:
    """Takes a part out of its report."""
    db.conn.execute("DELETE FROM report_part WHERE id = ?", (part,))


def listed(case: Case) -> list[Report]:
    """The reports of the case with their parts, oldest first."""
    ids = [id for (id,) in case.db.conn.execute("SELECT id FROM report ORDER BY id")]
    return [get(case, id) for id in ids]


def titled(db: Database, report: int) -> str:
    """The title of a report as a connection sees it, such as the writer in the middle of a step."""
    return _get(db, report).title


def get(case: Case, report: int) -> Report:
    """A report with its parts. Problem where there is none."""
    return _get(case.db, report)


def _get(db: Database, report: int) -> Report:
    row = db.conn.execute(
        "SELECT id, title, said, analyst, at FROM report WHERE id = ?", (report,)
    ).fetchone()
    if row is None:
        raise Problem(f"there is no report {report}", "see 'clew report CASE --list'")
    id, title, said, analyst, at = row
    return Report(id, title, json.loads(said), analyst, at, tuple(_parts(db, id)))


def _parts(db: Database, report: int) -> list[Part]:
    rows = db.conn.execute(
        "SELECT id, sort, what FROM report_part WHERE report = ? ORDER BY place, id", (report,)
    )
    return [Part(id, sort, json.loads(what)) for id, sort, what in rows]
