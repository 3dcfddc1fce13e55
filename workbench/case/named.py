"""Which records name some entities, in which role and when: read by the zone maps, so that a case of millions answers
for one entity without being read as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from workbench.case import included, segments
from workbench.case.cases import Case
from workbench.case.told import PLACES

NAMED = {
    "kind": pl.String, "role": pl.String, "entity": pl.Int64, "at": pl.Int64, "ref": pl.Int64, "reading": pl.Int64,
}  # fmt: skip


def named(case: Case, entities: Sequence[int], moments: tuple[int, int] | None = None) -> pl.DataFrame:
    """A row for each counted record and role that names one of the entities: `NAMED`, in the order of the segments.

    What two sources tell of one event in their own words is there with each. `at` is null where a record has no
    moment; in a stretch of time (UTC microseconds, the end left out) those with a moment outside it are not there.
    """
    codes = included.codes(case.db, included.readings(case.db))
    wanted = pl.Series(sorted(set(entities)), dtype=pl.Int64)
    found = [pl.DataFrame(schema=NAMED)]
    if not len(wanted):
        return found[0]
    zone = int(wanted[0]), int(wanted[-1])
    roles = dict.fromkeys(field.id for kind in case.kinds.records.values() for field in kind.entities)
    there: dict[segments.Segment, list[str]] = {}
    for role in roles:
        for segment in segments.holding(case.db, role, zone, codes):
            there.setdefault(segment, []).append(role)
    for segment in sorted(there, key=lambda s: s.id):
        declared = case.kinds.records[segment.kind]
        own = [field.id for field in declared.entities if field.id in there[segment]]
        moment = declared.moment.id if declared.moment else ""
        frame = segments.read(case.db, segment, [*own, "overlap", *([moment] if moment else [])])
        if not own or not frame.width:
            continue
        frame = frame.with_columns(ref=pl.int_range(frame.height, dtype=pl.Int64) + segment.id * PLACES)
        if "overlap" in frame.columns:
            frame = frame.filter(pl.col("overlap").fill_null(0).is_in(codes[segment.reading]))
        if moments is not None and moment in frame.columns:
            frame = frame.filter((pl.col(moment) >= moments[0]) & (pl.col(moment) < moments[1]))
        at = pl.col(moment).cast(pl.Int64) if moment in frame.columns else pl.lit(None, pl.Int64)
        for role in own:
            mine = frame.filter(pl.col(role).cast(pl.Int64).is_in(wanted.implode()))
            if mine.height:
                found.append(
                    mine.select(
                        kind=pl.lit(segment.kind), role=pl.lit(role), entity=pl.col(role).cast(pl.Int64), at=at,
                        ref="ref", reading=pl.lit(segment.reading, pl.Int64),
                    )
                )  # fmt: skip
    return pl.concat(found)
