from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.view import LARGEST, SMALLEST, UNIT, View, fitting


def test_there_and_back():
    view = View(0.37, 12, -40)
    assert view.to_chart(*view.to_screen(3.5, -2)) == pytest.approx((3.5, -2))
    assert View().to_screen(1, 0) == (UNIT, 0)


def test_zooming_keeps_the_place_under_the_pointer():
    view = View(0.8, 100, 50)
    place = view.to_chart(333, 222)
    for factor in (1.25, 0.5, 1e9, 1e-9):
        zoomed = view.zoomed(factor, 333, 222)
        assert zoomed.to_chart(333, 222) == pytest.approx(place)
        assert SMALLEST <= zoomed.scale <= LARGEST


@pytest.mark.parametrize("span", [0, 0.5, 30, 4000])
def test_fitting_shows_every_position_with_room_for_captions(span):
    xy = (np.random.default_rng(1).random((50, 2)) * [span, span / 3] + 100).astype(np.float32)
    view = fitting(xy, 900, 600)
    on_screen = np.array([view.to_screen(*p) for p in xy.tolist()])
    assert on_screen[:, 0].min() > 60 and on_screen[:, 0].max() < 840
    assert on_screen[:, 1].min() > 40 and on_screen[:, 1].max() < 560
    assert view.scale <= 1.2


def test_an_empty_chart_fits_anywhere():
    assert fitting(np.zeros((0, 2), np.float32), 900, 600) == View(1.0, 450, 300)
