"""Who is linked with whom, each pair once: the plain network that the questions about networks are asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from workbench.kernels.union_find import join
from workbench.model.graph import Graph, Indexes, Ints
from workbench.questions.parameter import Parameter
from workbench.questions.wording import many

KINDS = Parameter(
    "kinds",
    "Only these kinds of entity",
    "kinds",
    help="Others are left out, and the links that lead to them.",
)
LINKS = Parameter("links", "Only these kinds of link", "links")
COMMON = Parameter(
    "common", "Let common services join", "yes", False,
    help="A taxi rank or a bank that hundreds share joins strangers; it is left out unless wanted.",
)  # fmt: skip
NETWORK = (KINDS, LINKS, COMMON)
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


def how_many(default: int = 20, label: str = "How many to show") -> Parameter:
    """How many rows an answer has."""
    return Parameter("most", label, "whole", default, least=1, most=10_000)


@dataclass(frozen=True)
class Contacts:
    """Entities that have a link with another one, numbered 0..n-1 in the order in which the links name them first.

    `nodes` are their numbers in the graph. Number i has the contacts `other[first[i]:first[i + 1]]`, ascending, each
    once; `pair` beside it numbers the pair. `low`, `high` and `records` are by pair: its ends and the records of all
    links between the two, whichever way these point. `links` are the numbers of all these links in the graph, pair by
    pair. `services` counts common services that were left out.
    """

    graph: Graph
    nodes: Indexes
    first: Ints
    other: Indexes
    pair: Indexes
    low: Indexes
    high: Indexes
    records: Ints
    services: int
    links: Indexes
    _of_pair: Ints

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def pairs(self) -> int:
        return len(self.low)

    @cached_property
    def degree(self) -> Ints:
        """How many contacts each has."""
        return np.diff(self.first)

    @cached_property
    def entities(self) -> Ints:
        """The entity of each number."""
        return self.graph.ids[self.nodes]

    @cached_property
    def number_of(self) -> Ints:
        """The number of each node of the graph, -1 for one that has no contacts here."""
        found = np.full(len(self.graph), -1, np.int64)
        found[self.nodes] = np.arange(len(self.nodes))
        return found

    def numbers(self, entities: Sequence[int]) -> list[int]:
        """The numbers of some entities, each once; those without contacts here are left out."""
        nodes = self.graph.numbers(entities)
        return [n for n in self.number_of[nodes].tolist() if n >= 0]

    @cached_property
    def part(self) -> Indexes:
        """Which connected part each belongs to."""
        found: Indexes = join(len(self), self.low, self.high)
        return found

    @cached_property
    def matrix(self) -> Any:
        """The pairs as a sparse matrix of ones, both ways."""
        ones = np.ones(len(self.other))
        return csr_array((ones, self.other, self.first), shape=(len(self), len(self)))

    def is_kind(self, kinds: Sequence[str]) -> Flags:
        """Which entities are of some kinds; none named stands for all."""
        if not kinds:
            return np.ones(len(self), bool)
        wanted = [n for n, kind in enumerate(self.graph.kinds) if kind in kinds]
        found: Flags = np.isin(self.graph.kind[self.nodes], wanted)
        return found

    def strength(self) -> Ints:
        """The records of all links of each."""
        both = np.concatenate([self.low, self.high])
        return np.bincount(both, np.tile(self.records, 2), minlength=len(self)).astype(np.int64)

    def links_of(self, number: int) -> tuple[int, ...]:
        """The ids of all links of one, those with most records first."""
        return self.links_in(self.pair[self.first[number] : self.first[number + 1]])

    def links_in(self, pairs: npt.NDArray[Any]) -> tuple[int, ...]:
        """The ids of all links of some pairs, those with most records first."""
        begin, size = self._of_pair[pairs], self._of_pair[pairs + 1] - self._of_pair[pairs]
        inside = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        links = self.links[np.repeat(begin, size) + inside]
        order = np.lexsort((self.graph.link_ids[links], -self.graph.count[links]))
        return tuple(self.graph.link_ids[links[order]].tolist())

    def pair_of(self, one: int, other: int) -> int:
        """The number of the pair, -1 where the two have no link."""
        begin, end = self.first[one], self.first[one + 1]
        at = begin + int(np.searchsorted(self.other[begin:end], other))
        return int(self.pair[at]) if at < end and self.other[at] == other else -1


def contacts(
    graph: Graph, kinds: Sequence[str] = (), links: Sequence[str] = (), common: bool = False,
    spared: Sequence[int] = (), always: Sequence[int] = (),
) -> Contacts:  # fmt: skip
    """The contacts among the entities of some kinds by some kinds of link, none named standing for all.

    Common services are left out unless `common`; `spared` entities are left out whatever they are, and those that are
    `always` there stay whatever they are.
    """
    usable = np.ones(len(graph), bool)
    if kinds:
        usable = np.isin(graph.kind, [n for n, kind in enumerate(graph.kinds) if kind in kinds])
    usable[graph.numbers(always)] = True
    barred = graph.common.copy() if not common else np.zeros(len(graph), bool)
    barred[graph.numbers(always)] = False
    services = int((usable & barred).sum())
    usable &= ~barred
    usable[graph.numbers(spared)] = False
    used = usable[graph.start] & usable[graph.end] & (graph.start != graph.end)
    if links:
        used &= np.isin(graph.link_kind, [n for n, kind in enumerate(graph.link_kinds) if kind in links])
    chosen = np.flatnonzero(used).astype(np.int32)
    chosen = chosen[np.argsort(graph.link_ids[chosen], kind="stable")]
    nodes, number = _as_met(len(graph), graph.start[chosen], graph.end[chosen])
    one, two = number[graph.start[chosen]], number[graph.end[chosen]]
    keys = np.minimum(one, two) * max(len(nodes), 1) + np.maximum(one, two)
    order = np.argsort(keys, kind="stable")
    pairs, begins = np.unique(keys[order], return_index=True)
    low, high = (ends.astype(np.int32) for ends in np.divmod(pairs, max(len(nodes), 1)))
    of_pair = np.append(begins, len(chosen)).astype(np.int64)
    counts = np.concatenate([[0], np.cumsum(graph.count[chosen[order]])])
    first, other, pair = _both_ways(len(nodes), low, high)
    return Contacts(
        graph, nodes, first, other, pair, low, high, counts[of_pair[1:]] - counts[of_pair[:-1]], services,
        chosen[order], of_pair,
    )  # fmt: skip


def _as_met(n: int, start: Indexes, end: Indexes) -> tuple[Indexes, Ints]:
    """The ends of links in the order in which the links name them, and the place of each of n nodes in it, or -1."""
    named = np.stack([start, end], axis=1).ravel()
    nodes, at = np.unique(named, return_index=True)
    nodes = nodes[np.argsort(at)].astype(np.int32)
    number = np.full(n, -1, np.int64)
    number[nodes] = np.arange(len(nodes))
    return nodes, number


def _both_ways(n: int, low: Indexes, high: Indexes) -> tuple[Ints, Indexes, Indexes]:
    """Where each one's contacts begin, the contacts, and their pairs."""
    ends, others = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.lexsort((others, ends))
    first = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=n))]).astype(np.int64)
    pair = np.tile(np.arange(len(low), dtype=np.int32), 2)
    return first, others[order].astype(np.int32), pair[order]


def left_out(
    net: Contacts, beyond: int = 0, one: str = "further entity", several: str = "further entities",
    where: str = "below these",
) -> tuple[str, ...]:  # fmt: skip
    """What an answer about contacts says it left out: rows beyond those shown, and common services."""
    said = [f"{many(beyond, one, several)} {where}."] if beyond > 0 else []
    if net.services:
        said.append(
            f"{many(net.services, 'common service')}, which so many share that strangers would be joined."
        )
    return tuple(said)


NOTHING = "No two entities of the kinds asked about are linked: bring in calls, payments or a list of relations first."
