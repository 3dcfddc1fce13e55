from __future__ import annotations

import numpy as np
import pytest

from tests.kernels.networks import ends, random_groups, ring
from workbench.kernels import quality
from workbench.kernels.circle import ring as round_places
from workbench.kernels.quality import crossings_of, distances, measure, overlapping


def test_a_line_drawn_as_a_line_has_no_stress_whatever_its_scale():
    links = ends((i, i + 1) for i in range(9))
    xy = np.stack([np.arange(10), np.zeros(10)], axis=1).astype(np.float32)
    for scale in (1, 37):
        found = measure(xy * scale, *links)
        assert found.stress == pytest.approx(0, abs=1e-6)
    bad = measure(np.random.default_rng(1).random((10, 2)).astype(np.float32), *links)
    assert bad.stress > 0.2 and bad.neighbourhood < 0.5


def test_neighbourhoods_are_kept_where_the_nearest_are_the_linked():
    start, end = ends((2 * k, 2 * k + 1) for k in range(20))
    xy = np.zeros((40, 2), np.float32)
    xy[:, 0] = np.repeat(np.arange(20) * 10, 2) + np.tile([0, 1], 20)
    assert measure(xy, start, end).neighbourhood == 1
    shifted = measure(np.roll(xy, 1, axis=0), start, end)
    assert shifted.neighbourhood == 0


def test_crossings_are_counted_and_beyond_a_number_estimated(monkeypatch):
    xy = round_places(4)
    assert crossings_of(xy, *ends([(0, 2), (1, 3)])) == (1, True)
    assert crossings_of(xy, *ends([(0, 2), (2, 3), (0, 1)])) == (
        0,
        True,
    )  # what meets at an end does not cross
    n = 120
    links = random_groups(n)
    places = np.random.default_rng(1).random((n, 2)).astype(np.float32)
    exact, counted = crossings_of(places, *links)
    monkeypatch.setattr(quality, "ALL_PAIRS", 10)
    about, estimated = crossings_of(places, *links)
    assert counted and not estimated
    assert about == pytest.approx(exact, rel=0.03)


def test_distances_count_links():
    start, end = ring(10)
    first, neighbour, _ = quality.incidence(11, start, end, np.ones(10, np.float32))
    found = distances(first, neighbour, np.array([0], np.int32))
    assert found[0].tolist() == [0, 1, 2, 3, 4, 5, 4, 3, 2, 1, -1]


def test_icons_on_one_another_are_found_by_their_sizes():
    xy = np.array([[0, 0], [1, 0], [5, 0]], np.float32)
    assert len(overlapping(xy, 0.9)) == 0
    assert overlapping(xy, np.array([1.5, 1.0, 1.0])).tolist() == [[0, 1]]
    assert len(overlapping(xy[:1], 1.0)) == 0
