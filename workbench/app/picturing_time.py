"""The timeline and the pattern of life as pictures, for the command line, for paper and for the window alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from workbench.app import filter_words, picturing, when
from workbench.app import pattern as room
from workbench.app.pattern import Pattern, Subject, Usual
from workbench.app.seen import nodes_on
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.drawing import time_pictures
from workbench.drawing.pattern import WeekField
from workbench.drawing.theme import LIGHT, Theme
from workbench.drawing.time_pictures import Week
from workbench.drawing.timeline_axis import HOUR, days_text, stretch_text
from workbench.drawing.timeline_lanes import NUMBER_ROOM
from workbench.drawing.timeline_scene import TimeScene, TimeView
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.model.rhythm import AROUND, LEAST_RECORDS, TIMES

SIZE = (1600, 700)
MOST_WEEKS = 2


@dataclass(frozen=True)
class Shown:
    """A timeline made for a width, what is to be said below it, and its title."""

    scene: TimeScene
    said: tuple[str, ...]
    title: str


def timeline(
    case: Case,
    width: float,
    graph: Graph | None = None,
    chart: Chart | None = None,
    *,
    entities: Iterable[int] = (),
    moments: tuple[int, int] | None = None,
    filters: Sequence[Filter] = (),
) -> Shown:
    """The timeline of a chart, by default the case's first, so many screen pixels wide, with a lane for each of some
    entities. Problem where nothing on it says when it happened."""
    graph, chart = picturing.given(case, graph, chart, filters)
    chosen = [e for e in entities if e in graph.node_of]
    over = when.over_chart(case, graph, chart, nodes_on(graph, chart), chosen)
    if over.ends is None:
        raise Problem("nothing on this chart says when it happened", "show something on it that has records")
    zone = when.zones(case.about.zone, over)[0]
    lanes = when.lanes(case, graph, over, chosen)
    view = TimeView(*when.whole_of(over))
    if moments is not None:
        room_around = (moments[1] - moments[0]) // 10
        view = TimeView(moments[0] - room_around, moments[1] + room_around).within(*when.whole_of(over))
    happened, _ = when.events(over, lanes, view, width, NUMBER_ROOM)
    marks = when.rhythm_of(over, zone.zone)
    scene = when.scene(over, view, zone, width, lanes=lanes, happened=happened, marks=marks, brush=moments)
    whom = "the selection" if over.chosen else "all records"
    said = [f"{over.records:,} records, {days_text(*over.ends, zone.zone)}; clock of {zone.name}."]
    if over.chosen:
        said[0] += f" {sum(len(part) for part in over.chosen):,} of the selection."
    if over.untimed:
        said.append(f"{over.untimed:,} more records do not tell when.")
    if lanes.more:
        said.append(f"{lanes.more:,} more entities share the lane 'others'.")
    if moments is not None:
        said.append(f"Marked: {stretch_text(*moments, zone.zone)}.")
    if any(mark.sort == "silence" for mark in marks.marks):
        said.append(
            f"Silences of {whom}: more than {TIMES} times as long as usual, the middle of the longest pauses that "
            f"ended on each day with records ({marks.silence / HOUR:.1f} h)."
        )
    if any(mark.sort == "burst" for mark in marks.marks):
        said.append(
            f"Bursts of {whom}: at least {LEAST_RECORDS} records in an hour and more than {TIMES} times the busiest "
            f"hour of a usual day, the middle of the days up to {AROUND} before and after."
        )
    said += [f"Filter: {text}." for text in filter_words.listed(case, chart.looked.filters)]
    return Shown(scene, tuple(said), f"{picturing.title_of(case, chart)} – Timeline")


def picture_timeline(
    case: Case,
    out: Path,
    size: tuple[int, int] = SIZE,
    graph: Graph | None = None,
    chart: Chart | None = None,
    *,
    entities: Iterable[int] = (),
    moments: tuple[int, int] | None = None,
    filters: Sequence[Filter] = (),
    theme: Theme = LIGHT,
) -> None:
    """Writes the timeline of a chart as PNG."""
    shown = timeline(
        case,
        time_pictures.plot_width(size),
        graph,
        chart,
        entities=entities,
        moments=moments,
        filters=filters,
    )
    time_pictures.save(
        time_pictures.draw_timeline(shown.scene, shown.said, size, theme, title=shown.title), out
    )


def weeks(
    case: Case,
    graph: Graph | None = None,
    chart: Chart | None = None,
    *,
    entities: Iterable[int] = (),
    moments: tuple[int, int] | None = None,
    filters: Sequence[Filter] = (),
) -> list[Week]:
    """The hours of the week of each of one or two entities, with the difference of two; of all on the chart where none
    are given. Problem where nothing says in which hour it happened."""
    graph, chart = picturing.given(case, graph, chart, filters)
    chosen = [e for e in entities if e in graph.node_of]
    if len(chosen) > MOST_WEEKS:
        raise Problem("a pattern of life is one entity's, or compares two", "name one or two")
    subjects = [Subject(frozenset({e}), frozenset(), graph.captions[graph.node_of[e]]) for e in chosen]
    seen = graph.links_between(nodes_on(graph, chart))
    subjects = subjects or [Subject(title="Everything on the chart", everything=True)]
    found = [room.pattern(case, graph, subject, chart.looked.filters, moments, seen) for subject in subjects]
    if not any(one.records for one in found):
        raise Problem(
            "nothing of this says in which hour it happened", "choose somebody with calls or payments"
        )
    zone = when.case_zone(case.about.zone)
    made = [Week(one.subject.title, WeekField(one.cells), _said(one, zone)) for one in found]
    if len(found) == MOST_WEEKS:
        field = WeekField(room.difference(*found), signed=True)
        said = ["+ more of the first's records lie there, − more of the second's (hatched)."]
        made.append(Week("Difference, in percent points", field, said))
    return made


def _said(found: Pattern, zone: tzinfo) -> list[str]:
    said = [
        f"{found.records:,} records on {found.days:,} days; clock of {zone}; a day goes from 4:00 to 4:00."
    ]
    ends = [
        f"{name} of a day: {_usual(one)}"
        for name, one in (("First", found.first), ("last", found.last))
        if one
    ]
    said.append("; ".join(ends) + ".")
    silences = found.silences
    if silences:
        longest = silences[0]
        said.append(
            f"{len(silences):,} silences, the longest {stretch_text(longest.low, longest.high, zone)}."
        )
    if found.dayless or found.untimed:
        said.append(f"{found.dayless:,} more tell only their day, {found.untimed:,} do not tell when.")
    return said


def _usual(found: Usual) -> str:
    low, middle, high = (f"{m // 60 % 24:02}:{m % 60:02}" for m in (found.low, found.middle, found.high))
    return f"{middle} (half of the days {low} to {high})"


def picture_pattern(
    case: Case,
    out: Path,
    size: tuple[int, int] = SIZE,
    graph: Graph | None = None,
    chart: Chart | None = None,
    *,
    entities: Iterable[int] = (),
    moments: tuple[int, int] | None = None,
    filters: Sequence[Filter] = (),
    theme: Theme = LIGHT,
) -> None:
    """Writes the pattern of life of one or two entities, or of a chart, as PNG."""
    found = weeks(case, graph, chart, entities=entities, moments=moments, filters=filters)
    title = f"{case.about.title or case.path.stem} – Pattern of life"
    time_pictures.save(time_pictures.draw_weeks(found, size, theme, title=title), out)
