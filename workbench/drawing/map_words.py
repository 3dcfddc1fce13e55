"""The words and signs on a map: icons of places with captions, numbers of stops, names of towns, the scale."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from workbench.drawing.chart import Look
from workbench.drawing.fonts import font
from workbench.drawing.icons import icon, ring
from workbench.drawing.lettering import caption, pill
from workbench.drawing.map_ground import towns
from workbench.drawing.map_layers import Shot
from workbench.drawing.map_scene import ANTENNA, COUNTRY, TOWN, Layers, Ways
from workbench.drawing.map_view import MapView
from workbench.drawing.theme import THEMES, Theme, number, on_chart
from workbench.kernels.sprites import dots

ICONS = 320  # marks in sight up to which they are icons
CAPTIONS = 70  # captions of marks on one picture
NAMES = 46  # names of towns on one picture
SIDE = {ANTENNA: 13.0}
USUAL_SIDE = 20.0
SCALES = (1, 2, 5)


class Room:
    """What is still free of words, in screen pixels."""

    def __init__(self, size: tuple[float, float]) -> None:
        self._left, self._top, self._right, self._bottom = -20.0, -10.0, size[0] + 20, size[1] + 10
        self._taken = np.empty((64, 4), np.float32)
        self._count = 0

    def take(self, box: QRectF) -> bool:
        """Takes a box where nothing stands in it yet."""
        left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
        if left < self._left or top < self._top or right > self._right or bottom > self._bottom:
            return False
        there = self._taken[: self._count]
        apart = (
            (there[:, 0] >= right) | (there[:, 2] <= left) | (there[:, 1] >= bottom) | (there[:, 3] <= top)
        )
        if not apart.all():
            return False
        if self._count == len(self._taken):
            self._taken = np.concatenate([self._taken, np.empty_like(self._taken)])
        self._taken[self._count] = left, top, right, bottom
        self._count += 1
        return True


@lru_cache(maxsize=64)
def _sign(look: Look, pixels: int, theme: str, vague: bool, ratio: float) -> QImage:
    image = icon(look, pixels, THEMES[theme], False, vague)
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=4000)
def _caption(text: str, larger: float, ratio: float, theme: str, faded: bool) -> QImage:
    image = caption(text, "", larger * ratio, THEMES[theme], faded)
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=600)
def _pill(text: str, larger: float, ratio: float, theme: str) -> QImage:
    image = pill(text, larger * ratio, THEMES[theme], False)
    image.setDevicePixelRatio(ratio)
    return image


def write(shot: Shot, painter: QPainter, layers: Layers) -> None:
    """Writes everything that is words or signs; what matters most first, and nothing over it."""
    room = Room(shot.size)
    if layers.places:
        _marks(shot, painter, room)
    if layers.ways:
        _stops(shot, painter, room)
    for ways, shown in ((shot.scene.ways, layers.ways), (shot.scene.parcels, layers.parcels)):
        if shown:
            _labels(shot, painter, room, ways)
    if layers.names:
        _towns(shot, painter, room)


def _marks(shot: Shot, painter: QPainter, room: Room) -> None:
    """Icons, or dots where there are many; the most important one of those that overlap is the icon."""
    marks, scene = shot.scene.marks, shot.scene
    x, y = shot.view.to_screen(marks.u, marks.v, *shot.size)
    seen = np.flatnonzero((x > -20) & (x < shot.size[0] + 20) & (y > -20) & (y < shot.size[1] + 20))
    if not len(seen):
        return
    picked = np.zeros(len(seen), bool)
    if shot.chosen:
        picked[:] = [not shot.chosen.isdisjoint(marks.members[k]) for k in seen.tolist()]
    seen = seen[np.lexsort((-marks.often[seen], ~picked))]
    icons = [k for k in seen[:ICONS].tolist() if not _crowded(room, x[k], y[k], _side(int(marks.exact[k])))]
    small = np.setdiff1d(seen, np.array(icons, np.int64))
    if len(small):
        body = np.array([on_chart(shot.theme, look.colour) for look in scene.looks], np.uint32)
        size = np.full(len(small), 2.4 * shot.ratio, np.float32)
        at = [np.ascontiguousarray(axis[small] * shot.ratio, np.float32) for axis in (x, y)]
        dots(
            shot.pixels,
            at[0],
            at[1],
            size,
            body[marks.look[small]],
            number(shot.theme.chart),
            0.8 * shot.ratio,
        )
    for k in reversed(icons):
        chosen = not shot.chosen.isdisjoint(marks.members[k])
        _icon(shot, painter, k, QPointF(float(x[k]), float(y[k])), chosen)
    for k in icons[:CAPTIONS]:
        if marks.captions[k]:
            image = _caption(marks.captions[k], shot.text, shot.ratio, shot.theme.id, False)
            size_of = image.deviceIndependentSize()
            top = float(y[k]) + _side(int(marks.exact[k])) / 2 + 2
            box = QRectF(float(x[k]) - size_of.width() / 2, top, size_of.width(), size_of.height())
            if room.take(box):
                painter.drawImage(box.topLeft(), image)


def _side(exact: int) -> float:
    return SIDE.get(exact, USUAL_SIDE)


def _crowded(room: Room, x: float, y: float, side: float) -> bool:
    half = side * 0.42
    return not room.take(QRectF(x - half, y - half, 2 * half, 2 * half))


def _icon(shot: Shot, painter: QPainter, k: int, at: QPointF, chosen: bool) -> None:
    """The icon of a mark. Towns and countries, which are no exact places, are pale with a broken border."""
    marks = shot.scene.marks
    look = shot.scene.looks[marks.look[k]]
    exact = int(marks.exact[k])
    pixels = round(_side(exact) * shot.ratio)
    if chosen:
        round_it = ring(look.shape, pixels, shot.ratio, shot.theme)
        round_it.setDevicePixelRatio(shot.ratio)
        _put(painter, round_it, at)
    _put(painter, _sign(look, pixels, shot.theme.id, exact in (TOWN, COUNTRY), shot.ratio), at)


def _put(painter: QPainter, image: QImage, at: QPointF) -> None:
    size = image.deviceIndependentSize()
    painter.drawImage(at - QPointF(size.width() / 2, size.height() / 2), image)


def _stops(shot: Shot, painter: QPainter, room: Room) -> None:
    """The numbers of the stops of a way."""
    for u, v, text in shot.scene.stops:
        x, y = (float(p) for p in shot.view.to_screen(u, v, *shot.size))
        image = _pill(text, shot.text, shot.ratio, shot.theme.id)
        size = image.deviceIndependentSize()
        for dx, dy in ((9, -20), (9, 6), (-size.width() - 9, -20), (-size.width() - 9, 6)):
            box = QRectF(x + dx, y + dy, size.width(), size.height())
            if room.take(box):
                painter.drawImage(box.topLeft(), image)
                break


def _labels(shot: Shot, painter: QPainter, room: Room, ways: Ways) -> None:
    """What stands at the middle of lines."""
    for k in ways.named:
        begin, end = int(ways.first[k]), int(ways.first[k + 1])
        middle = _halfway(ways.u[begin:end], ways.v[begin:end])
        x, y = (float(p) for p in shot.view.to_screen(*middle, *shot.size))
        image = _pill(ways.labels[k], shot.text, shot.ratio, shot.theme.id)
        size = image.deviceIndependentSize()
        box = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
        if room.take(box):
            painter.drawImage(box.topLeft(), image)


def _halfway(u: npt.NDArray[np.float64], v: npt.NDArray[np.float64]) -> tuple[float, float]:
    lengths = np.hypot(np.diff(u), np.diff(v))
    gone = np.concatenate([[0.0], np.cumsum(lengths)])
    half = gone[-1] * 0.42
    return float(np.interp(half, gone, u)), float(np.interp(half, gone, v))


def _towns(shot: Shot, painter: QPainter, room: Room) -> None:
    """Names of countries from afar, of towns from near, the largest first, in the quietest ink."""
    known, view = towns(), shot.view
    if view.zoom < 4.5:
        wide = known.country_reach * 1000 * 1.2 / max(view.metres(1.0), 1.0)
        for k in np.argsort(-known.country_reach).tolist():
            if wide[k] >= 8.0 * len(known.countries[k]) * 0.62:
                _name(shot, painter, room, known.countries[k], known.country_u[k], known.country_v[k], False)
    least = 10.0 ** max(6.6 - 0.62 * (view.zoom - 3), 0.0) if view.zoom >= 3 else math.inf
    until = int(np.searchsorted(-known.people, -least))
    x, y = view.to_screen(known.u[:until], known.v[:until], *shot.size)
    seen = np.flatnonzero((x > 0) & (x < shot.size[0]) & (y > 0) & (y < shot.size[1]))[:NAMES]
    for k in seen.tolist():
        _name(shot, painter, room, known.names[k], known.u[k], known.v[k], True)


def _name(shot: Shot, painter: QPainter, room: Room, text: str, u: float, v: float, dotted: bool) -> None:
    x, y = (float(p) for p in shot.view.to_screen(u, v, *shot.size))
    image = _caption(text, shot.text, shot.ratio, shot.theme.id, True)
    size = image.deviceIndependentSize()
    left = x + 4 if dotted else x - size.width() / 2
    box = QRectF(left, y - size.height() / 2, size.width(), size.height())
    if room.take(box):
        if dotted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shot.theme.muted))
            painter.drawEllipse(QPointF(x, y), 1.6, 1.6)
        painter.drawImage(box.topLeft(), image)


def draw_scale(
    painter: QPainter, view: MapView, left: float, bottom: float, theme: Theme, larger: float = 1.0
) -> float:
    """A bar of a round length with its metres or kilometres, its lower left corner at (left, bottom); its width. Its
    letters are so many times `larger` than usual."""
    metres = view.metres(1.0)
    length = next(
        step * 10.0**power for power in range(7, -1, -1) for step in reversed(SCALES)
        if step * 10.0**power / metres <= 120 or (power == 0 and step == 1)
    )  # fmt: skip
    width = length / metres
    text = f"{length / 1000:,.0f} km" if length >= 1000 else f"{length:,.0f} m"
    painter.setFont(font(11 * larger))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    metrics = QFontMetricsF(font(11 * larger))
    painter.setPen(QPen(QColor(theme.ink), 1.4))
    line = [
        QPointF(left, bottom - 5),
        QPointF(left, bottom),
        QPointF(left + width, bottom),
        QPointF(left + width, bottom - 5),
    ]
    painter.drawPolyline(line)
    painter.drawText(QPointF(left + 5, bottom - 4), text)
    return max(width, metrics.horizontalAdvance(text) + 8)
