"""Icons: a shape, a colour and a glyph together, and the rings and marks around them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing.glyphs import glyph
from workbench.drawing.look import Look
from workbench.drawing.theme import Theme, mixed, number, on_chart

RING = 6  # screen pixels a ring reaches beyond its icon on every side


def blank(width: int, height: int) -> QImage:
    """A fully transparent picture."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def outline(shape: str, box: QRectF) -> QPainterPath:
    """The outline of a shape that fills a box."""
    path = QPainterPath()
    side, middle = box.width(), box.center()
    if shape == "round":
        path.addEllipse(box)
    elif shape == "rounded":
        path.addRoundedRect(box, side * 0.26, side * 0.26)
    elif shape == "square":
        path.addRoundedRect(box, side * 0.08, side * 0.08)
    else:
        corners = _HEXAGON if shape == "hexagon" else _DIAMOND
        points = [QPointF(middle.x() + dx * side / 2, middle.y() + dy * side / 2) for dx, dy in corners]
        path.addPolygon(QPolygonF([*points, points[0]]))
    return path


_HEXAGON = [(0, -1.08), (0.96, -0.54), (0.96, 0.54), (0, 1.08), (-0.96, 0.54), (-0.96, -0.54)]
_DIAMOND = [(0, -1.14), (1.14, 0), (0, 1.14), (-1.14, 0)]


def icon(look: Look, pixels: int, theme: Theme, faded: bool, common: bool) -> QImage:
    """The icon of a look, `pixels` wide, with a border of an eighth for the corners that reach out."""
    border = max(1, pixels // 8)
    image = blank(pixels + 2 * border, pixels + 2 * border)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(border, border, pixels, pixels)
    body = on_chart(theme, look.colour, faded)
    sign = mixed(0xFFFFFFFF, body, 0.25) if faded and theme.id == "dark" else 0xFFFFFFFF
    if theme.id == "contrast":  # bodies are pale there
        sign = number(theme.chart)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(body))
    if common:
        # shared by everybody, so it says little: paler, with a broken border
        sign = body
        painter.setBrush(QColor.fromRgba(mixed(body, number(theme.chart), 0.8)))
        width = max(1.0, pixels / 20)
        pen = QPen(QColor.fromRgba(body), width)
        pen.setDashPattern([2.6, 1.8])
        painter.setPen(pen)
        box.adjust(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawPath(outline(look.shape, box))
    if pixels >= 12:
        character, font = glyph(look.glyph, pixels * 0.6, weight="" if pixels >= 44 else "bold")
        painter.setFont(font)
        painter.setPen(QColor.fromRgba(sign))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, character)
    painter.end()
    return image


def ring(shape: str, pixels: int, ratio: float, theme: Theme) -> QImage:
    """The ring around a selected icon `pixels` wide; `ratio` is pixels per screen pixel."""
    reach = round(RING * ratio)
    side = pixels + 2 * reach
    border = max(2, side // 8)
    image = blank(side + 2 * border, side + 2 * border)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2.4 * ratio
    box = QRectF(border, border, side, side).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(QColor(theme.accent), width))
    painter.setBrush(QColor(theme.chart))
    painter.drawPath(outline(shape, box))
    painter.end()
    return image


def mark(sign: str, pixels: int, theme: Theme) -> QImage:
    """The small mark at the corner of what is pinned, or has a note or a tag; `sign` names its glyph."""
    image = blank(pixels, pixels)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.0, pixels / 14)
    painter.setPen(QPen(QColor(theme.line), width))
    painter.setBrush(QColor(theme.panel))
    painter.drawEllipse(QRectF(0, 0, pixels, pixels).adjusted(width, width, -width, -width))
    character, font = glyph(sign, pixels * 0.7, weight="fill")
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    painter.drawText(QRectF(0, 0, pixels, pixels), Qt.AlignmentFlag.AlignCenter, character)
    painter.end()
    return image
