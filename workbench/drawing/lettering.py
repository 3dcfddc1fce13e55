"""Lettering: captions with a halo, and pills with the number of a link."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from workbench.drawing.fonts import font
from workbench.drawing.icons import blank
from workbench.drawing.theme import Theme

SIZE = 12.0  # screen pixels: captions
SMALL_SIZE = 11.0  # second lines and pills
WIDEST = 230.0
HALO = 2.0
PILL_PADDING = 7.0


@lru_cache(maxsize=32)
def _metrics(pixels: float, ratio: float) -> QFontMetricsF:
    return QFontMetricsF(font(pixels * ratio))


def elided(text: str, pixels: float, ratio: float) -> tuple[str, float]:
    """A text cut in its middle when it is too wide, and its width in pixels of the image."""
    metrics = _metrics(pixels, ratio)
    width = metrics.horizontalAdvance(text)
    if width > WIDEST * ratio:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST * ratio)
        width = metrics.horizontalAdvance(text)
    return text, width


def caption_size(text: str, sub: str, ratio: float) -> tuple[int, int]:
    """Width and height of a caption's picture in pixels of the image."""
    width = elided(text, SIZE, ratio)[1]
    height = _metrics(SIZE, ratio).height()
    if sub:
        width = max(width, elided(sub, SMALL_SIZE, ratio)[1])
        height += _metrics(SMALL_SIZE, ratio).height() - 1.0 * ratio
    return math.ceil(width + 2 * HALO * ratio), math.ceil(height + HALO * ratio)


def caption(text: str, sub: str, ratio: float, theme: Theme, faded: bool) -> QImage:
    """A caption of one or two lines in ink, with a halo that lifts it off the links below."""
    width, height = caption_size(text, sub, ratio)
    image = blank(width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    lines = [(text, SIZE, theme.muted if faded else theme.ink)]
    if sub:
        lines.append((sub, SMALL_SIZE, theme.muted))
    halo = QColor(theme.halo)
    halo.setAlpha(150)
    for colour_of_halo in (True, False):
        baseline = 0.5 * ratio
        for words, pixels, ink in lines:
            metrics = _metrics(pixels, ratio)
            words, wide = elided(words, pixels, ratio)
            painter.setFont(font(pixels * ratio))
            at = QPointF(round((width - wide) / 2), round(baseline + metrics.ascent()))
            if colour_of_halo:
                painter.setPen(halo)
                for step in range(12):
                    turn = step * math.pi / 6
                    reach = HALO * ratio * (1.0 if step % 2 else 0.6)
                    painter.drawText(at + QPointF(math.cos(turn) * reach, math.sin(turn) * reach), words)
            else:
                painter.setPen(QColor(ink))
                painter.drawText(at, words)
            baseline += metrics.height() - 1.0 * ratio
    painter.end()
    return image


def pill_size(text: str, ratio: float) -> tuple[int, int]:
    """Width and height of a pill's picture in pixels of the image."""
    width = elided(text, SMALL_SIZE, ratio)[1]
    return math.ceil(width + 2 * PILL_PADDING * ratio), math.ceil(
        _metrics(SMALL_SIZE, ratio).height() + 4 * ratio
    )


def pill(text: str, ratio: float, theme: Theme, chosen: bool) -> QImage:
    """The number of a link on a small panel."""
    width, height = pill_size(text, ratio)
    words, _ = elided(text, SMALL_SIZE, ratio)
    image = blank(width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if chosen else theme.line), (1.6 if chosen else 1.0) * ratio))
    painter.setBrush(QColor(theme.panel))
    box = QRectF(0, 0, width, height).adjusted(ratio, ratio, -ratio, -ratio)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(SMALL_SIZE * ratio))
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return image
