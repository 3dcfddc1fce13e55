"""Gradings of the case, of sources, entities, links, notes and findings, by whatever scheme an agency uses.

The first grade by a scheme is the original: whoever gave the information graded it. One given later stands beside it
and takes nothing away. The scheme is kept with the case word for word, so that a grade can be read where the scheme is
not known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.case import declarations
from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model import grading
from workbench.model.grading import Scheme
from workbench.model.problems import Problem

SORT = "grading scheme"
SUBJECTS = ("case", "source", "entity", "link", "note", "finding")
CASE = 0  # the number of the case among the cases it holds


@dataclass(frozen=True)
class Grading:
    """One grade of something, by whom it was given and on what basis, and who entered it when. `original` is the first
    by its scheme."""

    id: int
    subject: str
    number: int
    scheme: str
    grades: Mapping[str, str]
    given_by: str
    basis: str
    analyst: str
    at: int
    original: bool


def grade(
    case: Case, db: Database, subject: str, number: int, scheme: Scheme, grades: Mapping[str, str], *,
    given_by: str = "", basis: str = "",
) -> int:  # fmt: skip
    """Enters a grade inside a step, beside those there are; its id. Where nobody is named, the analyst gave it."""
    if subject not in SUBJECTS:
        raise Problem(f"'{subject}' cannot be graded", "one of " + ", ".join(SUBJECTS))
    checked = scheme.checked(grades)
    declarations.keep(db, SORT, scheme.id, scheme.text)
    cursor = db.conn.execute(
        "INSERT INTO grading(subject, number, scheme, grades, given_by, basis, analyst, at) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            subject, number, scheme.id, json.dumps(checked, ensure_ascii=False, sort_keys=True),
            given_by.strip() or case.analyst, basis.strip(), case.analyst, now(),
        ),
    )  # fmt: skip
    return new_id(cursor)


def listed(case: Case, subject: str | None = None, number: int | None = None) -> list[Grading]:
    """The gradings of one thing, of all of one sort, or of the whole case file, in the order they were entered."""
    rows = case.db.conn.execute(
        "SELECT id, subject, number, scheme, grades, given_by, basis, analyst, at FROM grading ORDER BY id"
    )
    met: set[tuple[str, int, str]] = set()
    found = []
    for id, what, which, scheme, grades, giver, basis, analyst, at in rows:
        first = (what, which, scheme) not in met
        met.add((what, which, scheme))
        if subject in (None, what) and number in (None, which):
            told = json.loads(grades)
            found.append(Grading(id, what, which, scheme, told, giver, basis, analyst, at, first))
    return found


def schemes(case: Case) -> dict[str, Scheme]:
    """The schemes that grades of the case were given by, as they stood when one was last given by them."""
    rows = case.db.conn.execute("SELECT name, text FROM declaration WHERE sort = ? ORDER BY id", (SORT,))
    return {name: grading.parse(name, text) for name, text in rows}


def strictest(case: Case, gradings: Iterable[Grading]) -> dict[str, dict[str, str]]:
    """The strictest handling among some gradings for each scheme they are by: {scheme: {part: code}}. Each scheme by
    itself, because no code of one is exactly a code of another; a later grade never makes an earlier one freer."""
    known = schemes(case)
    by_scheme: dict[str, list[Grading]] = {}
    for one in gradings:
        by_scheme.setdefault(one.scheme, []).append(one)
    found = {}
    for id, these in by_scheme.items():
        parts = {
            part.id: part.strictest(one.grades.get(part.id, "") for one in these)
            for part in known[id].parts
            if part.handling
        }
        if said := {part: code for part, code in parts.items() if code}:
            found[id] = said
    return found


def handling(case: Case, gradings: Iterable[Grading]) -> str:
    """The strictest handling in one line: "UK 3x5x2 C; TLP 2.0 RED"; "" where none is graded."""
    known = schemes(case)
    return "; ".join(
        f"{known[id].name} {' '.join(parts.values())}" for id, parts in strictest(case, gradings).items()
    )


def short(case: Case, gradings: Iterable[Grading]) -> str:
    """Gradings as they stand in a column: "3x5x2 1 B P; 2 C C (again)"."""
    known = schemes(case)
    return "; ".join(
        f"{known[g.scheme].name} {known[g.scheme].short(g.grades)}{'' if g.original else ' (again)'}"
        for g in gradings
    )


def words(case: Case, one: Grading) -> str:
    """One grade in words, with who gave it."""
    scheme = schemes(case)[one.scheme]
    return f"{scheme.name}: {scheme.words(one.grades)} ({one.given_by})"
