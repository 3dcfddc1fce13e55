"""How long a frame of 20,000 entities and 50,000 links takes, against pyqtgraph's GraphItem.

Both in one run and on one core.

Run by hand: `python tests/benchmarks/canvas_frames.py`. Prints milliseconds and the ratio; ends with status 1
when the canvas is not five times as fast.
"""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from workbench.drawing.chart import ChartData, Look, chart
from workbench.drawing.easel import Easel
from workbench.drawing.frame import render
from workbench.drawing.scene import prepare
from workbench.drawing.theme import LIGHT
from workbench.drawing.view import View, fitting
from workbench.kernels import warm
from workbench.kernels.layout import layout
from workbench.ui.canvas import ChartCanvas

ENTITIES, LINKS = 20_000, 50_000
SIZE = 1600, 900
FRAMES = 15
WANTED = 5.0
LOOKS = [
    Look("phone", "rounded", 0xFF3F6FB5, "ph.phone"),
    Look("wallet", "round", 0xFFD9822B, "ph.currency-btc"),
]


def network(n: int, m: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Ends of m different links among n entities: groups of all sizes with hubs, a few links between."""
    random = np.random.default_rng(seed)
    sizes = np.clip(15 * (1 - random.random(n)) ** (-1 / 1.2), 5, n / 18).astype(int)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), n)) + 1]
    first = np.minimum(np.concatenate([[0], np.cumsum(sizes)]), n)
    group = np.repeat(np.arange(len(sizes)), np.diff(first))[:n]
    pairs: set[tuple[int, int]] = set()
    for i in range(1, n):
        # an earlier member of the group, early ones more often: hubs
        low = first[group[i]]
        other = int(low + (i - low) * random.random() ** 3) if i > low else int(i * random.random())
        pairs.add((other, i))
    while len(pairs) < m:
        a = random.integers(0, n, m)
        low, high = first[group[a]], first[group[a] + 1]
        near = (low + (high - low) * random.random(m) ** 3).astype(int)
        b = np.where(random.random(m) < 0.97, near, random.integers(0, n, m))
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            if x != y and len(pairs) < m:
                pairs.add((min(x, y), max(x, y)))
    ends = np.array(sorted(pairs), np.int32)
    return np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1])


def example() -> tuple[ChartData, float]:
    """The chart, and the seconds its layout took."""
    start, end = network(ENTITIES, LINKS)
    begin = time.perf_counter()
    xy = layout(ENTITIES, start, end)
    seconds = time.perf_counter() - begin
    random = np.random.default_rng(1)
    made = chart(
        LOOKS,
        np.arange(ENTITIES),
        xy,
        np.stack([start, end], axis=1),
        look=random.integers(0, 2, ENTITIES).astype(np.uint8),
        captions=[f"Entity {i:05}" for i in range(ENTITIES)],
        weight=random.integers(1, 60, LINKS).astype(np.float32),
        directed=np.ones(LINKS, bool),
    )
    return made, seconds


def close_up(made: ChartData, full: View) -> View:
    """Around the entity with most links, six times as large as the whole."""
    x, y = made.xy[np.bincount(made.ends.ravel()).argmax()].tolist()
    scale = full.scale * 6
    return View(scale, SIZE[0] / 2 - x * 80 * scale, SIZE[1] / 2 - y * 80 * scale)


def median(frame: object, count: int = FRAMES) -> float:
    """Milliseconds of the median of some calls, after two that do not count."""
    taken = []
    for k in range(count + 2):
        begin = time.perf_counter()
        frame(k)  # type: ignore[operator]
        taken.append((time.perf_counter() - begin) * 1000)
    return float(np.median(taken[2:]))


def ours(made: ChartData, view: View) -> float:
    """An exact frame after a pan of 7 pixels."""
    scene, easel = prepare(made), Easel()
    return median(lambda k: render(scene, view.panned(7 * k, 0), SIZE, LIGHT, None, 1.0, easel))


def theirs(made: ChartData, view: View, smooth: bool) -> float:
    """GraphItem's frame after the same pan, at the same place, without captions, icons, arrows or weights."""
    pyqtgraph.setConfigOptions(antialias=smooth)
    shown = pyqtgraph.GraphicsLayoutWidget()
    shown.resize(*SIZE)
    box = shown.addViewBox()
    box.setAspectLocked(True)
    box.invertY(True)
    looks = {"pen": pyqtgraph.mkPen("#8a93a3"), "symbolBrush": "#3f6fb5", "symbolPen": None, "pxMode": True}
    item = pyqtgraph.GraphItem(pos=made.xy.astype(float), adj=made.ends, size=3, **looks)
    box.addItem(item)
    shown.show()
    QApplication.processEvents()

    def frame(k: int) -> None:
        left, top = view.panned(7 * k, 0).to_chart(0, 0)
        right, bottom = view.panned(7 * k, 0).to_chart(*SIZE)
        box.setRange(xRange=(left, right), yRange=(top, bottom), padding=0, disableAutoRange=True)
        shown.viewport().repaint()

    taken = median(frame)
    shown.close()
    return taken


def moving(made: ChartData) -> float:
    """What the window's own thread spends on a frame while the chart is being panned."""
    canvas = ChartCanvas()
    canvas.resize(*SIZE)
    canvas.show_chart(made)
    canvas.show()
    deadline = time.monotonic() + 120
    while canvas.scene is None and time.monotonic() < deadline:
        QApplication.processEvents()
    canvas._worker.stop()

    def frame(k: int) -> None:
        canvas.view = canvas.view.panned(7, 0)
        QWidget.repaint(canvas)

    taken = median(frame, 60)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Close))
    return taken


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    app = QApplication(sys.argv[:1])
    begin = time.perf_counter()
    warm.compile_all()
    print(f"kernels ready                {time.perf_counter() - begin:8.2f} s")
    made, seconds = example()
    print(f"layout of the whole          {seconds:8.2f} s   {ENTITIES:,} entities, {LINKS:,} links")
    full = fitting(made.xy, *SIZE)
    worst = 1e9
    for name, view in (("whole chart", full), ("close-up", close_up(made, full))):
        own, plain, smooth = ours(made, view), theirs(made, view, False), theirs(made, view, True)
        print(f"{name:12} canvas          {own:8.2f} ms")
        for words, other in (("GraphItem smooth", smooth), ("GraphItem jagged", plain)):
            print(f"{name:12} {words}{other:8.2f} ms  {other / own:5.1f} times the canvas's")
        worst = min(worst, smooth / own)
    print(f"window while panning         {moving(made):8.2f} ms")
    print(f"slowest comparison {worst:.1f}, wanted {WANTED}")
    del app
    return 0 if worst >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
