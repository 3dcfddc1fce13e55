"""What is seen when no case is open: the ways to one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.ui import icons
from workbench.ui.parts.labels import Elided, button, clear, heading, label

WIDE, SIDE = 500, 36  # the card and its margin, in screen pixels


class Welcome(QWidget):
    """Open the demonstration, make a case, open one, or go on with a recent one."""

    asked = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        card = QWidget()
        card.setObjectName("WelcomeCard")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setFixedWidth(WIDE)
        place = QVBoxLayout(card)
        place.setContentsMargins(SIDE, 32, SIDE, 30)
        place.setSpacing(8)
        sign = QLabel()
        sign.setPixmap(icons.app_icon().pixmap(44, 44))
        sign.setFixedSize(44, 44)
        place.addWidget(sign)
        place.addSpacing(8)
        place.addWidget(label(self.tr("Clew"), "title"))
        place.addWidget(
            label(
                self.tr(
                    "Every line on a chart leads back to the row it came from. "
                    "Nothing here ever leaves this computer."
                ),
                "muted", wraps=True,
            )
        )  # fmt: skip
        place.addSpacing(10)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.demo = button(
            self.tr("Open the demonstration"), lambda: self.asked.emit("demonstration", {}), "primary"
        )
        self.new = button(self.tr("New case…"), lambda: self.asked.emit("new_case", {}))
        self.open = button(self.tr("Open case…"), lambda: self.asked.emit("open_case", {}))
        for widget in (self.demo, self.new, self.open):
            line.addWidget(widget)
        line.addStretch(1)
        place.addLayout(line)
        place.addSpacing(6)
        self.hint = label(
            self.tr(
                "The demonstration imports eight invented files before your eyes, in some ten seconds: "
                "calls, payments, market listings, parcels. A case can also be dropped here."
            ),
            "muted", wraps=True,
        )  # fmt: skip
        place.addWidget(self.hint)
        self.recent = QVBoxLayout()
        self.recent.setSpacing(0)
        place.addLayout(self.recent)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        outer.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        """Gives wrapped texts the height they need at the card's width; the layout that centres it does not ask."""
        super().showEvent(event)
        for text in self.findChildren(QLabel):
            if text.wordWrap():
                text.setFixedHeight(text.heightForWidth(WIDE - 2 * SIDE))

    def show_recent(self, paths: list[Path]) -> None:
        """Lists the cases opened lately."""
        clear(self.recent)
        if not paths:
            return
        title = heading(self.tr("Recent cases"))
        title.setContentsMargins(0, 18, 0, 4)
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
