"""How long a frame of 20,000 entities and 50,000 links takes, against pyqtgraph's GraphItem.

Both in one run and on one core.

Run by hand: `python tests/benchmarks/canvas_frames.py`. Prints frame rates and ratios; ends with status 1 when
the canvas does not reach five times the frame rate.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

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
REDRAWS = 15
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


def paced(step: Callable[[int], None], seconds: float = 3.0) -> float:
    """Frames a second while the chart is panned by `step(k)`, each frame painted before the next step."""
    for k in range(3):
        step(k)
    begin = time.perf_counter()
    frames = 0
    while time.perf_counter() - begin < seconds:
        step(frames % 40)
        frames += 1
    return frames / (time.perf_counter() - begin)


def exact(made: ChartData, view: View) -> float:
    """Milliseconds of the median exact redraw."""
    scene, easel = prepare(made), Easel()
    taken = []
    for k in range(REDRAWS + 2):
        begin = time.perf_counter()
        render(scene, view.panned(7 * k, 0), SIZE, LIGHT, None, 1.0, easel)
        taken.append((time.perf_counter() - begin) * 1000)
    return float(np.median(taken[2:]))


def ours(made: ChartData, view: View) -> tuple[float, float]:
    """Frames a second on screen while panning, and how many of them were exact: the worker draws on the same core."""
    canvas = ChartCanvas()
    canvas.resize(*SIZE)
    canvas.show_chart(made)
    canvas.show()
    deadline = time.monotonic() + 120
    while canvas.scene is None and time.monotonic() < deadline:
        QApplication.processEvents()
    arrived = 0

    def count() -> None:
        nonlocal arrived
        arrived += 1

    canvas.painted.connect(count)

    def step(k: int) -> None:
        canvas.set_view(view.panned(7 * k, 0))
        QWidget.repaint(canvas)
        QApplication.processEvents()

    begin = time.perf_counter()
    rate = paced(step)
    exact_rate = arrived / (time.perf_counter() - begin)
    canvas.close()
    canvas.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return rate, exact_rate


def theirs(made: ChartData, view: View, smooth: bool) -> float:
    """GraphItem's frames a second at the same pan: no captions, icons, arrows or weights."""
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

    def step(k: int) -> None:
        left, top = view.panned(7 * k, 0).to_chart(0, 0)
        right, bottom = view.panned(7 * k, 0).to_chart(*SIZE)
        box.setRange(xRange=(left, right), yRange=(top, bottom), padding=0, disableAutoRange=True)
        # paints what setRange has asked for, once
        QApplication.processEvents()

    rate = paced(step)
    shown.close()
    return rate


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    app = QApplication(sys.argv[:1])
    begin = time.perf_counter()
    warm.compile_all()
    print(f"kernels ready {time.perf_counter() - begin:.2f} s")
    made, seconds = example()
    print(f"layout of {ENTITIES:,} entities and {LINKS:,} links {seconds:.2f} s")
    full = fitting(made.xy, *SIZE)
    worst = float("inf")
    for name, view in (("whole chart", full), ("close-up", close_up(made, full))):
        redraw = exact(made, view)
        rate, exact_rate = ours(made, view)
        smooth, jagged = theirs(made, view, True), theirs(made, view, False)
        worst = min(worst, rate / smooth)
        print(f"{name}, panning:")
        print(f"  canvas             {rate:7.0f} frames/s, {exact_rate:.0f} of them exact")
        print(f"  GraphItem, smooth  {smooth:7.0f} frames/s   canvas {rate / smooth:.1f} times")
        print(f"  GraphItem, jagged  {jagged:7.0f} frames/s   canvas {rate / jagged:.1f} times")
        print(
            f"  one exact redraw   {redraw:7.2f} ms against {1000 / smooth:.2f} ms: {1000 / smooth / redraw:.1f} times"
        )
    print(f"frame rate: at least {worst:.1f} times pyqtgraph's, wanted {WANTED:g}")
    del app
    return 0 if worst >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
