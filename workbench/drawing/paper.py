"""Paper: a sheet from A4 to A0 with its title, legend and what must stand on it, whole or in tiles to be joined."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from workbench.drawing import application
from workbench.drawing.chart import Look
from workbench.drawing.engraving import draw_icon
from workbench.drawing.fonts import font
from workbench.drawing.legend import Item, LinkLook, Swatch
from workbench.drawing.theme import LIGHT, Theme, on_chart
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
Paint = Callable[[QPainter, QRectF], Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. `paint` draws the view into a box and answers sentences for the foot, such as how many
    captions found no room."""

    title: str
    paint: Paint
    items: Sequence[Item] = ()
    notes: Sequence[str] = ()
    author: str = ""
    date: str = ""
    handling: str = ""


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
                _draw(painter, sheet, whole, form, theme)
                painter.restore()
                _mark(painter, QRectF(corner, inner), (column, row), (columns, rows), sheet, theme)
            else:
                _draw(painter, sheet, whole, form, theme)
            painter.restore()
    painter.end()
    return rows * columns


def _draw(painter: QPainter, sheet: Sheet, whole: QRectF, form: Format, theme: Theme) -> None:
    """The whole sheet; letters are as large as its size wants."""
    larger = LETTERS[form.size]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(larger, larger)
    edge = 3 if form.tile else EDGE * MILLIMETRE / larger + 3
    page = QRectF(0, 0, whole.width() / larger, whole.height() / larger).adjusted(edge, edge, -edge, -edge)
    top = _head(painter, sheet, page, theme)
    # what the foot says is known only when the view is drawn; its height is that of all it could say
    band = _foot_height(sheet, page.width())
    box = QRectF(page.left(), top + 6, page.width(), page.bottom() - band - top - 14)
    said = sheet.paint(painter, box)
    _foot(
        painter,
        sheet,
        [*sheet.notes, *said],
        QRectF(page.left(), page.bottom() - band, page.width(), band),
        theme,
    )
    painter.restore()


def _head(painter: QPainter, sheet: Sheet, page: QRectF, theme: Theme) -> float:
    """Title to the left, handling code to the right; answers where it ends."""
    metrics = QFontMetricsF(font(11, strong=True))
    code = sheet.handling.upper()
    beside = metrics.horizontalAdvance(code) + 30 if code else 0.0
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(19, strong=True))
    room = QRectF(page.left(), page.top(), page.width() - beside - 10, 400)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    taken = painter.boundingRect(room, flags, sheet.title)
    painter.drawText(room, flags, sheet.title)
    if code:
        _code(painter, code, QRectF(page.right() - beside, page.top() + 2, beside, 22), theme)
    bottom = page.top() + max(taken.height(), 24) + 6
    painter.setPen(QPen(QColor(theme.ink), 0.8))
    painter.drawLine(QPointF(page.left(), bottom), QPointF(page.right(), bottom))
    return bottom


def _code(painter: QPainter, code: str, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.ink), 1.2))
    painter.drawRect(box.adjusted(4, 0, 0, 0))
    painter.setFont(font(11, strong=True))
    painter.drawText(box.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, code)


def _rows(items: Sequence[Item], width: float) -> list[list[tuple[Item, float]]]:
    metrics = QFontMetricsF(font(11))
    made: list[list[tuple[Item, float]]] = []
    left = 0.0
    for item in items:
        wide = (28 if isinstance(item, LinkLook) else 20) + metrics.horizontalAdvance(item.name) + 20
        if not made or left + wide > width:
            made.append([])
            left = 0.0
        made[-1].append((item, wide))
        left += wide
    return made


def _foot_height(sheet: Sheet, width: float) -> float:
    metrics = QFontMetricsF(font(11))
    notes = sum(max(1, math.ceil(metrics.horizontalAdvance(n) / (width * 0.97))) for n in sheet.notes)
    return len(_rows(sheet.items, width)) * 21 + (notes + 2) * 15 + 24


def _foot(painter: QPainter, sheet: Sheet, notes: Sequence[str], band: QRectF, theme: Theme) -> None:
    """The legend, what is not shown, and who made this when."""
    painter.setPen(QPen(QColor(theme.ink), 0.8))
    painter.drawLine(band.topLeft(), band.topRight())
    metrics = QFontMetricsF(font(11))
    middle = band.top() + 16.0
    for row in _rows(sheet.items, band.width()):
        left = band.left()
        for item, wide in row:
            sign = _sign(painter, item, left, middle, theme)
            painter.setPen(QColor(theme.ink))
            painter.setFont(font(11))
            painter.drawText(QPointF(left + sign, middle + metrics.ascent() / 2 - 1.5), item.name)
            left += wide
        middle += 21
    top = middle - 9
    painter.setFont(font(11))
    painter.setPen(QColor(theme.ink))
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    for note in notes:
        room = QRectF(band.left(), top, band.width(), 200)
        top += painter.boundingRect(room, flags, note).height()
        painter.drawText(room, flags, note)
    line = QRectF(band.left(), band.bottom() - 15, band.width(), 15)
    painter.setPen(QColor(theme.muted))
    painter.drawText(
        line,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        " · ".join(t for t in (sheet.author, sheet.date) if t),
    )
    if sheet.handling:
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(11, strong=True))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sheet.handling.upper()
        )


def _sign(painter: QPainter, item: Item, left: float, middle: float, theme: Theme) -> float:
    """Draws what a legend's entry speaks of; answers how much room it takes."""
    if isinstance(item, Look):
        draw_icon(painter, item, QRectF(left, middle - 7, 14, 14), theme)
        return 20
    if isinstance(item, Swatch):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgba(on_chart(theme, item.colour)))
        painter.drawRoundedRect(QRectF(left + 1, middle - 6, 12, 12), 3, 3)
        return 20
    pen = QPen(QColor.fromRgba(on_chart(theme, item.colour)), 2.2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    standing = int(item.standing)
    if standing:
        pen.setDashPattern([2.4, 1.6] if standing == 1 else [0.9, 1.2])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, middle), QPointF(left + 22, middle))
    return 28


def _mark(
    painter: QPainter, inner: QRectF, at: tuple[int, int], of: tuple[int, int], sheet: Sheet, theme: Theme
) -> None:
    """Lines to cut and glue along, and which piece this is."""
    pen = QPen(QColor(theme.muted), 0.6)
    painter.setPen(pen)
    for x, y in (
        (inner.left(), inner.top()),
        (inner.right(), inner.top()),
        (inner.left(), inner.bottom()),
        (inner.right(), inner.bottom()),
    ):
        out_x, out_y = (-1 if x == inner.left() else 1), (-1 if y == inner.top() else 1)
        painter.drawLine(QPointF(x + out_x * 4, y), QPointF(x + out_x * 22, y))
        painter.drawLine(QPointF(x, y + out_y * 4), QPointF(x, y + out_y * 22))
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    over = OVERLAP * MILLIMETRE
    if at[0] < of[0] - 1:
        painter.drawLine(
            QPointF(inner.right() - over, inner.top()), QPointF(inner.right() - over, inner.bottom())
        )
    if at[1] < of[1] - 1:
        painter.drawLine(
            QPointF(inner.left(), inner.bottom() - over), QPointF(inner.right(), inner.bottom() - over)
        )
    painter.setPen(QColor(theme.muted))
    painter.setFont(font(9))
    parts = [
        f"Row {at[1] + 1} of {of[1]}, column {at[0] + 1} of {of[0]}",
        sheet.title,
        sheet.handling.upper(),
    ]
    below = QRectF(inner.left() + 30, inner.bottom() + 4, inner.width() - 60, 18)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, " · ".join(p for p in parts if p))


def pictured(draw: Callable[[tuple[int, int], float], QImage], ratio: float = 300 / 96) -> Paint:
    """A view that draws itself as an image of `size` screen pixels with `ratio` pixels each, for a sheet."""

    def paint(painter: QPainter, box: QRectF) -> Sequence[str]:
        image = draw((round(box.width()), round(box.height())), ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)
        return ()

    return paint
