"""The derived part: rebuilt from evidence and workspace, and compared with what stands in the file."""

from __future__ import annotations

import polars as pl

from workbench.case import dictionary, schema, segments
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.tallies import Tallies, link_columns
from workbench.model.kinds import Kinds


def rebuild(db: Database, kinds: Kinds) -> None:
    """Drops everything derived and makes it again; inside the caller's transaction."""
    schema.recreate_derived(db)
    for (reading,) in db.conn.execute("SELECT id FROM reading WHERE sealed ORDER BY id").fetchall():
        recounted(db, kinds, reading).write(db, reading)
        dictionary.rebuild(db, reading)


def count_anew(db: Database, before: Kinds, kinds: Kinds) -> None:
    """Counts again, inside the caller's transaction, those readings whose records newer kinds count otherwise."""
    changed = [id for id in before.records if _counted(before, id) != _counted(kinds, id)]
    marks = ", ".join("?" * len(changed))
    rows = db.conn.execute(
        f"SELECT DISTINCT reading FROM segment JOIN reading ON reading.id = reading WHERE sealed AND kind IN ({marks})",
        changed,
    ).fetchall()
    for (reading,) in rows:
        for table in ("tally", "total", "presence"):
            db.conn.execute(f"DELETE FROM {table} WHERE reading = ?", (reading,))
        recounted(db, kinds, reading).write(db, reading)


def _counted(kinds: Kinds, record: str) -> tuple[object, ...]:
    """Everything that what is counted of the records of a kind rests on."""
    kind = kinds.records[record]
    made = link_columns(kinds, record)
    return (
        [f.id for f in kind.entities],
        kind.moment.id if kind.moment else "",
        kind.same.roles if kind.same else (),
        [(column, tuple(kinds.links[link].totals)) for column, link, _, _ in made],
    )


def recounted(db: Database, kinds: Kinds, reading: int) -> Tallies:
    """The tallies of a reading, counted again from its records."""
    tallies = Tallies(kinds)
    for segment in segments.listed(db, [reading]):
        frame = segments.read(db, segment)
        if frame.height == 0:
            frame = pl.DataFrame({"row": [0] * segment.rows})
        tallies.add(segment.kind, frame)
    return tallies


def differences(case: Case) -> list[str]:
    """What of the derived part does not agree with the records, one sentence each."""
    db, found = case.db, []
    for (reading,) in db.conn.execute("SELECT id FROM reading WHERE sealed ORDER BY id").fetchall():
        tallies, totals, presence = recounted(db, case.kinds, reading).frames()
        for table, frames in (("tally", tallies), ("total", totals)):
            expected = {
                (kind, int(str(code))): part.drop("overlap")
                for kind, frame in frames.items()
                for (code,), part in frame.group_by("overlap", maintain_order=True)
            }
            stored = {
                (kind, code): segments.unpack(data, sha256, f"{table} of reading {reading}")
                for kind, code, sha256, data in db.conn.execute(
                    f"SELECT kind, code, sha256, data FROM {table} WHERE reading = ?", (reading,)
                )
            }
            found += [
                f"{table} of {kind} in reading {reading} differs from its records"
                for kind, code in sorted(expected.keys() | stored.keys())
                if not _same(expected.get((kind, code)), stored.get((kind, code)))
            ]
        if dictionary.differs(db, reading):
            found.append(f"the dictionary of reading {reading} differs from its entities and links")
        kept = {
            code: segments.unpack(data, sha256, f"presence in reading {reading}")
            for code, sha256, data in db.conn.execute(
                "SELECT code, sha256, data FROM presence WHERE reading = ?", (reading,)
            )
        }
        found += [
            f"presence in reading {reading} differs from its records"
            for code in sorted(presence.keys() | kept.keys())
            if not _same(presence.get(code), kept.get(code))
        ]
    return found


def _same(one: pl.DataFrame | None, other: pl.DataFrame | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.select(sorted(one.columns)).equals(other.select(sorted(other.columns)))
