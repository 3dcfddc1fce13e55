"""The method of a case: everything that was done to come to what it says, in the order of its log, without the files.

An import names its file by SHA-256, its recipe by the text kept in the case, and the options it was read with. A step
is its images before and after. What is undone, done again or dropped stands as it was entered.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.case import (
    acquisitions,
    circumstances,
    evidence,
    log,
    purged,
    sources,
    workspace,
)
from workbench.case.cases import FIELDS, LATER_FIELDS, Case
from workbench.case.engine import Database
from workbench.model.problems import Problem

PLAYED = ("import", "step", "undo", "redo", circumstances.SORT, acquisitions.SORT)
BEGINNING = ("new", "interrupted import removed")


@dataclass(frozen=True)
class Declared:
    """A text the case keeps: a kind, a recipe, the version of a plugin, or what was said of a source."""

    sort: str
    name: str
    text: str


@dataclass(frozen=True)
class Taken:
    """A file as it was taken in first; `referred` where its original stayed outside by choice. `modified_at` is when it
    was last changed, in UTC microseconds, 0 where that is not known."""

    sha256: str
    name: str
    bytes: int
    kept: str
    acquired: Mapping[str, str]
    sha512: str = ""
    modified_at: int = 0
    referred: bool = False


@dataclass(frozen=True)
class Image:
    """A row of the workspace before and after a step, each cell as SQL writes it; None where it was not there."""

    table: str
    row: int
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None


@dataclass(frozen=True)
class Act:
    """One thing done. `declared` is how many texts the case keeps after it; `entered` are the identifiers entered by
    hand (id, kind, value, whether valid) that are to be there before it; `brought` are digests of the entities and
    links that an import met first."""

    act: str
    analyst: str
    at: int
    declared: int
    title: str = ""
    images: tuple[Image, ...] = ()
    entered: tuple[tuple[int, str, str, int], ...] = ()
    source: str = ""
    recipe: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    archive: Mapping[str, Any] = field(default_factory=dict)
    brought: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """`about` is what the case said of itself when it was made; `unplayed` counts the entries that changed nothing."""

    about: Mapping[str, str]
    declared: tuple[Declared, ...]
    sources: tuple[Taken, ...]
    acts: tuple[Act, ...]
    unplayed: Mapping[str, int]


def of(case: Case) -> Method:
    """The method of a case; Problem where its log or what was decided in it is not as it was entered, or where sources
    were purged: what was done with them cannot be done again."""
    db = case.db
    refuse_changed(db)
    gone = purged.sources(db)
    if gone:
        numbers = ", ".join(map(str, gone))
        raise Problem(
            f"sources were lawfully purged ({numbers}): what was done with them cannot be done once more",
            "'clew verify' holds what is left against the log",
        )
    rows = db.conn.execute("SELECT id, sort, name, text FROM declaration ORDER BY id").fetchall()
    places = {id: place for place, (id, *_) in enumerate(rows, start=1)}
    declared = tuple(Declared(*row[1:]) for row in rows)
    unplayed: Counter[str] = Counter()
    acts = list(_acts(db, places, len(declared), unplayed))
    said = {name: value for name, value in workspace.first_about(db).items() if name in FIELDS + LATER_FIELDS}
    return Method(said, declared, tuple(_sources(db)), tuple(acts), dict(sorted(unplayed.items())))


def refuse_changed(db: Database) -> None:
    """Problem where the log is broken, or the workspace is not what the logged steps made of it."""
    broken = log.break_at(db)
    wrong = [f"the log does not hold from entry {broken} on"] if broken is not None else []
    if not wrong and (step := log.unlogged_step(db)) is not None:
        wrong.append(f"step {step} is in no entry of the log")
    if not wrong and (step := log.misplaced_step(db)) is not None:
        wrong.append(f"step {step} is not marked done, undone or dropped as the log has it")
    if not wrong and (reading := log.unlogged_reading(db)) is not None:
        wrong.append(f"reading {reading} is in no entry of the log")
    wrong = wrong or workspace.differences(db)
    if wrong:
        raise Problem(
            f"the case was changed behind its log: {wrong[0]}",
            "restore it from a copy; 'clew verify' says all",
        )


def images(db: Database, step: int) -> tuple[Image, ...]:
    """What a step changed, row by row, in the order in which it did."""
    rows = db.conn.execute("SELECT name, row, before, after FROM journal WHERE step = ? ORDER BY id", (step,))
    return tuple(
        Image(table, row, json.loads(before) if before else None, json.loads(after) if after else None)
        for table, row, before, after in rows
    )


def brought(db: Database, reading: int) -> dict[str, str]:
    """Digests of the entities and links that a reading met first, with their ids."""
    made = {}
    for table, shape in (("entity", evidence.ENTITY), ("link", evidence.LINK)):
        made[table] = evidence.rows_digest(evidence.brought(db, table, reading, shape))
    return made


def _acts(db: Database, places: dict[int, int], every: int, unplayed: Counter[str]) -> Iterator[Act]:
    until = dict(_until(db, places))
    titles = dict(db.conn.execute("SELECT id, title FROM step").fetchall())
    by_hand = _by_hand(db)
    declared, entered = 0, 0
    for seq, body in db.conn.execute("SELECT seq, body FROM log ORDER BY seq").fetchall():
        said = json.loads(body)
        act, ids = said["act"], said["ids"]
        if act not in PLAYED:
            if act not in BEGINNING:
                unplayed[act] += 1
            continue
        declared = until.get(seq, every if act == "import" and not until else declared)
        whole = {"act": act, "analyst": said["analyst"], "at": said["at"], "declared": declared}
        if act in ("step", "import"):
            whole |= {"title": titles[ids["step"]], "images": images(db, ids["step"])}
        if act == "step":
            named = _entities_in(db, whole["images"])
            entered = max([entered, *(id for id in named if id in by_hand)])
        elif act == "import":
            whole |= _reading(db, ids["reading"], places)
            first = db.conn.execute(
                "SELECT min(id) FROM entity WHERE reading = ?", (ids["reading"],)
            ).fetchone()[0]
            entered = max([entered, *(id for id in by_hand if first is not None and id < first)])
        elif act in (circumstances.SORT, acquisitions.SORT):
            whole["source"] = _source(db, ids["source"])
        whole["entered"] = tuple((id, *by_hand.pop(id)) for id in sorted(by_hand) if id <= entered)
        yield Act(**whole)


def _until(db: Database, places: dict[int, int]) -> Iterator[tuple[int, int]]:
    """For each entry that commits to the texts kept so far: how many there were."""
    for said, value in log.commitments(db, "declarations"):
        if value is not None:
            yield said["seq"], places[int(value.partition(":")[2])]


def _reading(db: Database, reading: int, places: dict[int, int]) -> dict[str, Any]:
    row = db.conn.execute(
        "SELECT sha256, recipe, options, facts FROM reading JOIN source ON source.id = source WHERE reading.id = ?",
        (reading,),
    ).fetchone()
    return {
        "source": row[0],
        "recipe": places[row[1]],
        "options": json.loads(row[2]),
        "archive": json.loads(row[3]).get("archive", {}),
        "brought": brought(db, reading),
    }


def _source(db: Database, source: int) -> str:
    return str(db.conn.execute("SELECT sha256 FROM source WHERE id = ?", (source,)).fetchone()[0])


def _sources(db: Database) -> Iterator[Taken]:
    for sha256, name, octets, kept, sha512, modified_at, options, *acquired in db.conn.execute(
        "SELECT sha256, name, bytes, kept, sha512, modified_at, (SELECT options FROM reading WHERE source = s.id AND "
        "sealed ORDER BY id LIMIT 1), exhibit, acquired_by, acquired_at, acquired_how FROM source s "
        "WHERE id IN (SELECT source FROM reading WHERE sealed) ORDER BY id"
    ):
        names = ("exhibit", "acquired_by", "acquired_at", "acquired_how")
        referred = bool(json.loads(options).get(sources.REFERRED))
        yield Taken(
            sha256, name, octets, kept, dict(zip(names, acquired, strict=True)), sha512, modified_at, referred
        )


def _by_hand(db: Database) -> dict[int, tuple[str, str, int]]:
    """The identifiers that were entered by hand, by their ids."""
    rows = db.conn.execute("SELECT id, kind, value, valid FROM entity WHERE reading IS NULL ORDER BY id")
    return {id: (kind, value, valid) for id, kind, value, valid in rows}


def _entities_in(db: Database, found: tuple[Image, ...]) -> Iterator[int]:
    """The entities that images name in columns that refer to one."""
    for image in found:
        columns = [
            str(r[3]) for r in db.conn.execute(f"PRAGMA foreign_key_list({image.table})") if r[2] == "entity"
        ]
        for side in (image.before, image.after):
            yield from (int(side[c]) for c in columns if side and side.get(c, "NULL") != "NULL")
