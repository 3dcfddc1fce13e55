"""Pattern of life: in which hours of the week something happens, when days begin and end, when nothing happens.

Hours and weekdays are those of the case's zone. A day goes from four in the morning to four, so that what happens after
midnight ends the day before. Records that tell only their day have no hour, and are counted beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workbench.app.rhythm import Rhythm, in_zone, merged, rhythm
from workbench.app.when import case_zone
from workbench.case import assessments, owners
from workbench.case.cases import Case
from workbench.case.filtering import chosen
from workbench.case.lives import life
from workbench.case.over_time import named
from workbench.case.owned import owned_by
from workbench.case.owners import Periods
from workbench.drawing.timeline_axis import DAY, HOUR
from workbench.drawing.timeline_scene import Mark
from workbench.kernels import events as kernels
from workbench.model.filters import WEEKDAYS, Filter
from workbench.model.graph import Graph, Indexes

Whole = npt.NDArray[np.int64]
BEGINS = 4  # the hour at which a day begins
OWN = ("hour", "weekday")  # filters that the hours of the week show, and are not bound by


@dataclass(frozen=True)
class Subject:
    """Whose pattern it is: entity and link ids, or all that is seen of a chart, and what they are called."""

    entities: frozenset[int] = frozenset()
    links: frozenset[int] = frozenset()
    title: str = ""
    everything: bool = False


@dataclass(frozen=True)
class Usual:
    """The middle of a time of day over some days, and between which times half of the days lie, in minutes since
    midnight; those after midnight that end a day are more than 1440."""

    low: int
    middle: int
    high: int
    days: int


def no_cells() -> Whole:
    """No record in any hour of the week."""
    return np.zeros((7, 24), np.int64)


@dataclass(frozen=True)
class Pattern:
    """`cells` (7, 24) count records by weekday (0 = Monday) and hour. `dayless` records tell no hour, `untimed` nothing
    of time. `first` and `last` say when days begin and end."""

    subject: Subject = field(default_factory=Subject)
    cells: Whole = field(default_factory=no_cells)
    dayless: int = 0
    untimed: int = 0
    days: int = 0
    first: Usual | None = None
    last: Usual | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)

    @property
    def records(self) -> int:
        """How many records tell their hour."""
        return int(self.cells.sum())

    @property
    def silences(self) -> list[Mark]:
        """Silent stretches, the longest first."""
        return sorted((m for m in self.rhythm.marks if m.sort == "silence"), key=lambda m: m.low - m.high)

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """The share of its records in each hour of the week, in percent."""
        return self.cells * 100.0 / max(self.records, 1)


def pattern(
    case: Case,
    graph: Graph,
    subject: Subject,
    filters: Sequence[Filter] = (),
    moments: tuple[int, int] | None = None,
    seen: Indexes | None = None,
) -> Pattern:
    """The pattern of all records of the case that name some entities or stand behind some links, in a stretch of time
    and under the filters of records, but for those of hours and weekdays. `seen` are the numbers of the links on the
    chart, for a subject that is everything."""
    others = [f for f in filters if f.by not in OWN]
    among = seen if subject.everything else None
    had = _had(case, graph, subject)
    parts, untimed = life(case, graph, others, subject.entities, subject.links, among, had)
    zone = case_zone(case.about.zone)
    cells, dayless = no_cells(), 0
    every: list[Whole] = []
    exact: list[Whole] = []
    for part in parts:
        begin, end = (
            (0, len(part)) if moments is None else (int(k) for k in np.searchsorted(part.at, moments))
        )
        at, hours = part.at[begin:end], part.hours[begin:end]
        dayless += int(kernels.count_week(hours, part.weekdays[begin:end], cells))
        every.append(at)
        exact.append(at[hours < 24])
    moments_of = merged(exact)
    first, last, days = days_of(in_zone(moments_of, zone))
    found = rhythm(every, exact, zone)
    return Pattern(subject, cells, dayless, untimed, days, first, last, found)


def _had(case: Case, graph: Graph, subject: Subject) -> dict[int, Periods]:
    """What the subject's persons had, and when; not what is itself in question."""
    said = [a for a in assessments.attributions(case) if a.entity in graph.node_of]
    if not subject.entities or not said:
        return {}
    nodes = named(graph, subject.entities)
    had = owners.periods(case, graph, graph.numbers(a.entity for a in said))
    return {n: had[n] for n in np.flatnonzero(owned_by(nodes, had) & ~nodes).tolist()}


def days_of(shown: Whole) -> tuple[Usual | None, Usual | None, int]:
    """When days usually begin and end, and how many there are, from moments in order as clocks show them."""
    if not len(shown):
        return None, None, 0
    day = (shown - BEGINS * HOUR) // DAY
    firsts = np.concatenate([[0], np.flatnonzero(np.diff(day)) + 1])
    lasts = np.append(firsts[1:], len(day)) - 1
    return _usual(shown[firsts] - day[firsts] * DAY), _usual(shown[lasts] - day[lasts] * DAY), len(firsts)


def _usual(since: Whole) -> Usual:
    low, middle, high = (int(q) // 60_000_000 for q in np.percentile(since, (25, 50, 75)))
    return Usual(low, middle, high, len(since))


def difference(one: Pattern, other: Pattern) -> npt.NDArray[np.float64]:
    """How many percent points more of its records one has in each hour of the week than another."""
    difference: npt.NDArray[np.float64] = one.shares - other.shares
    return difference


def hours_filters(weekdays: Iterable[int], hours: Iterable[int]) -> list[Filter]:
    """The filters that keep some hours of some weekdays; all of either needs none."""
    days, clock = sorted(set(weekdays)), sorted(set(hours))
    made = []
    if len(clock) < 24:
        made.append(Filter("hour", keep=tuple(str(h) for h in clock)))
    if len(days) < 7:
        made.append(Filter("weekday", keep=tuple(WEEKDAYS[d] for d in days)))
    return made


def kept_by(filters: Iterable[Filter]) -> frozenset[tuple[int, int]]:
    """The weekdays and hours that filters in force name, none where all are kept."""
    named = [f for f in filters if f.on and f.by in OWN]
    if not named:
        return frozenset()
    return frozenset((d, h) for d in range(7) for h in range(24) if all(_keeps(f, d, h) for f in named))


def _keeps(test: Filter, day: int, hour: int) -> bool:
    value = str(hour) if test.by == "hour" else WEEKDAYS[day]
    if test.by == "hour" and (test.low is not None or test.high is not None):
        low, high = int(test.low or 0), int(24 if test.high is None else test.high)
        return low <= hour < high if low < high else hour >= low or hour < high
    return (not test.keep or value in test.keep) and value not in test.drop


def links_in(
    case: Case,
    graph: Graph,
    subject: Subject,
    filters: Sequence[Filter],
    moments: tuple[int, int] | None,
    nodes: Indexes,
    tests: Sequence[Filter],
) -> list[int]:
    """The subject's links on the chart with records in some hours, by id; `tests` are one filter at least."""
    *before, last = tests
    found = set(chosen(case, graph, [*filters, *before], moments, nodes, [last])[1])
    if subject.everything:
        return sorted(found)
    nodes_of = named(graph, subject.entities)
    nodes_of[list(_had(case, graph, subject))] = True
    mine = set(graph.link_ids[nodes_of[graph.start] | nodes_of[graph.end]].tolist()) | subject.links
    return sorted(found & mine)
