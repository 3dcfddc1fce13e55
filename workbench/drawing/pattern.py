"""Hours of the week as a field of seven by twenty-four: numbers where they find room, else squares that grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from workbench.drawing.fonts import font
from workbench.drawing.theme import Theme, mixed, number

NAMES, HOURS = 38.0, 16.0  # screen pixels for the names of days and of hours
LEAST, TALLEST = 9.0, 30.0
Cell = tuple[int, int]  # weekday, hour


@dataclass(frozen=True)
class WeekField:
    """`values` (7, 24): counts, or, where `signed`, differences in percent points. `chosen` cells are framed, `kept`
    ones are those that filters keep; `most` is what the strongest colour stands for, that of the highest by default."""

    values: npt.NDArray[np.generic] = field(default_factory=lambda: np.zeros((7, 24)))
    signed: bool = False
    chosen: frozenset[Cell] = frozenset()
    kept: frozenset[Cell] = frozenset()
    focus: Cell | None = None
    most: float = 0.0


@dataclass(frozen=True)
class Grid:
    """Where cells stand in `width` by `height` screen pixels; names of days are to the right where `mirrored`, letters
    `text` times as large as usual."""

    width: float
    height: float
    mirrored: bool = False
    text: float = 1.0

    @property
    def names(self) -> float:
        """How wide the names of days are."""
        return NAMES * self.text

    @property
    def hours(self) -> float:
        """How high the row of hours is."""
        return HOURS * self.text

    @property
    def side(self) -> float:
        return max((self.width - self.names) / 24, 1.0)

    @property
    def tall(self) -> float:
        return min(max((self.height - self.hours) / 7, 1.0), TALLEST * self.text)

    @property
    def left(self) -> float:
        return 0.0 if self.mirrored else self.names

    def box(self, day: int, hour: int) -> QRectF:
        return QRectF(self.left + hour * self.side, self.hours + day * self.tall, self.side, self.tall)

    def cells_at(self, place: QPointF) -> list[Cell]:
        """The cell at a place, all of a day at its name, all of an hour at its number."""
        hour = int((place.x() - self.left) // self.side)
        day = int((place.y() - self.hours) // self.tall)
        inside_hour, inside_day = 0 <= hour < 24, 0 <= day < 7
        if inside_hour and inside_day:
            return [(day, hour)]
        if inside_day:
            return [(day, h) for h in range(24)]
        return [(d, hour) for d in range(7)] if inside_hour and place.y() < self.hours else []


def weekday_names() -> list[str]:
    """Monday to Sunday, short, in the reader's language."""
    return [QLocale().standaloneDayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]


def draw(painter: QPainter, week: WeekField, grid: Grid, theme: Theme) -> None:
    """Draws the field with the names of days and hours."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # hours run to the right in every language
    _names(painter, grid, theme)
    most = week.most or float(np.abs(week.values).max(initial=0))
    numbers = _numbers_fit(painter, week, grid)
    for day in range(7):
        for hour in range(24):
            _cell(painter, week, (day, hour), most, grid, theme, numbers)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cells, pen in (
        (week.kept, QPen(QColor(theme.ink), 1.4, Qt.PenStyle.DotLine)),
        (week.chosen, QPen(QColor(theme.ink), 2)),
    ):
        painter.setPen(pen)
        for cell in cells:
            painter.drawRect(grid.box(*cell).adjusted(1.5, 1.5, -1.5, -1.5))
    if week.focus is not None:
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(grid.box(*week.focus).adjusted(0.5, 0.5, -0.5, -0.5))


def _names(painter: QPainter, grid: Grid, theme: Theme) -> None:
    painter.setFont(font(10.5 * grid.text))
    painter.setPen(QColor(theme.muted))
    for day, text in enumerate(weekday_names()):
        box = grid.box(day, 0)
        left = grid.width - grid.names + 4 if grid.mirrored else 0.0
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        align |= Qt.AlignmentFlag.AlignLeft if grid.mirrored else Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, box.top(), grid.names - 6, box.height()), align, text[:4])
    step = next((n for n in (1, 3, 6) if n * grid.side >= (17 if n == 1 else 24) * grid.text), 6)
    for hour in range(0, 24, step):
        box = grid.box(0, hour)
        painter.drawText(
            QRectF(box.left(), 0, box.width() * step, grid.hours), Qt.AlignmentFlag.AlignVCenter, str(hour)
        )


def shown(value: float, signed: bool) -> str:
    """What stands in a cell: nothing for nothing."""
    if signed:
        if not value:
            return ""
        return f"{value:+.0f}".replace("-", "−") if abs(value) >= 0.5 else "+" if value > 0 else "−"
    if value >= 10_000:
        return f"{value / 1000:.0f}k"
    return f"{value:.0f}" if value else ""


def _numbers_fit(painter: QPainter, week: WeekField, grid: Grid) -> bool:
    painter.setFont(font(min(grid.tall * 0.62, 11.5 * grid.text)))
    metrics = QFontMetricsF(painter.font())
    texts = (shown(float(v), week.signed) for v in week.values.ravel())
    widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
    return widest <= grid.side - 3 and grid.tall >= 12


def _cell(
    painter: QPainter, week: WeekField, cell: Cell, most: float, grid: Grid, theme: Theme, numbers: bool
) -> None:
    value = float(week.values[cell])
    box = grid.box(*cell).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(box, QColor(theme.sunken))
    strength = (abs(value) / most) ** 0.5 if most else 0.0
    if not strength:
        return
    ink = theme.warning if week.signed and value < 0 else theme.accent
    share = 0.12 + 0.88 * strength
    colour = QColor.fromRgba(mixed(number(theme.sunken), number(ink), share))
    if numbers:
        painter.fillRect(box, colour)
        if week.signed and value < 0:
            veil = QColor(theme.sunken)
            veil.setAlpha(110)
            painter.fillRect(box, QBrush(veil, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(readable(theme, colour)))
        painter.setFont(font(min(grid.tall * 0.62, 11.5 * grid.text)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown(value, week.signed))
        return
    wide, tall = (max(side * (0.25 + 0.75 * strength), 2.0) for side in (box.width(), box.height()))
    inner = QRectF(box.center().x() - wide / 2, box.center().y() - tall / 2, wide, tall)
    painter.fillRect(inner, colour)
    if week.signed and value < 0:
        painter.fillRect(inner, QBrush(QColor(theme.sunken), Qt.BrushStyle.BDiagPattern))


def readable(theme: Theme, ground: QColor) -> str:
    """Ink or paper, whichever stands out more on a colour."""
    choices: Sequence[str] = (theme.ink, theme.panel, "#000000", "#ffffff")
    return max(choices, key=lambda text: _contrast(QColor(text), ground))


def _contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)
