"""Badges: small signs at the corners of icons that say what somebody has to do with a case, as a letter in a colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from workbench.drawing.fonts import font
from workbench.drawing.glyphs import glyph
from workbench.drawing.icons import blank
from workbench.drawing.look import Badge
from workbench.drawing.theme import Theme, on_chart

BY_HAND = Badge("ph.pencil-simple", 0xFF5F6773, "entered by hand, in no record")


def badge(one: Badge, pixels: int, theme: Theme) -> QImage:
    """The picture of a badge, `pixels` wide: a letter can be told where its colour cannot."""
    image = blank(pixels, pixels)
    painter = QPainter(image)
    draw_badge(painter, one, QRectF(0, 0, pixels, pixels), theme)
    painter.end()
    return image


def draw_badge(painter: QPainter, one: Badge, box: QRectF, theme: Theme) -> None:
    """Draws a badge into a box: on paper as lines and letters, as sharp as all else."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    # drawn at a size that fonts are made for, then made smaller: fonts know whole pixels only
    painter.scale(box.width() / 100, box.width() / 100)
    whole, is_glyph = QRectF(-50, -50, 100, 100), one.sign.startswith("ph.")
    painter.setPen(QPen(QColor(theme.line if is_glyph else theme.chart), 8))
    painter.setBrush(QColor(theme.panel) if is_glyph else QColor.fromRgba(on_chart(theme, one.colour)))
    painter.drawEllipse(whole.adjusted(4, 4, -4, -4))
    if is_glyph:
        sign, face = glyph(one.sign, 66, weight="fill")
        ink = theme.ink
    else:
        sign, face = one.sign, font(10)
        face.setPixelSize(64)
        face.setBold(True)
        ink = theme.chart if theme.id == "contrast" else "#ffffff"
    painter.setFont(face)
    painter.setPen(QColor(ink))
    painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, sign)
    painter.restore()
