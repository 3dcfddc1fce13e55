"""Who stands on a chart for others: persons for their phones and accounts, a closed group for its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workbench.app.seen import Seen
from workbench.case import owners
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.owners import Pieces, Totals
from workbench.model.graph import Graph, Indexes
from workbench.model.looks import Group


@dataclass(frozen=True)
class Folded:
    """What is drawn of a chart: `nodes` of the graph, `faded` beside them, and pieces of links between them.

    `behind` lists, for a node that stands for others, all entities it stands for, itself where it is one of them;
    `groups` names the nodes that are closed groups.
    """

    nodes: Indexes
    faded: npt.NDArray[np.bool_]
    pieces: Pieces
    behind: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    groups: Mapping[int, Group] = field(default_factory=dict)

    @property
    def totals(self) -> Totals:
        return self.pieces.totals


def fold(case: Case, graph: Graph, chart: Chart, here: Seen) -> Folded:
    """What is seen of a chart, with those who stand for others in their place."""
    look = chart.looked
    closed = [g for g in look.groups if not g.open]
    plain = Pieces(here.links, graph.start[here.links], graph.end[here.links], here.count[here.links])
    if not look.persons and not closed:
        return Folded(here.nodes, here.faded, plain)
    had = owners.periods(case, graph, here.everything, chart.hidden) if look.persons else {}
    pieces = (
        owners.pieces(
            case, graph, here.everything, here.links, here.count, had, here.filters, here.moments
        )
        if had
        else plain
    )  # fmt: skip
    stands = _replaced(graph, here, had, pieces)
    heads, groups = _heads(graph, closed, stands)
    ends = [
        np.array([heads.get(n, n) for n in side.tolist()], np.int32) for side in (pieces.start, pieces.end)
    ]
    apart = ends[0] != ends[1]
    totals = {(link, heads.get(a, a), heads.get(b, b)): said for (link, a, b), said in pieces.totals.items()}
    folded = Pieces(pieces.link[apart], ends[0][apart], ends[1][apart], pieces.count[apart], totals)
    behind: dict[int, list[int]] = {}
    for node, others in stands.items():
        behind.setdefault(heads.get(node, node), []).extend(others)
    nodes = np.array(list(dict.fromkeys(heads.get(n, n) for n in stands)), np.int32)
    bright = {heads.get(n, n) for n in here.nodes[~here.faded].tolist()} | set(np.concatenate(ends).tolist())
    faded = np.array([n not in bright for n in nodes.tolist()], bool)
    standing = {
        node: tuple(dict.fromkeys(others)) for node, others in behind.items()
        if node in groups or others != [int(graph.ids[node])]
    }  # fmt: skip
    return Folded(nodes, faded, folded, standing, groups)


def _replaced(
    graph: Graph, here: Seen, had: Mapping[int, owners.Periods], pieces: Pieces
) -> dict[int, list[int]]:
    """The nodes drawn once owners stand for what they had, in the order of the chart, and the entities each stands for.

    An identifier stays where it is nobody's, and beside its owners where some of its records are not theirs.
    """
    ends = set(pieces.start.tolist()) | set(pieces.end.tolist())
    stands: dict[int, list[int]] = {}
    for node in here.nodes.tolist():
        known = had.get(node)
        if known is None or node in ends or not (known.owner >= 0).any():
            stands.setdefault(node, []).append(int(graph.ids[node]))
        for owner in dict.fromkeys(known.owner.tolist() if known is not None else ()):
            if owner >= 0 and (known.only >= 0 or owner in ends):  # type: ignore[union-attr]
                stands.setdefault(owner, [int(graph.ids[owner])]).append(int(graph.ids[node]))
    return stands


def _heads(
    graph: Graph, closed: list[Group], stands: Mapping[int, list[int]]
) -> tuple[dict[int, int], dict[int, Group]]:
    """Of each member of a closed group that is drawn, the member that stands for all; and the groups by that one."""
    heads: dict[int, int] = {}
    groups: dict[int, Group] = {}
    for group in closed:
        drawn = [graph.node_of[e] for e in group.members if graph.node_of.get(e) in stands]
        free = [n for n in dict.fromkeys(drawn) if n not in heads]
        if free:
            heads |= dict.fromkeys(free, free[0])
            groups[free[0]] = group
    return heads, groups
