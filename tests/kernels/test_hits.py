"""What lies under the pointer, against measuring the distance to everything."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.chart import Look, chart
from workbench.drawing.scene import prepare
from workbench.drawing.view import View

LOOKS = [Look("phone", "rounded", 0xFF3F6FB5, "ph.phone")]


def distances(points, a, b):
    """Distance [k, m] of points to the lines between a and b."""
    along = b - a
    share = ((points[:, None] - a) * along).sum(axis=2) / np.maximum((along**2).sum(axis=1), 1e-12)
    nearest = a + np.clip(share, 0, 1)[..., None] * along
    return np.linalg.norm(nearest - points[:, None], axis=2)


@pytest.fixture(scope="module")
def found():
    random = np.random.default_rng(5)
    xy = random.random((400, 2)) * 30
    pairs = np.unique(np.sort(random.integers(0, 400, (900, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    made = chart(LOOKS, np.arange(400), xy, pairs, size=random.choice([0.5, 1, 2], 400).astype(np.float32))
    view = View(0.6, 13, -40)
    return made, prepare(made), view, random.random((600, 2)) * 30 * view.per_unit + (view.ox, view.oy)


def test_entities_like_brute_force(found):
    made, scene, view, points = found
    at = made.xy.astype(float) * view.per_unit + (view.ox, view.oy)
    away = np.linalg.norm(points[:, None] - at, axis=2)
    away[away > scene.radius(view) + 3] = np.inf
    expected = [int(row.argmin()) if np.isfinite(row.min()) else None for row in away]
    assert [scene.entity_at(view, x, y) for x, y in points.tolist()] == expected
    assert None in expected and len(set(expected)) > 50


def test_links_like_brute_force(found):
    made, scene, view, points = found
    at = made.xy.astype(float) * view.per_unit + (view.ox, view.oy)
    away = distances(points, at[made.ends[:, 0]], at[made.ends[:, 1]])
    width = np.empty(len(made.link_ids))
    width[scene.link] = scene.width
    away[away > width / 2 + 4] = np.inf
    expected = [int(row.argmin()) if np.isfinite(row.min()) else None for row in away]
    assert [scene.link_at(view, x, y) for x, y in points.tolist()] == expected
    assert None in expected and len(set(expected)) > 50


def test_links_between_the_same_two_are_hit_where_they_bow():
    made = chart(LOOKS, [1, 2], [(0, 0), (4, 0)], [(0, 1), (1, 0), (0, 1)])
    scene, view = prepare(made), View(1.0, 50, 50)
    hits = [scene.link_at(view, 210, y) for y in (50 - 20.4, 50, 50 + 20.4)]
    assert sorted(hits) == [0, 1, 2]
    assert scene.link_at(view, 210, 50 + 32) is None


def test_a_link_to_itself_is_hit_on_its_loop():
    made = chart(LOOKS, [1, 2], [(0, 0), (4, 0)], [(0, 1), (0, 0)])
    scene, view = prepare(made), View(1.0, 200, 200)
    radius = float(scene.radius(view)[0])
    # the only other link leads right, so the loop hangs to the left
    assert scene.link_at(view, 200 - radius * (1.25 + 0.8), 200) == 1


def test_nothing_is_hit_on_an_empty_chart():
    scene = prepare(chart(LOOKS, [], []))
    assert scene.entity_at(View(), 0, 0) is None
    assert scene.link_at(View(), 0, 0) is None
