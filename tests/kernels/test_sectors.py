"""Slices: what they cover, and that heat is spread and never lost or made."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.kernels import sectors


def one(value: float) -> np.ndarray:
    return np.array([value], np.float32)


def tinted(begin: float, sweep: float, radius: float = 30.0) -> np.ndarray:
    image = np.zeros((100, 100), np.uint32)
    sectors.tint(
        image, one(50), one(50), one(radius), one(math.radians(begin)), one(math.radians(sweep)),
        np.array([0xFFFFFFFF], np.uint32), one(1.0),
    )  # fmt: skip
    return (image & 0xFF) > 200


def test_a_slice_lies_clockwise_from_north() -> None:
    east = tinted(30, 120)
    assert east[50, 70] and not east[50, 30] and not east[30, 50] and not east[70, 50]
    assert east.sum() == pytest.approx(math.pi * 900 / 3, rel=0.03)


def test_a_slice_may_cross_north_and_be_more_than_half_a_circle() -> None:
    north = tinted(300, 120)
    assert north[30, 50] and not north[70, 50]
    most = tinted(90, 270)
    assert most[70, 45] and most[30, 45] and not most[30, 70]


def test_a_whole_circle() -> None:
    assert tinted(0, 360).sum() == pytest.approx(math.pi * 900, rel=0.01)


def test_heat_is_as_much_as_was_seen_however_wide_it_is_spread() -> None:
    for radius in (0.0, 5.0, 25.0):
        grid = np.zeros((100, 100), np.float32)
        sectors.add_heat(grid, one(50), one(50), one(radius), one(1.0), one(2.0), one(7.0))
        assert grid.sum() == pytest.approx(7.0, rel=0.05)
        sectors.spread(grid, 3, np.zeros_like(grid))
        assert grid.sum() == pytest.approx(7.0, rel=0.05)


def test_what_lies_outside_of_the_image_harms_nothing() -> None:
    grid = np.zeros((10, 10), np.float32)
    sectors.add_heat(grid, one(-900), one(4), one(3), one(0.0), one(7.0), one(1.0))
    assert not grid.any()
