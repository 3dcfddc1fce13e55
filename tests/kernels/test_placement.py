from __future__ import annotations

import numpy as np

from workbench.kernels.placement import CELL, NOWHERE, crosses, occupy_all, place_captions, place_pills

NO_LINES = np.zeros((0, 4), np.float32)


def boxes(left, top, width, height):
    placed = left != NOWHERE
    return np.stack([left, top, left + width, top + height], axis=1)[placed]


def overlapping(a, b) -> int:
    """Pairs of boxes that overlap by more than the cells they are rounded to."""
    wide = np.minimum(a[:, None, 2], b[:, 2]) - np.maximum(a[:, None, 0], b[:, 0])
    high = np.minimum(a[:, None, 3], b[:, 3]) - np.maximum(a[:, None, 1], b[:, 1])
    return int(((wide > CELL) & (high > CELL)).sum())


def crowd(n=300):
    random = np.random.default_rng(4)
    x, y = (random.random((2, n)) * [[800], [500]]).astype(np.float32)
    half = np.full(n, 8, np.float32)
    width = random.integers(20, 120, n).astype(np.float32)
    height = np.full(n, 15, np.float32)
    grid = np.zeros((250, 400), np.uint8)
    occupy_all(grid, x, y, half)
    return grid, x, y, half, width, height


def test_captions_overlap_neither_one_another_nor_icons():
    grid, x, y, half, width, height = crowd()
    left, top = np.empty((2, 300), np.int32)
    placed = place_captions(grid, x, y, half, width, height, NO_LINES, 300, left, top)
    made = boxes(left, top, width, height)
    icons = np.stack([x - half, y - half, x + half, y + half], axis=1)
    assert 40 < placed == len(made)
    assert overlapping(made, made) == placed
    assert overlapping(made, icons) == 0
    assert made.min() >= 0 and made[:, 2].max() <= 800 and made[:, 3].max() <= 500


def test_no_more_than_asked_for_and_the_first_come_first():
    (left, top), (some_left, some_top) = np.empty((2, 2, 300), np.int32)
    grid, *icons = crowd()
    place_captions(grid, *icons, NO_LINES, 300, left, top)
    grid, *icons = crowd()
    assert place_captions(grid, *icons, NO_LINES, 5, some_left, some_top) == 5
    first = np.flatnonzero(left != NOWHERE)[:5]
    assert np.flatnonzero(some_left != NOWHERE).tolist() == first.tolist()
    assert np.array_equal(some_top[first], top[first])


def test_a_caption_keeps_off_a_link_where_it_can():
    grid = np.zeros((100, 100), np.uint8)
    one = np.full(1, 100, np.float32)
    down = np.array([[100, 100, 100, 190]], np.float32)
    left, top = np.empty((2, 1), np.int32)
    size = np.array([40], np.float32), np.array([14], np.float32)
    place_captions(grid, one, one, np.array([10], np.float32), *size, down, 1, left, top)
    assert top[0] + 14 <= 90


def test_pills_lie_on_their_links_and_not_on_one_another():
    grid = np.zeros((200, 200), np.uint8)
    links = np.array(
        [[20, 100, 380, 100], [20, 104, 380, 104], [200, 20, 200, 380], [5, 5, 20, 5]], np.float32
    )
    width, height = np.full(4, 60, np.float32), np.full(4, 18, np.float32)
    left, top = np.empty((2, 4), np.int32)
    own = np.arange(4, dtype=np.int32)
    assert place_pills(grid, links, width, height, links, own, left, top) == 3
    made = boxes(left, top, width, height)
    assert overlapping(made, made) == 3
    for (x0, y0, x1, y1), box in zip(links.tolist(), made.tolist(), strict=False):
        assert crosses(x0, y0, x1, y1, *box)
    assert left[3] == NOWHERE  # shorter than its pill


def test_crosses_like_sampling_the_line():
    random = np.random.default_rng(8)
    share = np.linspace(0, 1, 2000)[:, None]
    for _ in range(300):
        a, b = random.random((2, 2)) * 100
        left, top = random.random(2) * 80
        points = a + share * (b - a)
        inside = ((points > [left, top]) & (points < [left + 20, top + 12])).all(axis=1).any()
        if inside:
            assert crosses(*a, *b, left, top, left + 20, top + 12)
        elif (
            not ((points > [left - 0.2, top - 0.2]) & (points < [left + 20.2, top + 12.2])).all(axis=1).any()
        ):
            assert not crosses(*a, *b, left, top, left + 20, top + 12)
