from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from workbench.kernels.apart import push_apart
from workbench.kernels.layout import layout
from workbench.kernels.placing import SPACING, WIDER, place_new

ICON = 34 / 80  # chart units an icon takes at scale 1


def groups(sizes, seed=1, extra=1.0):
    """Connected groups with hubs: ends of the links, and the group of each node."""
    random = np.random.default_rng(seed)
    start, end, group = [], [], []
    for size in sizes:
        first = len(group)
        for i in range(1, size):
            start.append(first + i)
            end.append(first + int(i * random.random() ** 2))
        for _ in range(int(extra * size) if size > 2 else 0):
            a, b = random.integers(0, size, 2)
            if a != b:
                start.append(first + int(a))
                end.append(first + int(b))
        group += [len(set(group))] * size
    return np.array(start, np.int32), np.array(end, np.int32), np.array(group)


def nearest(xy):
    return cKDTree(xy).query(xy, k=2)[0][:, 1]


@pytest.mark.parametrize("sizes", [[2], [12], [60, 20, 5, 3, 2, 1, 1], [250, 30, 1], [900, 40, 40, 2, 2]])
def test_icons_do_not_overlap(sizes):
    start, end, group = groups(sizes)
    xy = layout(len(group), start, end)
    assert np.isfinite(xy).all()
    assert nearest(xy).min() > ICON


@pytest.mark.parametrize("model", ["clustered", "even"])
def test_linked_entities_lie_together(model):
    start, end, _ = groups([800])
    xy = layout(800, start, end, model=model)
    linked = np.linalg.norm(xy[start] - xy[end], axis=1)
    random = np.random.default_rng(0)
    any_two = np.linalg.norm(xy[random.integers(0, 800, 4000)] - xy[random.integers(0, 800, 4000)], axis=1)
    assert np.median(linked) < 0.45 * np.median(any_two)


def test_the_same_every_time_and_another_with_another_seed():
    start, end, group = groups([200, 30])
    first, again = (layout(len(group), start, end, seed=7) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.allclose(first, layout(len(group), start, end, seed=8))


def test_components_do_not_lie_on_one_another():
    start, end, group = groups([150, 60, 60, 10, 10, 10, 4, 4, 2, 2, 2])
    xy = layout(len(group), start, end)
    for a in range(group.max() + 1):
        low, high = xy[group == a].min(axis=0), xy[group == a].max(axis=0)
        if (group == a).sum() <= 10:
            others = xy[group != a]
            assert not ((others > low) & (others < high)).all(axis=1).any()


def test_pinned_entities_stay_exactly_where_they_are():
    start, end, _ = groups([120])
    before = layout(120, start, end)
    free = np.ones(120, bool)
    free[[3, 50, 77]] = False
    after = layout(120, start, end, xy=before, free=free, seed=5)
    assert np.array_equal(after[~free], before[~free])
    assert nearest(after).min() > ICON
    assert not np.allclose(after[free], before[free])


def test_larger_icons_get_more_room():
    start, end, _ = groups([40])
    size = np.ones(40, np.float32)
    size[0] = 4
    xy = layout(40, start, end, size=size)
    assert np.linalg.norm(xy[1:] - xy[0], axis=1).min() > 4 * ICON / 2 + ICON / 2


def test_links_that_pull_harder_are_shorter():
    random = np.random.default_rng(3)
    start, end = random.integers(0, 120, (2, 480)).astype(np.int32)
    strong = np.arange(480) % 10 == 0
    weight = np.where(strong, 1000, 1).astype(np.float32)
    xy = layout(120, start, end, weight, model="clustered")
    lengths = np.linalg.norm(xy[start] - xy[end], axis=1)
    assert lengths[strong].mean() < 0.6 * np.median(lengths)


def test_one_two_and_no_entities():
    none = np.zeros(0, np.int32)
    assert layout(0, none, none).shape == (0, 2)
    assert layout(1, none, none).tolist() == [[0, 0]]
    assert nearest(layout(2, none, none)).min() > ICON


def test_progress_is_told_and_may_stop_the_layout():
    start, end, _ = groups([100, 80])
    heard = []
    layout(180, start, end, tell=lambda done, total: heard.append((done, total)))
    done = [d for d, _ in heard]
    assert {total for _, total in heard} == {180}
    assert done == sorted(done) and done[-1] == 180
    assert len(heard) > 300  # after every move, so that it stops at once

    calls = []

    def stop(done, total):
        calls.append(done)
        if done > 50:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        layout(180, start, end, tell=stop)
    assert calls[-2] <= 50 < calls[-1]


def test_push_apart_leaves_pinned_ones_and_separates_the_rest():
    random = np.random.default_rng(2)
    xy = (random.random((200, 2)) * 6).astype(np.float32)
    xy[5] = xy[6]
    free = np.ones(200, bool)
    free[:3] = False
    before = xy.copy()
    assert push_apart(xy, np.full(200, 0.2, np.float32), free, 500) == 0
    assert np.array_equal(xy[:3], before[:3])
    distances = nearest(xy)
    assert distances[3:].min() >= 0.4 - 1e-3


def test_new_entities_come_beside_their_neighbours_and_nothing_else_moves():
    start, end, _ = groups([100])
    before = layout(100, start, end)
    start = np.concatenate([start, np.arange(100, 130)]).astype(np.int32)
    end = np.concatenate([end, [7] * 29 + [128]]).astype(np.int32)
    new = np.arange(132) >= 100
    after = place_new(np.concatenate([before, np.zeros((32, 2), np.float32)]), new, start, end)
    assert np.array_equal(after[:100], before)
    # twenty-nine of them find room around entity 7, one at the last of those, two hang on nothing
    assert np.linalg.norm(after[100:129] - before[7], axis=1).max() < 10
    assert np.linalg.norm(after[129] - after[128]) < 4
    assert after[130:, 1].min() > before[:, 1].max()
    scaled = after[100:130] / [WIDER, 1]
    assert cKDTree(after / [WIDER, 1]).query(scaled, k=2)[0][:, 1].min() >= SPACING - 1e-4


def test_placing_nothing_or_everything():
    start, end, _ = groups([20])
    before = layout(20, start, end)
    assert np.array_equal(place_new(before, np.zeros(20, bool), start, end), before)
    assert np.array_equal(place_new(before, np.ones(20, bool), start, end), before)
