from __future__ import annotations

import numpy as np
import pytest

from workbench.model.moving import Moves, moves

LEEDS, LONDON = (53.80, -1.55), (51.5074, -0.1278)  # 273 km apart
SECOND = 1_000_000


def between(
    one: tuple[float, float], other: tuple[float, float], seconds: float, uncertain: float, unsure: float
) -> Moves:
    at = np.array([0, int(seconds * SECOND)], np.int64)
    lat, lon = np.array([one, other]).T
    return moves(at, lat, lon, np.full(2, uncertain), np.full(2, unsure))


def test_the_speed_of_a_known_pair() -> None:
    made = between(LEEDS, LONDON, 3 * 3600, 0, 0)
    assert made.metres[0] / 1000 == pytest.approx(273, abs=2)
    assert made.speed[0] == pytest.approx(91, abs=1)
    assert not made.impossible.any()


def test_ten_minutes_from_leeds_to_london_are_impossible() -> None:
    made = between(LEEDS, LONDON, 600, 2000, 1)
    assert made.impossible.tolist() == [True]
    assert made.at_least[0] == pytest.approx((273_000 - 4000) / 602 * 3.6, rel=0.01)


def test_both_uncertainties_of_place_are_taken_off() -> None:
    made = between(
        LEEDS, (53.80, -1.45), 5, 5000, 1
    )  # 6.6 km in five seconds, but each cell reaches five kilometres
    assert made.speed[0] > 900 and made.at_least[0] == 0 and not made.impossible.any()


def test_a_time_known_to_the_day_accuses_nobody() -> None:
    assert between(LEEDS, LONDON, 0, 0, 1).impossible.all()
    assert not between(LEEDS, LONDON, 0, 0, 86_400).impossible.any()


def test_two_places_at_one_moment_are_impossible_and_one_place_is_not() -> None:
    made = between(LEEDS, LONDON, 0, 0, 0)
    assert np.isinf(made.at_least[0]) and made.impossible.all()
    assert between(LEEDS, LEEDS, 0, 0, 0).at_least.tolist() == [0]


def test_over_the_date_line_it_is_as_near_as_it_is() -> None:
    made = between((0.0, 179.9), (0.0, -179.9), 3600, 0, 0)
    assert made.metres[0] == pytest.approx(22_239, rel=0.001) and not made.impossible.any()


def test_one_sighting_is_no_move() -> None:
    one = np.zeros(1)
    assert len(moves(np.zeros(1, np.int64), one, one, one, one).metres) == 0
