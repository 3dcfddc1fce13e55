from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import geography as geo

latitudes = st.floats(-85, 85)
longitudes = st.floats(-179.999, 179.999)


@given(latitudes, longitudes)
def test_projecting_there_and_back_loses_less_than_a_millimetre(lat: float, lon: float) -> None:
    back = geo.unproject(*geo.project(lat, lon))
    assert float(geo.distance(lat, lon, *back)) < 0.001


def test_the_map_is_one_unit_wide_and_high_with_greenwich_and_the_equator_in_its_middle() -> None:
    u, v = geo.project([0, geo.NORTHMOST, -geo.NORTHMOST], [0, -180, 180])
    assert u.tolist() == [0.5, 0.0, 1.0]
    assert v == pytest.approx([0.5, 0.0, 1.0], abs=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((51.4700, -0.4543), (40.6413, -73.7781), 5540),  # Heathrow, Kennedy: published 5,540 km
        ((1.3644, 103.9915), (51.4700, -0.4543), 10_880),  # Changi, Heathrow
        ((-36.85, 174.76), (21.31, -157.86), 7085),  # Auckland, Honolulu: over the date line
        ((0, 179.5), (0, -179.5), 111.2),  # a degree of the equator
    ],
)
def test_distances_of_known_pairs(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    assert float(geo.distance(*one, *other)) / 1000 == pytest.approx(kilometres, rel=0.006)


@given(latitudes, longitudes, st.floats(0, 359.9), st.floats(1, 4e6))
def test_one_arrives_as_far_away_as_one_went(lat: float, lon: float, bearing: float, metres: float) -> None:
    there = geo.from_there(lat, lon, bearing, metres)
    assert float(geo.distance(lat, lon, *there)) == pytest.approx(metres, rel=1e-4, abs=0.05)


def test_a_great_circle_goes_on_over_the_date_line() -> None:
    lat, lon = geo.great_circle(35.7, 139.7, 37.8, -122.4, 40)  # Tokyo, San Francisco
    assert (
        np.abs(np.diff(lon)).max() < 10 and lon[0] == pytest.approx(139.7) and lon[-1] == pytest.approx(237.6)
    )
    assert lat.max() > 47, "the shortest way leads far north of both"
    lengths = geo.distance(lat[:-1], lon[:-1], lat[1:], lon[1:])
    assert float(lengths.sum()) == pytest.approx(float(geo.distance(35.7, 139.7, 37.8, -122.4)), rel=1e-6)


def test_the_opposite_point_of_the_earth_and_the_same_point_have_a_way_too() -> None:
    for other in ((-10.0, -170.0), (10.0, 10.0)):
        assert np.isfinite(np.concatenate(geo.great_circle(10.0, 10.0, *other, 9))).all()


def test_a_sector_is_a_slice_around_its_azimuth() -> None:
    lat, lon = geo.sector(51.5, -0.1, 90.0, 120.0, 2000.0)
    assert (lat[0], lon[0]) == (lat[-1], lon[-1]) == (51.5, -0.1)
    arc = geo.distance(51.5, -0.1, lat[1:-1], lon[1:-1])
    assert arc == pytest.approx(np.full(len(arc), 2000.0), rel=1e-3)
    assert lon[1:-1].min() > -0.1, "it looks east"
    assert lat[1:-1].max() - 51.5 == pytest.approx(2000 / 111_195 * np.cos(np.radians(30)), rel=1e-2)


def test_a_cell_without_azimuth_is_a_circle() -> None:
    lat, lon = geo.sector(51.5, -0.1, None, 120.0, 2000.0)
    assert geo.distance(51.5, -0.1, lat, lon) == pytest.approx(np.full(len(lat), 2000.0), rel=1e-3)
    assert lat.max() > 51.5 > lat.min() and lon.max() > -0.1 > lon.min()


def test_the_narrowest_stretch_may_cross_the_date_line() -> None:
    assert geo.narrowest([170, -175]) == (170, 185)
    assert geo.narrowest([-10, 30, 5]) == (-10, 30)
    assert geo.narrowest([7]) == (7, 7)
    with pytest.raises(ValueError):
        geo.narrowest([])
