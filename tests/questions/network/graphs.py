"""Networks made by hand or by lot, held like those of a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx
import numpy as np

from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.questions.held import Held


def held(case: Case, n: int, links: Sequence[tuple[int, ...]], **more: object) -> Held:
    """Entities 1..n of a case that holds no records, and links as (start, end) or (start, end, records)."""
    return Held(case, graph(n, links, **more))  # type: ignore[arg-type]


def graph(
    n: int, links: Sequence[tuple[int, ...]], *, common: Sequence[int] = (), kinds: dict[int, str] | None = None,
    link: str = "called",
) -> Graph:  # fmt: skip
    """Phones 1..n, or what `kinds` says of them; link ids from 1001 on in the order given."""
    size = len(links)
    marked = np.zeros(n, bool)
    marked[[c - 1 for c in common]] = True
    sort = [(kinds or {}).get(e, "phone") for e in range(1, n + 1)]
    known = list(dict.fromkeys(["phone", *sort]))
    count = np.array([one[2] if len(one) > 2 else 1 for one in links], np.int64)
    start, end = (np.array([one[k] - 1 for one in links], np.int32) for k in (0, 1))
    records = np.bincount(np.concatenate([start, end]), np.tile(count, 2), minlength=n).astype(np.int64)
    moments = np.ones(size, np.int64)
    return Graph(
        np.arange(1, n + 1), np.array([known.index(s) for s in sort], np.int32), known,
        [f"no. {e}" for e in range(1, n + 1)], [str(e) for e in range(1, n + 1)], records, marked,
        np.arange(1001, 1001 + size), start, end, np.zeros(size, np.int32), (link,), count, moments, moments,
        np.zeros(size, np.uint8), {},
    )  # fmt: skip


def random_networks(many: int = 200) -> Iterator[tuple[int, networkx.Graph, list[tuple[int, int]]]]:
    """So many small networks of many shapes, with entities 1..n, how many these are at most, and the same as links."""
    for seed in range(many):
        n = 2 + seed % 29
        lone = networkx.gnp_random_graph(6, 0.5, seed=seed)
        made = (
            networkx.gnm_random_graph(n, n + seed % 17, seed=seed),
            networkx.barabasi_albert_graph(n + 2, 1 + seed % 3, seed=seed),
            networkx.random_geometric_graph(n, 0.35, seed=seed),
            networkx.disjoint_union(networkx.path_graph(n), lone),
        )[seed % 4]
        links = [(a + 1, b + 1) for a, b in made.edges() if a != b]
        yield n + 6, networkx.Graph(links), links
