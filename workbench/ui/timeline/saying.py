"""What a timeline says in words: of a bar, of what stands out and by which rule, of events."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.drawing.timeline_axis import moment_text, stretch_text
from workbench.drawing.timeline_scene import Mark, TimeScene
from workbench.model.rhythm import AROUND, LEAST_DAYS, LEAST_RECORDS, TIMES
from workbench.ui import words

tr = QCoreApplication.translate
CONTEXT = "Timeline"


def length(microseconds: float) -> str:
    """How long a stretch is, to two units: 3 d 4 h, 2 h 10 min, 40 s."""
    seconds = round(microseconds / 1_000_000)
    for size, name, smaller, of in (
        (86_400, tr(CONTEXT, "{n} d"), 3_600, tr(CONTEXT, "{n} h")),
        (3_600, tr(CONTEXT, "{n} h"), 60, tr(CONTEXT, "{n} min")),
        (60, tr(CONTEXT, "{n} min"), 1, tr(CONTEXT, "{n} s")),
    ):
        if seconds >= size:
            many, rest = divmod(seconds, size)
            said = name.format(n=words.number(many))
            return f"{said} {of.format(n=words.number(rest // smaller))}" if rest // smaller else said
    return tr(CONTEXT, "{n} s").format(n=words.number(seconds))


def bar(scene: TimeScene, k: int) -> str:
    """A bar: its time, how many records, how many of the selection's."""
    when = stretch_text(int(scene.edges[k]), int(scene.edges[k + 1]), scene.zone)
    said = tr(CONTEXT, "%Ln records", "", int(scene.every[k]))
    if scene.chosen.any():
        said += words.DOT + tr(CONTEXT, "{n} of the selection").format(n=words.number(int(scene.chosen[k])))
    return f"{when}\n{said}"


def mark(found: Mark, scene: TimeScene) -> str:
    """Something that stands out, and the rule."""
    when = stretch_text(found.low, found.high, scene.zone)
    if found.sort == "silence":
        said = tr(CONTEXT, "Silence of {length}: no record").format(length=length(found.high - found.low))
        rule = tr(
            CONTEXT,
            "More than {times} times as long as is usual, {usual}: the middle of the longest pauses that ended on each "
            "day with records.",
        ).format(times=TIMES, usual=length(found.usual))
    else:
        said = tr(CONTEXT, "Burst: {n} records within an hour").format(n=words.number(found.many))
        rule = tr(
            CONTEXT,
            "At least {least} records and more than {times} times as many as the busiest hour of a usual day, {usual}: "
            "the middle of the days up to {around} days before and after.",
        ).format(least=LEAST_RECORDS, times=TIMES, usual=f"{found.usual:g}", around=AROUND)
    return f"{said}\n{when}\n{rule}"


def too_little() -> str:
    """Why nothing stands out where little is known."""
    return tr(CONTEXT, "Silences and bursts are told from {days} days with records on.").format(
        days=LEAST_DAYS
    )


def event(scene: TimeScene, k: int) -> str:
    """An event between lanes: who, which way, how many, when, how long."""
    events = scene.events
    upper, lower = (scene.lanes[int(lane)].caption for lane in (events.upper[k], events.lower[k]))
    one, other = words.isolated(upper), words.isolated(lower)
    ways = int(events.ways[k])
    sign = {1: "→", 2: "←"}.get(ways & 3, "↔" if ways & 3 == 3 else "–")
    who = f"{one} {sign} {other}" if events.upper[k] != events.lower[k] else one
    count, first, last = (int(v[k]) for v in (events.count, events.first, events.last))
    if count == 1:
        said = moment_text(first, scene.zone)
        if events.seconds[k] >= 0:
            said += words.DOT + words.duration(int(events.seconds[k]))
        return f"{who}\n{said}"
    said = tr(CONTEXT, "%Ln records", "", count)
    return f"{who}\n{said}\n{stretch_text(first, last + 1_000_000, scene.zone)}"
