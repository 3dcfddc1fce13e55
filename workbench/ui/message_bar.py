"""The bar under the menu: what went wrong and what to do about it, or what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.parts.labels import tool

STAYS = 9000  # milliseconds a sentence about what was done stays


class MessageBar(QWidget):
    """Shows a problem until it is closed, or a sentence for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("MessageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 5, 8, 5)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        line.addWidget(self.text, 1)
        line.addWidget(tool("ph.x", self.tr("Close this message"), self.hide))
        self._leave = QTimer(self, singleShot=True, interval=STAYS)
        self._leave.timeout.connect(self.hide)
        self.hide()

    def problem(self, problem: Problem) -> None:
        """Says what is wrong and what to do."""
        self._show(words.problem(problem.what, problem.hint), "problem")
        self._leave.stop()

    def refuse(self, problem: Problem) -> None:
        """Says for a while why something cannot be done now; nothing went wrong."""
        self.problem(problem)
        self._leave.start()

    def tell(self, sentence: str) -> None:
        """Says what was done."""
        self._show(sentence, "told")
        self._leave.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the text needs at this width, and no higher."""
        self.setFixedHeight(max(self.text.heightForWidth(self.text.width()), 22) + 12)

    def _show(self, text: str, tone: str) -> None:
        self.text.setText(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self._fit()
        self.text.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))
