from __future__ import annotations

import numpy as np

from tests.kernels.networks import ends, hubs, random_groups, shuffled, tree
from workbench.kernels.hierarchy import columns, hierarchy
from workbench.kernels.layering import spread_out
from workbench.kernels.levels import levels
from workbench.kernels.quality import measure

NONE = np.zeros(0, np.int32)


def laid(n, links, directed=1.0, tops=NONE):
    ones = np.ones(len(links[0]), np.float32)
    return hierarchy(n, *links, ones, np.float32(directed) * ones, tops)


def test_a_tree_stands_level_by_level_without_a_crossing():
    links = tree(4)
    xy = laid(31, links)
    depth = np.floor(np.log2(np.arange(31) + 1)).astype(int)
    inner = depth < 4
    for level in range(4):
        assert np.ptp(xy[depth == level, 1]) < 1e-3
    assert (xy[links[1], 1] > xy[links[0], 1]).all()  # children below
    assert measure(xy, *links).crossings == 0
    # parents over the middle of their children
    for parent in np.flatnonzero(inner):
        children = links[1][links[0] == parent]
        assert abs(xy[children, 0].mean() - xy[parent, 0]) < 1.0


def test_what_leads_stands_above_although_some_links_lead_back():
    random = np.random.default_rng(3)
    pairs = [(a, b) for a, b in random.integers(0, 60, (200, 2)).tolist() if a // 10 + 1 == b // 10]
    back = [(b, a) for a, b in pairs[:4]]
    start, end = ends(pairs + back)
    xy = laid(60, (start, end))
    one_way = np.arange(4, len(pairs))
    down = xy[end, 1] > xy[start, 1]
    assert down[one_way].mean() > 0.9


def test_without_directions_levels_are_distances_from_the_most_linked():
    links = shuffled(31, tree(4, 2), 5)
    xy = laid(31, links, directed=0.0)
    assert measure(xy, *links).crossings <= 1
    degree = np.bincount(np.concatenate(links), minlength=31)
    assert degree[xy[:, 1].argmin()] == degree.max()


def test_the_chosen_one_stands_at_the_top():
    links = tree(4)
    xy = laid(31, links, tops=np.array([17], np.int32))
    assert xy[:, 1].argmin() == 17


def test_both_ways_is_no_direction():
    a, b = ends((i, i + 1) for i in range(5))
    xy = laid(6, (np.concatenate([a, b]), np.concatenate([b, a])))
    assert np.isfinite(xy).all() and len(np.unique(np.round(xy[:, 1], 3))) > 1


def test_leaves_of_a_hub_stand_in_a_block_not_in_an_endless_row():
    n = 2 + 2 * 60
    xy = laid(n, hubs(2, 60))
    assert np.ptp(xy[:, 0]) < 45
    assert columns(np.array([1, 3, 12, 60])).tolist() == [1, 3, 4, 10]


def test_levels_dense_from_nought():
    start, end = tree(3)
    found = levels(15, start, end, np.ones(14, np.float32), NONE)
    assert sorted(set(found.tolist())) == [0, 1, 2, 3]


def test_crossings_become_fewer_than_in_any_order():
    n = 300
    links = random_groups(n)
    xy = laid(n, links, directed=0.0)
    found = measure(xy, *links).crossings
    for seed in range(3):
        other = xy.copy()
        for y in np.unique(xy[:, 1]):
            row = np.flatnonzero(xy[:, 1] == y)
            other[row, 0] = np.random.default_rng(seed).permutation(xy[row, 0])
        assert found < 0.5 * measure(other, *links).crossings


def test_boxes_in_a_row_lie_as_near_to_their_wishes_as_they_can():
    ones = np.ones(3, np.float32)
    assert spread_out(np.array([0, 5, 9], np.float32), ones, ones).tolist() == [0, 5, 9]
    assert np.allclose(spread_out(np.zeros(3, np.float32), ones, ones), [-1, 0, 1])
    assert np.allclose(spread_out(np.array([4, 0, 9], np.float32), ones, 2 * ones), [1, 3, 9])
