"""Which records of a case belong to what is handed out: a mask for each segment, and the rows behind each link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, records, said_of, segments
from workbench.case.cases import Case
from workbench.case.scope import Stretch, Tests, passing
from workbench.case.segments import Segment
from workbench.case.tallies import link_columns
from workbench.case.twins import effective
from workbench.model.graph import Graph, Indexes, Ints

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Rows behind numbered things: those of number k are [`begin[k]`, `begin[k + 1]`) of `segment` (its place in the
    list of segments), `row` and `part`."""

    begin: Ints
    segment: npt.NDArray[np.int32]
    row: Ints
    part: npt.NDArray[np.int32]


@dataclass
class Chosen:
    """The chosen part of a graph and the records that tell of it.

    `nodes` and `links` number the graph's; `whole` says that nothing was left away, so that every counted record
    belongs. Else those belong that stand behind a chosen link or name chosen entities only. Records that name one of
    `without` (entity ids) never do.
    """

    case: Case
    graph: Graph
    nodes: Indexes
    links: Indexes
    whole: bool
    tests: Tests = ()
    moments: Stretch = None
    without: frozenset[int] = frozenset()
    _masks: dict[int, Mask] = field(default_factory=dict)

    @cached_property
    def counted(self) -> dict[int, list[int]]:
        return included.codes(self.case.db, included.readings(self.case.db))

    @cached_property
    def segments(self) -> list[Segment]:
        """The segments of the included readings whose kind of record is known, in the order they were written."""
        found = segments.listed(self.case.db, self.counted)
        return [s for s in found if s.kind in self.case.kinds.records]

    @cached_property
    def node_of(self) -> Ints:
        """The place among the chosen nodes of each entity by its id, those judged the same among them; -1 for none."""
        graph = self.graph
        size = max([int(graph.ids.max(initial=0)), *graph.grouped]) + 1
        made = np.full(size, -1, np.int64)
        made[graph.ids[self.nodes]] = np.arange(len(self.nodes))
        for member, head in graph.grouped.items():
            made[member] = made[head] if head < size else -1
        return made

    def places(self, ids: npt.NDArray[np.signedinteger]) -> Ints:
        """The place among the chosen nodes of some entities; -1 for those that are not chosen."""
        inside = (ids >= 0) & (ids < len(self.node_of))
        found: Ints = np.where(inside, self.node_of[np.where(inside, ids, 0)], -1)
        return found

    @cached_property
    def link_of(self) -> Ints:
        """The place among the chosen links of each stored link by its id, -1 for none."""
        ids = self.graph.link_ids[self.links]
        stored = ids < 1 << 31
        made = np.full(int(ids[stored].max(initial=0)) + 1, -1, np.int64)
        made[ids[stored]] = np.flatnonzero(stored)
        return made

    def mask(self, segment: Segment) -> Mask:
        """Which records of a segment belong."""
        if segment.id not in self._masks:
            self._masks[segment.id] = self._mask(segment)
        return self._masks[segment.id]

    def _mask(self, segment: Segment) -> Mask:
        kind = self.case.kinds.records[segment.kind]
        roles = [f.id for f in kind.entities]
        asked = not self.whole or self.without
        columns = [name for name, *_ in link_columns(self.case.kinds, kind.id)] if asked else []
        frame = segments.read(self.case.db, segment, ["overlap", *(roles if asked else []), *columns])
        there = np.ones(segment.rows, bool)
        if "overlap" in frame.columns:
            there &= np.isin(frame["overlap"].fill_null(0).to_numpy(), self.counted[segment.reading])
        if self.tests or self.moments is not None:
            there &= passing(self.case, segment, self.tests, self.moments)
        if not asked:
            return there
        named = {r: frame[r].fill_null(0).to_numpy() for r in roles if r in frame.columns}
        for ids in named.values():
            there &= ~np.isin(ids, list(self.without))
        if self.whole:
            return there
        linked = np.zeros(segment.rows, bool)
        for column in columns:
            if column in frame.columns:
                linked |= self._linked(frame[column]) >= 0
        alone = np.ones(segment.rows, bool)
        for ids in named.values():
            alone &= (ids == 0) | (self.places(ids) >= 0)
        mask: Mask = there & (linked | (alone & bool(named)))
        return mask

    def _linked(self, column: pl.Series) -> Ints:
        ids = column.fill_null(0).to_numpy()
        inside = (ids > 0) & (ids < len(self.link_of))
        found: Ints = np.where(inside, self.link_of[np.where(inside, ids, 0)], -1)
        return found

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many records of each kind belong, in the order of the first of each."""
        made: dict[str, int] = {}
        for segment in self.segments:
            there = int(self.mask(segment).sum())
            if there:
                made[segment.kind] = made.get(segment.kind, 0) + there
        return made

    @property
    def size(self) -> int:
        """How many records belong."""
        return sum(self.sizes.values())

    @cached_property
    def silenced(self) -> frozenset[tuple[int, str, int, int]]:
        """Reading, sheet, row and part of the records that name somebody who is left out."""
        found: set[tuple[int, str, int, int]] = set()
        for segment in self.segments if self.without else ():
            roles = [f.id for f in self.case.kinds.records[segment.kind].entities]
            frame = segments.read(self.case.db, segment, [*roles, "row", "part"])
            named = [pl.col(r).is_in(list(self.without)) for r in roles if r in frame.columns]
            part = pl.col("part").fill_null(0) if "part" in frame.columns else pl.lit(0)
            there = frame.filter(pl.any_horizontal(named)) if named else frame.clear()
            rows = there.select(pl.col("row"), part.alias("part")).iter_rows()
            found.update((segment.reading, segment.sheet, int(row), int(part)) for row, part in rows)
        return frozenset(found)

    @cached_property
    def behind_links(self) -> Rows:
        """The rows behind each chosen link that is stored, in the order of files; a record once."""
        found = [pl.DataFrame(schema=_ROWS)]
        for number, segment in enumerate(self.segments):
            found += self._of_links(number, segment)
        return _sorted(pl.concat(found), len(self.links))

    def _of_links(self, number: int, segment: Segment) -> Iterator[pl.DataFrame]:
        kind = self.case.kinds.records[segment.kind]
        mask = self.mask(segment)
        columns = link_columns(self.case.kinds, kind.id)
        if not columns or not mask.any():
            return
        names = [name for name, *_ in columns]
        frame = segments.read(self.case.db, segment, [*names, "row", "part", "overlap", "twin"])
        as_event = mask & np.isin(effective(frame).to_numpy(), self.counted[segment.reading])
        part = frame["part"].fill_null(0) if "part" in frame.columns else pl.zeros(frame.height, eager=True)
        for name, _, start, end in columns:
            if name in frame.columns:
                links = self._linked(frame[name])
                at = np.flatnonzero((links >= 0) & (as_event if records.joins(kind, start, end) else mask))
                if len(at):
                    yield _told(links[at], number, frame["row"].gather(at), part.gather(at))

    @cached_property
    def first_rows(self) -> Rows:
        """The first row in each file that names each chosen entity."""
        found = [pl.DataFrame(schema=_ROWS)]
        for number, segment in enumerate(self.segments):
            found += self._of_nodes(number, segment)
        whole = pl.concat(found)
        source = pl.Series([self.readings[s.reading][0] for s in self.segments], dtype=pl.Int64)
        if whole.height:
            whole = whole.with_columns(source=source.gather(whole["segment"].to_numpy()))
            whole = whole.sort("at", "source", "segment", "row", "part")
            whole = whole.unique(["at", "source"], keep="first", maintain_order=True).drop("source")
        return _sorted(whole, len(self.nodes))

    def _of_nodes(self, number: int, segment: Segment) -> Iterator[pl.DataFrame]:
        kind = self.case.kinds.records[segment.kind]
        mask = self.mask(segment)
        roles = [f.id for f in kind.entities]
        frame = segments.read(self.case.db, segment, [*roles, "row", "part"])
        part = frame["part"].fill_null(0) if "part" in frame.columns else pl.zeros(frame.height, eager=True)
        for role in roles:
            if role in frame.columns and mask.any():
                nodes = self.places(frame[role].fill_null(0).to_numpy())
                at = np.flatnonzero((nodes >= 0) & mask)
                if len(at):
                    made = _told(nodes[at], number, frame["row"].gather(at), part.gather(at))
                    yield made.sort("at", "row", "part").unique("at", keep="first", maintain_order=True)

    @cached_property
    def readings(self) -> dict[int, tuple[int, str]]:
        """Of each included reading its source and what it calls a row."""
        source = said_of.source_of(self.case)
        return {r: (source[r], records.row_word(self.case, r)) for r in self.counted}


_ROWS = {"at": pl.Int64, "segment": pl.Int32, "row": pl.Int64, "part": pl.Int32}


def _told(at: Ints, segment: int, row: pl.Series, part: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"at": at, "row": row.cast(pl.Int64), "part": part.cast(pl.Int32)}).select(
        "at", pl.lit(segment, pl.Int32).alias("segment"), "row", "part"
    )


def _sorted(found: pl.DataFrame, size: int) -> Rows:
    found = found.unique().sort("at", "segment", "row", "part")
    begin = np.searchsorted(found["at"].to_numpy(), np.arange(size + 1)).astype(np.int64)
    return Rows(begin, *(found[c].to_numpy() for c in ("segment", "row", "part")))


def words_of_links(chosen: Chosen) -> dict[int, list[str]]:
    """What records call links whose kind has words for it, each word once in the order they are met: by link id."""
    case = chosen.case
    found: dict[int, dict[str, None]] = {}
    worded = {k.id: k.words for k in case.kinds.links.values() if k.words}
    for segment in chosen.segments:
        columns = [(n, worded[k]) for n, k, *_ in link_columns(case.kinds, segment.kind) if k in worded]
        if columns:
            _add_words(chosen, segment, columns, found)
    return {link: list(words) for link, words in found.items()}


def _add_words(
    chosen: Chosen,
    segment: Segment,
    columns: Sequence[tuple[str, Sequence[str]]],
    found: dict[int, dict[str, None]],
) -> None:
    wanted = {name for column, words in columns for name in (column, *words)}
    frame = segments.read(chosen.case.db, segment, wanted).filter(pl.Series(chosen.mask(segment)))
    for column, words in columns:
        there = [w for w in words if w in frame.columns]
        if column not in frame.columns or not there:
            continue
        told = frame.filter(pl.col(column).fill_null(0) > 0).select(column, *there)
        for link, *said in told.unique(maintain_order=True).iter_rows():
            for word in said:
                if word and (bare := " ".join(str(word).split())):
                    found.setdefault(link, {})[bare] = None
