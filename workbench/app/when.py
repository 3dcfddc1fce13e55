"""The room of time without a window: what a timeline shows of a case, for the panel and for pictures alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from workbench.app.rhythm import Rhythm, rhythm
from workbench.case import owners
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.happened import OverTime
from workbench.case.over_time import named, over_time
from workbench.drawing import timeline_axis as axis
from workbench.drawing.theme import number
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import Events, Lane, TimeScene, TimeView
from workbench.kernels import events as kernels
from workbench.model.graph import Graph, Indexes

MOST_LANES = 12
EVENT_ROOM = 17.0  # screen pixels within which events of one pair of lanes are merged
BAR_ROOM = 4.0  # screen pixels of the narrowest bar
OUTLINE_BARS = 200
MARGIN = 0.02  # of the whole stretch, left free at both ends


@dataclass(frozen=True)
class Zone:
    """A way to read clocks: "case", "utc" or "source"; `name` as it is shown, `note` what is to be said of it."""

    id: str
    zone: tzinfo
    name: str
    note: str = ""


def case_zone(name: str) -> tzinfo:
    """The zone of a case, UTC where none is set or this machine does not know it."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def zones(zone: str, over: OverTime) -> list[Zone]:
    """The ways to read clocks: in the zone of the case, in UTC, and as most records state it themselves."""
    own = case_zone(zone)
    stated = axis.offset_text(over.offset)
    note = ""
    if over.stating < over.records:
        note = f"{over.stating:,} of {over.records:,} records state {stated}; the others are shown as if they did."
    return [
        Zone("case", own, str(own)),
        Zone("utc", UTC, "UTC"),
        Zone("source", timezone(timedelta(minutes=over.offset)), stated, note),
    ]


def over_chart(
    case: Case,
    graph: Graph,
    chart: Chart,
    nodes: Indexes,
    entities: Iterable[int] = (),
    links: Iterable[int] = (),
) -> OverTime:
    """What a timeline shows of a chart on which `nodes` stand. Where persons take the place of their phones, records
    are those of whoever had the phone at that moment."""
    had = owners.periods(case, graph, nodes, chart.hidden) if chart.looked.persons else None
    return over_time(case, graph, nodes, chart.looked.filters, entities, links, had)


def whole_of(over: OverTime) -> tuple[int, int]:
    """The stretch that holds every record, with a little room; a day of 1970 where there is none."""
    ends = over.ends
    if ends is None:
        return 0, axis.DAY
    room = max(round((ends[1] - ends[0]) * MARGIN), 30 * axis.SECOND)
    return max(ends[0] - room, axis.EARLIEST), min(ends[1] + room, axis.LATEST)


@dataclass(frozen=True)
class Lanes:
    """Lanes in their order and which lane each link joins: (links + 1, 2), the upper first, -1 for none; `ways` says 1
    down, 2 up, 4 no direction. `more` entities were selected beyond those that have a lane."""

    lanes: tuple[Lane, ...] = ()
    of: np.ndarray = field(default_factory=lambda: np.full((1, 2), -1, np.int16))
    ways: np.ndarray = field(default_factory=lambda: np.zeros(1, np.uint8))
    more: int = 0


def lanes(case: Case, graph: Graph, over: OverTime, entities: Iterable[int], others: str = "others") -> Lanes:
    """A lane for each selected entity, those with most records first, up to `MOST_LANES`, or for the ends of the
    selected links; and one for all others that these met."""
    if not over.wanted.any():
        return Lanes()
    at = np.flatnonzero(over.wanted)
    met = np.unique(np.concatenate([over.start[at], over.end[at]]))
    wanted = named(graph, entities)
    nodes = met[wanted[met]] if wanted.any() else met
    nodes = nodes[np.lexsort((nodes, -graph.records[nodes]))]
    shown = nodes[:MOST_LANES].tolist()
    lane_of = np.full(len(graph), len(shown), np.int16)
    lane_of[shown] = np.arange(len(shown), dtype=np.int16)
    one, other = lane_of[over.start], lane_of[over.end]
    of = np.full((len(one) + 1, 2), -1, np.int16)
    of[at + 1, 0], of[at + 1, 1] = np.minimum(one, other)[at], np.maximum(one, other)[at]
    ways = np.where(over.directed & (one != other), np.where(one < other, 1, 2), 4).astype(np.uint8)
    made = [
        Lane(
            int(graph.ids[n]),
            graph.captions[n],
            number(case.kinds.entities[graph.kinds[graph.kind[n]]].colour),
        )
        for n in shown
    ]
    if (of == len(shown)).any():
        made.append(Lane(0, others, 0))
    return Lanes(tuple(made), of, np.concatenate([np.zeros(1, np.uint8), ways]), len(nodes) - len(shown))


def events(
    over: OverTime, lanes: Lanes, view: TimeView, pixels: float, room: float = EVENT_ROOM
) -> tuple[Events, int]:
    """The events between lanes in a view of so many pixels, those within `room` pixels of each other merged; and how
    many records these are, each counted once."""
    size = len(lanes.lanes)
    if not size or not over.chosen:
        return Events(), 0
    stretches = max(int(pixels / room), 1)
    width = max(-(-view.span // stretches), 1)
    origin = view.low // width * width
    shape = size, size, stretches + 1
    counts, ways, took = np.zeros(shape, np.int32), np.zeros(shape, np.uint8), np.full(shape, -1, np.int32)
    first, last = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    found = 0
    for part in over.chosen:
        begin, end = (int(k) for k in np.searchsorted(part.at, (view.low, view.high)))
        found += kernels.gather(
            part.at, part.columns, part.seconds, begin, end, origin, width, lanes.of, lanes.ways, counts, ways, first,
            last, took,
        )  # fmt: skip
    upper, lower, b = np.nonzero(counts)
    at = upper, lower, b
    many = counts[at].astype(np.int64)
    seconds = np.where(many == 1, took[at], -1).astype(np.int64)
    return Events(upper, lower, many, ways[at].astype(np.int64), first[at], last[at], seconds), found


def rhythm_of(over: OverTime, zone: tzinfo) -> Rhythm:
    """What stands out in the selection, or in all where nothing is selected."""
    if over.chosen:
        exact = [part.at[part.hours < 24] for part in over.chosen]
        return rhythm([part.at for part in over.chosen], exact, zone)
    return rhythm(over.every, over.exact, zone)


@dataclass(frozen=True)
class Found:
    """What a timeline is made of: records, lanes, and what stands out by each clock."""

    over: OverTime
    lanes: Lanes
    rhythm: dict[str, Rhythm]
    zones: list[Zone]


def found(
    case: Case,
    graph: Graph,
    chart: Chart,
    nodes: Indexes,
    entities: Iterable[int],
    links: Iterable[int],
    others: str,
) -> Found:
    """What the timeline of a chart shows while some entities and links are selected."""
    over = over_chart(case, graph, chart, nodes, entities, links)
    clocks = zones(case.about.zone, over)
    rhythms = {z.id: rhythm_of(over, z.zone) for z in clocks}
    return Found(over, lanes(case, graph, over, entities, others), rhythms, clocks)


def scene(
    over: OverTime,
    view: TimeView,
    zone: Zone,
    width: float,
    *,
    lanes: Lanes | None = None,
    happened: Events | None = None,
    marks: Rhythm | None = None,
    brush: tuple[int, int] | None = None,
    mirrored: bool = False,
) -> TimeScene:
    """What a timeline so many pixels wide shows of a view."""
    lanes = lanes or Lanes()
    layout = Layout(width, 0, len(lanes.lanes), 0, mirrored)
    unit = axis.fitting(view.span, layout.plot, BAR_ROOM)
    edges = axis.edges(view.low, view.high, unit, zone.zone)
    whole = whole_of(over)
    steps = np.linspace(*whole, OUTLINE_BARS + 1).astype(np.int64)
    return TimeScene(
        whole, view, zone.zone, zone.name, edges, over.bars(edges), over.chosen_bars(edges), over.bars(steps), brush,
        marks.marks if marks else (), lanes.lanes, happened or Events(),
    )  # fmt: skip
