"""A fitted chart lies under nothing that floats in the corners, and is no smaller than that asks for."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.drawing.fitting_beside import AROUND, EDGE, fitting_beside
from workbench.drawing.view import fitting

SIZE = (1000.0, 700.0)
COUNTS, TOOLS = (12.0, 12.0, 220.0, 46.0), (790.0, 12.0, 988.0, 46.0)
LEGEND, TALL = (12.0, 654.0, 760.0, 688.0), (12.0, 330.0, 250.0, 640.0)


def free(view, xy, boxes) -> bool:
    x, y = (xy * view.per_unit + (view.ox, view.oy)).T
    return not any(
        ((x > b[0] - 60) & (x < b[2] + 60) & (y > b[1] - 40) & (y < b[3] + 22)).any() for b in boxes
    )


@pytest.mark.parametrize("n", [1, 12, 300, 20_000])
@pytest.mark.parametrize("shape", [(1, 1), (6, 1), (1, 5)])
def test_nothing_lies_under_what_floats(n: int, shape: tuple[int, int]) -> None:
    xy = (np.random.default_rng(n).normal(0, 6, (n, 2)) * shape).astype(np.float32)
    boxes = (COUNTS, TOOLS, LEGEND, TALL)
    view = fitting_beside(xy, *SIZE, boxes)
    assert free(view, xy, boxes)
    left, top = view.to_screen(*xy.min(axis=0).tolist())
    right, bottom = view.to_screen(*xy.max(axis=0).tolist())
    assert left > 60 and top > 40 and right < 940 and bottom < 660


def test_a_tall_legend_is_passed_beside_and_not_below() -> None:
    """It would leave 230 pixels above it, and 700 beside it."""
    xy = np.array([(x, y) for x in range(7) for y in range(6)], np.float32) * 2
    beside, below = (
        fitting_beside(xy, *SIZE, (TALL,)),
        fitting(xy, *SIZE, margins=(70.0, 44.0, 70.0, SIZE[1] - TALL[1] + AROUND[3])),
    )
    assert beside.scale > 2 * below.scale


def test_what_lies_under_nothing_is_as_large_as_there_is_room() -> None:
    diamond = np.array([(0, 3), (3, 0), (6, 3), (3, 6)], np.float32) * 3
    assert fitting_beside(diamond, *SIZE, (COUNTS, TOOLS)) == fitting(diamond, *SIZE, margins=EDGE)


def test_where_boxes_leave_no_room_the_whole_still_shows() -> None:
    xy = np.array([(0, 0), (9, 9)], np.float32)
    view = fitting_beside(xy, 200, 150, ((0.0, 0.0, 200.0, 150.0),))
    assert view.scale > 0


def test_an_empty_chart_fits_anywhere() -> None:
    assert fitting_beside(np.zeros((0, 2), np.float32), *SIZE, (TALL,)).scale == 1.0


def test_in_a_low_view_icons_come_before_captions() -> None:
    """A chart above a panel: what captions would take is most of the height."""
    xy = np.array([(x, y) for x in range(6) for y in range(5)], np.float32)
    boxes = ((12.0, 12.0, 280.0, 48.0), (560.0, 12.0, 720.0, 48.0), (12.0, 240.0, 520.0, 284.0))
    low = fitting_beside(xy, 730.0, 290.0, boxes, around=(96.0, 39.0, 96.0, 66.0))
    usual = fitting(xy, 730.0, 290.0, margins=(70.0, 44.0 + 48, 70.0, 60.0 + 50))
    assert low.scale > 1.3 * usual.scale
    x, y = (xy * low.per_unit + (low.ox, low.oy)).T
    assert not any(((x > b[0]) & (x < b[2]) & (y > b[1]) & (y < b[3])).any() for b in boxes)
