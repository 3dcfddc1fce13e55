"""Whose records a source holds and for which period, as whoever gave the file stated it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.case import entities, sources
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Delivered:
    """`whose` in words, "" where it is not said; first and last moment in UTC microseconds, None where open."""

    whose: str = ""
    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        return bool(self.whose) or self.first is not None or self.last is not None


NOTHING_STATED = Delivered()


def state(case: Case, db: Database, source: int, said: Delivered) -> None:
    """Enters inside the open step what a source is said to hold, unless that is entered already."""
    if not said:
        return
    with case.uncommitted():
        subject = None
        if said.whose:
            try:
                subject = entities.resolve(case, said.whose)
            except Problem:
                subject = None  # whose records they are is kept in words; the case holds no such entity
        known = [(c.source, c.subject, c.first, c.last, c.basis) for c in sources.coverage(case)]
    if (source, subject, said.first, said.last, "stated") not in known:
        sources.cover(db, source, said.first, said.last, subject=subject)
