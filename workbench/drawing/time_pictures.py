"""A timeline or a pattern of life as one image: title, drawing, what the signs mean, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QImageWriter, QPainter, QPen, QPolygonF

from workbench.drawing import application, pattern, timeline
from workbench.drawing.fonts import font
from workbench.drawing.legend import MARGIN
from workbench.drawing.pattern import Grid, WeekField
from workbench.drawing.picture import TITLE
from workbench.drawing.theme import LIGHT, Theme
from workbench.drawing.timeline_bars import shade
from workbench.drawing.timeline_layout import AXIS, GAP, LANE, MARKS, OUTLINE, Layout
from workbench.drawing.timeline_scene import TimeScene
from workbench.model.problems import Problem

LINE = 18.0  # screen pixels of a line of text
SIGN = 14.0
BARS = 150.0  # screen pixels of the bars where as much room is taken as is wanted


@dataclass(frozen=True)
class Week:
    """One field of a pattern with its title and the sentences below it."""

    title: str
    field: WeekField
    said: Sequence[str] = ()


def timeline_height(lanes: int) -> float:
    """Screen pixels that a timeline takes with so many lanes."""
    return OUTLINE + GAP + MARKS + AXIS + BARS + lanes * LANE


def paint_timeline(
    painter: QPainter, box: QRectF, scene: TimeScene, said: Sequence[str], theme: Theme = LIGHT
) -> None:
    """A timeline with its legend and sentences in a box, one screen pixel being one unit of the painter."""
    painter.save()
    painter.translate(box.topLeft())
    foot = LINE * (len(_lines(said, box.width())) + 1) + 8
    tall = max(box.height() - foot, 60.0)
    timeline.draw(painter, scene, Layout(box.width(), tall, len(scene.lanes)), theme)
    top = _signs(painter, scene, tall + 8, theme)
    _sentences(painter, said, QRectF(0, top, box.width(), foot), theme)
    painter.restore()


def _signs(painter: QPainter, scene: TimeScene, top: float, theme: Theme) -> float:
    """What bars and marks mean; where it ends."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setFont(font(12))
    metrics = QFontMetricsF(painter.font())
    every, chosen = timeline.legend()
    items = [(every, "every")]
    if scene.chosen.any():
        items.append((chosen, "chosen"))
    items += [(name, name) for name in ("silence", "burst") if any(m.sort == name for m in scene.marks)]
    x = 0.0
    for name, sign in items:
        box = QRectF(x, top + 2, SIGN - 2, SIGN - 2)
        middle = box.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        if sign == "every":
            painter.fillRect(box, shade(theme))
        elif sign == "chosen":
            painter.fillRect(box, QColor(theme.accent))
            painter.fillRect(box, QBrush(QColor(theme.on_accent), Qt.BrushStyle.BDiagPattern))
        elif sign == "burst":
            painter.setBrush(QColor(theme.warning))
            corners = [QPointF(box.center().x(), box.top() + 1), box.bottomRight(), box.bottomLeft()]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.setPen(QPen(QColor(theme.muted), 1.4))
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
            for end in (box.left(), box.right()):
                painter.drawLine(QPointF(end, middle - 3), QPointF(end, middle + 3))
        painter.setPen(QColor(theme.ink))
        wide = metrics.horizontalAdvance(name)
        painter.drawText(QRectF(x + SIGN + 4, top, wide + 4, LINE), Qt.AlignmentFlag.AlignVCenter, name)
        x += SIGN + wide + 24
    return top + LINE


def _lines(said: Sequence[str], width: float) -> list[str]:
    """Sentences broken into lines that fit."""
    metrics = QFontMetricsF(font(12))
    made: list[str] = []
    for sentence in said:
        line = ""
        for word in sentence.split():
            longer = f"{line} {word}".strip()
            if line and metrics.horizontalAdvance(longer) > width:
                made.append(line)
                longer = word
            line = longer
        made.append(line)
    return made


def _sentences(painter: QPainter, said: Sequence[str], box: QRectF, theme: Theme) -> None:
    painter.setFont(font(12))
    painter.setPen(QColor(theme.muted))
    for k, line in enumerate(_lines(said, box.width())):
        painter.drawText(
            QRectF(box.left(), box.top() + k * LINE, box.width(), LINE), Qt.AlignmentFlag.AlignVCenter, line
        )


def paint_weeks(painter: QPainter, box: QRectF, weeks: Sequence[Week], theme: Theme = LIGHT) -> None:
    """Fields one below the other in a box, each with its title and sentences."""
    tall = box.height() / max(len(weeks), 1)
    for k, week in enumerate(weeks):
        lines = _lines(week.said, box.width())
        painter.save()
        painter.translate(box.left(), box.top() + k * tall)
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(13, strong=True))
        painter.drawText(QRectF(0, 0, box.width(), LINE + 2), Qt.AlignmentFlag.AlignVCenter, week.title)
        painter.translate(0, LINE + 4)
        room = max(tall - 2 * LINE - 8 - LINE * len(lines), 40.0)
        grid = Grid(box.width(), room)
        pattern.draw(painter, week.field, grid, theme)
        below = QRectF(0, grid.box(6, 0).bottom() + 4, box.width(), LINE * len(lines))
        _sentences(painter, week.said, below, theme)
        painter.restore()


Paint = Callable[[QPainter, QRectF], Sequence[str]]


def timeline_paint(scene: TimeScene, said: Sequence[str], width: float) -> Paint:
    """Draws a timeline that was made for a width into a box of any: for paper."""

    def paint(painter: QPainter, box: QRectF) -> Sequence[str]:
        scale = box.width() / width
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(scale, scale)
        tall = min(box.height() / scale, whole_height(scene, said, width))
        paint_timeline(painter, QRectF(0, 0, width, tall), scene, said)
        painter.restore()
        return []

    return paint


def weeks_paint(weeks: Sequence[Week]) -> Paint:
    """Draws fields into a box: for paper."""

    def paint(painter: QPainter, box: QRectF) -> Sequence[str]:
        paint_weeks(painter, box, weeks)
        return []

    return paint


def whole_height(scene: TimeScene, said: Sequence[str], width: float) -> float:
    """Screen pixels that a timeline takes with all its lanes and sentences."""
    application.ensure()
    return timeline_height(len(scene.lanes)) + LINE * (len(_lines(said, width)) + 1) + 8


def draw_timeline(
    scene: TimeScene, said: Sequence[str], size: tuple[int, int], theme: Theme = LIGHT, *, title: str = "",
    device_pixel_ratio: float = 1.0,
) -> QImage:  # fmt: skip
    """A timeline as an image of so many screen pixels."""
    return _page(
        size,
        title,
        theme,
        device_pixel_ratio,
        lambda painter, box: paint_timeline(painter, box, scene, said, theme),
    )


def draw_weeks(
    weeks: Sequence[Week], size: tuple[int, int], theme: Theme = LIGHT, *, title: str = "",
    device_pixel_ratio: float = 1.0,
) -> QImage:  # fmt: skip
    """Fields of a pattern as an image of so many screen pixels."""
    return _page(
        size, title, theme, device_pixel_ratio, lambda painter, box: paint_weeks(painter, box, weeks, theme)
    )


def plot_width(size: tuple[int, int]) -> float:
    """How wide a timeline on a picture of this size is."""
    return size[0] - 2 * MARGIN


def _page(
    size: tuple[int, int], title: str, theme: Theme, ratio: float, paint: Callable[[QPainter, QRectF], object]
) -> QImage:
    application.ensure()
    width, tall = (round(side * ratio) for side in size)
    image = QImage(width, tall, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    top = TITLE if title else MARGIN
    if title:
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(16, strong=True))
        painter.drawText(QRectF(MARGIN, 0, size[0] - 2 * MARGIN, TITLE), Qt.AlignmentFlag.AlignVCenter, title)
    paint(painter, QRectF(MARGIN, top, size[0] - 2 * MARGIN, size[1] - top - MARGIN / 2))
    painter.end()
    return image


def save(image: QImage, path: Path) -> None:
    """Writes an image as PNG. Problem where it cannot be written."""
    if not QImageWriter(str(path), QByteArray(b"PNG")).write(image):
        raise Problem(f"the picture {path.name} could not be written", "choose a folder you may write to")
