"""Pictures of the window: tiles of kinds, letters of sources, signs of tools; drawn, never loaded."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QImage, QPainter, QPixmap

from workbench.drawing import fonts
from workbench.drawing.glyphs import glyph
from workbench.drawing.icons import blank, icon, outline
from workbench.drawing.look import Look
from workbench.drawing.theme import LIGHT, THEMES, number, on_chart
from workbench.model.kinds import EntityKind
from workbench.ui import appearance

LETTERS = ("#3f6fb5", "#b3651b", "#7a5195", "#2b7a55", "#a23b57", "#4d6470", "#8a6d3b")


@cache
def _tile(shape: str, colour: str, sign: str, pixels: int, theme: str) -> QImage:
    look = Look("", shape, number(colour), sign)
    return icon(look, pixels, THEMES[theme], faded=False, common=False)


def kind_tile(kind: EntityKind, side: int, ratio: float) -> QImage:
    """The tile of an entity kind, `side` screen pixels wide with its border around it."""
    image = _tile(kind.shape, kind.colour, kind.icon, round(side * ratio), appearance.theme().id)
    image.setDevicePixelRatio(ratio)
    return image


@cache
def _letter(text: str, colour: str, pixels: int, theme: str) -> QImage:
    border = max(1, pixels // 8)
    image = blank(pixels + 2 * border, pixels + 2 * border)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(border, border, pixels, pixels)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(on_chart(THEMES[theme], number(colour))))
    painter.drawPath(outline("rounded", box))
    font = fonts.font(pixels * 0.55, strong=True)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def letter_tile(text: str, colour: str, side: int, ratio: float) -> QImage:
    """A tile with the first letter of a name, for a source; of the size of a kind's. Digits that number the files
    tell nothing."""
    first = next((sign for sign in text if sign.isalpha()), text[:1])
    image = _letter(first.upper(), colour, round(side * ratio), appearance.theme().id)
    image.setDevicePixelRatio(ratio)
    return image


def _draw_sign(painter: QPainter, box: QRectF, name: str, colour: str, weight: str) -> None:
    text, font = glyph(name, box.height(), weight=weight)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@cache
def _sign(name: str, colour: str, weight: str, width: int, height: int) -> QPixmap:
    """The picture of a glyph, drawn once: buttons ask for it whenever they are painted."""
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_sign(painter, QRectF(0, 0, width, height), name, colour, weight)
    painter.end()
    return made


class SignEngine(QIconEngine):
    """Draws a glyph in a role's colour of whatever theme is in force."""

    def __init__(self, name: str, role: str, weight: str) -> None:
        super().__init__()
        self.name, self.role, self.weight = name, role, weight

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        _draw_sign(painter, QRectF(rect), self.name, self._colour(mode, state), self.weight)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _sign(self.name, self._colour(mode, state), self.weight, size.width(), size.height())

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        role = self.role if mode != QIcon.Mode.Disabled else "line"
        if state == QIcon.State.On and mode != QIcon.Mode.Disabled:
            role = "accent"
        return str(getattr(appearance.theme(), role))

    def clone(self) -> SignEngine:
        return SignEngine(self.name, self.role, self.weight)


def sign(name: str, role: str = "muted", weight: str = "") -> QIcon:
    """The icon of a tool, such as "ph.plus"; it follows the theme."""
    return QIcon(SignEngine(name, role, weight))


def app_icon() -> QIcon:
    """The program's own sign: a ball of thread on the accent."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        look = Look("", "rounded", number(LIGHT.accent), "ph.path")
        made.addPixmap(QPixmap.fromImage(icon(look, round(side * 0.8), LIGHT, faded=False, common=False)))
    return made
