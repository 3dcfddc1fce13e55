"""Links that are bundled only when asked for, such as *at cell*: counted straight from the role columns.

Their ids are made of their kind and ends, so that they need no row of their own: bit 62 set, 5 bits kind,
28 bits start, 28 bits end.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, joined, role_columns, segments
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.role_columns import LINKS, SPAN
from workbench.model.kinds import Kinds, RecordKind

Whole = npt.NDArray[np.int64]
_MARK = 1 << 62
_ENDS = 1 << 28


def is_on_demand(link: int) -> bool:
    """Whether a link id is of this sort."""
    return bool(link & _MARK)


def _numbered(kinds: Kinds) -> list[str]:
    return sorted(k.id for k in kinds.links.values() if k.bundle == "on demand")


def parts(kinds: Kinds, link: int) -> tuple[str, int, int]:
    """The kind, start and end an id was made of; the kind is "" where the case has none of that number."""
    named = dict(enumerate(_numbered(kinds)))
    return named.get(link >> 56 & 31, ""), link >> 28 & (_ENDS - 1), link & (_ENDS - 1)


def numbered(kinds: Kinds, kind: str, start: Whole, end: Whole) -> Whole:
    """The ids of links of a kind between entities, as `parts` takes them apart."""
    made: Whole = _MARK + _numbered(kinds).index(kind) * (1 << 56) + start * _ENDS + end
    return made


_COLUMNS = {"id": pl.Int64, "kind": pl.String, **LINKS}


def counted(case: Case, wanted: Iterable[str], readings: Iterable[int] | None = None) -> pl.DataFrame:
    """Links of these kinds over the included readings, or over others: id, kind, start, end, count, first, last."""
    return (
        _by_reading(case, wanted, readings)
        .group_by("id", "kind", "start", "end")
        .agg(pl.col("count").sum(), pl.col("first").min(), pl.col("last").max())
        .sort("id")
    )


def sources(case: Case, links: Iterable[int]) -> dict[int, list[int]]:
    """The sources that some links of this sort stand in, by link id."""
    ids = sorted(set(links))
    kinds = {parts(case.kinds, link)[0] for link in ids}
    source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())
    found: dict[int, set[int]] = {}
    frame = _by_reading(case, kinds).filter(pl.col("id").is_in(ids))
    for id, reading in frame.select("id", "reading").iter_rows():
        found.setdefault(id, set()).add(source_of[reading])
    return {id: sorted(there) for id, there in found.items()}


def _by_reading(case: Case, wanted: Iterable[str], readings: Iterable[int] | None = None) -> pl.DataFrame:
    """The links of each segment, their counts apart; a link stands in as many rows as segments hold it."""
    db, kinds = case.db, case.kinds
    codes = included.codes(db, included.readings(db) if readings is None else readings)
    number = {kind: n for n, kind in enumerate(_numbered(kinds))}
    found = []
    for id in sorted(set(wanted) & set(number)):
        roles: dict[str, list[tuple[str, str]]] = {}
        named = {"kind": pl.lit(id), "number": pl.lit(number[id], pl.Int64)}
        for making in kinds.links[id].made_by:
            if making.other:
                found.append(joined.links(db, kinds, making, codes).with_columns(**named))
            else:
                roles.setdefault(making.record, []).append((making.start, making.end))
        for record, pairs in roles.items():
            for segment in segments.listed(db, codes, record):
                made = _counted(db, kinds.records[record], segment, pairs, codes[segment.reading])
                found.append(made.with_columns(**named))
    if not found:
        return pl.DataFrame(schema=_COLUMNS)
    ids = pl.lit(_MARK) + pl.col("number") * (1 << 56) + pl.col("start") * _ENDS + pl.col("end")
    return pl.concat(found, how="diagonal").with_columns(id=ids).select(list(_COLUMNS))


def _counted(
    db: Database, kind: RecordKind, segment: segments.Segment, pairs: list[tuple[str, str]], codes: list[int]
) -> pl.DataFrame:
    """Start, end, reading, count, first and last of the pairs of roles in one segment; a record that says the same
    pair in two roles counts once."""
    frame = role_columns.of(db, kind, segment, {role for pair in pairs for role in pair}, codes)
    nobody = pl.lit(0, pl.Int64)
    said = pl.concat(
        frame.with_row_index().select(
            "index",
            "when",
            "reading",
            start=pl.col(start).cast(pl.Int64) if start in frame.columns else nobody,
            end=pl.col(end).cast(pl.Int64) if end in frame.columns else nobody,
        )
        for start, end in pairs
    )
    return (
        said.filter((pl.col("start") > 0) & (pl.col("end") > 0))
        .unique(["index", "start", "end"])
        .group_by("start", "end", "reading")
        .agg(**SPAN)
    )
