"""From the graph and a chart to what the canvas draws: one line for each pair of entities, with all links in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.app import comparing
from workbench.app.colouring import Colouring, by_kind, coloured, sizes, with_groups
from workbench.app.filter_words import hides
from workbench.app.folding import Folded, fold
from workbench.app.involved import BADGES, badges_of
from workbench.app.lined import lined
from workbench.app.lines import Held, Lines, no_lines
from workbench.app.seen import seen
from workbench.app.standing import standing
from workbench.case import notes
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.filtering import Filtered
from workbench.case.scope import Stretch
from workbench.drawing.chart import NOBODY, ChartData, Flags, Headings, Look
from workbench.drawing.chart import chart as make_chart
from workbench.drawing.chart import empty as _no_entities
from workbench.drawing.theme import number
from workbench.kernels.placing import place_new
from workbench.model.graph import Graph, Indexes, Ints
from workbench.model.kinds import Kinds

LABELLED = 400  # nodes beyond which no pill would find room, and totals are not asked for


@dataclass(frozen=True)
class Meaning:
    """What colours of entities say, by name, colour and number of entities, what their sizes do, and what lines show
    beyond links in one bundle; "" for nothing."""

    colours: str = ""
    groups: Sequence[tuple[str, int, int]] = ()
    sizes: str = ""
    lines: str = ""


@dataclass(frozen=True)
class Drawn:
    """A chart ready for the canvas. `links` lists, for each drawn line, every link bundled in it.

    `shown` entities are drawn, of `total` in the case; `hidden` were hidden by hand. `filtered` is what the filters
    leave, None where there are none, and `brushed` what of that lies in the chosen stretch of time. `behind` lists
    whom a drawn entity stands for, `groups` the closed groups by the member drawn for them, `stood` where each entity
    of the chart has its place, `meaning` what colours and sizes say.
    """

    chart: ChartData
    links: Held
    shown: int
    hidden: int
    total: int
    filtered: Filtered | None = None
    brushed: Filtered | None = None
    behind: dict[int, tuple[int, ...]] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    stood: dict[int, tuple[float, float]] = field(default_factory=dict)
    meaning: Meaning = field(default_factory=lambda: Meaning())
    kinds: Sequence[tuple[str, int, int]] = ()

    def links_of(self, lines: Sequence[int]) -> set[int]:
        """The links behind drawn lines."""
        return self.links.links_of(lines)

    def lines_of(self, wanted: Sequence[int] | frozenset[int]) -> set[int]:
        """The drawn lines that hold some of these links."""
        return self.links.lines_of(wanted)

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
    return Drawn(_no_entities(), no_lines(), 0, 0, total)


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
    nodes, look = folded.nodes, chart.looked
    ids = graph.ids[nodes]
    own = looks(case.kinds, graph.kinds)
    two = look.compared
    compared = comparing.compare(case, graph, *two) if two and comparing.known(case, *two) else None
    found = lined(case, graph, look, here, folded.pieces, len(nodes) <= LABELLED, compared)
    lines = found.lines
    place = np.full(len(graph), -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    ends = np.stack([place[lines.start], place[lines.end]], axis=1)
    if compared is not None:
        colours_of = comparing.coloured(graph, folded, own, compared)
    elif look.colour_by:
        colours_of = coloured(case, graph, folded, own, look.colour_by)
    else:
        colours_of = by_kind(own, graph, folded)
    colours_of = with_groups(colours_of, folded)
    size, sized = sizes(graph, folded, look.size_by)
    marks = notes.marked(case)
    badge, by_hand = badges_of(case, graph, folded)
    drawn = make_chart(
        colours_of.looks, ids, _positions(chart, graph, folded, ends), ends, lines.ids,
        look=colours_of.look,
        captions=_captions(graph, folded),
        sub_captions=_under(folded, colours_of),
        size=size,
        pinned=np.isin(ids, list(chart.pinned)),
        faded=folded.faded | np.isin(ids, look.dimmed),
        common=graph.common[nodes],
        link_colour=found.colours,
        weight=found.weights,
        standing=lines.standing,
        directed=lines.directed,
        label=found.labels,
        pills=look.labels,
        noted=_is_marked(graph, folded, marks.noted),
        tagged=_is_marked(graph, folded, marks.tagged),
        remarked=np.isin(lines.ids, list(lines.held(graph).lines_of(marks.links))) if marks.links else NOBODY,
        by_hand=by_hand,
        badge=badge,
        badges=BADGES,
        beads=found.beads,
        headings=_headings(case, chart, ids),
    )  # fmt: skip
    behind = {int(graph.ids[node]): others for node, others in folded.behind.items()}
    groups = {int(graph.ids[node]): group.id for node, group in folded.groups.items()}
    return Drawn(
        drawn,
        lines.held(graph),
        len(nodes),
        int((graph.node_of.numbers(np.array(chart.hidden, np.int64)) >= 0).sum()),
        len(graph),
        here.left,
        here.brushed,
        behind,
        groups,
        chart.positions,
        Meaning(colours_of.title, colours_of.legend, sized, found.meaning),
        found.differences or kinds_of_links(case, graph, lines),
    )


def kinds_of_links(case: Case, graph: Graph, lines: Lines) -> list[tuple[str, int, int]]:
    """The kinds of link in some lines, most links first: name, colour, and the firmest standing of all of them."""
    links = np.unique(lines.pieces.link)
    kind, firmest = graph.link_kind[links], np.full(len(graph.link_kinds), 255, np.uint8)
    np.minimum.at(firmest, kind, graph.standing[links])
    count = np.bincount(kind, minlength=len(firmest))
    names = [case.kinds.links[k] for k in graph.link_kinds]
    there = sorted(np.flatnonzero(count).tolist(), key=lambda k: (-int(count[k]), graph.link_kinds[k]))
    return [(names[k].name, number(names[k].colour), int(firmest[k])) for k in there]


def _headings(case: Case, chart: Chart, ids: Ints) -> Headings | None:
    """What the last layout made of the places, and how many of those drawn do not stand in it."""
    guides = chart.looked.guides
    if guides is None:
        return None
    elsewhere = np.isin(ids, [*chart.placed, *guides.later])
    return Headings(guides, case.about.zone or "UTC", int(elsewhere.sum()))


def _is_marked(graph: Graph, folded: Folded, entities: frozenset[int]) -> Flags:
    """Whether each drawn entity, or one that it stands for, is among these."""
    if not entities:
        return NOBODY
    marked = np.zeros(len(graph), bool)
    marked[graph.numbers(entities)] = True
    for node, others in folded.behind.items():
        marked[node] |= bool(entities & set(others))
    return marked[folded.nodes]


def _captions(graph: Graph, folded: Folded) -> list[str]:
    captions = graph.captions
    if not folded.groups:
        return [captions[n] for n in folded.nodes.tolist()]
    return [_caption(graph, folded, n) for n in folded.nodes.tolist()]


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
    xy, known = standing(graph, chart, folded)
    return xy if known.all() else place_new(xy, ~known, ends[:, 0].copy(), ends[:, 1].copy())


def legend(case: Case, drawn: Drawn, graph: Graph) -> list[tuple[str, int, int]]:
    """What the colours of lines mean, the kinds of link or the differences of a comparison: name, colour, and their
    firmest standing (0 stated, 1 derived, 2 assessed)."""
    return list(drawn.kinds)


def standings(drawn: Drawn) -> list[tuple[str, int]]:
    """How lines are drawn that are not stated, where the chart has any."""
    there = set(np.unique(drawn.chart.standing).tolist())
    return [(name, k) for k, name in ((1, "derived by rule"), (2, "assessed by an analyst")) if k in there]


def counted(drawn: Drawn) -> str:
    """How much of the case a chart shows; nothing is hidden silently."""
    said = f"{drawn.shown:,} of {drawn.total:,} entities shown"
    if drawn.hidden:
        said += f", {drawn.hidden:,} hidden"
    if drawn.filtered is not None:
        said += f", filters: {hides(drawn.filtered.hidden, drawn.filtered.all)}"
    return said
