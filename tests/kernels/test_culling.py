"""What is in view, against looking at everything."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.chart import Look, chart
from workbench.drawing.scene import Scene, prepare

LOOKS = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone")]


@pytest.fixture(scope="module")
def scene() -> Scene:
    random = np.random.default_rng(3)
    ends = random.integers(0, 700, (2500, 2))
    return prepare(chart(LOOKS, np.arange(700), random.normal(size=(700, 2)) * 20, ends))


@pytest.mark.parametrize("box", [(-5, -5, 6, 4), (-200, -200, 200, 200), (30, 30, 31, 31), (500, 0, 600, 9)])
def test_entities_in_a_box(scene, box):
    left, top, right, bottom = box
    x, y = scene.xy.T
    expected = np.flatnonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom))
    assert sorted(scene.entities_in(*box).tolist()) == expected.tolist()


@pytest.mark.parametrize("box", [(-5, -5, 6, 4), (-200, -200, 200, 200), (30, 30, 31, 31), (500, 0, 600, 9)])
def test_links_in_a_box_are_those_whose_own_box_meets_it(scene, box):
    left, top, right, bottom = box
    a, b = scene.segments[:, :2], scene.segments[:, 2:]
    low, high = np.minimum(a, b), np.maximum(a, b)
    meets = (low[:, 0] <= right) & (high[:, 0] >= left) & (low[:, 1] <= bottom) & (high[:, 1] >= top)
    assert sorted(scene.links_in(*box).tolist()) == np.flatnonzero(meets).tolist()


def test_every_link_of_the_chart_is_in_the_scene_once(scene):
    assert sorted(scene.link.tolist()) == list(range(2500))
    assert np.array_equal(scene.chart.ends[scene.link], scene.ends)
    assert np.array_equal(scene.link[scene.place_of_link], np.arange(2500))


def test_links_at_entities(scene):
    entities = np.array([5, 17], np.int32)
    touched = np.isin(scene.ends, entities).any(axis=1)
    assert scene.links_at(entities).tolist() == np.flatnonzero(touched).tolist()


def test_moving_entities_moves_what_is_found(scene):
    xy = scene.xy.copy()
    xy[7] = 900, 900
    moved = scene.moved(xy)
    assert moved.entities_in(899, 899, 901, 901).tolist() == [7]
    assert set(moved.links_in(899, 899, 901, 901).tolist()) == set(moved.links_at(np.array([7])).tolist())
    assert scene.entities_in(899, 899, 901, 901).tolist() == []
