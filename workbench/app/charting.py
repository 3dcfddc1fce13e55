"""From the graph and a chart to what the canvas draws: one line for each pair of entities, with all links in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

import numpy as np
import numpy.typing as npt

from workbench.app.filter_words import hides
from workbench.app.seen import seen
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.filtering import Filtered
from workbench.case.links import DRAWN
from workbench.case.scope import Stretch
from workbench.drawing.chart import ChartData, Look
from workbench.drawing.chart import chart as make_chart
from workbench.drawing.chart import empty as _no_entities
from workbench.drawing.theme import number
from workbench.kernels.placing import place_new
from workbench.model.graph import Graph, Indexes, Ints
from workbench.model.kinds import Kinds, LinkKind
from workbench.model.values.assets import shown

EXACTLY = Context(prec=80)  # more digits than two amounts of 38 have together
LABELLED = 400  # nodes beyond which no pill would find room, and totals are not asked for


@dataclass(frozen=True)
class Drawn:
    """A chart ready for the canvas. `links` lists, for each drawn line, every link bundled in it.

    `shown` entities are drawn, of `total` in the case; `hidden` were hidden by hand. `filtered` is what the filters
    leave, None where there are none, and `brushed` what of that lies in the chosen stretch of time.
    """

    chart: ChartData
    links: dict[int, list[int]]
    lines: dict[int, int]
    shown: int
    hidden: int
    total: int
    filtered: Filtered | None = None
    brushed: Filtered | None = None

    def links_of(self, lines: Sequence[int]) -> set[int]:
        """The links behind drawn lines."""
        return {link for line in lines for link in self.links.get(line, ())}

    def lines_of(self, wanted: Sequence[int] | frozenset[int]) -> set[int]:
        """The drawn lines that hold some of these links."""
        return {self.lines[link] for link in wanted if link in self.lines}


def nothing(total: int = 0) -> Drawn:
    """The drawing of no chart."""
    return Drawn(_no_entities(), {}, {}, 0, 0, total)


def looks(kinds: Kinds, names: Sequence[str]) -> list[Look]:
    """How each kind of entity looks, in the order of the graph's kinds."""
    return [
        Look(
            k,
            kinds.entities[k].shape,
            number(kinds.entities[k].colour),
            kinds.entities[k].icon,
            kinds.entities[k].name,
        )
        for k in names
    ]


def draw(case: Case, graph: Graph, chart: Chart | None, moments: Stretch = None) -> Drawn:
    """What the canvas draws of a chart, in a chosen stretch of time; entities the graph no longer holds and what
    filters hide are left out."""
    if chart is None:
        return nothing(len(graph))
    here = seen(case, graph, chart, moments)
    nodes, count = here.nodes, here.count
    ids = graph.ids[nodes]
    bundles = _bundles(graph, here.links)
    place = {int(n): i for i, n in enumerate(nodes)}
    xy = _positions(
        chart, graph, ids, np.array([(place[a], place[b]) for a, b in bundles], np.int32).reshape(-1, 2)
    )
    ends, line_ids, colours, weights, dashed, directed, labels = [], [], [], [], [], [], []
    members: dict[int, list[int]] = {}
    kinds = case.kinds
    labelled = len(nodes) <= LABELLED
    wanted = [
        int(graph.link_ids[k])
        for ks in bundles.values()
        for k in ks
        if labelled and graph.link_ids[k] < DRAWN and "amount" in _kind_of(kinds, graph, k).totals
    ]
    totals = here.totals(case, wanted) if wanted else {}
    for (one, other), ks in bundles.items():
        main = max(ks, key=lambda k: (int(count[k]), -int(graph.link_kind[k])))
        forward = {
            bool(graph.start[k] == one)
            for k in ks
            if kinds.links[graph.link_kinds[graph.link_kind[k]]].directed
        }
        a, b = (one, other) if forward != {False} else (other, one)
        line = int(graph.link_ids[main])
        members[line] = [int(graph.link_ids[k]) for k in ks]
        ends.append((place[a], place[b]))
        line_ids.append(line)
        colours.append(number(kinds.links[graph.link_kinds[graph.link_kind[main]]].colour))
        weights.append(max(int(count[ks].sum()), 1))
        dashed.append(not (graph.standing[ks] == 0).any())
        directed.append(len(forward) == 1)
        labels.append(_label(kinds, graph, ks, count, totals) if labelled else "")
    drawn = make_chart(
        looks(kinds, graph.kinds), ids, xy, ends, line_ids,
        look=graph.kind[nodes].astype(np.uint8),
        captions=[graph.captions[int(n)] for n in nodes],
        pinned=np.array([int(e) in chart.pinned for e in ids], bool),
        faded=here.faded,
        common=graph.common[nodes],
        link_colour=np.array(colours, np.uint32),
        weight=np.array(weights, np.float32),
        dashed=np.array(dashed, bool),
        directed=np.array(directed, bool),
        label=labels,
    )  # fmt: skip
    hidden = sum(1 for e in chart.hidden if e in graph.node_of)
    lines = {link: line for line, links_in in members.items() for link in links_in}
    return Drawn(drawn, members, lines, len(nodes), hidden, len(graph), here.left, here.brushed)


def _positions(chart: Chart, graph: Graph, ids: Ints, ends: Indexes) -> npt.NDArray[np.float32]:
    """Where entities stand; one that has no place yet, such as one just drawn, goes beside its neighbours."""
    xy, known = np.zeros((len(ids), 2), np.float32), np.zeros(len(ids), bool)
    for i, entity in enumerate(ids.tolist()):
        at = next((chart.positions[m] for m in graph.members(entity) if m in chart.positions), None)
        if at is not None:
            xy[i], known[i] = at, True
    return xy if known.all() else place_new(xy, ~known, ends[:, 0].copy(), ends[:, 1].copy())


def _bundles(graph: Graph, among: Indexes) -> dict[tuple[int, int], Indexes]:
    """Links by the pair of nodes they join, whichever way they run."""
    low = np.minimum(graph.start[among], graph.end[among]).astype(np.int64)
    high = np.maximum(graph.start[among], graph.end[among]).astype(np.int64)
    order = np.lexsort((graph.link_kind[among], high, low))
    among, low, high = among[order], low[order], high[order]
    cuts = np.flatnonzero((np.diff(low, prepend=-1) != 0) | (np.diff(high, prepend=-1) != 0))
    return {
        (int(low[part[0]]), int(high[part[0]])): among[part]
        for part in np.split(np.arange(len(among)), cuts[1:])
        if len(part)
    }


def _kind_of(kinds: Kinds, graph: Graph, link: int) -> LinkKind:
    return kinds.links[graph.link_kinds[graph.link_kind[link]]]


def _has_time(kinds: Kinds, kind: LinkKind) -> bool:
    return kinds.records[kind.made_by[0].record].moment is not None


def _label(kinds: Kinds, graph: Graph, ks: Indexes, count: Ints, totals: dict[int, dict[str, str]]) -> str:
    """What the pill of a line says: an amount where one is paid, else how often where that is more than once."""
    amounts: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for k in ks:
        kind = _kind_of(kinds, graph, k)
        if "amount" in kind.totals:
            for asset, text in totals.get(int(graph.link_ids[k]), {}).items():
                amounts[asset] = EXACTLY.add(amounts.get(asset, Decimal(0)), Decimal(text))
        elif graph.link_ids[k] < DRAWN and kind.directed and kind.made_by and _has_time(kinds, kind):
            plural = kinds.records[kind.made_by[0].record].plural.lower()
            counts[plural] = counts.get(plural, 0) + int(count[k])
    if amounts:
        return ", ".join(
            f"{units.normalize(EXACTLY):f} {shown(asset)}" for asset, units in sorted(amounts.items())
        )
    return ", ".join(f"{n:,} {plural}" for plural, n in counts.items() if n > 1)


def legend(case: Case, drawn: Drawn, graph: Graph) -> list[tuple[str, int, bool]]:
    """The kinds of link on a chart: name, colour, and whether all of them are derived or assessed."""
    seen: dict[str, list[bool]] = {}
    for members in drawn.links.values():
        for link in members:
            at = graph.link_of.get(link)
            if at is not None:
                seen.setdefault(graph.link_kinds[graph.link_kind[at]], []).append(bool(graph.standing[at]))
    kinds = case.kinds.links
    ordered = sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(kinds[k].name, number(kinds[k].colour), all(soft)) for k, soft in ordered]


def counted(drawn: Drawn) -> str:
    """How much of the case a chart shows; nothing is hidden silently."""
    said = f"{drawn.shown:,} of {drawn.total:,} entities shown"
    if drawn.hidden:
        said += f", {drawn.hidden:,} hidden"
    if drawn.filtered is not None:
        said += f", filters: {hides(drawn.filtered.hidden, drawn.filtered.all)}"
    return said
