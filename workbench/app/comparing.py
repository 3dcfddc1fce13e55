"""Two charts or two sources held against each other: what only one has, what both have, and what differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.app.colouring import Colouring
from workbench.app.folding import Folded
from workbench.app.seen import seen
from workbench.case import alone, charts, sources
from workbench.case.cases import Case
from workbench.drawing.chart import Look
from workbench.model.graph import Graph, Indexes, Ints

SAME, ADDED, REMOVED, CHANGED, NEITHER = range(5)
# added green, removed vermilion, changed ochre, the same grey, what neither says paler; a sign and words say it too
INKS = (0xFF8A93A3, 0xFF009E73, 0xFFD55E00, 0xFF9A7B00, 0xFFC3C8D0)
SIGNS = ("=", "+", "−", "≠", "·")
ORDER = (ADDED, REMOVED, CHANGED, SAME, NEITHER)  # of legends


@dataclass(frozen=True)
class Compared:
    """How the second of two differs from the first: by node of the graph and by link, and the records of each link in
    both. `names` are those of the two."""

    names: tuple[str, str]
    nodes: npt.NDArray[np.uint8]
    links: npt.NDArray[np.uint8]
    before: Ints
    after: Ints

    @property
    def words(self) -> tuple[str, ...]:
        """What each difference is called."""
        first, second = self.names
        return "in both", f"only in {second}", f"only in {first}", "linked differently", "in neither"

    def sentence(self, nodes: Indexes) -> str:
        """How many entities are in which."""
        count = np.bincount(self.nodes[nodes], minlength=len(SIGNS))
        return ", ".join(f"{count[k]:,} {self.words[k]}" for k in range(len(SIGNS)) if count[k])


def known(case: Case, what: str, first: int, second: int) -> bool:
    """Whether both of two are still there: a chart may have been taken away, a source hidden."""
    there = (
        {id for id, _ in charts.listed(case)}
        if what == "charts"
        else {s.id for s in sources.listed(case) if s.included}
    )
    return {first, second} <= there


def compare(case: Case, graph: Graph, what: str, first: int, second: int) -> Compared:
    """Compares two charts ("charts", as their filters leave them) or what two sources say by themselves ("sources")."""
    sides = [(_chart if what == "charts" else _source)(case, graph, id) for id in (first, second)]
    (one, here, before), (other, there, after) = sides
    nodes = np.select([here & there, there, here], [SAME, ADDED, REMOVED], NEITHER).astype(np.uint8)
    links = np.select(
        [(before == 0) & (after == 0), before == after, before == 0, after == 0],
        [NEITHER, SAME, ADDED, REMOVED],
        CHANGED,
    ).astype(np.uint8)
    changed = (links != SAME) & (links != NEITHER)
    for ends in (graph.start[changed], graph.end[changed]):
        nodes[ends] = np.where(nodes[ends] == SAME, CHANGED, nodes[ends])
    return Compared((one, other), nodes, links, before, after)


def _chart(case: Case, graph: Graph, id: int) -> tuple[str, npt.NDArray[np.bool_], Ints]:
    chart = charts.read(case, id)
    here = seen(case, graph, chart)
    nodes, count = np.zeros(len(graph), bool), np.zeros(len(graph.link_ids), np.int64)
    nodes[here.nodes] = True
    # a link drawn by hand has no records, and is there all the same
    count[here.links] = np.maximum(here.count[here.links], 1)
    return chart.title, nodes, count


def _source(case: Case, graph: Graph, id: int) -> tuple[str, npt.NDArray[np.bool_], Ints]:
    asked = [k for k in graph.link_kinds if case.kinds.links[k].bundle == "on demand"]
    found = alone.of_source(case, id, asked)
    nodes = found.entities[graph.ids].copy()
    for member, head in graph.grouped.items():
        if member < len(found.entities) and found.entities[member]:
            nodes[graph.node_of[head]] = True
    # nobody's record says what an analyst drew: it is in neither
    return sources.get(case, id).name, nodes, found.records(graph.link_ids)


def coloured(graph: Graph, folded: Folded, kinds: list[Look], found: Compared) -> Colouring:
    """Entities in the colour of their difference, with its sign and words under their captions."""
    place = found.nodes[folded.nodes]
    pairs, look = np.unique(
        np.stack([graph.kind[folded.nodes], place], 1).reshape(-1, 2), axis=0, return_inverse=True
    )
    looks = [
        Look(k.kind, k.shape, INKS[d], k.glyph, k.name) for k, d in ((kinds[a], d) for a, d in pairs.tolist())
    ]
    said = [f"{SIGNS[d]} {found.words[d]}" for d in place.tolist()]
    count = np.bincount(place, minlength=len(SIGNS)).tolist()
    legend = [(f"{SIGNS[d]} {found.words[d]}", INKS[d], count[d]) for d in ORDER if count[d]]
    return Colouring("Compared", looks or kinds, look.ravel().astype(np.uint8), said, legend)


def of_lines(found: Compared, links: Indexes, first: Ints) -> npt.NDArray[np.uint8]:
    """The difference of each line, of which line k bundles links[first[k]:first[k + 1]]: that of those of its links
    that either of the two has."""
    if len(first) < 2:
        return np.zeros(0, np.uint8)
    status = found.links[links]
    low = np.minimum.reduceat(status, first[:-1])
    high = np.maximum.reduceat(np.where(status == NEITHER, SAME, status), first[:-1])
    told: npt.NDArray[np.uint8] = np.where((low == high) | (low == NEITHER), low, CHANGED).astype(np.uint8)
    return told


def inks(of_line: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """The colours of lines by their differences."""
    return np.array(INKS, np.uint32)[of_line]


def labels(found: Compared, links: Indexes, first: Ints, of_line: npt.NDArray[np.uint8]) -> list[str]:
    """What the pills of lines say where the two differ: the records of the first, and of the second."""
    if not len(of_line):
        return []
    before, after = (np.add.reduceat(count[links], first[:-1]) for count in (found.before, found.after))
    return [
        "" if difference in (SAME, NEITHER) else f"{one:,} → {other:,}"
        for difference, one, other in zip(of_line.tolist(), before.tolist(), after.tolist(), strict=True)
    ]


def named(found: Compared, of_line: npt.NDArray[np.uint8]) -> list[tuple[str, int, int]]:
    """What colours of lines mean, as a legend lists them: name, colour, and 0, for none of them says a standing."""
    there = set(of_line.tolist())
    words = list(found.words)
    words[SAME], words[CHANGED] = "the same in both", "in both, other numbers of records"
    return [(f"{SIGNS[d]} {words[d]}", INKS[d], 0) for d in ORDER if d in there]
