"""What became of the rows of a file as one strip: read = kept + duplicate + rejected + withheld."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.case.readings import Counts
from workbench.ui import appearance, words
from workbench.ui.parts.labels import Flow, label

ROLES = {"kept": "accent", "duplicate": "muted", "rejected": "warning", "withheld": "shade"}


def _colour(role: str) -> QColor:
    theme = appearance.theme()
    if role == "shade":
        colour = QColor(theme.muted)
        colour.setAlpha(110)
        return colour
    return QColor(getattr(theme, role))


class Bar(QWidget):
    """The parts side by side, each as long as its share, none so short that it cannot be seen."""

    LEAST = 4

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, int]] = []
        self.setFixedHeight(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(whole)
        painter.fillRect(self.rect(), QColor(appearance.theme().sunken))
        there = [(role, count) for role, count in self.parts if count]
        total = sum(count for _, count in there)
        if not total:
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            there.reverse()
        spare = self.width() - self.LEAST * len(there)
        x = 0.0
        for role, count in there:
            wide = self.LEAST + spare * count / total
            painter.fillRect(QRectF(x, 0, wide - 1, self.height()), _colour(role))
            x += wide


class Square(QWidget):
    """A small square in the colour of a part."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(self.role))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class Strip(QWidget):
    """The bar, and below it every part with its number."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        self.bar = Bar()
        self.bar.parts = [(role, getattr(counts, name)) for name, role in ROLES.items()]
        place.addWidget(self.bar)
        names = {
            "kept": self.tr("{count} kept"), "duplicate": self.tr("{count} duplicate"),
            "rejected": self.tr("{count} rejected"), "withheld": self.tr("{count} withheld"),
        }  # fmt: skip
        row = QWidget()
        flow = Flow(row, gap=14)
        flow.addWidget(
            label(self.tr("{count} rows read =").format(count=words.number(counts.read)), "strong")
        )
        said = [self.tr("{count} rows read").format(count=words.number(counts.read))]
        for name, role in ROLES.items():
            entry = QWidget()
            line = QHBoxLayout(entry)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(Square(role))
            text = names[name].format(count=words.number(getattr(counts, name)))
            line.addWidget(label(text, "" if getattr(counts, name) else "muted"))
            said.append(text)
            flow.addWidget(entry)
        self.bar.setAccessibleName(words.listed(said))
        place.addWidget(row)
