"""A document on paper: pages of A4 or Letter with handling at head and foot and "page x of y", as a PDF or pictures.

It is laid out here and not by QTextDocument, which cuts rows of tables and knows no page it stands on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from workbench.drawing import application
from workbench.drawing.written_blocks import Room, strips
from workbench.drawing.written_flow import Placed, flow, found
from workbench.drawing.written_lines import MUTED, POINT, Letters, lines, unshown
from workbench.model.document import Document, Paragraph, texts_of
from workbench.model.problems import Problem

INCH = 288.0  # units: a quarter of a point each
SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
SIDE, HEAD, FOOT = 56 * POINT, 62 * POINT, 66 * POINT  # what is left round the text
HANDLING, SMALL = Letters(9, True), Letters(7.5, colour=MUTED)
RULE = "#c9c5bc"
SHARPNESS = 1200  # dots an inch of a PDF
NAMED = 20  # signs without letters that are named
Watch = Callable[[int, int], None]


class Written:
    """A document laid out: how many pages, and each of them wherever it is wanted.

    Pages are drawn on the thread that laid them out: Qt finds the letters of foreign scripts again on no other.
    """

    def __init__(self, document: Document, size: str = "") -> None:
        application.ensure()
        size = size or document.paper
        if size not in SIZES:
            raise Problem(f"there is no paper {size}", "one of " + ", ".join(SIZES))
        self.document, self.size = document, size
        paper = QPageSize(SIZES[size]).size(QPageSize.Unit.Point)
        self.wide, self.high = paper.width() * POINT, paper.height() * POINT
        room = Room(self.wide - 2 * SIDE, self.high - HEAD - FOOT, document.from_the_right)
        self.unshown = unshown((text for block in document.blocks for text in texts_of(block)), HANDLING)
        if self.unshown:
            document = replace(
                document, blocks=(*document.blocks, Paragraph(_missing(self.unshown), "warning"))
            )
        self._pages: list[list[Placed]] = flow(strips(document, room), room.high)
        room.pages.update(found(self._pages))

    def __len__(self) -> int:
        return len(self._pages)

    def paint(self, painter: QPainter, number: int) -> None:
        """Draws a page, counted from 0, in units of a quarter of a point."""
        for placed in self._pages[number]:
            placed.strip.paint(painter, SIDE, HEAD + placed.y)
        self._edges(painter, number)

    def _edges(self, painter: QPainter, number: int) -> None:
        room, handling = self.wide - 2 * SIDE, self.document.handling.upper()
        if handling:
            for y in (28 * POINT, self.high - 32 * POINT):
                for line in lines(handling, HANDLING, room, centred=True)[:1]:
                    line.draw(painter, SIDE, y)
        top = self.high - FOOT + 14 * POINT
        painter.setPen(QPen(QColor(RULE), 0.5 * POINT))
        painter.drawLine(QRectF(SIDE, top, room, 0).topLeft(), QRectF(SIDE, top, room, 0).topRight())
        count = lines(
            f"Page {number + 1:,} of {len(self):,}", SMALL, room, right=not self.document.from_the_right
        )
        count[0].draw(painter, SIDE, top + 3 * POINT)
        aside = 80 * POINT
        if self.document.foot:
            said = lines(self.document.foot, SMALL, room - aside, right=self.document.from_the_right)
            left = SIDE + (aside if self.document.from_the_right else 0.0)
            said[0].draw(painter, left, top + 3 * POINT)

    def image(self, number: int, wide: int, ratio: float = 1.0) -> QImage:
        """A page as a picture `wide` screen pixels across, with `ratio` pixels each."""
        scale = wide * ratio / self.wide
        made = QImage(round(wide * ratio), round(self.high * scale), QImage.Format.Format_RGB32)
        made.fill(QColor("white"))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        self.paint(painter, number)
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def put(self, device: QPagedPaintDevice, watch: Watch | None = None) -> int:
        """Draws all pages onto a printer or into a PDF; answers how many. `watch` is told pages done and all."""
        device.setPageLayout(
            QPageLayout(QPageSize(SIZES[self.size]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        painter = QPainter()
        if not painter.begin(device):
            raise Problem("nothing could be written", "choose another printer or file")
        scale = painter.device().logicalDpiX() / INCH
        for number in range(len(self)):
            if number:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            self.paint(painter, number)
            painter.restore()
            if watch is not None:
                watch(number + 1, len(self))
        painter.end()
        return len(self)


def _missing(signs: Sequence[str]) -> str:
    named = ", ".join(f"U+{ord(c):04X}" for c in signs[:NAMED])
    more = f" and {len(signs) - NAMED:,} more" if len(signs) > NAMED else ""
    return f"The machine that made these pages has no letters for {named}{more}: boxes stand in their place."


def save(document: Document, path: Path | str, size: str = "", watch: Watch | None = None) -> int:
    """Writes a PDF, its letters as letters; answers how many pages it has. Problem where it cannot be written."""
    written = Written(document, size)
    try:
        Path(path).touch()
    except OSError as error:
        raise Problem(
            f"{Path(path).name} could not be written", "choose a folder you may write to"
        ) from error
    writer = QPdfWriter(str(path))
    writer.setTitle(document.title)
    writer.setCreator("Clew")
    writer.setResolution(SHARPNESS)
    return written.put(writer, watch)


def images(document: Document, width: int, size: str = "") -> list[QImage]:
    """All pages as pictures `width` pixels across."""
    written = Written(document, size)
    return [written.image(number, width) for number in range(len(written))]
