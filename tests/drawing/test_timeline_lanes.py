"""Numbers on lanes stand beside one another, each within the stretch whose events it counts."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF

from workbench.drawing.fonts import font
from workbench.drawing.timeline_axis import SECOND
from workbench.drawing.timeline_lanes import NUMBER_ROOM, event_middles
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import Events, Lane, TimeScene, TimeView


@pytest.mark.parametrize("larger", [1.0, 1.5])
def test_no_number_covers_the_next(qapp, larger: float) -> None:
    layout = Layout(1200, 300, lanes=2, text=larger)
    view, room = TimeView(0, 1000 * SECOND), NUMBER_ROOM * larger
    step = room / layout.plot * view.span
    # each at the far or the near end of its stretch, so that every second pair nearly touches
    begins = np.array([k * step + (0.9 if k % 2 == 0 else 0.05) * step for k in range(12)])
    first = np.concatenate([begins, begins]).astype(np.int64)
    one = np.repeat(np.array([0, 0]), 12)
    other = np.repeat(np.array([1, 2]), 12)
    scene = TimeScene(
        (0, view.span), view, lanes=tuple(Lane(k, str(k), 0xFF000000) for k in range(3)),
        events=Events(one, other, np.full(24, 42), np.ones(24, int), first, first, np.full(24, -1)),
    )  # fmt: skip
    x = np.array(event_middles(scene, layout)).reshape(2, 12)
    assert np.array_equal(x[0], x[1]), "other lanes push nothing aside"
    assert (np.diff(x[0]) >= QFontMetricsF(font(9.5 * larger, strong=True)).horizontalAdvance("42") + 6).all()
    stretch = np.floor((x[0] - layout.left) / room)
    assert np.array_equal(stretch, np.arange(12))
