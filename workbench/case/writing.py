"""Writing a reading: blocks in, segment by segment, and sealed in one transaction at the end."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

import polars as pl
import zstandard

from workbench.case import circumstances, declarations, delivered, derived, evidence, journal, log, segments
from workbench.case.assets import Assets
from workbench.case.cases import Case
from workbench.case.circumstances import NOTHING_SAID, Circumstances
from workbench.case.delivered import NOTHING_STATED, Delivered
from workbench.case.engine import Database, new_id
from workbench.case.entity_numbers import EntityNumbers
from workbench.case.links import LinkNumbers
from workbench.case.overlaps import Overlaps
from workbench.case.readings import Counts
from workbench.case.tallies import Tallies, link_columns
from workbench.case.twins import Twins
from workbench.model.block import Block, Ending
from workbench.model.kinds import Kinds

MOST_EXPECTED = 1 << 26  # records that room is made for in advance: half a gigabyte of keys


class ReadingWriter:
    """Takes the blocks of one reading into the case; `seal` makes it count.

    One that is not sealed leaves no trace: `readings.remove_unsealed` takes it away.
    """

    def __init__(
        self,
        case: Case,
        source: int,
        recipe: tuple[str, str],
        options: dict[str, Any],
        plugin: tuple[str, str] | None = None,
        replaces: int | None = None,
        newer: Kinds | None = None,
    ) -> None:
        """`newer` kinds are declared in the case with the seal."""
        self._case = case
        self._newer = newer
        self._kinds = case.kinds_with(newer) if newer else case.kinds
        self._recipe, self._plugin = recipe, plugin
        self._replaces = replaces
        with case.write() as db:
            # What is declared stays, so that nothing is declared before the seal: until then the reading names any
            # declaration in the place of its recipe.
            cursor = db.conn.execute(
                "INSERT INTO reading(source, recipe, options, started_at, analyst) "
                "SELECT ?, max(id), ?, ?, ? FROM declaration",
                (source, json.dumps(options), time.time_ns() // 1000, case.analyst),
            )
            self.reading = new_id(cursor)
            self._assets = Assets(db)
        self.source = source
        self._entities = EntityNumbers(case.writer)
        self._twins = Twins(case.writer, self._kinds, self.reading, source, options.get("tolerance"))
        self._overlaps = Overlaps(case.writer, self._kinds, self.reading, replaces, self._twins)
        self._links = LinkNumbers(case.writer)
        self._tallies = Tallies(self._kinds)
        self._buffers: dict[tuple[str, str], list[pl.DataFrame]] = {}
        self._segments = 0
        self._row_blocks = 0
        self._row_digest = hashlib.sha256()
        self._span: tuple[int, int] | None = None
        self._read = self._duplicate = self._rejected = self._withheld = 0
        case.hasten(True)

    def add(self, block: Block) -> None:
        """Takes one block in, in one transaction; full segments are written, the rest waits for more."""
        if not self._read and block.bytes_done:
            share = block.bytes_total / block.bytes_done
            self._overlaps.expected = min(int(block.rows * share * 1.05), MOST_EXPECTED)
        with self._case.write() as db:
            self._entities.take(block.values)
            rows = []
            for record, frame in block.records.items():
                if frame.height:
                    stored, marked = self._stored(record, frame)
                    rows.append(marked)
                    self._buffer(db, record, block.sheet, stored)
            self._reject(db, block)
            self._keep_rows(db, block)
        self._read += block.rows
        self._withheld += block.withheld
        if any(marked["again"].any() for marked in rows):
            said = pl.concat(rows)
            said = said.filter(pl.col("row").is_in(said.filter("again")["row"].implode()))
            by_row = said.group_by("row").agg(pl.col("again").all())
            self._duplicate += int(by_row["again"].sum())

    def _stored(self, record: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """A frame in stored form (ids for indexes, links, overlap codes), and for each record its row and whether
        it only repeats one that counts already."""
        kind = self._kinds.records[record]
        columns = []
        for f in kind.fields:
            if f.id not in frame.columns:
                continue
            if f.type == "entity":
                columns.append(pl.Series(f.id, self._entities.of(frame[f.id])))
            else:
                columns.append(frame[f.id])
            for extra in (f"{f.id}.offset", f"{f.id}.mark"):
                if extra in frame.columns:
                    columns.append(frame[extra])
            if f.type == "amount" and f"{f.id}.asset" in frame.columns:
                columns.append(self._assets.numbers(frame[f"{f.id}.asset"]))
        stored = pl.DataFrame([frame["row"].cast(pl.Int64), frame["part"].cast(pl.Int32), *columns])
        marks = self._overlaps.marks(record, stored)
        links = []
        for column, link, start, end in link_columns(self._kinds, record):
            if start in stored.columns and end in stored.columns:
                links.append(pl.Series(column, self._links.numbers(link, stored[start], stored[end])))
        stored = stored.with_columns(pl.Series("overlap", marks.codes, dtype=pl.UInt16), *links)
        if marks.twin is not None:
            stored = stored.hstack(marks.twin)
        self._tallies.add(record, stored)
        self._widen_span(kind.moment.id if kind.moment else "", stored)
        return stored, pl.DataFrame({"row": stored["row"], "again": marks.again})

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

    def seal(
        self,
        ending: Ending,
        title: str,
        said: Circumstances = NOTHING_SAID,
        holds: Delivered = NOTHING_STATED,
    ) -> Counts:
        """Writes links and tallies, seals, includes the reading (leaving out the one it replaces), keeps what was
        `said` of the source and what it `holds`, and takes the step: all in one transaction."""
        case = self._case
        case.hasten(False)
        self._overlaps.forget()
        with case.write() as db:
            for record, sheet in list(self._buffers):
                self._write_segments(db, record, sheet, whole=True)
            new_entities, entities = self._entities.write(db, self.reading)
            new_links, links = self._links.write(db, self.reading)
            self._overlaps.write(db)
            self._assets.write(db)
            self._tallies.write(db, self.reading)
            recipe, plugin = self._declare(db)
            counts = self._counts(new_entities, new_links)
            joined = self._twins.facts()
            facts = ending.facts | ({"joined": joined} if joined else {})
            if odd := self._twins.oddities():
                facts["oddities"] = facts.get("oddities", {}) | odd
            db.conn.execute(
                "UPDATE reading SET recipe = ?, plugin = ?, facts = ?, rows = ?, kept = ?, duplicate = ?, "
                "rejected = ?, withheld = ?, new_entities = ?, known_entities = ?, new_links = ?, rows_sha256 = ?, "
                "sealed = 1 WHERE id = ?",
                (
                    recipe, plugin, json.dumps(facts, ensure_ascii=False, default=str), counts.read, counts.kept,
                    counts.duplicate, counts.rejected, counts.withheld, counts.new_entities, counts.known_entities,
                    counts.new_links, self._row_digest.hexdigest() if self._row_blocks else "", self.reading,
                ),
            )  # fmt: skip
            step = journal.begin(db, title, case.analyst)
            if self._replaces is not None:
                db.conn.execute("DELETE FROM included WHERE reading = ?", (self._replaces,))
                # Two sources that are counted apart stay so when one of them is read anew.
                db.conn.execute(
                    "INSERT OR IGNORE INTO apart(reading, earlier) SELECT ?1, earlier FROM apart WHERE reading = ?2 "
                    "UNION SELECT ?1, reading FROM apart WHERE earlier = ?2",
                    (self.reading, self._replaces),
                )
            db.conn.execute("INSERT INTO included VALUES(?)", (self.reading,))
            self._cover(db)
            delivered.state(case, db, self.source, holds)
            journal.end(db, step)
            sha256 = db.conn.execute("SELECT sha256 FROM source WHERE id = ?", (self.source,)).fetchone()[0]
            circumstances.keep(db, sha256, said)
            ids = {"source": self.source, "reading": self.reading, "step": step}
            committed = {
                "evidence": evidence.digest(db, self.reading, entities, links),
                "account": evidence.account(db, self.reading),
                "declarations": evidence.declared(db),
                "changes": journal.digest(db, step),
            }
            log.append(db, "import", case.analyst, ids, committed)
        case.kinds_changed()
        case.anchor()
        return counts

    def _declare(self, db: Database) -> tuple[int, int | None]:
        """Keeps newer kinds, the recipe and the plugin; the numbers of the last two. What newer kinds count otherwise
        is counted again."""
        undeclared = declarations.undeclared(db, self._newer) if self._newer else {}
        for (sort, name), text in undeclared.items():
            declarations.keep(db, sort, name, text)
        if undeclared:
            derived.count_anew(db, self._case.kinds, self._kinds)
        recipe = declarations.keep(db, "recipe", *self._recipe)
        return recipe, declarations.keep(db, "plugin", *self._plugin) if self._plugin else None

    def _cover(self, db: Database) -> None:
        """What the records themselves say of the period, in place of what those of a reading before said; stated
        coverage is the analyst's to enter."""
        if self._span is None:
            return
        before = db.conn.execute(
            "SELECT id, first, last FROM coverage WHERE source = ? AND basis = 'records'", (self.source,)
        ).fetchone()
        if before is None:
            db.conn.execute(
                "INSERT INTO coverage(source, subject, first, last, basis) VALUES(?, NULL, ?, ?, 'records')",
                (self.source, *self._span),
            )
        elif before[1:] != self._span:
            db.conn.execute("UPDATE coverage SET first = ?, last = ? WHERE id = ?", (*self._span, before[0]))

    def _counts(self, new: int, new_links: int) -> Counts:
        met = self._entities.met
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
