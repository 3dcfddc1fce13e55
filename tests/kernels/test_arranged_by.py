"""Circles, rings, peacocks, grids, time and place: what each of these layouts promises of itself."""

from __future__ import annotations

import numpy as np

from tests.kernels.networks import ends, hubs, random_groups, ring, shuffled
from workbench.kernels.anchoring import onto, own_place
from workbench.kernels.blocks import blocks
from workbench.kernels.circle import circle
from workbench.kernels.concentric import concentric
from workbench.kernels.lanes import keep_clear, lanes
from workbench.kernels.parts import split
from workbench.kernels.peacock import peacock
from workbench.kernels.places import by_place
from workbench.kernels.quality import measure, overlapping


def test_a_circle_is_round_and_every_component_has_its_own():
    links = shuffled(30, ring(30))
    xy = circle(30, *links)
    away = np.linalg.norm(xy - xy.mean(axis=0), axis=1)
    assert np.ptp(away) < 0.01 and measure(xy, *links).crossings == 0
    two = np.concatenate([ring(30)[0], ring(12)[0] + 30]), np.concatenate([ring(30)[1], ring(12)[1] + 30])
    xy = circle(42, *two)
    for nodes in (slice(0, 30), slice(30, 42)):
        assert np.ptp(np.linalg.norm(xy[nodes] - xy[nodes].mean(axis=0), axis=1)) < 0.01


def test_the_more_important_the_further_inside():
    links = random_groups(200)
    important = np.random.default_rng(1).random(200) * 100
    xy = concentric(200, *links, important)
    away = np.round(np.linalg.norm(xy, axis=1), 3)
    order = np.argsort(-important)
    assert away[order[0]] == 0
    assert (np.diff(away[order]) >= -1e-3).all()


def test_rings_stand_near_what_they_are_linked_to():
    links = hubs(4, 12)
    degree = np.bincount(np.concatenate(links), minlength=52).astype(float)
    xy = concentric(52, *links, degree)
    hub = np.concatenate([np.arange(4), np.repeat(np.arange(4), 12)])
    length = np.linalg.norm(xy - xy[hub], axis=1)[4:]
    anywhere = np.linalg.norm(xy[4:, None] - xy[None, :4], axis=2)
    assert length.mean() < 0.85 * anywhere.mean()


def test_a_peacock_fans_the_leaves_of_every_hub_round_it_and_away_from_the_others():
    links = hubs(5, 14)
    xy = peacock(75, *links)
    hub = np.repeat(np.arange(5), 14)
    away = np.linalg.norm(xy[5:] - xy[hub], axis=1)
    assert away.max() < 5
    nearest = np.linalg.norm(xy[5:, None] - xy[None, :5], axis=2).argmin(axis=1)
    assert (nearest == hub).mean() > 0.95
    assert measure(xy, *links).crossings <= 2


def test_a_star_is_a_whole_circle():
    xy = peacock(9, *ends((0, k) for k in range(1, 9)))
    angles = np.sort(np.arctan2(*(xy[1:] - xy[0]).T))
    assert np.diff(angles).max() < 1.2


def test_a_grid_has_one_block_for_each_group_the_largest_first():
    links = random_groups(120)
    group = np.repeat([0, 1, 2], [70, 30, 20]).astype(np.int32)
    xy, corners = blocks(120, *links, group)
    boxes = [(xy[group == g].min(axis=0), xy[group == g].max(axis=0)) for g in range(3)]
    for g, (low, high) in enumerate(boxes):
        assert np.allclose(low, corners[g], atol=1e-3)
        inside = ((xy >= low - 0.5) & (xy <= high + 0.5)).all(axis=1)
        assert (group[inside] == g).all()
    assert corners[0].tolist() == xy.min(axis=0).tolist()
    # rows and columns
    assert len(np.unique(np.round(xy[group == 0, 1], 3))) < 12


def test_time_runs_from_left_to_right_and_everyone_has_a_lane():
    n = 40
    links = random_groups(n)
    seen = np.random.default_rng(4).random(n) * 1e6
    xy = lanes(n, *links, seen)
    order = np.argsort(seen)
    assert (np.diff(xy[order, 0]) > 0).all()
    assert len(np.unique(np.round(xy[:, 1], 3))) == n


def test_in_time_a_long_silence_is_wider_than_a_short_one_but_not_in_proportion():
    seen = np.array([0.0, 1.0, 2.0, 1002.0])
    xy = lanes(4, *ends([(0, 1), (1, 2), (2, 3)]), seen)
    steps = np.diff(xy[:, 0])
    assert abs(steps[0] - steps[1]) < 1e-3 and 1.5 * steps[0] < steps[2] < 10 * steps[0]


def test_in_time_one_without_a_time_stands_where_its_earliest_neighbour_does():
    seen = np.array([5.0, 3.0, np.nan, np.nan])
    xy = lanes(4, *ends([(0, 2), (1, 2)]), seen)
    assert xy[2, 0] == xy[1, 0]
    assert xy[3, 1] > xy[:3, 1].max()  # below: nothing says when


def test_lanes_of_those_that_deal_with_each_other_are_near():
    n = 200
    links = shuffled(n, random_groups(n))
    xy = lanes(n, *links, np.random.default_rng(4).random(n) * 1e6)
    anyone = np.abs(xy[:, None, 1] - xy[None, :, 1]).mean()
    assert np.abs(xy[links[0], 1] - xy[links[1], 1]).mean() < 0.6 * anyone


def test_what_is_in_the_way_is_passed_without_leaving_its_time():
    xy = np.zeros((20, 2), np.float32)
    keep_clear(xy, np.arange(20, dtype=np.int32), 0.7)
    assert (xy[:, 0] == 0).all() and len(overlapping(xy, 0.69)) == 0


def test_by_place_north_is_up_east_is_right_and_one_place_is_one_crowd():
    lonlat = np.array([[-0.1, 51.5], [2.35, 48.86], [-3.2, 55.95], *[[13.4, 52.5]] * 5, [np.nan, np.nan]])
    xy = by_place(9, *ends([(2, 8)]), lonlat)
    assert xy[2, 1] < xy[0, 1] < xy[1, 1]  # Edinburgh above London above Paris
    assert xy[2, 0] < xy[0, 0] < xy[1, 0] < xy[3:8, 0].min()
    assert np.ptp(xy[3:8], axis=0).max() < 4
    assert np.linalg.norm(xy[8] - xy[2]) < 3  # beside what it is linked to


def test_by_place_the_date_line_divides_nothing():
    lonlat = np.array([[179.5, 0.0], [-179.5, 0.0], [175.0, 5.0]])
    xy = by_place(3, *ends([(0, 1)]), lonlat)
    assert np.linalg.norm(xy[0] - xy[1]) < np.linalg.norm(xy[0] - xy[2])


def test_a_layout_brought_onto_pinned_ones_leaves_them_exactly_where_they_are():
    random = np.random.default_rng(1)
    was, fresh = (
        random.random((30, 2)).astype(np.float32) * 20,
        random.random((30, 2)).astype(np.float32) * 20,
    )
    fixed = np.arange(30) < 4
    others = random.random((10, 2)).astype(np.float32) * 20
    out = onto(fresh, was, fixed, others, 0.36)
    assert np.array_equal(out[fixed], was[fixed])
    still = np.concatenate([fixed, np.ones(10, bool)])
    for pair in overlapping(np.concatenate([out, others]), 0.7):
        assert still[pair].all()  # only what may not move


def test_a_selection_keeps_its_shape_its_place_where_that_is_free_and_else_the_nearest_free_one():
    shape = circle(12, *ring(12))
    was = np.random.default_rng(2).random((12, 2)).astype(np.float32) + np.float32(40)
    far = np.array([[0, 0], [80, 80]], np.float32)
    alone = own_place(shape, was, far, 1.0)
    assert np.allclose(alone.mean(axis=0), was.mean(axis=0), atol=1e-3)
    assert np.allclose(alone - alone[0], shape - shape[0], atol=1e-3)
    crowd = was.mean(axis=0) + np.random.default_rng(3).normal(0, 1.5, (30, 2)).astype(np.float32)
    beside = own_place(shape, was, crowd, 1.0)
    assert np.allclose(beside - beside[0], shape - shape[0], atol=1e-3)
    gaps = np.linalg.norm(beside[:, None] - crowd[None], axis=2)
    assert gaps.min() >= 1.0 - 1e-3
    assert np.linalg.norm(beside.mean(axis=0) - was.mean(axis=0)) < 12


def test_components_come_largest_first_with_their_own_links():
    start, end = ends([(0, 5), (1, 2), (2, 3), (3, 1)])
    group = np.array([0, 1, 1, 1, 2, 0], np.int32)
    found = [(n.tolist(), k.tolist(), a.tolist(), b.tolist()) for n, k, a, b in split(group, start, end)]
    assert found == [([1, 2, 3], [1, 2, 3], [0, 1, 2], [1, 2, 0]), ([0, 5], [0], [0], [1])]
