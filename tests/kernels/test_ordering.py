from __future__ import annotations

import numpy as np

from tests.kernels.networks import ends, random_groups, ring, shuffled
from workbench.kernels.circle import ring as round_places
from workbench.kernels.circular import crossings_round, round_a_circle, sift
from workbench.kernels.coarsening import incidence
from workbench.kernels.ordering import gathered, swap_nearer
from workbench.kernels.quality import crossings_of


def crossings(order, links) -> int:
    xy = np.empty((len(order), 2), np.float32)
    xy[order] = round_places(len(order))
    return crossings_of(xy, *links)[0]


def neighbours(n, links):
    return incidence(n, *links, np.ones(len(links[0]), np.float32))[:2]


def test_gathered_is_an_order_in_which_groups_stand_together():
    n = 400
    links = shuffled(n, random_groups(n))
    order = gathered(n, *links)
    assert sorted(order.tolist()) == list(range(n))
    place = np.argsort(order)
    lengths = np.abs(place[links[0]] - place[links[1]])
    assert np.median(lengths) < n / 12


def test_sifting_gains_as_many_crossings_as_it_says():
    random = np.random.default_rng(5)
    links = ends({(int(min(a, b)), int(max(a, b))) for a, b in random.integers(0, 60, (150, 2)) if a != b})
    order = random.permutation(60).astype(np.int32)
    before = crossings(order, links)
    gained = sift(order, *neighbours(60, links), 0, 60)
    assert sorted(order.tolist()) == list(range(60))
    assert gained > 0 and crossings(order, links) == before - gained
    assert crossings_round(order, *links) == before - gained


def test_what_can_be_drawn_round_a_circle_without_crossings_is():
    n = 40
    chords = ends([(i, (i + 1) % n) for i in range(n)] + [(0, k) for k in range(3, n - 2, 4)])
    links = shuffled(n, chords)
    assert crossings(round_a_circle(n, *links), links) == 0


def test_a_ring_comes_out_as_a_ring():
    links = shuffled(60, ring(60))
    place = np.argsort(round_a_circle(60, *links))
    away = np.abs(place[links[0]] - place[links[1]])
    assert set(np.minimum(away, 60 - away).tolist()) == {1}


def test_exchanging_places_shortens_the_links_and_keeps_every_place():
    random = np.random.default_rng(1)
    n = 100
    links = shuffled(n, ring(n))
    xy = random.permutation(np.stack(np.divmod(np.arange(n), 10), axis=1)).astype(np.float32)
    places, length = (
        {tuple(p) for p in xy.tolist()},
        np.linalg.norm(xy[links[0]] - xy[links[1]], axis=1).sum(),
    )
    sets = np.array([0, 50, 100], np.int64)
    swap_nearer(xy, sets, np.arange(n, dtype=np.int32), *neighbours(n, links), 10, 100)
    assert {tuple(p) for p in xy.tolist()} == places
    assert np.linalg.norm(xy[links[0]] - xy[links[1]], axis=1).sum() < 0.7 * length
