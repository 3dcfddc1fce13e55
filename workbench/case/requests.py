"""The register of requests: what was asked of whom, about which identifiers, on what basis, by when, and what came.

Days are written 2026-06-01. A request is a row of the workspace: entering, sending and answering it are steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, IntegrityError, new_id
from workbench.case.entities import Presence
from workbench.model.problems import Problem

SORTS = ("preservation", "disclosure", "foreign authority")
TEXTS = (
    "reference", "sort", "provider", "provider_sort", "legal_basis", "first", "last", "wanted", "sent", "due",
    "answered", "template", "letter",
)  # fmt: skip
DAYS = ("first", "last", "sent", "due", "answered")


@dataclass(frozen=True)
class Request:
    """One request. `first` and `last` are the days asked for, `wanted` what is asked for in words, `letter` its text
    as it was sent; `entities` are the identifiers, `sources` the files that answered it."""

    reference: str
    sort: str
    provider: str
    provider_sort: str
    legal_basis: str
    first: str = ""
    last: str = ""
    wanted: str = ""
    sent: str = ""
    due: str = ""
    answered: str = ""
    template: str = ""
    letter: str = ""
    entities: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    id: int = 0
    analyst: str = ""
    at: int = 0

    def state(self, today: date) -> str:
        """Where it stands: not sent, open, overdue or answered."""
        if self.answered:
            return "answered"
        if not self.sent:
            return "not sent"
        return "overdue" if self.due and self.due < today.isoformat() else "open"


def enter(case: Case, db: Database, request: Request) -> int:
    """Enters a request inside a step; its id. Problem where something it cannot do without is missing."""
    entered = checked(request)
    if not request.entities:
        raise Problem("the request names no identifier", "choose the phones, wallets or parcels it is about")
    try:
        cursor = db.conn.execute(
            f"INSERT INTO request({', '.join(TEXTS)}, analyst, at) VALUES({', '.join('?' * len(TEXTS))}, ?, ?)",
            (*(getattr(entered, name) for name in TEXTS), case.analyst, now()),
        )
    except IntegrityError as error:
        raise Problem(
            f"there is a request {entered.reference} already", "give it another reference"
        ) from error
    id = new_id(cursor)
    db.conn.executemany(
        "INSERT INTO request_entity(request, entity) VALUES(?, ?)",
        [(id, e) for e in dict.fromkeys(request.entities)],
    )
    return id


def change(db: Database, before: Request, **said: str) -> None:
    """Says something anew of a request inside a step: the day it was sent, is due or was answered, its letter."""
    after = checked(replace(before, **said))  # type: ignore[arg-type]
    for name in said:
        db.conn.execute(f"UPDATE request SET {name} = ? WHERE id = ?", (getattr(after, name), before.id))


def answer(db: Database, request: Request, sources: Iterable[int], day: str) -> None:
    """Says inside a step that files of the case answer a request; the first of them makes it answered on a day."""
    for source in sources:
        db.conn.execute(
            "INSERT OR IGNORE INTO request_source(request, source) VALUES(?, ?)", (request.id, source)
        )
    if not request.answered:
        change(db, request, answered=day)


def withdraw(db: Database, request: int) -> None:
    """Takes a request out of the register; the history keeps that it was there."""
    for table, column in (("request_entity", "request"), ("request_source", "request"), ("request", "id")):
        db.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (request,))


def listed(case: Case) -> list[Request]:
    """The requests of the case in the order they were entered."""
    rows = case.db.conn.execute(
        f"SELECT {', '.join(TEXTS)}, id, analyst, at FROM request ORDER BY id"
    ).fetchall()
    about = {
        table: case.db.conn.execute(f"SELECT request, {column} FROM {table} ORDER BY id").fetchall()
        for table, column in (("request_entity", "entity"), ("request_source", "source"))
    }
    made = []
    for row in rows:
        entities, sources = (tuple(one for request, one in about[t] if request == row[-3]) for t in about)
        id, analyst, at = row[len(TEXTS) :]
        said = dict(zip(TEXTS, row[: len(TEXTS)], strict=True))
        made.append(Request(**said, entities=entities, sources=sources, id=id, analyst=analyst, at=at))
    return made


def get(case: Case, reference: str) -> Request:
    """The request of that reference; Problem where there is none."""
    for request in listed(case):
        if reference in (request.reference, str(request.id)):
            return request
    raise Problem(f"there is no request {reference}", "see 'clew requests'")


def next_reference(case: Case, today: date) -> str:
    """A reference nobody uses yet: the year and a number."""
    taken = {r.reference for r in listed(case)}
    number = len(taken) + 1
    while f"{today.year}-{number:03}" in taken:
        number += 1
    return f"{today.year}-{number:03}"


def silent(case: Case, request: Request) -> list[int]:
    """The identifiers of an answered request that none of the files that answer it names."""
    presence = Presence(case.db)
    readings = [
        reading
        for source in request.sources
        for (reading,) in case.db.conn.execute(
            "SELECT id FROM reading WHERE source = ? AND sealed", (source,)
        )
    ]
    there = [presence.by_reading[r] for r in readings if r in presence.by_reading]
    return [e for e in request.entities if not any(e < len(found) and found[e] for found in there)]


def checked(request: Request) -> Request:
    """The request with its texts trimmed; Problem where one is missing or a day is none."""
    trimmed = replace(request, **{name: getattr(request, name).strip() for name in TEXTS if name != "letter"})
    if trimmed.sort not in SORTS:
        raise Problem(f"a request is one of {', '.join(SORTS)}")
    for name, what in (("reference", "reference"), ("provider", "provider"), ("legal_basis", "legal basis")):
        if not getattr(trimmed, name):
            raise Problem(f"the request has no {what}", "a request without one is not answered")
    for name in DAYS:
        said = getattr(trimmed, name)
        try:
            if said and date.fromisoformat(said).isoformat() != said:
                raise ValueError
        except ValueError:
            raise Problem(f"'{said}' is not a day", "write it as 2026-06-01") from None
    if trimmed.first and trimmed.last and trimmed.last < trimmed.first:
        raise Problem("the period asked for ends before it begins", "exchange the two days")
    return trimmed
