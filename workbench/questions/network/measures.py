"""Figures that say how central each entity of a network is, for the questions that rank by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from workbench.kernels.betweenness import add_dependencies
from workbench.kernels.nearness import add_distances
from workbench.model.graph import Graph, Indexes, Ints
from workbench.questions.held import Held, Tell
from workbench.questions.network.contacts import Contacts, Flags, Numbers
from workbench.questions.parameter import Parameter

EXACT = 5_000  # entities up to which every one is a starting point
STARTS = 500  # starting points above that
PATIENCE = 20_000_000  # contacts gone through between two words of progress
DAMPING, NEAR = 0.85, 1e-10
SAMPLING = (
    Parameter(
        "exact", "Exact up to so many entities", "whole", EXACT, least=2, most=100_000,
        help="Above it an estimate: exact figures for 100,000 entities take an hour.",
    ),
    Parameter("starts", "Entities drawn by lot above that", "whole", STARTS, least=10, most=100_000),
    Parameter("seed", "Seed of the lot", "whole", 1, least=0, most=1_000_000),
)  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """A figure for each entity, with twice its standard error where it rests on some starting points only (else 0)."""

    values: Numbers
    error: Numbers
    starts: int
    seed: int

    @property
    def exact(self) -> bool:
        return self.starts == len(self.values)

    def sure(self) -> str:
        """How sure the figures are, in a sentence or three."""
        if self.exact:
            return f"Exact: the paths from all {self.starts:,} entities were looked at."
        return (
            f"An estimate from {self.starts:,} of {len(self.values):,} entities drawn by lot (seed {self.seed}). What "
            "is given or taken is twice the standard error: the true figure lies outside of it in about one case of "
            "twenty at the head of the ranking, more often far down, where few of those drawn count. Neighbours in the "
            "ranking may change places."
        )


def starting_points(n: int, exact: int = EXACT, starts: int = STARTS, seed: int = 1) -> Indexes:
    """All numbers up to n, or so many drawn by lot where there are more than may be gone through one by one."""
    if n <= exact:
        return np.arange(n, dtype=np.int32)
    drawn = np.random.default_rng(seed).choice(n, starts, replace=False)
    return np.sort(drawn).astype(np.int32)


def portions(net: Contacts, starts: Indexes) -> list[Indexes]:
    """The starting points in portions, so that an answer can be given up between them."""
    size = max(1, PATIENCE // max(len(net.other) + len(net), 1))
    return [starts[k : k + size] for k in range(0, len(starts), size)]


def dependencies(net: Contacts, there: Flags, starts: Indexes, tell: Tell) -> tuple[Numbers, Numbers]:
    """For each, how much the shortest paths from the starting points depend on it, summed, and the squares summed."""
    out, squares = np.zeros(len(net)), np.zeros(len(net))
    done = 0
    for portion in portions(net, starts):
        tell(done, len(starts), "going through the shortest paths")
        add_dependencies(net.first, net.other, there, portion, out, squares)
        done += len(portion)
    return out, squares


def bridging(
    net: Contacts, tell: Tell, *, exact: int = EXACT, starts: int = STARTS, seed: int = 1
) -> Estimate:
    """Betweenness: the share of the shortest paths between two others that lead through each, from 0 to 1 (Brandes,
    2001); above `exact` entities estimated from some starting points (Brandes and Pich, 2007)."""
    n = len(net)
    chosen = starting_points(n, exact, starts, seed)
    whole = len(chosen) == n
    out, squares = dependencies(net, np.ones(n, bool), chosen, tell)
    among = max((n - 1) * (n - 2), 1)
    mean = out / max(len(chosen), 1)
    spread = np.sqrt(np.maximum(squares / max(len(chosen), 1) - mean**2, 0))
    error = np.zeros(n) if whole else 2 * n * _standard_error(spread, len(chosen), n) / among
    return Estimate(mean * n / among, error, len(chosen), seed)


def nearness(
    net: Contacts, tell: Tell, *, exact: int = EXACT, starts: int = STARTS, seed: int = 1
) -> tuple[Estimate, Numbers]:
    """How many links each is away from those it can reach, on average, and its closeness: the inverse of that times
    the share of all others that it reaches (Wasserman and Faust, 1994)."""
    n = len(net)
    chosen = starting_points(n, exact, starts, seed)
    whole = len(chosen) == n
    total, squares, reached = (np.zeros(n, np.int64) for _ in range(3))
    done = 0
    for portion in portions(net, chosen):
        tell(done, len(chosen), "measuring distances")
        add_distances(
            net.first, net.other, portion, total, squares, reached, np.empty(len(portion), np.int32)
        )
        done += len(portion)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(reached > 0, total / reached, np.nan)
        spread = np.sqrt(np.maximum(squares / reached - mean**2, 0))
        error = (
            np.zeros(n) if whole else 2 * np.where(reached > 0, _standard_error(spread, reached, n), np.nan)
        )
        others = np.bincount(net.part, minlength=1)[net.part] - 1
        close = np.where(mean > 0, others / mean / max(n - 1, 1), 0.0)
    return Estimate(mean, error, len(chosen), seed), np.nan_to_num(close)


def _standard_error(spread: Numbers, drawn: int | Ints, of: int) -> Numbers:
    """Of a mean over some drawn without putting back."""
    found: Numbers = spread / np.sqrt(drawn) * np.sqrt(np.maximum(1 - np.asarray(drawn) / max(of, 1), 0))
    return found


def arcs(held: Held, net: Contacts, both_ways: bool) -> tuple[Indexes, Indexes, Ints]:
    """From, to and records of every link among the contacts; links of a kind that has no direction lead both ways,
    and with `both_ways` all do."""
    graph = net.graph
    links = net.links
    start, end = net.number_of[graph.start[links]], net.number_of[graph.end[links]]
    return_too = np.ones(len(links), bool) if both_ways else ~one_way(held, graph)[graph.link_kind[links]]
    count = np.maximum(graph.count[links], 1)
    return (
        np.concatenate([start, end[return_too]]).astype(np.int32),
        np.concatenate([end, start[return_too]]).astype(np.int32),
        np.concatenate([count, count[return_too]]),
    )


def one_way(held: Held, graph: Graph) -> Flags:
    """Which kinds of link have a direction."""
    known = held.case.kinds.links
    return np.array([name not in known or known[name].directed for name in graph.link_kinds], bool)


def influence(
    n: int,
    start: Indexes,
    end: Indexes,
    weight: Sequence[float] | Ints,
    tell: Tell,
    *,
    damping: float = DAMPING,
) -> tuple[Numbers, int]:
    """PageRank (Brin and Page, 1998) and how many rounds it took: from everybody so much of his own goes along his
    links, by their weight; the rest, and all of those who have no link to anybody, goes to all alike.

    Repeated until the sum of all changes is below NEAR, absolutely, whatever the size of the network.
    """
    rank = np.full(n, 1 / max(n, 1))
    given = np.bincount(start, weight, minlength=n)
    share = np.asarray(weight, float) / given[start]
    onward = csr_array((share, (end, start)), shape=(n, n))
    nowhere = given == 0
    rounds, change = 0, 1.0
    while change > NEAR and n:
        rounds += 1
        tell(0, 0, "handing importance on")
        new = damping * (onward @ rank + rank[nowhere].sum() / n) + (1 - damping) / n
        change = float(np.abs(new - rank).sum())
        rank = new
    return rank, rounds
