"""What is seen when no case is open: what Clew is for, and the ways in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.ui import appearance, icons
from workbench.ui.parts.labels import Elided, button, clear, heading, label

WIDE, SIDE = 560, 32  # the card and its margin, in screen pixels
# a chart without meaning, in shares of the window, so that the room around the card is no empty grey
DOTS = (
    (0.06, 0.20), (0.13, 0.38), (0.05, 0.58), (0.16, 0.70), (0.10, 0.88), (0.22, 0.14), (0.25, 0.52), (0.27, 0.90),
    (0.76, 0.12), (0.88, 0.10), (0.95, 0.30), (0.81, 0.36), (0.90, 0.54), (0.78, 0.66), (0.94, 0.78), (0.84, 0.90),
)  # fmt: skip
LINES = ((0, 1), (1, 2), (1, 5), (1, 6), (2, 3), (3, 4), (3, 6), (4, 7), (8, 9), (9, 10), (9, 11), (11, 12), (12, 10),
         (12, 13), (13, 15), (12, 14), (14, 15))  # fmt: skip


class Way(QPushButton):
    """A way in: a sign, what it is called, and a sentence on what happens then."""

    def __init__(
        self, sign: str, title: str, sentence: str, act: Callable[[], object], role: str = "way"
    ) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.clicked.connect(lambda: act())
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 9, 14, 9)
        line.setSpacing(12)
        self._sign = sign
        self._picture = QLabel()
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._title = label(title, "value")
        self._sentence = label(sentence, "muted", wraps=True)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        line.addLayout(words, 1)
        for part in (self._picture, self._title, self._sentence):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()

    def restyle(self) -> None:
        """Draws its sign in the colours in force."""
        self._picture.setPixmap(icons.sign(self._sign, "accent").pixmap(20, 20))

    def sizeHint(self) -> QSize:
        inside = WIDE - 2 * SIDE - 60
        high = self._title.sizeHint().height() + self._sentence.heightForWidth(inside) + 22
        return QSize(WIDE - 2 * SIDE, high)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())


class Welcome(QScrollArea):
    """The demonstration, files dropped or chosen, a case opened or made, and the recent ones."""

    asked = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Ways in"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = Ground()
        self.setWidget(ground)
        outer = QVBoxLayout(ground)
        card = QWidget()
        card.setObjectName("WelcomeCard")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setFixedWidth(WIDE)
        place = QVBoxLayout(card)
        place.setContentsMargins(SIDE, 26, SIDE, 24)
        place.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(icons.app_icon().pixmap(40, 40))
        sign.setFixedSize(40, 40)
        head.addWidget(sign)
        head.addWidget(label(self.tr("Clew"), "title"), 1)
        place.addLayout(head)
        self.purpose = label(
            self.tr(
                "Brings calls, payments, listings and parcels together and shows who is linked to whom. "
                "Every line leads back to the row it came from. Nothing ever leaves this computer."
            ),
            "muted", wraps=True,
        )  # fmt: skip
        place.addWidget(self.purpose)
        place.addSpacing(6)
        self.demo = Way(
            "ph.play-circle", self.tr("Open the demonstration"),
            self.tr("Eight invented files are imported before your eyes, in some ten seconds."),
            lambda: self.asked.emit("demonstration", {}), "first way",
        )  # fmt: skip
        self.files = Way(
            "ph.file-arrow-down", self.tr("Drop files here, or choose them"),
            self.tr("A new case is made for them; Clew looks what they are and asks what they leave open."),
            lambda: self.asked.emit("import_files", {}), "drop way",
        )  # fmt: skip
        self.open = Way(
            "ph.folder-open", self.tr("Open a case…"),
            self.tr("One file that ends in .case; it can be dropped here too."),
            lambda: self.asked.emit("open_case", {}),
        )  # fmt: skip
        self.new = Way(
            "ph.plus-circle", self.tr("Make an empty case…"),
            self.tr("Say what for and on whose authority; files come later."),
            lambda: self.asked.emit("new_case", {}),
        )  # fmt: skip
        self.ways = (self.demo, self.files, self.open, self.new)
        for way in self.ways:
            place.addWidget(way)
        self.recent = QVBoxLayout()
        self.recent.setSpacing(0)
        place.addLayout(self.recent)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        outer.addStretch(3)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)  # what does not fit is scrolled to

    def restyle(self) -> None:
        """Shows itself in another theme, or with texts of another size."""
        for way in self.ways:
            way.restyle()
        self._give_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_height()

    def _give_height(self) -> None:
        """Gives wrapped texts the height they need at the card's width; the layout that centres it does not ask."""
        self.purpose.setFixedHeight(self.purpose.heightForWidth(WIDE - 2 * SIDE))
        for way in self.ways:
            way.setFixedHeight(way.sizeHint().height())

    def show_recent(self, paths: list[Path]) -> None:
        """Lists the cases opened lately."""
        clear(self.recent)
        if not paths:
            return
        title = heading(self.tr("Recent cases"))
        title.setContentsMargins(0, 14, 0, 4)
        self.recent.addWidget(title)
        for path in paths:
            entry = button(
                path.stem, lambda path=path: self.asked.emit("open_case", {"path": str(path)}), "row"
            )
            entry.setToolTip(str(path))
            line = QHBoxLayout()
            line.addWidget(entry)
            folder = Elided(str(path.parent), "muted")
            line.addWidget(folder, 1)
            self.recent.addLayout(line)


class Ground(QWidget):
    """What lies behind the card: a pale chart of nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Welcome")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.chart))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = [QPointF(x * self.width(), y * self.height()) for x, y in DOTS]
        painter.setPen(QPen(QColor(theme.line), 1.4))
        for one, other in LINES:
            painter.drawLine(at[one], at[other])
        painter.setBrush(QColor(theme.chart))
        painter.setPen(QPen(QColor(theme.line), 2))
        for number, dot in enumerate(at):
            radius = 7 + number * 5 % 6
            painter.drawEllipse(dot, radius, radius)
