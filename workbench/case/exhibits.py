"""Exhibits: what was seized or supplied, by whom, where, when and under which law, and every hand it went through.

Source of the fields: ISO/IEC 27037, record of custody. Times stay as they were written, with the zone they are
meant in. A source belongs to an exhibit by the exhibit reference that was said with the file, so that a source may
name an exhibit nobody has described yet.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from workbench.case.cases import Case
from workbench.case.drawn import now
from workbench.case.engine import Database, new_id
from workbench.model import written_times
from workbench.model.problems import Problem
from workbench.model.written_times import Written

SEAL_STATES = ("intact", "broken", "renewed", "none", "not noted")


@dataclass(frozen=True)
class Described:
    """What a form says of an exhibit; "" where nothing is said. `taken_by` seized or supplied it."""

    description: str = ""
    taken_by: str = ""
    authority: str = ""
    place: str = ""
    taken_at: str = ""
    zone: str = ""
    container: str = ""
    seal: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class Exhibit:
    """One exhibit, entered by an analyst at a moment (UTC microseconds)."""

    id: int
    reference: str
    said: Described
    analyst: str
    at: int

    @property
    def taken(self) -> Written | None:
        """When it was seized or supplied; None where nobody says it."""
        return Written(self.said.taken_at, self.said.zone) if self.said.taken_at else None


@dataclass(frozen=True)
class HandedOver:
    """What a form says of a handover: from whom to whom, when, where, under which seal, and why."""

    given_by: str
    taken_by: str
    handed_at: str = ""
    zone: str = ""
    place: str = ""
    seal: str = ""
    seal_state: str = "not noted"
    why: str = ""


@dataclass(frozen=True)
class Handover:
    """One handover of an exhibit, in the order of the chain."""

    id: int
    exhibit: int
    said: HandedOver
    analyst: str
    at: int

    @property
    def handed(self) -> Written | None:
        """When it was handed over; None where nobody says it."""
        return Written(self.said.handed_at, self.said.zone) if self.said.handed_at else None


_DESCRIBED = tuple(f.name for f in fields(Described))
_HANDED = tuple(f.name for f in fields(HandedOver))


def describe(case: Case, db: Database, reference: str, said: Described) -> int:
    """Enters an exhibit inside a step, or says anew what is said of it; its id. What is "" now stays as it was."""
    name = " ".join(reference.split())
    if not name:
        raise Problem("the exhibit has no reference", "give the one on its label, such as EX-12")
    known = find(db, name)
    new = {k: v for k, v in asdict(clean(said)).items() if v}
    if known is None:
        whole = asdict(Described()) | new
        cursor = db.conn.execute(
            f"INSERT INTO exhibit(reference, {', '.join(whole)}, analyst, at) "
            f"VALUES(?, {', '.join('?' * len(whole))}, ?, ?)",
            (name, *whole.values(), case.analyst, now()),
        )
        return new_id(cursor)
    if new:
        db.conn.execute(
            f"UPDATE exhibit SET {', '.join(f'{k} = ?' for k in new)}, analyst = ?, at = ? WHERE id = ?",
            (*new.values(), case.analyst, now(), known),
        )
    return known


def rewrite(case: Case, db: Database, exhibit: int, reference: str, said: Described) -> None:
    """Puts what a whole form says in the place of what was said of an exhibit, also where it says nothing."""
    name = " ".join(reference.split())
    other = find(db, name)
    if not name or other not in (None, exhibit):
        raise Problem(f"there is an exhibit '{name}' already" if name else "the exhibit has no reference",
                      "give each the reference on its label")  # fmt: skip
    whole = asdict(clean(said))
    db.conn.execute(
        f"UPDATE exhibit SET reference = ?, {', '.join(f'{k} = ?' for k in whole)}, analyst = ?, at = ? WHERE id = ?",
        (name, *whole.values(), case.analyst, now(), exhibit),
    )


def hand_over(case: Case, db: Database, exhibit: int, said: HandedOver, *, after: int | None = None) -> int:
    """Enters a handover inside a step; its id. It is the last of the chain, or stands behind the handover `after`;
    behind none where that is 0. A handover reported late can so be put where it belongs."""
    clean = handed(said)
    chain = handovers(case, exhibit, db=db)
    at = _place_in(db, chain, after)
    cursor = db.conn.execute(
        f"INSERT INTO handover(exhibit, place_in, {', '.join(_HANDED)}, analyst, at) "
        f"VALUES(?, ?, {', '.join('?' * len(_HANDED))}, ?, ?)",
        (exhibit, at, *asdict(clean).values(), case.analyst, now()),
    )
    return new_id(cursor)


def rewrite_handover(case: Case, db: Database, handover: int, said: HandedOver) -> None:
    """Puts what a whole form says in the place of what was said of a handover."""
    whole = asdict(handed(said))
    db.conn.execute(
        f"UPDATE handover SET {', '.join(f'{k} = ?' for k in whole)}, analyst = ?, at = ? WHERE id = ?",
        (*whole.values(), case.analyst, now(), handover),
    )


def remove(db: Database, exhibit: int) -> None:
    """Takes an exhibit out with its handovers, inside a step; the journal keeps what they said."""
    db.conn.execute("DELETE FROM handover WHERE exhibit = ?", (exhibit,))
    db.conn.execute("DELETE FROM exhibit WHERE id = ?", (exhibit,))


def remove_handover(db: Database, handover: int) -> None:
    """Takes one handover out of its chain, inside a step."""
    db.conn.execute("DELETE FROM handover WHERE id = ?", (handover,))


def find(db: Database, reference: str) -> int | None:
    """The exhibit of a reference, None where nobody described it."""
    row = db.conn.execute(
        "SELECT id FROM exhibit WHERE reference = ?", (" ".join(reference.split()),)
    ).fetchone()
    return int(row[0]) if row else None


def known(db: Database, reference: str) -> int:
    """The exhibit of a reference; Problem where there is none."""
    found = find(db, reference)
    if found is None:
        raise Problem(f"no exhibit '{reference}' is described", "describe it with 'clew exhibit'")
    return found


def listed(case: Case) -> list[Exhibit]:
    """Every exhibit by its reference."""
    rows = case.db.conn.execute(
        f"SELECT id, reference, {', '.join(_DESCRIBED)}, analyst, at FROM exhibit ORDER BY reference"
    )
    return [Exhibit(row[0], row[1], Described(*row[2:-2]), *row[-2:]) for row in rows]


def handovers(case: Case, exhibit: int | None = None, *, db: Database | None = None) -> list[Handover]:
    """The handovers of an exhibit, or of all, in the order of their chains."""
    where = "WHERE exhibit = ?" if exhibit is not None else ""
    rows = (db or case.db).conn.execute(
        f"SELECT id, exhibit, {', '.join(_HANDED)}, analyst, at FROM handover {where} "
        "ORDER BY exhibit, place_in, id",
        () if exhibit is None else (exhibit,),
    )
    return [Handover(row[0], row[1], HandedOver(*row[2:-2]), *row[-2:]) for row in rows]


def clean(said: Described) -> Described:
    """The form as it is kept; Problem where a time or zone is none."""
    whole = {name: text.strip() for name, text in asdict(said).items()}
    return Described(**whole | {
        "taken_at": written_times.day_or_time(said.taken_at), "zone": written_times.zone(said.zone),
    })  # fmt: skip


def handed(said: HandedOver) -> HandedOver:
    """The form as it is kept; Problem where nobody gave or took it, or a time, zone or state of the seal is none."""
    whole = {name: text.strip() for name, text in asdict(said).items()}
    if not whole["given_by"] or not whole["taken_by"]:
        raise Problem("a handover is from somebody to somebody", "say who gave it and who took it")
    if whole["seal_state"] not in SEAL_STATES:
        raise Problem(f"a seal is not '{said.seal_state}'", "one of " + ", ".join(SEAL_STATES))
    return HandedOver(**whole | {
        "handed_at": written_times.day_or_time(said.handed_at), "zone": written_times.zone(said.zone),
    })  # fmt: skip


def _place_in(db: Database, chain: list[Handover], after: int | None) -> float:
    places = [
        float(db.conn.execute("SELECT place_in FROM handover WHERE id = ?", (h.id,)).fetchone()[0])
        for h in chain
    ]
    if after is None or not chain:
        return places[-1] + 1 if places else 1.0
    ids = [0, *(h.id for h in chain)]
    if after not in ids:
        raise Problem(f"handover {after} is not one of this exhibit", "see 'clew custody'")
    at = ids.index(after)
    before = places[at - 1] if at else places[0] - 1
    return (before + places[at]) / 2 if at < len(places) else before + 1
