"""Easel: what a painter of frames keeps between them: many links, tones, sprites and sizes."""

from __future__ import annotations

import weakref
from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QImage

from workbench.drawing.backdrop import Backdrop
from workbench.drawing.chart import ChartData, Indexes
from workbench.drawing.lettering import caption_size
from workbench.drawing.order import FADED
from workbench.drawing.scene import Scene
from workbench.drawing.sheet import Sheet
from workbench.drawing.theme import Theme, mixed, number, on_chart
from workbench.kernels.density import LEVELS
from workbench.kernels.jit import Pixels

TONES = 1024


class Easel:
    """One for each thread that paints: nothing here may be shared between threads."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.backdrop = Backdrop()
        self._papers: list[Pixels] = []
        self._tones: dict[tuple[str, bytes], Pixels] = {}
        self._measured: tuple[Sequence[str], Sequence[str], bool, float, Indexes] | None = None

    def paper(self, width: int, height: int) -> tuple[QImage, Pixels]:
        """A picture to draw a frame on, and its pixels. It lies where an earlier frame lay that nobody holds any more:
        taking new memory for every frame costs as much as drawing thousands of links."""
        self._papers[:] = [paper for paper in self._papers if paper.shape == (height, width)]
        pixels = self._papers.pop() if self._papers else np.zeros((height, width), np.uint32)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        weakref.finalize(image, self._papers.append, pixels)
        return image, pixels

    def tones(self, scene: Scene, theme: Theme) -> Pixels:
        """The colour [colours, TONES] of a pixel by how many lines go through it, on a log scale."""
        key = theme.id, scene.colours.tobytes()
        if key not in self._tones:
            if len(self._tones) > 8:
                self._tones.clear()
            self._tones[key] = _tones(scene.colours, theme)
        return self._tones[key]

    def inks(self, scene: Scene, theme: Theme) -> Pixels:
        """The colour of single lines by their colour number."""
        colours = scene.colours.tolist()
        return np.array([on_chart(theme, 0xFF000000 | c, bool(c & FADED)) for c in colours], np.uint32)

    def caption_sizes(self, chart: ChartData, entities: Indexes, second: bool, ratio: float) -> Indexes:
        """Width and height [k, 2] in pixels of the captions of some entities, each measured once; (0, 0) for none."""
        known = self._measured
        same = known is not None and known[0] is chart.captions and known[1] is chart.sub_captions
        if not same or known is None or known[2:4] != (second, ratio):
            table = np.full((len(chart), 2), -1, np.int32)
            known = self._measured = (chart.captions, chart.sub_captions, second, ratio, table)
        sizes = known[4]
        for i in entities[sizes[entities, 0] < 0].tolist():
            text, sub = chart.captions[i], chart.sub_captions[i] if second else ""
            sizes[i] = caption_size(text, sub, ratio) if text else (0, 0)
        return sizes[entities]


def _tones(colours: Pixels, theme: Theme) -> Pixels:
    paper = number(theme.chart)
    tones = np.full((max(len(colours), 1), TONES), paper, np.uint32)
    lines = np.arange(TONES) / LEVELS
    faint, few, many = 0.2, 1.0, 40.0
    strength = np.where(
        lines < few,
        faint * lines,
        faint + (1 - faint) * np.minimum(np.log(np.maximum(lines, 1)) / np.log(many), 1),
    )
    for k, colour in enumerate(colours.tolist()):
        faded = bool(colour & FADED)
        # muted towards one ink: at this distance the shape of the whole matters more than single kinds
        ink = mixed(on_chart(theme, 0xFF000000 | colour, faded), number(theme.muted), 0.35)
        channels = [
            (paper >> shift & 0xFF) + ((ink >> shift & 0xFF) - (paper >> shift & 0xFF)) * strength
            for shift in (16, 8, 0)
        ]
        red, green, blue = (c.astype(np.uint32) for c in channels)
        tones[k] = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return tones
