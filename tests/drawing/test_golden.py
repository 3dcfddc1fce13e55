"""Golden pictures: what our own kernels draw, bit for bit, on each platform that has pictures.

`CLEW_RENEW_GOLDEN=1 pytest tests/drawing/test_golden.py` writes them anew; look at what changed before it is committed.
What Qt draws (letters, icons) is left out of the comparison, for it changes with fonts.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from workbench.drawing.chart import Beads, ChartData, Look, chart
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import prepare
from workbench.drawing.theme import DARK, LIGHT, Theme
from workbench.drawing.view import View, fitting

HERE = Path(__file__).parent / "golden" / f"{sys.platform}-{platform.machine().lower()}"
BLUE, ORANGE, GREEN = 0xFF3F6FB5, 0xFFD9822B, 0xFF2D8F67
LOOKS = [Look("phone", "round", BLUE, "ph.phone"), Look("wallet", "diamond", ORANGE, "ph.currency-btc")]
NONE = np.zeros(0, np.int32)


def crowd(n: int = 1500, m: int = 9000) -> ChartData:
    """Groups around hubs, far too many links to tell apart."""
    random = np.random.default_rng(4)
    middle = random.random((30, 2)) * 40
    group = random.integers(0, 30, n)
    xy = middle[group] + random.normal(0, 1.6, (n, 2))
    a = random.integers(0, n, m)
    b = np.where(random.random(m) < 0.9, (a // 7) * 7 % n, random.integers(0, n, m))
    return chart(
        LOOKS, np.arange(n), xy, np.stack([a, b], axis=1), look=random.integers(0, 2, n).astype(np.uint8),
        link_colour=random.choice(np.array([BLUE, ORANGE, GREEN], np.uint32), m), faded=random.random(n) < 0.1,
    )  # fmt: skip


def lines(beads: bool) -> ChartData:
    """Six entities: arcs beside one another, every standing, both directions, a loop, widths."""
    ends = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 4), (4, 5), (5, 0), (2, 5)]
    if not beads:
        ends = [(0, 1)] * 5 + [(1, 0)] * 3 + ends[1:] + [(0, 5)]
    m = len(ends)
    colours = np.array([BLUE, ORANGE, GREEN], np.uint32)[np.arange(m) % 3]
    strung = None
    if beads:
        counts = np.array([4, 9, 60, 2, 1, 5, 5, 12])
        first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        k = int(first[-1])
        strung = Beads(
            first, np.array([BLUE, ORANGE, GREEN], np.uint32)[np.arange(k) % 3],
            (np.arange(k) % 3 - 1).astype(np.int8), [""] * k, np.arange(m, dtype=np.int64) % 2 * 7,
        )  # fmt: skip
    return chart(
        LOOKS, np.arange(6), [(0, 0), (3.2, 0.4), (5.6, -0.6), (6.2, 2.4), (3.4, 2.6), (0.4, 2.4)], ends,
        look=np.array([0, 0, 1, 1, 0, 1], np.uint8), link_colour=colours,
        weight=np.array([1, 4, 16, 64, 300] * 4, np.float32)[:m], standing=(np.arange(m) % 3).astype(np.uint8),
        directed=np.arange(m) % 4 != 3, beads=strung,
    )  # fmt: skip


def whole(made: ChartData, size: tuple[int, int]) -> View:
    return fitting(made.xy, *size)


CHOSEN = Highlights(np.array([1], np.int32), np.array([2, 9], np.int32))
PICTURES: dict[str, tuple[ChartData, tuple[int, int], Theme, Highlights, float]] = {
    "density": (crowd(), (640, 420), LIGHT, Highlights(), 1.0),
    "density_dark_chosen": (crowd(), (640, 420), DARK, Highlights(np.array([7, 21], np.int32)), 1.0),
    "lines": (lines(False), (640, 420), LIGHT, Highlights(), 1.0),
    "lines_chosen_dark": (lines(False), (640, 420), DARK, CHOSEN, 1.0),
    "lines_twice_as_fine": (lines(False), (480, 320), LIGHT, Highlights(), 2.0),
    "beads": (lines(True), (720, 480), LIGHT, Highlights(), 1.0),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pixels_are_those_of_the_golden_picture(name: str) -> None:
    made, size, theme, highlights, ratio = PICTURES[name]
    view = whole(made, size)
    image = render(prepare(made), view, size, theme, highlights, ratio)
    place = HERE / f"{name}.png"
    if os.environ.get("CLEW_RENEW_GOLDEN"):
        HERE.mkdir(parents=True, exist_ok=True)
        assert image.save(str(place))
    if not HERE.is_dir():
        pytest.skip(f"no golden pictures of this platform yet: {HERE.name}")
    golden = QImage(str(place)).convertToFormat(QImage.Format.Format_RGB32)
    now, then = pixels(image), pixels(golden)
    assert now.shape == then.shape
    differ = (now != then) & ours(made, view, size, ratio)
    if differ.any():
        new = place.with_suffix(".new.png")
        image.save(str(new))
        pytest.fail(
            f"{differ.sum():,} pixels of {name} differ; the new picture is {new.name} beside the golden one"
        )


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())


def ours(made: ChartData, view: View, size: tuple[int, int], ratio: float) -> np.ndarray:
    """Where no icon, ring or number of Qt's stands."""
    mask = np.ones((round(size[1] * ratio), round(size[0] * ratio)), bool)
    scene = prepare(made)
    if 34 * scene.zoom(view) < 9:
        return mask
    y, x = np.mgrid[: mask.shape[0], : mask.shape[1]] / ratio
    for (px, py), half in zip(made.xy * view.per_unit + (view.ox, view.oy), scene.radius(view), strict=True):
        mask &= np.hypot(x - px, y - py) > 1.35 * half + 10
    if made.beads is not None:
        # the numbers of those without room are Qt's, and stand somewhere on their lines
        ends = made.xy[made.ends] * view.per_unit + (view.ox, view.oy)
        for (x0, y0), (x1, y1) in ends[made.beads.more > 0].tolist():
            dx, dy = x1 - x0, y1 - y0
            share = np.clip(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy + 1e-9), 0, 1)
            mask &= np.hypot(x - x0 - share * dx, y - y0 - share * dy) > 22
    return mask


def test_the_comparison_sees_most_of_every_picture() -> None:
    for name, (made, size, _, _, ratio) in PICTURES.items():
        assert ours(made, whole(made, size), size, ratio).mean() > (0.5 if name == "beads" else 0.75), name
