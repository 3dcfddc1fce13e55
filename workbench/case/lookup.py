"""A pasted list of identifiers against the case: which of these five hundred numbers are in it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.case import entities, findings, records, search
from workbench.case.cases import Case
from workbench.case.entities import Entity, Presence

SHORTEST = 4  # letters and digits of what may stand between two commas as an identifier
_DEGREES = re.compile(r"[+-]?\d{1,3}\.\d+")
MOST_LIKE = 5  # entities that only resemble what was asked for are hints, not answers


@dataclass(frozen=True)
class Answer:
    """What one line of the list names: `found` are the entities it means, `like` some that hold it as a part (last
    digits, another spelling), given only where nothing was found."""

    line: int
    asked: str
    found: tuple[Entity, ...]
    like: tuple[Entity, ...] = ()


def identifiers(text: str) -> list[tuple[int, str]]:
    """The identifiers of a pasted list with the line each stands on: one a line, or several apart by tabs, semicolons
    or commas; repeated ones once. The comma of a position (51.5074,-0.1278) or of a number (1,250) parts nothing."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        for part in line.replace("\t", ";").replace(", ", ";").split(";"):
            for piece in _apart(part):
                bare = piece.strip().strip("\"'").strip()
                if bare:
                    found.setdefault(bare, number)
    return [(line, said) for said, line in found.items()]


def _apart(text: str) -> list[str]:
    """The identifiers between bare commas; the text as it is where what stands between is too short to be some."""
    pieces = [piece for piece in text.split(",") if piece.strip()]
    short = any(sum(map(str.isalnum, piece)) < SHORTEST for piece in pieces)
    position = len(pieces) == 2 and all(_DEGREES.fullmatch(piece.strip()) for piece in pieces)
    return [text] if short or position else pieces


def look_up(case: Case, wanted: Iterable[tuple[int, str]]) -> list[Answer]:
    """What the case holds of each identifier, in the order they were asked for."""
    presence = Presence(case.db)
    answers = []
    for line, said in wanted:
        ids = sorted(entities.meant(case, said, presence))
        like = [] if ids else [i for i in search.find(case, said, limit=MOST_LIKE * 4) if presence.visible(i)]
        answers.append(
            Answer(
                line,
                said,
                tuple(entities.several(case, ids, presence)),
                tuple(entities.several(case, like[:MOST_LIKE], presence)),
            )
        )
    return answers


def keep(case: Case, name: str, answers: list[Answer]) -> int:
    """Keeps what was found as a finding, with the first row behind each entity as its support; the finding's id."""
    found = [a for a in answers if a.found]
    said = "; ".join(f"{a.asked} ({', '.join(e.caption for e in a.found)})" for a in found)
    missing = ", ".join(a.asked for a in answers if not a.found)
    statement = f"Of {len(answers):,} identifiers in {name}, {len(found):,} are in the case"
    statement += f": {said}." if said else "."
    if missing:
        statement += f" Not found: {missing}."
    rows = []
    for entity in {e.id: e for a in found for e in a.found}:
        rows += [(r.reading, r.row, r.part) for r in records.about(case, entity, limit=1)]
    with case.edit(f"Look up the list {name}") as db:
        return findings.state(case, db, statement, rows=dict.fromkeys(rows))
