"""Lines of a chart: which links each bundles, all between two entities or those of one kind and direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.case.owners import Pieces
from workbench.model.graph import Graph, Indexes, Ints
from workbench.model.kinds import Kinds

BESIDE = 8  # lines drawn beside one another between two entities; further kinds are counted in the last
REST = 1 << 20  # the sort of all further kinds


@dataclass(frozen=True)
class Lines:
    """Lines between nodes of the graph; line k bundles the pieces order[first[k]:first[k + 1]].

    `main` is the number of the link most records are behind, `count` how many records there are, `standing` the
    firmest of the links, `directed` whether all of them run from `start` to `end`. Ids are those of the main link;
    where several lines would have the same, negative ones.
    """

    pieces: Pieces
    order: Indexes
    first: Ints
    start: Indexes
    end: Indexes
    main: Indexes
    ids: Ints
    count: Ints
    standing: npt.NDArray[np.uint8]
    directed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.main)

    def of(self, line: int) -> Indexes:
        """The pieces of a line."""
        return self.order[self.first[line] : self.first[line + 1]]

    @cached_property
    def pair(self) -> Ints:
        """Which pair of nodes each line joins, numbered from 0."""
        low, high = np.minimum(self.start, self.end).astype(np.int64), np.maximum(self.start, self.end)
        found: Ints = np.unique(low << 32 | high, return_inverse=True)[1].ravel().astype(np.int64)
        return found

    def taken(self, which: Ints) -> Lines:
        """Some of these lines, one as often as it is named."""
        size = np.diff(self.first)[which]
        first = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
        at = np.repeat(self.first[which] - first[:-1], size) + np.arange(size.sum())
        return Lines(
            self.pieces, self.order[at], first, self.start[which], self.end[which], self.main[which],
            self.ids[which], self.count[which], self.standing[which], self.directed[which],
        )  # fmt: skip

    def held(self, graph: Graph) -> Held:
        """The links in each line, by id."""
        return Held(self.ids, self.first, graph.link_ids[self.pieces.link[self.order]])


class Held(Mapping[int, list[int]]):
    """Which links (ids) each line (id) holds: `links[first[k]:first[k + 1]]` are those of line k."""

    def __init__(self, ids: Ints, first: Ints, links: Ints) -> None:
        self.ids, self.first, self.links = ids, first, links
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def __getitem__(self, line: int) -> list[int]:
        at = int(np.searchsorted(self._sorted, line))
        if at == len(self._sorted) or self._sorted[at] != line:
            raise KeyError(line)
        k = int(self._order[at])
        return list(dict.fromkeys(self.links[self.first[k] : self.first[k + 1]].tolist()))

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[int]:
        yield from self.ids.tolist()

    def links_of(self, lines: Iterable[int]) -> set[int]:
        """The links in some lines."""
        chosen = np.isin(self.ids, np.fromiter(lines, np.int64))
        return set(self.links[np.repeat(chosen, np.diff(self.first))].tolist())

    def lines_of(self, links: Iterable[int]) -> set[int]:
        """The lines that hold some of these links."""
        found = np.flatnonzero(np.isin(self.links, np.fromiter(links, np.int64)))
        return set(self.ids[np.searchsorted(self.first, found, "right") - 1].tolist())


def no_lines() -> Held:
    """The lines of no chart."""
    return Held(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64))


def bundled(graph: Graph, kinds: Kinds, pieces: Pieces, sort: Ints | None = None) -> Lines:
    """Pieces of links by the pair of nodes they join, whichever way they run; with `sort` those of one sort only."""
    low, high = np.minimum(pieces.start, pieces.end), np.maximum(pieces.start, pieces.end)
    pair = low.astype(np.int64) << 32 | high
    kind = graph.link_kind[pieces.link]
    keys = (kind, pair) if sort is None else (kind, sort, pair)
    order = np.lexsort(keys).astype(np.int32)
    cut = np.diff(pair[order], prepend=-1) != 0
    if sort is not None:
        cut |= np.diff(sort[order], prepend=-1) != 0
    begin = np.flatnonzero(cut)
    first = np.append(begin, len(order)).astype(np.int64)
    if not len(begin):
        none = np.zeros(0, np.int32)
        flags = np.zeros(0, np.uint8)
        return Lines(pieces, none, first, none, none, none, first[:0], first[:0], flags, flags.astype(bool))
    line = np.repeat(np.arange(len(begin)), np.diff(first))
    count = pieces.count[order]
    heaviest = np.lexsort((kind[order], -count, line))
    main = pieces.link[order[heaviest[begin]]]
    forth = pieces.start[order] == low[order]
    points = directed_kinds(graph, kinds)[kind[order]]
    forwards = np.logical_or.reduceat(points & forth, begin)
    backwards = np.logical_or.reduceat(points & ~forth, begin)
    turned = backwards & ~forwards
    one, other = low[order[begin]], high[order[begin]]
    return Lines(
        pieces, order, first,
        np.where(turned, other, one).astype(np.int32), np.where(turned, one, other).astype(np.int32),
        main, _ids(graph.link_ids[main]), np.add.reduceat(count, begin),
        np.minimum.reduceat(graph.standing[pieces.link[order]], begin), forwards != backwards,
    )  # fmt: skip


def directed_kinds(graph: Graph, kinds: Kinds) -> npt.NDArray[np.bool_]:
    """Whether links of each of the graph's kinds run from one to the other."""
    return np.array([kinds.links[k].directed for k in graph.link_kinds], bool)


def _ids(main: Ints) -> Ints:
    """The ids of lines: each line its own."""
    again = np.ones(len(main), bool)
    again[np.unique(main, return_index=True)[1]] = False
    return np.where(again, -np.arange(1, len(main) + 1), main)


def beside(graph: Graph, kinds: Kinds, pieces: Pieces) -> Lines:
    """A line for each kind of link and direction, up to BESIDE between two nodes; the last holds all further kinds."""
    kind = graph.link_kind[pieces.link].astype(np.int64)
    backwards = (pieces.start > pieces.end) & directed_kinds(graph, kinds)[kind]
    sort = kind * 2 + backwards
    lines = bundled(graph, kinds, pieces, sort)
    many = np.bincount(lines.pair, minlength=1)[lines.pair] > BESIDE if len(lines) else np.zeros(0, bool)
    if not many.any():
        return lines
    ranked = np.lexsort((-lines.count, lines.pair))
    begin = np.flatnonzero(np.diff(lines.pair[ranked], prepend=-1))
    rank = np.empty(len(lines), np.int64)
    rank[ranked] = np.arange(len(lines)) - np.repeat(begin, np.diff(begin, append=len(lines)))
    further = np.empty(len(pieces.link), bool)
    further[lines.order] = np.repeat(many & (rank >= BESIDE - 1), np.diff(lines.first))
    return bundled(graph, kinds, pieces, np.where(further, REST, sort))
