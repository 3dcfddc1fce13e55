"""What stands out in time follows the rule that is said of it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.app.pattern import days_of
from workbench.app.rhythm import in_zone, rhythm
from workbench.drawing.timeline_axis import DAY, HOUR, local

MINUTE = HOUR // 60
BEGIN = 1_780_272_000_000_000  # 1 June 2026, 00:00 UTC
LONDON = ZoneInfo("Europe/London")


def daily(days: list[int], hours: tuple[int, ...] = (9, 12, 18)) -> np.ndarray:
    return np.array(sorted(BEGIN + d * DAY + h * HOUR for d in days for h in hours), np.int64)


def test_nights_are_no_silence_and_a_weekend_away_is() -> None:
    at = daily([d for d in range(20) if d not in (10, 11)])
    found = rhythm([at], [at], UTC)
    assert found.days == 18 and found.silence == 15 * HOUR
    [mark] = found.marks
    assert (mark.sort, mark.low, mark.high) == (
        "silence",
        BEGIN + 9 * DAY + 18 * HOUR,
        BEGIN + 12 * DAY + 9 * HOUR,
    )


def test_who_calls_once_a_week_is_not_silent_in_between() -> None:
    at = daily([7 * n for n in range(10)], (12,))
    assert rhythm([at], [at], UTC).marks == ()
    away = np.delete(at, [4, 5, 6])
    [mark] = rhythm([away], [away], UTC).marks
    assert mark.high - mark.low == 28 * DAY > 3 * mark.usual


def test_a_burst_is_an_hour_far_above_the_busiest_of_usual_days() -> None:
    usual = daily(list(range(20)))
    many = BEGIN + 7 * DAY + 13 * HOUR + np.arange(6) * MINUTE
    at = np.sort(np.concatenate([usual, many]))
    [mark] = rhythm([at], [at], UTC).marks
    assert (mark.sort, mark.many, mark.usual) == ("burst", 6, 1.0)
    assert mark.low == many[0] and mark.high == many[-1] + 1
    four = np.sort(np.concatenate([usual, many[:4]]))
    assert rhythm([four], [four], UTC).marks == ()
    # records that tell only their day all stand at midnight, which is no burst
    assert rhythm([at], [usual], UTC).marks == ()


def test_a_busy_month_is_held_against_itself() -> None:
    """Somebody who always calls nine times an hour has no bursts, one who begins to is told while it is new."""
    busy = np.sort(np.concatenate([BEGIN + d * DAY + 12 * HOUR + np.arange(9) * MINUTE for d in range(40)]))
    assert rhythm([busy], [busy], UTC).marks == ()


def test_little_is_told_of_little() -> None:
    at = daily([0, 1, 2, 40])
    assert rhythm([at], [at], UTC).marks == () and rhythm([at], [at], UTC).days == 4
    none = np.zeros(0, np.int64)
    assert rhythm([none], [none], UTC).days == 0


@given(st.lists(st.integers(-10_000 * DAY, 20_000 * DAY), max_size=60))
def test_moments_are_shown_as_the_zones_clocks_show_them(moments: list[int]) -> None:
    at = np.array(sorted(moments), np.int64)
    epoch = datetime(1970, 1, 1)
    wanted = [(local(int(t), LONDON).replace(tzinfo=None) - epoch) for t in at]
    shown = in_zone(at, LONDON).tolist()
    assert [t // 60_000_000 for t in shown] == [
        round(w.total_seconds() * 10**6) // 60_000_000 for w in wanted
    ]


def test_a_day_ends_at_four_in_the_morning() -> None:
    shown = np.array([9 * HOUR, 23 * HOUR, DAY + HOUR, DAY + 10 * HOUR, DAY + 22 * HOUR], np.int64)
    first, last, days = days_of(shown)
    assert days == 2
    assert (first.low, first.middle, first.high) == (555, 570, 585)  # 9:00 and 10:00
    assert last.middle == (25 * 60 + 22 * 60) // 2
