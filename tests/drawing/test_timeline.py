"""The axis of time, views and pictures: clocks that change, units of every size, nothing drawn outside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.drawing.theme import DARK, LIGHT, Theme
from workbench.drawing.timeline import draw
from workbench.drawing.timeline_axis import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    SECOND,
    UNITS,
    Unit,
    changes,
    edges,
    fitting,
    larger,
    local,
    stretch_text,
    ticks,
)  # fmt: skip
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import Events, Lane, Mark, TimeScene, TimeView

LONDON, KATHMANDU, BEIRUT = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Asia/Beirut")
DAYS, HOURS = Unit("day", 1, DAY), Unit("second", 3600, HOUR)
ZONES = st.sampled_from([
    UTC, LONDON, KATHMANDU, BEIRUT, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/St_Johns"),
    ZoneInfo("Pacific/Apia"), timezone(timedelta(minutes=-210)),
])  # fmt: skip


def at(*when: int, zone: object = UTC) -> int:
    return round(datetime(*when, tzinfo=zone).timestamp() * SECOND)  # type: ignore[arg-type]


def test_days_have_23_and_25_hours_where_clocks_are_changed() -> None:
    low = at(2026, 3, 27, zone=LONDON)
    days = np.diff(edges(low, low + 4 * DAY, DAYS, LONDON)) // HOUR
    assert days[:4].tolist() == [24, 24, 23, 24]
    low = at(2026, 10, 24, zone=LONDON)
    assert (np.diff(edges(low, low + 3 * DAY, DAYS, LONDON)) // HOUR)[:3].tolist() == [24, 25, 24]
    hours = edges(at(2026, 10, 25, zone=LONDON), at(2026, 10, 26, zone=LONDON), HOURS, LONDON)
    assert len(hours) == 26 and set(np.diff(hours).tolist()) == {HOUR}
    assert [local(int(t), LONDON).hour for t in hours[:4]] == [0, 1, 1, 2]


def test_a_midnight_that_never_was_begins_with_the_first_moment_of_its_day() -> None:
    """Beirut's clocks go from 00:00 to 01:00 on 29 March 2026."""
    low = at(2026, 3, 28, zone=BEIRUT)
    found = edges(low, low + 2 * DAY, DAYS, BEIRUT)
    assert local(int(found[1]), BEIRUT).hour == 1 and local(int(found[1]), BEIRUT).day == 29
    assert (np.diff(found) // HOUR)[:2].tolist() == [24, 23]


def test_where_clocks_are_changed_is_known_to_the_second() -> None:
    assert changes(at(2026, 1, 1), at(2027, 1, 1), LONDON) == [
        (at(2026, 3, 29, 1), 0, 60), (at(2026, 10, 25, 1), 60, 0),
    ]  # fmt: skip
    assert changes(at(2026, 1, 1), at(2027, 1, 1), KATHMANDU) == []


@given(
    low=st.integers(at(1900, 1, 1), at(2100, 1, 1)),
    unit=st.sampled_from(UNITS),
    many=st.integers(1, 300),
    zone=ZONES,
)
def test_edges_ascend_and_hold_the_whole_stretch(low: int, unit: Unit, many: int, zone: object) -> None:
    high = min(low + unit.usual * many, LATEST)
    found = edges(low, high, unit, zone)  # type: ignore[arg-type]
    assert found[0] <= low and found[-1] >= high
    assert all(b > a for a, b in pairwise(found.tolist()))
    # a unit is at most a little longer than usual: a month of 31 days, a leap year, clocks put back
    assert max(np.diff(found)) <= unit.usual * 1.15 + 25 * HOUR


@pytest.mark.parametrize("zone", [UTC, LONDON, KATHMANDU])
def test_the_ends_of_all_time_have_edges(zone: object) -> None:
    for unit in UNITS[-8:]:
        found = edges(EARLIEST - DAY, LATEST + DAY, unit, zone)  # type: ignore[arg-type]
        assert found[0] <= EARLIEST and found[-1] >= LATEST


@pytest.mark.parametrize(
    ("span", "first", "below"),
    [
        (30 * SECOND, "12:00:00", "Mon 1 Jun 2026"), (2 * HOUR, "12:00", "Mon 1 Jun 2026"),
        (20 * DAY, "1 Jun", "2026"), (700 * DAY, "Apr", "2026"), (9000 * DAY, "2025", ""),
    ],
)  # fmt: skip
def test_ticks_say_what_fits_the_stretch(span: int, first: str, below: str) -> None:
    low = at(2026, 6, 1, 12)
    if span > DAY:
        low = {20 * DAY: at(2026, 6, 1), 700 * DAY: at(2026, 4, 1)}.get(span, at(2025, 1, 1))
    said = ticks(low, low + span, 800, UTC)
    assert said[0].text == first and 3 <= len(said) <= 20
    under = larger(low, low + span, 800, UTC)
    assert (under[0].text if under else "") == below


def test_a_stretch_is_said_as_exactly_as_it_needs() -> None:
    low = at(2026, 6, 1, zone=LONDON)
    assert stretch_text(low, low + DAY, LONDON) == "Mon 1 Jun 2026, UTC+1"
    assert stretch_text(low, low + 3 * DAY, LONDON) == "1 Jun 2026 – 3 Jun 2026, UTC+1"
    assert stretch_text(low, low + HOUR, LONDON) == "1 Jun 2026 00:00 – 01:00, UTC+1"
    assert stretch_text(low, low + SECOND, LONDON) == "1 Jun 2026 00:00:00 – 00:00:01, UTC+1"
    spring = at(2026, 3, 28, 12)
    assert stretch_text(spring, spring + DAY, LONDON).endswith("UTC → UTC+1")


@given(
    low=st.integers(0, 10**15), span=st.integers(20 * SECOND, 10**15), factor=st.floats(0.01, 100),
    x=st.floats(0, 800),
)  # fmt: skip
def test_zooming_keeps_what_is_under_the_pointer(low: int, span: int, factor: float, x: float) -> None:
    view = TimeView(low, low + span)
    before, zoomed = view.at(x, 800), view.zoomed(factor, x, 800)
    assert zoomed.span >= 20 * SECOND
    assert abs(zoomed.at(x, 800) - before) <= 2 + zoomed.span // 10**6
    inside = zoomed.within(low, low + span)
    assert inside.span <= max(span, 20 * SECOND) and inside.low >= low


def test_the_smallest_unit_that_can_be_seen_is_taken() -> None:
    assert fitting(DAY, 800, 4).usual == 900 * SECOND
    assert fitting(40 * SECOND, 800, 4).usual == SECOND
    assert fitting(10 * 365 * DAY, 800, 4).sort == "month"


def scene(low: int = at(2026, 3, 27)) -> TimeScene:
    view = TimeView(low, low + 5 * DAY)
    steps = edges(view.low, view.high, HOURS, LONDON)
    every = np.arange(len(steps) - 1) % 7
    events = Events(*(np.array(v, np.int64) for v in (
        [0, 0, 1], [1, 2, 1], [1, 12, 1], [1, 3, 4], [low + DAY, low + 2 * DAY, low + 3 * DAY],
        [low + DAY, low + 2 * DAY + HOUR, low + 3 * DAY], [40_000, -1, 0],
    )))  # fmt: skip
    return TimeScene(
        (low - 9 * DAY, low + 9 * DAY), view, LONDON, "Europe/London", steps, every, every // 3,
        np.arange(50), (low + DAY, low + 2 * DAY),
        (Mark(low + 3 * DAY, low + 4 * DAY, "silence", 0, HOUR), Mark(low + 10 * HOUR, low + 11 * HOUR, "burst", 9, 2)),
        (
            Lane(1, "+44 7700 900001", 0xFF3F6FB5), Lane(2, "a very long name that cannot be shown", 0xFFD9822B),
            Lane(0, "others", 0),
        ),
        events,
    )  # fmt: skip


def picture(theme: Theme, size: tuple[int, int], *, mirrored: bool = False, ratio: float = 1.0) -> QImage:
    image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    draw(painter, scene(), Layout(*size, 3, 0, mirrored), theme, focus=True)
    painter.end()
    return image


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_it_is_drawn_in_every_theme_and_direction(theme: Theme, mirrored: bool) -> None:
    image = picture(theme, (800, 260), mirrored=mirrored, ratio=2)
    inks = {image.pixel(x, y) for x in range(0, 1600, 2) for y in range(0, 520, 2)}
    assert QColor(theme.accent).rgb() in inks and QColor(theme.warning).rgb() in inks and len(inks) > 20
    layout = Layout(800, 260, 3, 0, mirrored)
    stripe = 2 if not mirrored else 800 - 3
    assert image.pixel(stripe * 2, round(layout.lane_y(0)) * 2) != QColor(theme.panel).rgb()


def test_lanes_leave_room_for_bars_and_scroll_where_there_is_none() -> None:
    layout = Layout(700, 150, 12)
    assert layout.bars_height >= 34 and layout.hidden > 0
    assert Layout(700, 600, 3).hidden == 0
    assert Layout(700, 300).bars_height > 200
