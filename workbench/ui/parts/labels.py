"""Labels and buttons: headings, elided values, values to copy, links, pills, and a layout that wraps them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QToolButton,
    QWidget,
)

from workbench.ui import icons, words


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """A label in one of the roles of the style sheet: muted, strong, title, value, heading, warning."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # else what is said in Latin letters would stand at the far side
        made.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
    return made


def heading(text: str) -> QLabel:
    """An 11 px heading in capitals."""
    return label(text.upper(), "heading")


class Elided(QLabel):
    """A text on one line, shortened in the middle where it does not fit; the tooltip holds it whole."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        shown = words.directed(shown)
        align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            self.rect(), align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown
        )


class CopyButton(QToolButton):
    """Copies a value whole; a tick says it did."""

    def __init__(self, text: str = "", what: str = "") -> None:
        super().__init__()
        self.value = text
        self.setIcon(icons.sign("ph.copy"))
        self.setIconSize(QSize(14, 14))
        self.setFixedSize(20, 20)
        self.setStyleSheet("padding: 1px;")
        name = what or self.tr("Copy")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._back = QTimer(self, singleShot=True, interval=1200)
        self._back.timeout.connect(lambda: self.setIcon(icons.sign("ph.copy")))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.value)
        self.setIcon(icons.sign("ph.check", "good"))
        self._back.start()


def button(text: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """A button in a role: primary, pill, link or row."""
    made = QPushButton(words.directed(text))
    if role:
        made.setProperty("role", role)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    return made


def tool(sign: str, name: str, act: Callable[[], object], keys: str = "") -> QToolButton:
    """A button with a sign; its name, with the keys that do the same, is its tooltip."""
    made = QToolButton()
    made.setIcon(icons.sign(sign))
    made.setToolTip(f"{name} ({keys})" if keys else name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: act())
    return made


class Flow(QLayout):
    """Lays widgets in lines, like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # by width, for a layout is asked many times before it is placed
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.left(), rect.top(), 0
        right_to_left = (
            self.parentWidget() is not None and self.parentWidget().layoutDirection() == Qt.RightToLeft
        )
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.left() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.left(), y + line + self._gap, 0
            if move:
                place = QRect(QPoint(x, y), hint)
                if right_to_left:
                    place = QStyle.visualRect(Qt.LayoutDirection.RightToLeft, rect, place)
                item.setGeometry(place)
            x += hint.width() + self._gap
            line = max(line, hint.height())
        return y + line - rect.top()


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
