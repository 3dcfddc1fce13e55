from __future__ import annotations

import numpy as np

from workbench.kernels.evening import even_out
from workbench.kernels.layout import SHAPE, layout


def chain(n: int) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(n - 1, dtype=np.int32), np.arange(1, n, dtype=np.int32)


def test_links_become_alike_in_length():
    start, end = chain(9)
    xy = np.random.default_rng(3).random((9, 2)).astype(np.float32) * 20
    even = even_out(xy, start, end)
    lengths = np.linalg.norm(even[start] - even[end], axis=1)
    assert lengths.min() > 0.7 and lengths.max() < 1.3


def test_an_entity_with_many_neighbours_keeps_them_at_a_distance():
    start, end = np.zeros(24, np.int32), np.arange(1, 25, dtype=np.int32)
    xy = np.random.default_rng(3).random((25, 2)).astype(np.float32)
    even = even_out(xy, start, end)
    assert np.linalg.norm(even[1:] - even[0], axis=1).min() > 1.5


def test_one_and_two_stay_as_they_are():
    xy = np.array([(3, 4), (5, 6)], np.float32)
    assert even_out(xy[:1], *chain(1)) is not None
    assert np.array_equal(even_out(xy, *chain(2)), xy)


def test_a_thread_seen_whole_leaves_room_for_its_icons():
    # a star at the end of a long thread, as cases often are: it must not become one line of dots
    start, end = chain(14)
    start, end = np.append(start, np.zeros(10, np.int32)), np.append(end, np.arange(14, 24, dtype=np.int32))
    xy = layout(24, start, end)
    wide, high = np.ptp(xy, axis=0)
    assert 0.9 < wide / high < 2 * SHAPE
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) + np.eye(24) * 99
    assert apart.min() / wide > 0.05
