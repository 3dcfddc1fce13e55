"""What floats on the chart: pills with one soft shadow, and the legend of the kinds of link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.drawing import theme as themes
from workbench.drawing.badges import badge
from workbench.drawing.legend import PATTERNS
from workbench.drawing.look import Badge
from workbench.ui import appearance, words
from workbench.ui.parts.labels import Elided, button, clear, heading, label

WIDEST = 210  # pixels a name beside a colour takes; hovering shows the whole
NARROWEST = 190  # of what breaks a sentence below colours
SHADOW = 5  # pixels its shadow reaches beyond a pill
LEGEND = 6  # kinds of link the legend names before it counts the rest


@lru_cache(maxsize=32)
def _ground(size: QSize, ratio: float, panel: str, line: str, shadow: str) -> QPixmap:
    """What a pill of a size stands on. Kept: pills are painted anew with every frame of the chart below them."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(QRect(QPoint(), size)).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    shade = QColor(shadow)
    painter.setPen(Qt.PenStyle.NoPen)
    for reach in range(SHADOW, 0, -1):
        shade.setAlpha(5)
        painter.setBrush(shade)
        painter.drawRoundedRect(
            box.adjusted(-reach, -reach + 2, reach, min(reach + 1, SHADOW)), 9 + reach, 9 + reach
        )
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(panel))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
    painter.end()
    return made


class Pill(QWidget):
    """Something that floats on the chart: panel colour, round corners, one soft shadow."""

    SHADOW = SHADOW

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(11 + self.SHADOW, 6 + self.SHADOW, 11 + self.SHADOW, 6 + self.SHADOW)
        self.line.setSpacing(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme()
        QPainter(self).drawPixmap(
            0, 0, _ground(self.size(), self.devicePixelRatioF(), theme.panel, theme.line, theme.shadow)
        )


class Stroke(QWidget):
    """A short stroke in a link's colour: dashed where it is derived, dotted where it is assessed."""

    def __init__(self, colour: int, standing: int) -> None:
        super().__init__()
        self.colour, self.standing = colour, standing
        self.setFixedSize(16, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor.fromRgba(themes.on_chart(appearance.theme(), self.colour)), 2.2)
        if self.standing:
            pen.setDashPattern(PATTERNS[self.standing])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(1, 6), QPointF(15, 6))


class Swatch(QWidget):
    """A small square in a colour of entities."""

    def __init__(self, colour: int) -> None:
        super().__init__()
        self.colour = colour
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgba(themes.on_chart(appearance.theme(), self.colour)))
        painter.drawRoundedRect(QRectF(0, 0, 12, 12), 3, 3)


class Meanings(Pill):
    """What the colours and sizes of entities say, where they say more than the kind; one meaning a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(3)
        self.line.addLayout(self.lines)
        self.setVisible(False)

    def show_meaning(self, title: str, groups: Sequence[tuple[str, int, int]], *others: str) -> None:
        """Shows groups as (name, colour, number of entities), and what else has a meaning; none where nothing has."""
        clear(self.lines)
        if groups:
            self.lines.addWidget(heading(title))
        for name, colour, count in groups:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(7)
            line.addWidget(Swatch(colour))
            named = Elided(name)
            named.setFixedWidth(min(named.fontMetrics().horizontalAdvance(name) + 4, WIDEST))
            line.addWidget(named)
            line.addStretch(1)
            line.addWidget(label(words.number(count), "muted"))
            self.lines.addWidget(row)
        width = max(self.lines.sizeHint().width(), appearance.scaled(NARROWEST)) if groups else 0
        for said in filter(None, others):
            self.lines.addWidget(_broken(label(said, "muted"), width))
        for at in range(self.lines.count()):
            self.lines.itemAt(at).widget().show()  # what was never shown counts for no room
        self.setVisible(bool(groups or any(others)))


def _broken(said: QLabel, width: int) -> QLabel:
    """A sentence in as many lines as it takes in a width; in one where there is none."""
    if width:
        said.setWordWrap(True)
        said.setFixedSize(width, said.heightForWidth(width))
    return said


class Legend(Pill):
    """The kinds of link on the chart, most links first; what finds no room is counted, and a click opens the whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line.setSpacing(14)
        self._kinds: list[tuple[str, int, int]] = []
        self._badges: Sequence[Badge] = ()
        self._entries: list[QWidget] = []
        self.rest = button("", self.open_whole, "link")
        self.whole: WholeLegend | None = None

    def show_kinds(self, kinds: list[tuple[str, int, int]], badges: Sequence[Badge] = ()) -> None:
        """Shows kinds as (name, colour, firmest standing: 0 stated, 1 derived, 2 assessed); what the badges on icons
        mean stands with the whole."""
        self._kinds, self._badges = kinds, badges
        clear(self.line)
        self._entries = [entry(*kind) for kind in kinds[:LEGEND]]
        self.rest = button("", self.open_whole, "link")
        for widget in (*self._entries, self.rest):
            self.line.addWidget(widget)
        self.setVisible(bool(kinds or badges))

    def fit(self, width: int) -> None:
        """Shows as many kinds as there is room for in a width, and counts the others."""
        for shown in range(len(self._entries), -1, -1):
            for number, widget in enumerate(self._entries):
                widget.setVisible(number < shown)
            left = len(self._kinds) - shown
            if left:
                more = self.tr("and %Ln more", "", left) if shown else self.tr("%Ln kinds of link", "", left)
            else:
                more = self.tr("and what the marks mean")
            self.rest.setText(more)
            self.rest.setVisible(bool(left or self._badges))
            if self.sizeHint().width() <= width:
                return

    def open_whole(self) -> None:
        """Shows every kind of link on a card above the legend; gone with the next click elsewhere."""
        self.whole = WholeLegend(self._kinds, self._badges, self)
        self.whole.adjustSize()
        at = self.rest if self.rest.isVisible() else self
        size = self.whole.sizeHint()
        corner = at.mapToGlobal(QPoint(at.width() - size.width() + Pill.SHADOW, -size.height() - 10))
        screen = self.screen().availableGeometry()
        self.whole.move(max(corner.x(), screen.left() + 8), max(corner.y(), screen.top() + 8))
        self.whole.show()


class WholeLegend(QFrame):
    """All kinds of link on the chart, one a line, and the badges of entities."""

    def __init__(self, kinds: list[tuple[str, int, int]], badges: Sequence[Badge], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("SourceCard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Kinds of link on the chart"))
        place = QVBoxLayout(self)
        place.setContentsMargins(16, 12, 18, 12)
        place.setSpacing(5)
        place.addWidget(heading(self.tr("Kinds of link on the chart")))
        for kind in kinds:
            place.addWidget(entry(*kind))
        if any(soft for _, _, soft in kinds):
            place.addSpacing(3)
            place.addWidget(
                label(self.tr("dashed: derived by rule; dotted: assessed by an analyst"), "muted")
            )
        if badges:
            place.addSpacing(6)
            place.addWidget(heading(self.tr("Marks on icons")))
        for one in badges:
            place.addWidget(marked(one))


def marked(one: Badge) -> QWidget:
    """A badge with what it means."""
    made, sign = QWidget(), QLabel()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    ratio = sign.devicePixelRatioF()
    picture = QPixmap.fromImage(badge(one, round(15 * ratio), appearance.theme()))
    picture.setDevicePixelRatio(ratio)
    sign.setPixmap(picture)
    line.addWidget(sign)
    line.addWidget(label(one.name))
    line.addStretch(1)
    return made


def entry(name: str, colour: int, standing: int) -> QWidget:
    """A kind of link with its stroke."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    line.addWidget(Stroke(colour, standing))
    line.addWidget(label(name, "muted" if standing else ""))
    line.addStretch(1)
    if standing:
        made.setToolTip(
            QCoreApplication.translate("Legend", "dashed: derived by rule")
            if standing == 1
            else QCoreApplication.translate("Legend", "dotted: assessed by an analyst")
        )
    return made
