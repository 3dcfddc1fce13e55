"""What records of one kind tell, as a table: the columns a question asks for, over all readings that count."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from workbench.case import assets, included, records, segments
from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.case.twins import effective
from workbench.model.kinds import Kinds, RecordKind

PLACES = 1 << 32  # more than a segment can hold
TYPES: dict[str, pl.DataType] = {
    "entity": pl.Int64(),
    "moment": pl.Int64(),
    "duration": pl.Int64(),
    "number": pl.Float64(),
    "amount": pl.Decimal(38, 0),
    "text": pl.String(),
    "choice": pl.String(),
}


def columns_of(declared: RecordKind, wanted: Iterable[str]) -> dict[str, pl.DataType]:
    """The columns that `told` gives for some fields of a kind of record, and their types."""
    made: dict[str, pl.DataType] = {}
    for name in wanted:
        if name.endswith(".mark"):
            made[name] = pl.UInt8()
            continue
        field = declared.field(name)
        made[name] = TYPES[field.type]
        if field.type == "amount":
            made[f"{name}.asset"] = pl.String()
    return made | {"ref": pl.Int64(), "reading": pl.Int64()}


def told(
    case: Case,
    kind: str,
    wanted: Iterable[str],
    moments: tuple[int, int] | None = None,
    *,
    once: bool = True,
    kinds: Kinds | None = None,
) -> pl.DataFrame:
    """The counted records of a kind in the order of sources and rows, one row each.

    Entities are ids, 0 for none; moments UTC microseconds; durations seconds; amounts exact in the asset's smallest
    unit, with its code in `<amount>.asset`; `<moment>.mark` may be asked for too, and says how exact a moment is
    (`model.block.mark`). A field that no record states is null. `ref` names the record (`records_at`), `reading` where
    it was read. `moments` is a stretch of time, its end left out: then only records with a moment inside it are there,
    and all records of a kind that has none. With `once` an event that two sources tell in their own words is there
    once; without, each telling is there, for each may name another device or cell. `kinds` are those asked
    by, where they are newer than the case's: what the case knows nothing of is null. A kind of record that is declared
    nowhere gives no rows, as a case without such records does.
    """
    declared = (kinds or case.kinds).records.get(kind)
    names = list(dict.fromkeys(wanted))
    if declared is None:
        return pl.DataFrame(
            schema={name: pl.Null() for name in names} | {"ref": pl.Int64(), "reading": pl.Int64()}
        )
    columns = columns_of(declared, names)
    codes = included.codes(case.db, included.readings(case.db))
    moment = declared.moment.id if declared.moment else ""
    known = assets.codes(case.db) | {0: ""}
    roles = {field.id for field in declared.entities}
    found = [pl.DataFrame(schema=columns)]
    for segment in segments.listed(case.db, codes, kind):
        frame = segments.read(
            case.db, segment, {*columns, "overlap", "twin", moment} - {"ref", "reading", ""}
        )
        if not frame.width:  # none of these columns holds anything
            frame = pl.DataFrame({"overlap": pl.zeros(segment.rows, pl.Int32, eager=True)})
        frame = frame.with_columns(
            ref=pl.int_range(frame.height, dtype=pl.Int64) + segment.id * PLACES,
            reading=pl.lit(segment.reading, pl.Int64),
        )
        counts = effective(frame) if once else _overlap(frame)
        frame = frame.filter(counts.is_in(codes[segment.reading]))
        if moments is not None and moment:
            if moment not in frame.columns:
                continue
            frame = frame.filter((pl.col(moment) >= moments[0]) & (pl.col(moment) < moments[1]))
        found.append(frame.select(_typed(name, type, frame, roles, known) for name, type in columns.items()))
    return pl.concat(found)


def _overlap(frame: pl.DataFrame) -> pl.Series:
    if "overlap" not in frame.columns:
        return pl.zeros(frame.height, pl.UInt16, eager=True)
    return frame["overlap"].fill_null(0)


def _typed(
    name: str, type: pl.DataType, frame: pl.DataFrame, roles: set[str], known: dict[int, str]
) -> pl.Expr:
    if name.endswith(".asset") and name in frame.columns:
        return pl.col(name).fill_null(0).replace_strict(known, default="", return_dtype=pl.String)
    there = pl.col(name).cast(type) if name in frame.columns else pl.lit(None, type)
    return (there.fill_null(0) if name in roles else there).alias(name)


def records_at(case: Case, refs: Iterable[int]) -> list[Record]:
    """The records that some `ref`s of `told` name, in their order, each with its row."""
    wanted = list(refs)
    found: dict[int, Record] = {}
    for segment, places in _by_segment(wanted).items():
        read = records.some(case, segments.get(case.db, segment), places)
        found |= {segment * PLACES + place: record for place, record in zip(places, read, strict=True)}
    return [found[ref] for ref in wanted]


def rows_at(case: Case, refs: Iterable[int]) -> list[tuple[int, int, int]]:
    """Where the records stand that some `ref`s name: (reading, row, part), each once, in the order of readings."""
    found: set[tuple[int, int, int]] = set()
    for id, places in _by_segment(refs).items():
        segment = segments.get(case.db, id)
        frame = segments.read(case.db, segment, ["row", "part"])[places]
        parts = frame["part"].to_list() if "part" in frame.columns else [0] * len(places)
        found |= {
            (segment.reading, int(row), int(part or 0)) for row, part in zip(frame["row"], parts, strict=True)
        }
    return sorted(found)


def _by_segment(refs: Iterable[int]) -> dict[int, list[int]]:
    by: dict[int, list[int]] = {}
    for ref in refs:
        segment, place = divmod(ref, PLACES)
        by.setdefault(segment, []).append(place)
    return by
