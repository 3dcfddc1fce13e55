"""Readings: one run of a recipe over a source, written segment by segment and sealed at the end.

Until it is sealed a reading is invisible; `remove_unsealed` takes away what an interruption left.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import zstandard

from workbench.case import declarations, included, journal, keys, log, schema, segments
from workbench.case.assets import Assets
from workbench.case.cases import Case
from workbench.case.engine import Database, insert_many, new_id
from workbench.case.known import KnownEntities
from workbench.case.links import LinkNumbers
from workbench.case.tallies import Tallies, link_columns
from workbench.model.block import Block, Ending


@dataclass(frozen=True)
class Counts:
    """What became of a source's rows, and what was new: read = kept + duplicate + rejected + withheld."""

    reading: int
    read: int
    kept: int
    duplicate: int
    rejected: int
    withheld: int
    new_entities: int
    known_entities: int
    new_links: int


class ReadingWriter:
    """Takes the blocks of one reading into the case; `seal` makes it count, `discard` leaves no trace."""

    def __init__(
        self,
        case: Case,
        source: int,
        recipe: tuple[str, str],
        options: dict[str, Any],
        plugin: tuple[str, str] | None = None,
        replaces: int | None = None,
    ) -> None:
        self._case = case
        self._kinds = case.kinds
        self._replaces = replaces
        with case.write() as db:
            kept_recipe = declarations.keep(db, "recipe", *recipe)
            kept_plugin = declarations.keep(db, "plugin", *plugin) if plugin else None
            cursor = db.conn.execute(
                "INSERT INTO reading(source, recipe, plugin, options, started_at, analyst) VALUES(?, ?, ?, ?, ?, ?)",
                (source, kept_recipe, kept_plugin, json.dumps(options), time.time_ns() // 1000, case.analyst),
            )
            self.reading = new_id(cursor)
            self._assets = Assets(db)
        self.source = source
        self._earlier = included_before(case.writer, self.reading)
        self._counts_elsewhere = set(included.readings(case.writer)) - {replaces}
        self._ids: npt.NDArray[np.int32] = np.zeros(1, np.int32)
        self._known_entities = KnownEntities(case.writer)
        self._next_entity = self._known_entities.largest + 1
        self._new_entities: list[pl.DataFrame] = []
        self._links = LinkNumbers(case.writer)
        self._tallies = Tallies(self._kinds)
        self._repeats: dict[str, keys.Repeats] = {}
        self._known: dict[str, list[tuple[int, keys.Keys]]] = {}
        self._codes: dict[frozenset[int], int] = {frozenset(): 0}
        self._buffers: dict[tuple[str, str], list[pl.DataFrame]] = {}
        self._segments = 0
        self._row_blocks = 0
        self._row_digest = hashlib.sha256()
        self._span: tuple[int, int] | None = None
        self._read = self._duplicate = self._rejected = self._withheld = 0
        case.hasten(True)

    def add(self, block: Block) -> None:
        """Takes one block in, in one transaction; full segments are written, the rest waits for more."""
        with self._case.write() as db:
            self._take_values(block.values)
            rows = []
            for record, frame in block.records.items():
                if frame.height:
                    stored, marked = self._stored(db, record, frame)
                    rows.append(marked)
                    self._buffer(db, record, block.sheet, stored)
            self._reject(db, block)
            self._keep_rows(db, block)
        self._read += block.rows
        self._withheld += block.withheld
        if any(marked["again"].any() for marked in rows):
            by_row = pl.concat(rows).group_by("row").agg(pl.col("again").all())
            self._duplicate += int(by_row["again"].sum())

    def _take_values(self, values: pl.DataFrame) -> None:
        """Gives new values their entity ids: the known one, or the next. They are written when the reading is sealed,
        all at once and in order, which keeps the pages of their index from being written again and again."""
        if not values.height:
            return
        ids = self._known_entities.ids(values)
        new = ids == 0
        count = int(new.sum())
        ids[new] = np.arange(self._next_entity, self._next_entity + count)
        self._next_entity += count
        self._ids = np.concatenate([self._ids, ids])
        if count:
            made = values.filter(pl.Series(new)).select("kind", "value", "valid")
            self._new_entities.append(made.with_columns(id=pl.Series(ids[new])))

    def _stored(self, db: Database, record: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """A frame in stored form (ids for indexes, links, overlap codes), and for each record its row and whether
        it only repeats one that counts already."""
        kind = self._kinds.records[record]
        columns = []
        for f in kind.fields:
            if f.id not in frame.columns:
                continue
            if f.type == "entity":
                columns.append(pl.Series(f.id, self._ids[frame[f.id].fill_null(0).to_numpy()]))
            else:
                columns.append(frame[f.id])
            for extra in (f"{f.id}.offset", f"{f.id}.mark"):
                if extra in frame.columns:
                    columns.append(frame[extra])
            if f.type == "amount" and f"{f.id}.asset" in frame.columns:
                columns.append(self._assets.numbers(db, frame[f"{f.id}.asset"]))
        stored = pl.DataFrame([frame["row"].cast(pl.Int64), frame["part"].cast(pl.Int32), *columns])
        overlap, again = self._overlap(record, stored)
        links = []
        for column, link, start, end in link_columns(self._kinds, record):
            if start in stored.columns and end in stored.columns:
                links.append(pl.Series(column, self._links.numbers(link, stored[start], stored[end])))
        stored = stored.with_columns(pl.Series("overlap", overlap, dtype=pl.UInt16), *links)
        self._tallies.add(record, stored)
        self._widen_span(kind.moment.id if kind.moment else "", stored)
        return stored, pl.DataFrame({"row": stored["row"], "again": again})

    def _overlap(self, record: str, stored: pl.DataFrame) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
        """Overlap codes of records, and which of them repeat a record that counts (in this file or another)."""
        kind = self._kinds.records[record]
        own = keys.of(stored, kind)
        occurrence = self._repeats.setdefault(record, keys.Repeats()).occurrence(own)
        repeated = (occurrence > 0) & (kind.repeats == "duplicate")
        if kind.repeats == "separate":
            own = keys.numbered(own, occurrence)
        codes = np.zeros(stored.height, np.uint16)
        again = repeated.copy()
        holders, hit = [self.reading], [repeated]
        for reading, known in self._known_keys(record):
            hits = _among(own, known)
            if hits.any():
                holders.append(reading)
                hit.append(hits)
                if reading in self._counts_elsewhere:
                    again |= hits
        held_by = np.stack(hit, axis=1)
        some = np.flatnonzero(held_by.any(axis=1))
        if some.size:
            patterns, of = np.unique(held_by[some], axis=0, return_inverse=True)
            for number, pattern in enumerate(patterns):
                held = frozenset(r for r, there in zip(holders, pattern, strict=True) if there)
                codes[some[of.ravel() == number]] = self._codes.setdefault(held, len(self._codes))
        return codes, again

    def _known_keys(self, record: str) -> list[tuple[int, keys.Keys]]:
        """The sorted keys of earlier readings that hold records of this kind, computed once a reading."""
        if record not in self._known:
            db, kind = self._case.writer, self._kinds.records[record]
            found = []
            for reading in self._earlier:
                parts = [
                    keys.of(_padded(segments.read(db, s, keys.columns(kind)), s.rows), kind)
                    for s in segments.listed(db, [reading], record)
                ]
                if parts:
                    whole = np.concatenate(parts)
                    if kind.repeats == "separate":
                        whole = keys.numbered(whole, keys.Repeats().occurrence(whole))
                    found.append((reading, np.sort(whole)))
            self._known[record] = found
        return self._known[record]

    def _widen_span(self, moment: str, stored: pl.DataFrame) -> None:
        if moment in stored.columns:
            at = stored[moment].drop_nulls().to_numpy()
            if at.size:
                low, high = self._span or (int(at[0]), int(at[0]))
                self._span = (min(low, int(at.min())), max(high, int(at.max())))

    def _buffer(self, db: Database, record: str, sheet: str, stored: pl.DataFrame) -> None:
        waiting = self._buffers.setdefault((record, sheet), [])
        waiting.append(stored)
        if sum(f.height for f in waiting) >= segments.ROWS:
            self._write_segments(db, record, sheet, whole=False)

    def _write_segments(self, db: Database, record: str, sheet: str, *, whole: bool) -> None:
        waiting = self._buffers.pop((record, sheet))
        alike = all(f.schema == waiting[0].schema for f in waiting)
        frame = pl.concat(waiting, how="vertical" if alike else "diagonal")
        start = 0
        while frame.height - start >= segments.ROWS or (whole and start < frame.height):
            segments.write(db, self.reading, record, self._segments, sheet, frame.slice(start, segments.ROWS))
            self._segments += 1
            start += segments.ROWS
        if start < frame.height:
            self._buffers[record, sheet] = [frame.slice(start)]

    def _reject(self, db: Database, block: Block) -> None:
        if block.rejects.height:
            db.conn.executemany(
                "INSERT INTO reject(reading, sheet, row, column, reason, raw) VALUES(?, ?, ?, ?, ?, ?)",
                [(self.reading, block.sheet, *row) for row in block.rejects.iter_rows()],
            )
            self._rejected += block.rejects["row"].n_unique()

    def _keep_rows(self, db: Database, block: Block) -> None:
        if block.raw_rows is None or not block.raw_rows.height:
            return
        lines = "\n".join(
            json.dumps([row, text], ensure_ascii=False) for row, text in block.raw_rows.iter_rows()
        ).encode()
        self._row_digest.update(lines + b"\n")
        data = zstandard.ZstdCompressor(level=3).compress(lines)
        rows = block.raw_rows["row"]
        db.conn.execute(
            "INSERT INTO row_block VALUES(?, ?, ?, ?, ?, ?, ?)",
            (
                self.reading,
                self._row_blocks,
                block.sheet,
                rows.min(),
                rows.max(),
                hashlib.sha256(data).digest(),
                data,
            ),
        )
        self._row_blocks += 1

    def seal(self, ending: Ending, title: str) -> Counts:
        """Writes links and tallies, seals, includes the reading (leaving out the one it replaces) and takes the step:
        all in one transaction."""
        case = self._case
        case.hasten(False)
        with case.write() as db:
            for record, sheet in list(self._buffers):
                self._write_segments(db, record, sheet, whole=True)
            new_entities = self._write_entities(db)
            new_links = self._links.write(db, self.reading)
            for holders, code in self._codes.items():
                for holder in holders:
                    db.conn.execute("INSERT INTO overlap VALUES(?, ?, ?)", (self.reading, code, holder))
            self._tallies.write(db, self.reading)
            counts = self._counts(new_entities, new_links)
            db.conn.execute(
                "UPDATE reading SET facts = ?, rows = ?, kept = ?, duplicate = ?, rejected = ?, withheld = ?, "
                "new_entities = ?, known_entities = ?, new_links = ?, rows_sha256 = ?, sealed = 1 WHERE id = ?",
                (
                    json.dumps(ending.facts, ensure_ascii=False, default=str), counts.read, counts.kept,
                    counts.duplicate, counts.rejected, counts.withheld, counts.new_entities, counts.known_entities,
                    counts.new_links, self._row_digest.hexdigest() if self._row_blocks else "", self.reading,
                ),
            )  # fmt: skip
            step = journal.begin(db, title, case.analyst)
            if self._replaces is not None:
                db.conn.execute("DELETE FROM included WHERE reading = ?", (self._replaces,))
            db.conn.execute("INSERT INTO included VALUES(?)", (self.reading,))
            self._cover(db)
            journal.end(db, step)
            log.append(
                db, "import", case.analyst, {"source": self.source, "reading": self.reading, "step": step}
            )
        return counts

    def _cover(self, db: Database) -> None:
        """What the records themselves say of the period; stated coverage is the analyst's to enter."""
        if (
            self._span is not None
            and not db.conn.execute(
                "SELECT 1 FROM coverage WHERE source = ? AND basis = 'records'", (self.source,)
            ).fetchone()
        ):
            db.conn.execute(
                "INSERT INTO coverage(source, subject, first, last, basis) VALUES(?, NULL, ?, ?, 'records')",
                (self.source, *self._span),
            )

    def _write_entities(self, db: Database) -> int:
        if not self._new_entities:
            return 0
        made = pl.concat(self._new_entities)
        # Where most entities are new, sorting them into the index at once beats finding a place for each.
        anew = made.height > self._known_entities.largest
        if anew:
            db.conn.execute("DROP INDEX IF EXISTS entity_value")
        insert_many(
            db,
            "entity",
            ["id", "kind", "value", "valid", "reading"],
            [
                made["id"].to_list(), made["kind"].to_list(), made["value"].to_list(),
                made["valid"].cast(pl.Int8).to_list(), [self.reading] * made.height,
            ],
        )  # fmt: skip
        if anew:
            db.conn.execute(schema.ENTITY_INDEX)
        return made.height

    def _counts(self, new: int, new_links: int) -> Counts:
        met = int(np.unique(self._ids[1:]).size)
        kept = self._read - self._duplicate - self._rejected - self._withheld
        if kept < 0:
            raise ValueError(f"reading {self.reading}: more rows accounted for than were read")
        return Counts(
            self.reading,
            self._read,
            kept,
            self._duplicate,
            self._rejected,
            self._withheld,
            new,
            met - new,
            new_links,
        )

    def discard(self) -> None:
        """Removes everything this reading wrote, and its source where nothing else reads it."""
        remove_unsealed(self._case)


def included_before(db: Database, reading: int) -> list[int]:
    """The sealed readings made before this one, included or not."""
    rows = db.conn.execute("SELECT id FROM reading WHERE sealed AND id < ? ORDER BY id", (reading,))
    return [r for (r,) in rows]


def _among(wanted: keys.Keys, known: keys.Keys) -> npt.NDArray[np.bool_]:
    at = np.searchsorted(known, wanted)
    at[at == known.size] = 0
    found: npt.NDArray[np.bool_] = known[at] == wanted
    return found


def _padded(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    return frame if frame.width else pl.DataFrame({"row": np.zeros(rows, np.int64)})


def remove_unsealed(case: Case) -> int:
    """Removes what interrupted imports left: unsealed readings and sources nothing sealed reads; how many readings."""
    case.hasten(False)
    with case.write() as db:
        unsealed = [r for (r,) in db.conn.execute("SELECT id FROM reading WHERE NOT sealed")]
        for reading in unsealed:
            db.conn.execute(
                "DELETE FROM segment_column WHERE segment IN (SELECT id FROM segment WHERE reading = ?)",
                (reading,),
            )
            for table in ("segment", "reject", "row_block", "overlap", "link", "entity"):
                db.conn.execute(f"DELETE FROM {table} WHERE reading = ?", (reading,))
            db.conn.execute("DELETE FROM reading WHERE id = ?", (reading,))
        orphans = [
            s
            for (s,) in db.conn.execute(
                "SELECT id FROM source WHERE id NOT IN (SELECT source FROM reading)"
            ).fetchall()
        ]
        for source in orphans:
            db.conn.execute("DELETE FROM source_block WHERE source = ?", (source,))
            db.conn.execute("DELETE FROM source WHERE id = ?", (source,))
        if unsealed or orphans:
            log.append(db, "interrupted import removed", case.analyst, {"readings": len(unsealed)})
    return len(unsealed)


@dataclass(frozen=True)
class Earlier:
    """A sealed reading of a source: the text of its recipe, how it was run, its counts, and whether it counts."""

    id: int
    recipe_text: str
    options: dict[str, Any]
    counts: Counts
    included: bool


def of_source(case: Case, source: int) -> list[Earlier]:
    """The sealed readings of a source, oldest first."""
    rows = case.db.conn.execute(
        "SELECT r.id, d.text, r.options, r.rows, r.kept, r.duplicate, r.rejected, r.withheld, r.new_entities, "
        "r.known_entities, r.new_links, i.reading IS NOT NULL FROM reading r JOIN declaration d ON d.id = r.recipe "
        "LEFT JOIN included i ON i.reading = r.id WHERE r.source = ? AND r.sealed ORDER BY r.id",
        (source,),
    ).fetchall()
    return [Earlier(r[0], r[1], json.loads(r[2]), Counts(r[0], *r[3:11]), bool(r[11])) for r in rows]
