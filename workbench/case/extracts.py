"""A read-only extract: a new case that holds chosen entities, the records that join them, and the rows these stand in.

It is built from what is chosen (never by deleting from a copy): each source goes in by its SHA-256, the rows word for
word, and every other row of it counts as withheld, so that the extract says itself how much of a file it does not
hold. Notes, findings, history and everything else of the analyst's stays behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from workbench.case import (
    assessments,
    assets,
    charts,
    circumstances,
    drawn,
    log,
    opening,
    readings,
    segments,
    sources,
    verbatim,
)
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import FIELDS, LATER_FIELDS, Case
from workbench.case.charts import Chart
from workbench.case.named import named
from workbench.case.segments import Segment
from workbench.case.sources import Source
from workbench.case.told import PLACES
from workbench.case.writing import ReadingWriter
from workbench.model.block import NEW_VALUES, RAW_ROWS, Block, Ending
from workbench.model.kinds import RecordKind
from workbench.model.problems import Problem

Tell = Callable[[int, int, str], None]
ROWS = 20_000  # verbatim rows to a block


@dataclass(frozen=True)
class Extract:
    """What went into an extract: entities chosen, further identifiers that stand in the same rows, records, rows."""

    entities: int
    further: int
    records: int
    rows: int
    sources: int


def extract(
    case: Case, chosen: Sequence[int], out: Path, *, every_row: bool = False, chart: Chart | None = None,
    passphrase: str = "", tell: Tell = lambda done, total, text: None,
) -> Extract:  # fmt: skip
    """Writes a new case with some entities: the counted records that name at least two of them, or one of them and
    nobody else; all that name any of them with `every_row`. Problem where nothing would be in it. Nothing is left
    behind where it is stopped or fails."""
    refs = _records(case, chosen, every_row)
    by_hand = _drawn_among(case, set(chosen))
    if not len(refs) and not by_hand:
        raise Problem(
            "no record joins what is chosen",
            "choose entities with a link between them, or take every row of them",
        )
    said = {name: getattr(case.about, name) for name in FIELDS + LATER_FIELDS if name != "recovery"}
    said["title"] = f"{case.about.title or case.path.stem} (extract)"
    made = opening.create(out, case.kinds, case.analyst, passphrase=passphrase, **said)
    try:
        with made:
            rows, used = 0, _by_source(case, refs)
            for number, (source, there) in enumerate(used):
                tell(number, len(used), source.name)
                rows += _take(case, made, source, there)
            known = _entities(made)
            _workspace(case, made, chosen, by_hand, chart)
            with made.write() as db:
                head = case.db.conn.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
                log.append(
                    db, "extract", case.analyst, {"entities": len(chosen), "records": len(refs), "of_entry": head[0]},
                    {"of_case": case.about.uuid, "of_hash": head[1].hex()},
                )  # fmt: skip
            further = len(known - set(_named(case, chosen)))
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    out.chmod(0o444)
    return Extract(len(chosen), further, len(refs), rows, len(used))


def _records(case: Case, chosen: Sequence[int], every_row: bool) -> pl.Series:
    """The records that go in, by the numbers that `told.records_at` knows them by."""
    found = named(case, chosen)
    if not every_row:
        sides = found.group_by("ref", "kind").agg(together=pl.col("entity").n_unique())
        single = sides.filter(pl.col("together") == 1)
        alone = [
            ref
            for ref, kind in zip(single["ref"], single["kind"], strict=True)
            if _stands_alone(case, ref, kind)
        ]
        found = sides.filter((pl.col("together") > 1) | pl.col("ref").is_in(alone))
    return found["ref"].unique().sort()


def _stands_alone(case: Case, ref: int, kind: str) -> bool:
    """Whether a record names one entity only."""
    segment, place = divmod(ref, PLACES)
    roles = [field.id for field in case.kinds.records[kind].entities]
    frame = segments.read(case.db, segments.get(case.db, segment), roles)
    row = frame.row(place) if frame.width else ()
    return len({entity for entity in row if entity}) < 2


def _by_source(case: Case, refs: pl.Series) -> list[tuple[Source, dict[Segment, list[int]]]]:
    """Of each source the segments and the places in them that go in, in the order of the sources."""
    listed = {source.id: source for source in sources.listed(case)}
    of_reading = dict(case.db.conn.execute("SELECT id, source FROM reading"))
    found: dict[int, dict[Segment, list[int]]] = {}
    for ref in refs:
        number, place = divmod(ref, PLACES)
        segment = segments.get(case.db, number)
        found.setdefault(of_reading[segment.reading], {}).setdefault(segment, []).append(place)
    return [(listed[source], there) for source, there in sorted(found.items())]


def _take(case: Case, made: Case, source: Source, there: dict[Segment, list[int]]) -> int:
    """Takes the chosen records of one source in as a reading of it; how many rows they stand in."""
    (reading,) = {segment.reading for segment in there}
    before = next(one for one in readings.of_source(case, source.id) if one.id == reading)
    told = Acquisition(**{f.name: getattr(source, f.name) for f in fields(Acquisition)})
    new = sources.refer(made, Path(source.path), source.sha256, source.bytes, told)
    plugin = case.db.conn.execute(
        "SELECT name, text FROM declaration JOIN reading ON declaration.id = plugin WHERE reading.id = ?",
        (reading,),
    ).fetchone()
    writer = ReadingWriter(
        made, new, (source.recipe, before.recipe_text), before.options | {"extract": case.about.uuid}, plugin
    )
    numbers: dict[int, int] = {0: 0}
    rows: set[tuple[str, int]] = set()
    blocks = []
    for segment, places in there.items():
        frame = segments.read(case.db, segment)[places]
        frame = _as_read(case, case.kinds.records[segment.kind], frame, numbers)
        blocks.append(Block(0, 0, 0, segment.sheet, records={segment.kind: frame}))
        rows |= {(segment.sheet, row) for row in frame["row"]}
    values = _values(case, numbers)
    withheld = before.counts.read - len(rows)
    writer.add(Block(before.counts.read, 0, 0, values=values, withheld=withheld))
    for block in blocks:
        writer.add(block)
    for sheet in sorted({sheet for sheet, _ in rows}):
        wanted = sorted(row for at, row in rows if at == sheet)
        for start in range(0, len(wanted), ROWS):
            part = wanted[start : start + ROWS]
            texts = [_text(case, source, reading, sheet, row) for row in part]
            writer.add(
                Block(0, 0, 0, sheet, raw_rows=pl.DataFrame({"row": part, "text": texts}, schema=RAW_ROWS))
            )
    writer.seal(
        Ending(source.sha256, source.facts),
        f"Extract of {source.name}",
        circumstances.of(case.db, source.sha256),
    )
    return len(rows)


def _text(case: Case, source: Source, reading: int, sheet: str, row: int) -> str:
    """A row word for word; Problem where it stands in an original outside the case that is not there as it was."""
    text = verbatim.row(case, reading, sheet, row)
    if isinstance(text, verbatim.Absent):
        raise Problem(
            f"the rows of {source.name} cannot be read, so they cannot be proven: {text}",
            f"put the file back at {source.path}, or leave out what rests on it",
        )
    return text


def _as_read(case: Case, kind: RecordKind, frame: pl.DataFrame, numbers: dict[int, int]) -> pl.DataFrame:
    """Stored records as a reader delivers them; entities met for the first time get the next number."""
    known = assets.codes(case.db) | {0: ""}
    part = (
        frame["part"].cast(pl.Int32)
        if "part" in frame.columns
        else pl.zeros(frame.height, pl.Int32, eager=True)
    )
    columns = [frame["row"].cast(pl.Int64), part.alias("part")]
    for field in kind.fields:
        if field.type == "entity" and field.id in frame.columns:
            ids = frame[field.id].fill_null(0)
            for entity in ids.unique().sort():
                numbers.setdefault(entity, len(numbers))
            columns.append(ids.replace_strict(numbers, return_dtype=pl.Int32))
        elif field.id in frame.columns:
            columns.append(frame[field.id])
            columns += [
                frame[f"{field.id}.{more}"]
                for more in ("offset", "mark")
                if f"{field.id}.{more}" in frame.columns
            ]
            if field.type == "amount":
                number = frame.get_column(
                    f"{field.id}.asset", default=pl.zeros(frame.height, pl.Int32, eager=True)
                )
                code = number.fill_null(0).replace_strict(known, default="", return_dtype=pl.String)
                columns.append(code.alias(f"{field.id}.asset"))
    return pl.DataFrame(columns)


def _values(case: Case, numbers: dict[int, int]) -> pl.DataFrame:
    """The entities by their numbers in the reading, the first of which is 1."""
    rows = [
        case.db.conn.execute("SELECT kind, value, valid FROM entity WHERE id = ?", (entity,)).fetchone()
        for entity in numbers
        if entity
    ]
    return pl.DataFrame([(k, v, bool(valid)) for k, v, valid in rows], schema=NEW_VALUES, orient="row")


def _entities(case: Case) -> set[tuple[str, str]]:
    return set(case.db.conn.execute("SELECT kind, value FROM entity"))


def _named(case: Case, chosen: Sequence[int]) -> list[tuple[str, str]]:
    marks = ",".join(str(int(entity)) for entity in chosen)
    return [
        tuple(row) for row in case.db.conn.execute(f"SELECT kind, value FROM entity WHERE id IN ({marks})")
    ]


def _drawn_among(case: Case, chosen: set[int]) -> list[tuple[Any, ...]]:
    """The links drawn by hand whose ends are both chosen."""
    rows = case.db.conn.execute(
        "SELECT kind, start, end, caption, basis, first, last, analyst FROM drawn_link ORDER BY id"
    )
    return [row for row in rows if row[1] in chosen and row[2] in chosen]


def _workspace(
    case: Case, made: Case, chosen: Sequence[int], by_hand: Sequence[tuple[Any, ...]], chart: Chart | None
) -> None:
    """What analysts concluded about the chosen ones alone, each with who did, and the chart they stand on."""
    inside = set(chosen)
    with made.edit("Extract") as db:
        new: dict[int, int] = {}
        hands = drawn.entities_by_hand(case)
        for entity in chosen:
            kind, value, valid = case.db.conn.execute(
                "SELECT kind, value, valid FROM entity WHERE id = ?", (entity,)
            ).fetchone()
            db.conn.execute(
                "INSERT OR IGNORE INTO entity(kind, value, valid, reading) VALUES(?, ?, ?, NULL)",
                (kind, value, valid),
            )
            new[entity] = db.conn.execute(
                "SELECT id FROM entity WHERE kind = ? AND value = ?", (kind, value)
            ).fetchone()[0]
            if entity in hands:
                analyst, basis = hands[entity]
                drawn.draw_entity(made, db, kind, value, basis=_by(basis, analyst))
        for kind, start, end, caption, basis, first, last, analyst in by_hand:
            drawn.draw_link(
                made, db, kind, new[start], new[end], caption, _by(basis, analyst), first=first, last=last
            )
        for a in assessments.attributions(case):
            if a.entity in inside and a.owner in inside:
                assessments.attribute(
                    made, db, new[a.entity], new[a.owner], role=a.role, first=a.first, last=a.last,
                    standing=a.standing, basis=_by(a.basis, a.analyst),
                )  # fmt: skip
        for one, other in assessments.judged(case):
            if one in inside and other in inside:
                _, verdict, why, analyst = next(j for j in assessments.judgements(case, one) if j[0] == other)
                assessments.judge(made, db, new[one], new[other], verdict, _by(why, analyst))
        for entity, why in assessments.common_services(case).items():
            if entity in inside:
                assessments.mark_common(made, db, new[entity], why)
        shown = charts.create(db, chart.title if chart else "Extract")
        charts.show(db, shown, [new[e] for e in (chart.shown if chart else chosen) if e in new])
        if chart is not None:
            charts.place(db, shown, [(new[e], x, y) for e, (x, y) in chart.positions.items() if e in new])


def _by(basis: str, analyst: str) -> str:
    return f"{basis} (by {analyst})" if analyst else basis
