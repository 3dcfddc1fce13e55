"""Areas filled from their outline alone, wherever they lie against the image."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.kernels import land

SEA, EARTH = 0xFF000000, 0xFFFFFFFF


def filled(points: list[tuple[float, float]], turned: bool = False, size: int = 20) -> np.ndarray:
    """How white each pixel is (0 to 255) of a closed outline in pixels."""
    u, v = np.array([*points, points[0]], float).T
    u, v = u.copy(), v.copy()
    boxes = np.array([[u.min(), v.min(), u.max(), v.max()]])
    area, image = np.zeros((size, size + 2), np.float32), np.zeros((size, size), np.uint32)
    first, arcs = np.array([0, len(u)], np.int32), np.zeros(1, np.int32)
    land.outline(u, v, first, np.array([turned]), arcs, boxes, 1.0, 0.0, 0.0, area)
    land.develop(area, SEA, EARTH, image)
    assert not area.any(), "left clear for the next picture"
    return (image & 0xFF).astype(int)


def test_a_square_is_white_inside_and_black_outside() -> None:
    image = filled([(5, 5), (15, 5), (15, 15), (5, 15)])
    assert (image[5:15, 5:15] == 255).all()
    assert image.sum() == 255 * 100


@pytest.mark.parametrize("turned", [False, True])
def test_half_covered_pixels_are_half_as_bright(turned: bool) -> None:
    image = filled([(5.5, 5), (15, 5), (15, 15), (5.5, 15)], turned)
    assert (abs(image[5:15, 5] - 127) <= 2).all()


def test_a_slanting_edge_covers_its_area() -> None:
    image = filled([(0, 0), (20, 0), (0, 20)])
    assert image.sum() / 255 == pytest.approx(200, rel=0.01)
    flat = filled([(2, 10), (18, 11), (18, 19), (2, 19)])
    assert flat.sum() / 255 == pytest.approx(16 * 8.5, rel=0.01)


def test_what_begins_left_of_the_image_fills_it_to_its_edge() -> None:
    image = filled([(-500, -30), (10, -30), (10, 60), (-500, 60)])
    assert (image[:, :10] == 255).all() and (image[:, 10:] == 0).all()
    assert not filled([(-30, 0), (-10, 0), (-10, 20), (-30, 20)]).any()


def test_land_comes_in_from_the_left() -> None:
    area, image = np.zeros((20, 22), np.float32), np.zeros((20, 20), np.uint32)
    land.from_the_left(np.array([4.0, 8.0, 15.0, 40.0]), area)
    land.develop(area, SEA, EARTH, image)
    rows = (image[:, 7] & 0xFF) == 255
    assert np.flatnonzero(rows).tolist() == [4, 5, 6, 7, 15, 16, 17, 18, 19]


def test_coasts_on_the_date_line_are_no_lines() -> None:
    u, v = np.array([0.5, 1.0, 1.0, 0.7]), np.array([0.1, 0.2, 0.3, 0.4])
    out = np.empty((3, 4), np.float32)
    count = land.lines_of(
        u, v, np.array([0, 4], np.int32), np.zeros(1, np.int32), 100.0, 0.0, 0.0, 100.0, 100.0, out
    )
    assert count == 2 and out[:2, [0, 2]].tolist() == [[50, 100], [100, 70]]
