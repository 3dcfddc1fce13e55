"""How fast networks are measured, beside networkx in the same run and on one core.

    python -m tests.benchmarks.networks [nodes links]

Exact betweenness of 2,000 entities against `betweenness_centrality`, whose figures must be the same; groups of 100,000
entities and 500,000 links by Leiden's method against `louvain_communities`, which must not find better ones; then what
one asking of the slower questions takes on that large network. Ends with status 1 where a wanted ratio is missed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import networkx
import numpy as np

from tests.benchmarks.layouts import timed
from tests.questions.network.graphs import graph
from workbench.kernels import warm
from workbench.kernels.cores import core_numbers
from workbench.questions.network import breaking, contacts, grouping, measures, ways

BETWEENNESS, LEIDEN = 40.0, 15.0  # wanted: times networkx
SEED = 3


def quiet(done: int, total: int, text: str) -> None:
    pass


def network(n: int, m: int) -> np.ndarray:
    """About m links among n entities in groups of all sizes, with hubs: pairs of numbers from 1 on, each once."""
    random = np.random.default_rng(SEED)
    weight = (1 - random.random(n)) ** (-1 / 1.5)
    group = np.sort(random.integers(0, max(n // 60, 4), n))
    begins = np.searchsorted(group, np.arange(group.max() + 2))
    whole = np.concatenate([[0.0], np.cumsum(weight)])
    one = np.searchsorted(whole, random.random(2 * m) * whole[-1]) - 1
    low, high = begins[group[one]], begins[group[one] + 1]
    inside = random.random(2 * m) < 0.8
    low, high = np.where(inside, low, 0), np.where(inside, high, n)
    other = np.searchsorted(whole, whole[low] + (whole[high] - whole[low]) * random.random(2 * m)) - 1
    ends = np.sort(np.stack([one, np.clip(other, 0, n - 1)], axis=1), axis=1)
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    return random.permutation(ends)[:m] + 1


def against(
    name: str, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int, wanted: float
) -> tuple[bool, Any, Any]:
    """The best of some rounds of ours beside one of theirs."""
    made = [timed(ours) for _ in range(rounds)]
    seconds, peer = min(s for s, _ in made), timed(theirs)
    ratio = peer[0] / seconds
    print(f"{name}: {seconds:.3f} s, networkx {peer[0]:.2f} s = {ratio:.0f} times (wanted {wanted:g})")
    return ratio >= wanted, made[0][1], peer[1]


def betweenness(n: int = 2_000, m: int = 8_000) -> bool:
    links = network(n, m)
    net = contacts.contacts(graph(n, links.tolist()))
    peer = networkx.Graph(links.tolist())
    reached, ours, theirs = against(
        f"exact betweenness of {len(net):,} entities, {net.pairs:,} pairs",
        lambda: measures.bridging(net, quiet),
        lambda: networkx.betweenness_centrality(peer),
        5,
        BETWEENNESS,
    )
    most = max(abs(theirs[e] - v) for e, v in zip(net.entities.tolist(), ours.values, strict=True))
    print(f"  furthest from networkx {most:.1e}")
    return reached and most < 1e-12


def groups(net: contacts.Contacts, links: np.ndarray) -> bool:
    peer = networkx.Graph(links.tolist())
    reached, ours, theirs = against(
        f"groups of {len(net):,} entities, {net.pairs:,} pairs",
        lambda: grouping.groups_of(net),
        lambda: networkx.community.louvain_communities(peer, seed=1),
        2,
        LEIDEN,
    )
    best = networkx.community.modularity(peer, theirs)
    print(f"  modularity {ours[1]:.4f}, of Louvain's groups {best:.4f}")
    return reached and ours[1] >= best - 0.005


def others(net: contacts.Contacts, links: np.ndarray) -> None:
    """Seconds of the parts of other questions on the large network."""
    everybody = np.ones(len(net), bool)
    start, end = net.low, net.high
    tasks: dict[str, Callable[[], Any]] = {
        "from the graph to its contacts": lambda: contacts.contacts(net.graph),
        "betweenness, estimated from 500": lambda: measures.bridging(net, quiet),
        "nearness, estimated from 500": lambda: measures.nearness(net, quiet),
        "PageRank": lambda: measures.influence(len(net), start, end, net.records, quiet),
        "cores": lambda: core_numbers(net.first, net.other),
        "taking out 1,000 by degree": lambda: breaking.left(
            net, breaking.by_degree(net, everybody, 1000, quiet)
        ),
        "taking out 20 by greed": lambda: breaking.by_greed(net, everybody, 20, quiet),
        "shortest way, 200 pairs": lambda: [ways.shortest(net, k, len(net) - 1 - k, 12) for k in range(200)],
    }
    for name, task in tasks.items():
        print(f"  {name}: {timed(task)[0]:.2f} s")


def main(said: list[str]) -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warm.compile_all()
    n, m = (int(said[0]), int(said[1])) if len(said) == 2 else (100_000, 500_000)
    begin = time.time()
    reached = [betweenness()]
    links = network(n, m)
    net = contacts.contacts(graph(n, links.tolist()))
    reached.append(groups(net, links))
    others(net, links)
    print(f"  all of it {time.time() - begin:.0f} s by the clock")
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
