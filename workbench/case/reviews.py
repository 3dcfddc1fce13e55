"""Review dates: by when somebody must decide whether the case, or a source in it, may still be kept.

Nothing is set where nobody said anything: twelve months after the case was made or the source was taken in. A hold says
why nothing may be purged; it stays until it is lifted. Days are written 2026-11-22.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbench.case import purged
from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database
from workbench.model.problems import Problem

MONTHS = 12


@dataclass(frozen=True)
class Review:
    """When the case (`source` None) or a source is to be reviewed. `stated` is whether somebody set the day; `hold` is
    why it must be kept, "" where nothing holds it."""

    source: int | None
    name: str
    due: str
    hold: str
    stated: bool
    analyst: str

    def overdue(self, day: str) -> bool:
        """Whether the day has come."""
        return self.due <= day


def today() -> str:
    """This day by the clock of the machine."""
    return datetime.date.today().isoformat()


def listed(case: Case) -> list[Review]:
    """The case and every source that is not purged, those due first."""
    db, about = case.db, case.about
    said = {
        source: (due, hold, analyst)
        for source, due, hold, analyst in db.conn.execute(
            "SELECT source, due, hold, analyst FROM review ORDER BY id"
        )
    }
    gone = purged.sources(db)
    held: list[tuple[int | None, str, int]] = [(None, about.title or case.path.stem, about.created_at)]
    held += [
        (id, name, added)
        for id, name, added in db.conn.execute(
            "SELECT id, name, added_at FROM source WHERE id IN (SELECT source FROM reading WHERE sealed) ORDER BY id"
        )
        if id not in gone
    ]
    found = []
    for source, name, since in held:
        due, hold, analyst = said.get(source, ("", "", ""))
        found.append(Review(source, name, due or _by_default(since), hold, bool(due), analyst))
    return sorted(found, key=lambda r: (r.due, r.source is not None, r.source or 0))


def due(case: Case, day: str) -> list[Review]:
    """What is to be reviewed by this day, the oldest first."""
    return [r for r in listed(case) if r.overdue(day)]


def holds(case: Case, source: int) -> list[str]:
    """Why a source must be kept: its own hold and that of the case."""
    return [r.hold for r in listed(case) if r.hold and r.source in (None, source)]


def settle(case: Case, db: Database, source: int | None, day: str) -> None:
    """Sets inside a step when the case or a source is to be reviewed."""
    _write(case, db, source, due=_as_day(day))


def hold(case: Case, db: Database, source: int | None, why: str) -> None:
    """Says inside a step why the case or a source must be kept; "" lifts the hold."""
    _write(case, db, source, hold=why.strip())


def _write(case: Case, db: Database, source: int | None, **said: str) -> None:
    if source is not None and not db.conn.execute("SELECT 1 FROM source WHERE id = ?", (source,)).fetchone():
        raise Problem(f"there is no source {source}", "see 'clew sources'")
    row = db.conn.execute("SELECT id, due, hold FROM review WHERE source IS ?", (source,)).fetchone()
    whole = {"due": "", "hold": ""} | ({"due": row[1], "hold": row[2]} if row else {}) | said
    if row and whole == {"due": row[1], "hold": row[2]}:
        return
    if row:
        db.conn.execute(
            "UPDATE review SET due = ?, hold = ?, analyst = ?, at = ? WHERE id = ?",
            (whole["due"], whole["hold"], case.analyst, now(), row[0]),
        )
    else:
        db.conn.execute(
            "INSERT INTO review(source, due, hold, analyst, at) VALUES(?, ?, ?, ?, ?)",
            (source, whole["due"], whole["hold"], case.analyst, now()),
        )


def _as_day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise Problem(f"'{text}' is no day", "write it as 2027-11-22") from error


def _by_default(since: int) -> str:
    """The day twelve months after a moment in UTC microseconds; the last of February for its leap day."""
    day = (datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=since)).date()
    try:
        return day.replace(year=day.year + MONTHS // 12).isoformat()
    except ValueError:
        return day.replace(year=day.year + MONTHS // 12, day=28).isoformat()
