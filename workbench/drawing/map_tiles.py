"""Detailed tiles: a folder zoom/column/row.png of the analyst's own, numbered as web maps are. Nothing is fetched."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from workbench.drawing.map_view import MapView

ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
KEPT = 256  # decoded tiles kept in memory: 64 MB at 256 pixels
DEEPER = 3  # zooms by which a tile is enlarged at most, where there is none for the view's own


@dataclass
class Tiles:
    """The tiles of a folder. One for each thread that paints."""

    folder: Path
    _kept: OrderedDict[tuple[int, int, int], QImage | None] = field(default_factory=OrderedDict)

    @property
    def zooms(self) -> list[int]:
        """The zooms the folder holds; none where it is not such a folder."""
        if not self.folder.is_dir():
            return []
        return sorted(
            int(p.name) for p in self.folder.iterdir() if p.is_dir() and p.name.isdigit() and len(p.name) < 3
        )

    def tile(self, zoom: int, column: int, row: int) -> QImage | None:
        """One tile, None where the folder has none or it cannot be read."""
        key = zoom, column, row
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = None
        for ending in ENDINGS:
            path = self.folder / str(zoom) / str(column) / f"{row}{ending}"
            if path.is_file():
                image = QImage(str(path))
                found = None if image.isNull() else image
                break
        self._kept[key] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def draw(self, painter: QPainter, view: MapView, size: tuple[float, float]) -> int:
        """Paints the tiles that show over what is there; how many there were. `size` in the painter's units."""
        zooms = self.zooms
        if not zooms:
            return 0
        fitting = [z for z in zooms if z <= round(view.zoom + 0.2)]
        zoom = fitting[-1] if fitting else zooms[0]
        if view.zoom - zoom > DEEPER or zoom - view.zoom > 2:
            return 0
        count = 1 << zoom
        side = view.scale / count
        left, top = view.u - size[0] / 2 / view.scale, view.v - size[1] / 2 / view.scale
        drawn = 0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side != 256)
        for column in range(int(left * count // 1), int((left + size[0] / view.scale) * count // 1) + 1):
            for row in range(
                max(0, int(top * count // 1)), min(count - 1, int((top + size[1] / view.scale) * count)) + 1
            ):
                image = self.tile(zoom, column % count, row)
                if image is not None:
                    x, y = (column / count - left) * view.scale, (row / count - top) * view.scale
                    painter.drawImage(QRectF(x, y, side, side), image)
                    drawn += 1
        return drawn
