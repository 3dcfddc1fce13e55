"""From the graph and a chart to what the canvas draws: one line for each pair of entities, with all links in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.app import comparing
from workbench.app.colouring import Colouring, by_kind, coloured, sizes
from workbench.app.filter_words import hides
from workbench.app.folding import Folded, fold
from workbench.app.lines import bundles, kind_of, label
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
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import Kinds

LABELLED = 400  # nodes beyond which no pill would find room, and totals are not asked for


@dataclass(frozen=True)
class Meaning:
    """What colours of entities say, by name, colour and number of entities, and what their sizes do; "" for nothing."""

    colours: str = ""
    groups: Sequence[tuple[str, int, int]] = ()
    sizes: str = ""


@dataclass(frozen=True)
class Drawn:
    """A chart ready for the canvas. `links` lists, for each drawn line, every link bundled in it.

    `shown` entities are drawn, of `total` in the case; `hidden` were hidden by hand. `filtered` is what the filters
    leave, None where there are none, and `brushed` what of that lies in the chosen stretch of time. `behind` lists
    whom a drawn entity stands for, `groups` the closed groups by the member drawn for them, `stood` where each entity
    of the chart has its place, `meaning` what colours and sizes say.
    """

    chart: ChartData
    links: dict[int, list[int]]
    lines: dict[int, list[int]]
    shown: int
    hidden: int
    total: int
    filtered: Filtered | None = None
    brushed: Filtered | None = None
    behind: dict[int, tuple[int, ...]] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    stood: dict[int, tuple[float, float]] = field(default_factory=dict)
    meaning: Meaning = field(default_factory=lambda: Meaning())

    def links_of(self, lines: Sequence[int]) -> set[int]:
        """The links behind drawn lines."""
        return {link for line in lines for link in self.links.get(line, ())}

    def lines_of(self, wanted: Sequence[int] | frozenset[int]) -> set[int]:
        """The drawn lines that hold some of these links."""
        return {line for link in wanted for line in self.lines.get(link, ())}

    def entities_of(self, drawn: Iterable[int]) -> set[int]:
        """The entities meant by those drawn: a closed group means its members."""
        return {e for one in drawn for e in (self.behind[one] if one in self.groups else (one,))}

    def drawn_for(self, entities: Iterable[int]) -> set[int]:
        """Who is drawn for some entities: themselves, their group, or whom they are attributed to."""
        there = self.chart.number_of
        return {one for e in entities for one in ((e,) if e in there else self._drawn_for.get(e, ()))}

    def placed(self, moved: Iterable[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
        """Where entities stand after drawn ones were moved: a closed group moves with all its members."""
        found: list[tuple[int, float, float]] = []
        for one, x, y in moved:
            members = self.behind[one] if one in self.groups else (one,)
            dx, dy = (float(v) for v in (x, y) - self.chart.xy[self.chart.number_of[one]])
            found += [
                (e, x, y) if e == one else (e, self.stood[e][0] + dx, self.stood[e][1] + dy)
                for e in members
                if e == one or e in self.stood
            ]
        return found

    @cached_property
    def _drawn_for(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for one, entities in self.behind.items():
            for entity in entities:
                found.setdefault(entity, []).append(one)
        return found


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
    folded = fold(case, graph, chart, here)
    nodes, pieces = folded.nodes, folded.pieces
    ids = graph.ids[nodes]
    bundled = bundles(graph, pieces)
    place = {int(n): i for i, n in enumerate(nodes)}
    xy = _positions(
        chart, graph, folded, np.array([(place[a], place[b]) for a, b in bundled], np.int32).reshape(-1, 2)
    )
    ends, line_ids, colours, weights, dashed, directed, labels = [], [], [], [], [], [], []
    members: dict[int, list[int]] = {}
    kinds = case.kinds
    labelled = len(nodes) <= LABELLED
    look, own = chart.looked, looks(kinds, graph.kinds)
    compared = comparing.compare(case, graph, *look.compared) if look.compared else None
    wanted = [
        int(graph.link_ids[k])
        for k in pieces.link
        if labelled and graph.link_ids[k] < DRAWN and "amount" in kind_of(kinds, graph, k).totals
    ]
    totals = here.totals(case, wanted) if wanted else {}
    for (one, other), those in bundled.items():
        ks, count = pieces.link[those], pieces.count[those]
        main = ks[max(range(len(ks)), key=lambda i: (int(count[i]), -int(graph.link_kind[ks[i]])))]
        forward = {
            bool(pieces.start[i] == one) for i in those if kind_of(kinds, graph, pieces.link[i]).directed
        }
        a, b = (one, other) if forward != {False} else (other, one)
        line = int(graph.link_ids[main])
        if line in members:  # a link cut among several owners is in several lines
            line = -len(members) - 1
        members[line] = [int(graph.link_ids[k]) for k in dict.fromkeys(ks.tolist())]
        ends.append((place[a], place[b]))
        line_ids.append(line)
        ink = number(kinds.links[graph.link_kinds[graph.link_kind[main]]].colour)
        said = label(kinds, graph, pieces, those, totals) if labelled else ""
        if compared is not None:
            ink, differs = comparing.line(compared, ks)
            said = differs if labelled else ""
        colours.append(ink)
        weights.append(max(int(count.sum()), 1))
        dashed.append(not (graph.standing[ks] == 0).any())
        directed.append(len(forward) == 1)
        labels.append(said)
    if compared is not None:
        colours_of = comparing.coloured(graph, folded, own, compared)
    elif look.colour_by:
        colours_of = coloured(case, graph, folded, own, look.colour_by)
    else:
        colours_of = by_kind(own, graph, folded)
    size, sized = sizes(graph, folded, look.size_by)
    drawn = make_chart(
        colours_of.looks, ids, xy, ends, line_ids,
        look=colours_of.look,
        captions=[_caption(graph, folded, int(n)) for n in nodes],
        sub_captions=_under(folded, colours_of),
        size=size,
        pinned=np.array([int(e) in chart.pinned for e in ids], bool),
        faded=folded.faded | np.isin(ids, chart.looked.dimmed),
        common=graph.common[nodes],
        link_colour=np.array(colours, np.uint32),
        weight=np.array(weights, np.float32),
        standing=np.array(dashed, np.uint8),
        directed=np.array(directed, bool),
        label=labels,
    )  # fmt: skip
    hidden = sum(1 for e in chart.hidden if e in graph.node_of)
    lines: dict[int, list[int]] = {}
    for line, links_in in members.items():
        for link in links_in:
            lines.setdefault(link, []).append(line)
    behind = {int(graph.ids[node]): others for node, others in folded.behind.items()}
    groups = {int(graph.ids[node]): group.id for node, group in folded.groups.items()}
    return Drawn(
        drawn,
        members,
        lines,
        len(nodes),
        hidden,
        len(graph),
        here.left,
        here.brushed,
        behind,
        groups,
        chart.positions,
        Meaning(colours_of.title, colours_of.legend, sized),
    )


def _caption(graph: Graph, folded: Folded, node: int) -> str:
    group = folded.groups.get(node)
    return group.title if group is not None else graph.captions[node]


def _under(folded: Folded, colouring: Colouring) -> list[str]:
    """Under captions: how many a closed group holds, and in words what the colour says."""
    if not folded.groups and not colouring.said:
        return []
    said = colouring.said or [""] * len(folded.nodes)
    return [
        f"{len(folded.behind[node]):,} entities" if node in folded.groups else text
        for node, text in zip(folded.nodes.tolist(), said, strict=True)
    ]


def _positions(chart: Chart, graph: Graph, folded: Folded, ends: Indexes) -> npt.NDArray[np.float32]:
    """Where entities stand: those without a place of their own where one stands that they stand for, else, such as one
    just drawn, beside their neighbours."""
    ids = graph.ids[folded.nodes]
    xy, known = np.zeros((len(ids), 2), np.float32), np.zeros(len(ids), bool)
    for i, (node, entity) in enumerate(zip(folded.nodes.tolist(), ids.tolist(), strict=True)):
        others = (*graph.members(entity), *folded.behind.get(node, ()))
        at = next((chart.positions[m] for m in others if m in chart.positions), None)
        if at is not None:
            xy[i], known[i] = at, True
    return xy if known.all() else place_new(xy, ~known, ends[:, 0].copy(), ends[:, 1].copy())


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
