"""Engraving: a chart in lines and letters instead of pixels, for paper of any size."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing import beads as beading
from workbench.drawing import headings, lettered
from workbench.drawing.badges import BY_HAND, draw_badge
from workbench.drawing.chart import ChartData, Look
from workbench.drawing.easel import Easel
from workbench.drawing.fonts import font
from workbench.drawing.glyphs import glyph
from workbench.drawing.icons import outline
from workbench.drawing.lettered import CAPTION, PILL, SMALL, Lettering
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.shot import Highlights, Shot, aim
from workbench.drawing.theme import LIGHT, Theme, mixed, number, on_chart
from workbench.drawing.view import View, fitting

MUST = 60  # entities up to which every caption is written: as many as a chart for a court has
MOST_CAPTIONS = 2500
MARGINS = (74.0, 34.0, 74.0, 52.0)
SHRUNK = (0.85, 0.72, 0.6)  # shares of their size at which signs and letters find room on a full sheet
LARGEST = 3.2  # scale up to which a small chart fills its sheet
DASHES = {1: [5.0, 3.2], 2: [1.2, 2.6]}  # derived, assessed; in widths of the line
HEAD = 8.5


@dataclass(frozen=True)
class Way:
    """A link on the sheet: from edge to edge of its icons, and the middle it bends round."""

    start: QPointF
    bend: QPointF
    end: QPointF


def engrave(
    painter: QPainter, chart: ChartData, box: QRectF, theme: Theme = LIGHT, view: View | None = None
) -> int:
    """Draws a chart into a box, one unit of the painter being a screen pixel of an ordinary screen.

    Answers how many captions found no room; up to sixty entities that is none.
    """
    if not len(chart):
        return 0
    scene = prepare(chart)
    made = _composed(scene, box, 1.0, theme, view)
    for share in SHRUNK if view is None else ():
        if not made.letters.forced and not made.letters.crowded:
            break
        smaller = _composed(scene, box, share, theme, view)
        if (smaller.letters.crowded, smaller.letters.forced) < (made.letters.crowded, made.letters.forced):
            made = smaller
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(made.share, made.share)
    shot = made.shot
    headings.draw(painter, shot.headings, theme)
    for k, way in sorted(
        made.ways.items(), key=lambda item: (not scene.faded[item[0]], scene.width[item[0]])
    ):
        _draw_link(painter, shot, k, way)
    if made.strung is not None:
        _draw_beads(painter, shot, made.strung)
    x, y = shot.at(shot.entities)
    for entity, left, top in zip(
        shot.entities.tolist()[::-1], x.tolist()[::-1], y.tolist()[::-1], strict=True
    ):
        side = 2 * float(shot.half[entity])
        where = QRectF(left - side / 2, top - side / 2, side, side)
        look = chart.looks[chart.look[entity]]
        draw_icon(
            painter, look, where, theme, faded=bool(chart.faded[entity]), common=bool(chart.common[entity])
        )
        _badges(painter, chart, entity, where, theme)
    _write(painter, chart, made.letters, theme)
    painter.restore()
    return made.letters.crowded


@dataclass(frozen=True)
class Composed:
    """Where everything stands on a sheet whose signs and letters are drawn at a `share` of their usual size."""

    share: float
    shot: Shot
    ways: dict[int, Way]
    strung: beading.Strung | None
    letters: Lettering


def _composed(scene: Scene, box: QRectF, share: float, theme: Theme, view: View | None) -> Composed:
    page = QRectF(0, 0, box.width() / share, box.height() / share)
    size = round(page.width()), round(page.height())
    shown = view or fitting(scene.chart.reach(), *size, largest=LARGEST, margins=MARGINS)
    # nothing is painted into the pixels of this shot: it only tells where everything lies
    nowhere = np.broadcast_to(np.zeros((), np.uint32), (size[1], size[0]))
    shot = aim(scene, shown, size, theme, Highlights(), 1.0, nowhere, Easel())
    ways, strung = _ways(shot), beading.strung(shot)
    return Composed(share, shot, ways, strung, _lettering(shot, ways, page, with_pills=strung is None))


def _badges(painter: QPainter, chart: ChartData, entity: int, box: QRectF, theme: Theme) -> None:
    """How somebody is involved, at the lower right corner, and above what was entered by hand."""
    side, reach = max(8.0, 0.5 * box.width()), 0.43 * box.width()
    signs = []
    if len(chart.badge) and chart.badge[entity]:
        signs.append((chart.badges[int(chart.badge[entity]) - 1], reach, reach))
    if len(chart.by_hand) and chart.by_hand[entity]:
        signs.append((BY_HAND, 0.0, -1.15 * reach))
    for sign, across, down in signs:
        middle = box.center() + QPointF(across, down)
        draw_badge(painter, sign, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), theme)


def draw_icon(
    painter: QPainter, look: Look, box: QRectF, theme: Theme, *, faded: bool = False, common: bool = False
) -> None:
    """The icon of a look as an outline and a letter of the icon font."""
    body = on_chart(theme, look.colour, faded)
    sign = 0xFFFFFFFF
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(body))
    if common:
        sign = body
        pen = QPen(QColor.fromRgba(body), max(0.8, box.width() / 20))
        pen.setDashPattern([2.6, 1.8])
        painter.setPen(pen)
        painter.setBrush(QColor.fromRgba(mixed(body, number(theme.chart), 0.8)))
    painter.drawPath(outline(look.shape, box))
    if box.width() >= 9:
        # drawn at a size that fonts are made for, then made smaller: fonts know whole pixels only
        character, face = glyph(look.glyph, 60, weight="" if box.width() >= 44 else "bold")
        painter.save()
        painter.translate(box.center())
        painter.scale(box.width() / 100, box.width() / 100)
        painter.setFont(face)
        painter.setPen(QColor.fromRgba(sign))
        painter.drawText(QRectF(-50, -50, 100, 100), Qt.AlignmentFlag.AlignCenter, character)
        painter.restore()


def _reach(outline: str, half: float, dx: float, dy: float) -> float:
    """How far an icon reaches from its middle in a direction."""
    if outline in ("rounded", "square"):
        return half / max(abs(dx), abs(dy), 1e-6) * (0.94 if outline == "rounded" else 1.0)
    if outline == "diamond":
        return 1.14 * half / max(abs(dx) + abs(dy), 1e-6)
    return half


def _ways(shot: Shot) -> dict[int, Way]:
    """Where each link of the scene in view runs; links of an entity with itself have their middle beside it."""
    scene, chart, made = shot.scene, shot.scene.chart, {}
    ends = scene.segments[shot.links] * shot.scale + np.tile(shot.origin, 2)
    bows = shot.bows(shot.links)
    for k, (x0, y0, x1, y1), bow in zip(shot.links.tolist(), ends.tolist(), bows.tolist(), strict=True):
        first, last = scene.ends[k].tolist()
        half = float(shot.half[first]), float(shot.half[last])
        if first == last:
            lx, ly = scene.loop[k].tolist()
            far = 2.9 * half[0]
            bend = QPointF(x0 + lx * far * 1.25, y0 + ly * far * 1.25)
            side = QPointF(-ly, lx) * half[0] * 0.6
            edge = QPointF(lx, ly) * half[0] * 0.9
            made[k] = Way(QPointF(x0, y0) + edge + side, bend, QPointF(x0, y0) + edge - side)
            continue
        length = max(math.hypot(x1 - x0, y1 - y0), 1e-6)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        bx, by = (x0 + x1) / 2 - uy * 2 * bow, (y0 + y1) / 2 + ux * 2 * bow
        starts, arrives = _towards(x0, y0, bx, by), _towards(x1, y1, bx, by)
        shapes = [chart.looks[chart.look[e]].shape for e in (first, last)]
        one = _reach(shapes[0], half[0], *starts) + 2.5
        two = _reach(shapes[1], half[1], *arrives) + 2.5
        if one + two >= length:
            continue  # the icons touch
        made[k] = Way(
            QPointF(x0 + starts[0] * one, y0 + starts[1] * one), QPointF(bx, by),
            QPointF(x1 + arrives[0] * two, y1 + arrives[1] * two),
        )  # fmt: skip
    return made


def _towards(x: float, y: float, to_x: float, to_y: float) -> tuple[float, float]:
    length = max(math.hypot(to_x - x, to_y - y), 1e-6)
    return (to_x - x) / length, (to_y - y) / length


def _draw_link(painter: QPainter, shot: Shot, k: int, way: Way) -> None:
    scene = shot.scene
    faded = bool(scene.faded[k])
    colour = QColor.fromRgba(on_chart(shot.theme, int(scene.colours[scene.tint[k]]) | 0xFF000000, faded))
    width = float(scene.width[k]) * min(max(math.sqrt(shot.view.scale), 0.5), 1.0)
    end, head = way.end, None
    if scene.directed[k]:
        dx, dy = _towards(way.bend.x(), way.bend.y(), way.end.x(), way.end.y())
        long, broad = HEAD + width, 0.42 * (HEAD + width)
        end = QPointF(way.end.x() - dx * long * 0.9, way.end.y() - dy * long * 0.9)
        foot = QPointF(way.end.x() - dx * long, way.end.y() - dy * long)
        head = QPolygonF([way.end, foot + QPointF(-dy, dx) * broad, foot - QPointF(-dy, dx) * broad])
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if int(scene.standing[k]) in DASHES:
        pen.setDashPattern(DASHES[int(scene.standing[k])])
    path = QPainterPath(way.start)
    path.quadTo(way.bend, end)
    painter.strokePath(path, pen)
    if head is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(head)


def _draw_beads(painter: QPainter, shot: Shot, strung: beading.Strung) -> None:
    beads = shot.scene.chart.beads
    if beads is None:
        return
    painter.setPen(QPen(QColor(shot.theme.chart), 0.8))
    for which, x, y, ux, uy in zip(
        *(v.tolist() for v in (strung.which, strung.x, strung.y, strung.ux, strung.uy)), strict=True
    ):
        painter.setBrush(QColor.fromRgba(on_chart(shot.theme, int(beads.colour[which]))))
        middle, far = QPointF(x, y), strung.radius
        if ux or uy:
            along, aside = QPointF(ux, uy) * far, QPointF(-uy, ux) * far
            painter.drawPolygon(QPolygonF([middle + along, middle - along + aside, middle - along - aside]))
        else:
            painter.drawEllipse(middle, far, far)
    painter.setPen(QColor(shot.theme.ink))
    painter.setFont(font(PILL))
    for more, x, y in zip(strung.more.tolist(), strung.more_x.tolist(), strung.more_y.tolist(), strict=True):
        painter.drawText(QRectF(x - 40, y - 10, 80, 20), Qt.AlignmentFlag.AlignCenter, f"+{more:,}")


def _lettering(shot: Shot, ways: dict[int, Way], page: QRectF, *, with_pills: bool) -> Lettering:
    scene, chart = shot.scene, shot.scene.chart
    x, y = shot.at(np.arange(len(chart), dtype=np.int32))
    middles = np.stack([x, y], axis=1).astype(np.float64)
    numbers = list(ways)
    lines: npt.NDArray[np.float64] = np.array(
        [(w.start.x(), w.start.y(), w.end.x(), w.end.y()) for w in ways.values()], np.float64
    ).reshape(-1, 4)
    for row, k in enumerate(numbers):  # a bent link is known by the straight stretch along its middle
        way = ways[k]
        lift = (way.bend - (way.start + way.end) / 2) / 2
        lines[row] += [lift.x(), lift.y(), lift.x(), lift.y()]
    texts: list[tuple[int, str]] = []
    if with_pills and chart.pills:
        texts = [(row, chart.label[int(scene.link[k])]) for row, k in enumerate(numbers)]
        texts = [(row, text) for row, text in texts if text]
    order = shot.entities.tolist()[:MOST_CAPTIONS]
    made = lettered.place(
        page, middles, shot.half, order, chart.captions, chart.sub_captions, lines, texts, MUST, _boxes(shot)
    )  # fmt: skip
    return replace(made, crowded=made.crowded + max(len(shot.entities) - len(order), 0))


def _boxes(shot: Shot) -> npt.NDArray[np.float64]:
    """Where headings are written."""
    boxes = [words.box.getCoords() for words in shot.headings.words]
    return np.array(boxes, np.float64).reshape(-1, 4)


def _write(painter: QPainter, chart: ChartData, letters: Lettering, theme: Theme) -> None:
    for _, box, text in letters.pills:
        painter.setPen(QPen(QColor(theme.line), 0.9))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), box.height() / 2 - 1, box.height() / 2 - 1)
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(PILL))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    for entity, box, lines, second in letters.captions:
        ink = theme.muted if chart.faded[entity] else theme.ink
        top = box.top() + 1
        for text, pixels, colour in [
            *((line, CAPTION, ink) for line in lines),
            *([(second, SMALL, theme.muted)] if second else []),
        ]:
            metrics = QFontMetricsF(font(pixels))
            at = QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2, top + metrics.ascent())
            halo = QPainterPath()
            halo.addText(at, font(pixels), text)
            pen = QPen(QColor(theme.halo), 3.2)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(halo, pen)
            painter.setPen(QColor(colour))
            painter.setBrush(QBrush())
            painter.setFont(font(pixels))
            painter.drawText(at, text)
            top += metrics.height() * 0.96
