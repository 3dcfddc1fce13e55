"""A small chart on a canvas, drawn and ready to be touched."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest

from workbench.drawing.chart import ChartData, Look, chart
from workbench.drawing.view import View
from workbench.ui.canvas import ChartCanvas

LOOKS = (Look("phone", "rounded", 0xFF3F6FB5, "ph.phone", "Phone"),)


@pytest.fixture
def small() -> ChartData:
    """Four entities in a square of two units, ids 10 to 13, and three links, ids 500 to 502."""
    return chart(
        LOOKS,
        [10, 11, 12, 13],
        [(0, 0), (2, 0), (0, 2), (2, 2)],
        [(0, 1), (1, 3), (2, 3)],
        [500, 501, 502],
        captions=["alpha", "beta", "gamma", "delta"],
        label=["47 calls", "", ""],
        directed=np.array([True, False, False]),
    )


@pytest.fixture
def canvas(qtbot, small):
    """A canvas of 400 x 400 on which the chart's corner lies at (120, 120), 160 pixels to the next entity."""
    widget = ChartCanvas()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    with qtbot.waitSignal(widget.painted, timeout=120_000):
        widget.show_chart(small)
        widget.show()
    with qtbot.waitSignal(widget.painted, timeout=120_000):
        widget.set_view(View(1.0, 120, 120))
    yield widget
    widget.close()
