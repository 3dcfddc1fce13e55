from __future__ import annotations

import numpy as np

from workbench.kernels.density import COUNT, LEVELS, add_lines, develop


def tally(lines, tint=None, size=(60, 80), scale=1.0, ox=0.0, oy=0.0):
    segments = np.array(lines, np.float32).reshape(-1, 4)
    tallies = np.zeros(size, np.uint32)
    chosen = np.arange(len(segments), dtype=np.int32)
    tints = np.zeros(len(segments), np.uint8) if tint is None else np.array(tint, np.uint8)
    add_lines(segments, chosen, scale, ox, oy, tints, tallies)
    return tallies


def test_a_level_line_counts_once_per_pixel():
    tallies = tally([(10, 20, 50, 20)])
    assert (tallies[20, 10:51] == LEVELS).all()
    assert tallies.sum() == 41 * LEVELS


def test_every_direction_counts_the_same_both_ways():
    for line in [(10, 10, 50, 22), (50, 10, 10, 22), (10, 10, 22, 50), (22, 10, 10, 50)]:
        one, other = tally([line]), tally([line[2:] + line[:2]])
        assert one.sum() == other.sum() == 41 * LEVELS
        # rounding may lead the way back a sixteenth aside
        assert np.abs(one.astype(int) - other.astype(int)).max() <= 2


def test_crossing_lines_add_up_and_the_last_gives_the_colour():
    tallies = tally([(10, 20, 50, 20), (30, 5, 30, 50)], tint=[1, 2])
    assert tallies[20, 30] & COUNT == 2 * LEVELS
    assert (tallies[20, 30] >> 24, tallies[20, 11] >> 24) == (2, 1)


def test_lines_that_leave_the_image_are_cut_not_lost():
    inside = tally([(0, 30, 70, 30)])
    assert np.array_equal(tally([(-1e6, 30, 1e6, 30)])[30, 1:70], inside[30, 1:70])
    random = np.random.default_rng(1)
    wild = (random.random((3000, 4)) - 0.5) * 1000
    assert tally(wild).any()
    assert not tally([(-5, -5, -1, 40), (200, 200, 300, 300)]).any()


def test_what_crosses_the_border_is_as_on_a_larger_image():
    random = np.random.default_rng(2)
    ends = np.round(random.random((400, 4)) * (240, 180, 240, 180) * 16) / 16
    larger = tally(ends, size=(200, 260))
    for left, top in ((0, 0), (60, 40), (130, 90)):
        part = tally(ends - np.array([left, top, left, top]), size=(60, 80))
        apart = np.abs(part.astype(int) - larger[top : top + 60, left : left + 80].astype(int))
        assert apart.max() <= 1 and (apart > 0).mean() < 1e-3


def test_scale_and_origin_put_the_chart_on_the_image():
    assert np.array_equal(tally([(1, 2, 5, 2)], scale=10, ox=3, oy=4), tally([(13, 24, 53, 24)]))


def test_developing_shows_tones_and_clears():
    tallies = tally([(10, 20, 50, 20), (30, 5, 30, 50)], tint=[0, 1])
    tones = np.array([[100, *[200] * LEVELS, 201], [100, *[300] * LEVELS, 301]], np.uint32)
    image = np.empty((60, 80), np.uint32)
    develop(tallies, tones, image)
    assert (image[20, 10], image[10, 30], image[20, 30], image[0, 0]) == (200, 300, 301, 100)
    assert not tallies.any()
