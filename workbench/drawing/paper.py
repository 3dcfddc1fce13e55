"""Paper: a sheet from A4 to A0 with its title, legend and what must stand on it, whole or in tiles to be joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from workbench.drawing import application
from workbench.drawing.paper_sheet import Paint as Paint
from workbench.drawing.paper_sheet import Sheet as Sheet
from workbench.drawing.paper_sheet import draw, mark
from workbench.drawing.theme import LIGHT, Theme
from workbench.model.problems import Problem

SIZES = ("A4", "A3", "A2", "A1", "A0")
LETTERS = {
    "A4": 1.0,
    "A3": 1.15,
    "A2": 1.4,
    "A1": 1.8,
    "A0": 2.4,
}  # how much larger letters are: one stands further off
MILLIMETRE = 96 / 25.4  # points of the sheet, of which 96 are an inch
EDGE = 11.0  # millimetres at the edge of each page that printers leave white
OVERLAP = 10.0  # millimetres by which tiles lie over one another
SHARPNESS = 1200  # dots an inch


@dataclass(frozen=True)
class Format:
    """`size` is the whole sheet, `tile` the paper it is printed on in pieces, "" for one page. Problem where a tile is
    not smaller than the sheet."""

    size: str = "A4"
    landscape: bool = True
    tile: str = ""

    def __post_init__(self) -> None:
        for name in (self.size, *([self.tile] if self.tile else [])):
            if name not in SIZES:
                raise Problem(f"there is no paper {name}", "one of " + ", ".join(SIZES))
        if self.tile and SIZES.index(self.tile) >= SIZES.index(self.size):
            raise Problem(
                f"{self.size} does not need tiles of {self.tile}", "choose a larger sheet or smaller tiles"
            )

    @property
    def millimetres(self) -> tuple[float, float]:
        return _millimetres(self.size, self.landscape)

    def tiles(self) -> tuple[int, int, bool]:
        """Columns and rows of tiles, and whether they lie on their long side: each size is two of the next."""
        halvings = SIZES.index(self.size) - SIZES.index(self.tile)
        more, fewer = 2 ** ((halvings + 1) // 2), 2 ** (halvings // 2)
        across = self.landscape == (halvings % 2 == 0)
        return (more, fewer, across) if self.landscape else (fewer, more, across)

    @property
    def joined(self) -> tuple[float, float]:
        """Width and height in millimetres of what is printed: of tiles less than the sheet, by their edges and laps."""
        if not self.tile:
            return self.millimetres
        columns, rows, across = self.tiles()
        wide, high = (side - 2 * EDGE - OVERLAP for side in _millimetres(self.tile, across))
        return columns * wide + OVERLAP, rows * high + OVERLAP


def _millimetres(size: str, landscape: bool) -> tuple[float, float]:
    made = QPageSize(getattr(QPageSize.PageSizeId, size)).size(QPageSize.Unit.Millimeter)
    short, long = sorted((made.width(), made.height()))
    return (long, short) if landscape else (short, long)


def save(sheet: Sheet, path: Path | str, form: Format, theme: Theme = LIGHT) -> int:
    """Writes a PDF, its letters as letters; answers how many pages it has. Problem where it cannot be written."""
    application.ensure()
    try:
        Path(path).touch()
    except OSError as error:
        raise Problem(
            f"{Path(path).name} could not be written", "choose a folder you may write to"
        ) from error
    writer = QPdfWriter(str(path))
    writer.setTitle(sheet.title)
    writer.setAuthor(sheet.author)
    writer.setCreator("Clew")
    writer.setResolution(SHARPNESS)
    return put(sheet, writer, form, theme)


def put(sheet: Sheet, device: QPagedPaintDevice, form: Format, theme: Theme = LIGHT) -> int:
    """Draws a sheet onto a printer or into a PDF, page after page; answers how many."""
    columns, rows, across = form.tiles() if form.tile else (1, 1, form.landscape)
    name = form.tile or form.size
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    device.setPageLayout(
        QPageLayout(QPageSize(getattr(QPageSize.PageSizeId, name)), way, QMarginsF(0, 0, 0, 0))
    )
    page = _millimetres(name, across)
    whole = QRectF(0, 0, *(side * MILLIMETRE for side in form.joined))
    larger = LETTERS[form.size]
    edge = 3 if form.tile else EDGE * MILLIMETRE / larger + 3
    painter = QPainter()
    if not painter.begin(device):
        raise Problem("nothing could be printed", "choose another printer or file")
    dots = painter.device().logicalDpiX() / 96
    inner = QSizeF(*((side - 2 * EDGE) * MILLIMETRE for side in page))
    step = inner.width() - OVERLAP * MILLIMETRE, inner.height() - OVERLAP * MILLIMETRE
    for row in range(rows):
        for column in range(columns):
            if row or column:
                device.newPage()
            painter.save()
            painter.scale(dots, dots)
            if form.tile:
                corner = QPointF(EDGE * MILLIMETRE, EDGE * MILLIMETRE)
                begin = QPointF(column * step[0], row * step[1])
                painter.save()
                painter.setClipRect(QRectF(corner, inner))
                painter.translate(corner - begin)
                draw(painter, sheet, whole, theme, larger=larger, edge=edge)
                painter.restore()
                mark(
                    painter,
                    QRectF(corner, inner),
                    (column, row),
                    (columns, rows),
                    sheet,
                    OVERLAP * MILLIMETRE,
                    theme,
                )
            else:
                draw(painter, sheet, whole, theme, larger=larger, edge=edge)
            painter.restore()
    painter.end()
    return rows * columns


def pictured(draw: Callable[[tuple[int, int], float], QImage], ratio: float = 300 / 96) -> Paint:
    """A view that draws itself as an image of `size` screen pixels with `ratio` pixels each, for a sheet."""

    def paint(painter: QPainter, box: QRectF) -> Sequence[str]:
        image = draw((round(box.width()), round(box.height())), ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)
        return ()

    return paint
