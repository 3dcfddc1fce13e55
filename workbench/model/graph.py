"""Graph: one frozen snapshot of entities and links as flat arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Indexes = npt.NDArray[np.int32]


class Places(Mapping[int, int]):
    """From ids to their numbers 0..n-1, without an entry for each; `others` are further ids of some numbers."""

    def __init__(self, ids: Ints, others: Mapping[int, int] | None = None) -> None:
        ascending = bool((ids[1:] > ids[:-1]).all())
        self._order = None if ascending else np.argsort(ids, kind="stable")
        self._ids = ids if self._order is None else ids[self._order]
        self._others = others or {}

    def __getitem__(self, id: int) -> int:
        at = int(np.searchsorted(self._ids, id))
        if at < len(self._ids) and self._ids[at] == id:
            return at if self._order is None else int(self._order[at])
        return self._others[id]

    def numbers(self, ids: Ints) -> Ints:
        """The number of each id, -1 for those that are not known."""
        at = np.minimum(np.searchsorted(self._ids, ids), max(len(self._ids) - 1, 0))
        known = self._ids[at] == ids if len(self._ids) else np.zeros(len(ids), bool)
        found = np.where(known, at if self._order is None else self._order[at], -1)
        if self._others:
            for k in np.flatnonzero(~known).tolist():
                found[k] = self._others.get(int(ids[k]), -1)
        return found.astype(np.int64)

    def __len__(self) -> int:
        return len(self._ids) + len(self._others)

    def __iter__(self) -> Iterator[int]:
        yield from self._ids.tolist()
        yield from self._others


@dataclass(frozen=True)
class Graph:
    """Entities and links of the included readings, hand-made ones among them.

    Nodes are numbered 0..n-1; `ids[i]` is the entity of node i (the first of its group where judgements
    say "same"). Links are numbered 0..m-1; `start` and `end` are node numbers. `first` and `last` are UTC
    microseconds, or `NO_TIME`. `common[i]` marks common services, which neither join nor expand unless asked.
    """

    ids: Ints
    kind: Indexes
    kinds: Sequence[str]
    captions: Sequence[str]
    values: Sequence[str]
    records: Ints
    common: npt.NDArray[np.bool_]
    link_ids: Ints
    start: Indexes
    end: Indexes
    link_kind: Indexes
    link_kinds: Sequence[str]
    count: Ints
    first: Ints
    last: Ints
    standing: npt.NDArray[np.uint8]
    grouped: dict[int, int]

    NO_TIME = np.iinfo(np.int64).min

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def node_of(self) -> Places:
        """Entity id -> node number; every member of a group leads to the group's node."""
        own = Places(self.ids)
        members = {m: own[head] for m, head in self.grouped.items() if m not in own and head in own}
        return Places(self.ids, members) if members else own

    def numbers(self, entities: Iterable[int]) -> Indexes:
        """The nodes of some entities, each once, in the order given; unknown ones are left out."""
        ids = np.fromiter(entities, np.int64)
        found = self.node_of.numbers(ids)
        found = found[found >= 0]
        _, first = np.unique(found, return_index=True)
        return found[np.sort(first)].astype(np.int32)

    @cached_property
    def link_of(self) -> Mapping[int, int]:
        """Link id -> link number."""
        return Places(self.link_ids)

    @cached_property
    def _incidence(self) -> tuple[Ints, Indexes]:
        ends = np.concatenate([self.start, self.end])
        order = np.argsort(ends, kind="stable")
        offsets = np.searchsorted(ends[order], np.arange(len(self.ids) + 1))
        links = (order % max(len(self.start), 1)).astype(np.int32)
        return offsets.astype(np.int64), links

    def get_ready(self) -> Graph:
        """Makes what is found by id and what touches a node, which takes a large graph some time: on whatever thread
        it is read, so that nobody waits for it who only selects something."""
        _ = self.node_of, self.link_of, self._incidence
        return self

    def links_at(self, node: int) -> Indexes:
        """The links that touch a node, each once."""
        offsets, links = self._incidence
        found: Indexes = np.unique(links[offsets[node] : offsets[node + 1]])
        return found

    def neighbours(self, node: int) -> Indexes:
        """The nodes one link away, each once, the node itself left out."""
        at = self.links_at(node)
        found = np.unique(np.concatenate([self.start[at], self.end[at]]))
        others: Indexes = found[found != node]
        return others

    def members(self, entity: int) -> list[int]:
        """Every entity id of the group that an entity belongs to."""
        head = self.grouped.get(entity, entity)
        return [head, *self._members.get(head, ())]

    @cached_property
    def _members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for member, head in sorted(self.grouped.items()):
            found.setdefault(head, []).append(member)
        return found

    def links_between(self, nodes: npt.NDArray[Any]) -> Indexes:
        """The links with both ends among these nodes."""
        among = np.zeros(len(self.ids), bool)
        among[nodes] = True
        found: Indexes = np.flatnonzero(among[self.start] & among[self.end]).astype(np.int32)
        return found


def empty() -> Graph:
    """A graph of nothing, for a window without a case."""
    ints, indexes = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Graph(
        ints,
        indexes,
        (),
        (),
        (),
        ints,
        np.zeros(0, bool),
        ints,
        indexes,
        indexes,
        indexes,
        (),
        ints,
        ints,
        ints,
        np.zeros(0, np.uint8),
        {},
    )
