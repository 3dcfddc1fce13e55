"""What is shown when the program itself made a mistake: that nothing was lost, and a report to copy."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import workbench
from workbench.ui.parts.labels import button, label


def report(error: BaseException) -> str:
    """What the developers need to know; it may hold values of the case, so the analyst sees it before it leaves."""
    where = [
        f"Clew {workbench.__version__}",
        f"Python {platform.python_version()}",
        f"Qt {qVersion()}",
        platform.platform(),
    ]
    return ", ".join(where) + "\n\n" + "".join(traceback.format_exception(error))


class CrashDialog(QDialog):
    """Says that something unexpected happened, and lets the report be copied."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something unexpected happened"))
        self.resize(640, 420)
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 18, 20, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Something unexpected happened"), "title"))
        place.addWidget(
            label(
                self.tr(
                    "The step was not taken; the case holds what it held before. Please send this report to those who "
                    "look after Clew. Read it first: it may quote a value of the case."
                ),
                wraps=True,
            )
        )
        self.text = QPlainTextEdit(report(error))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Report"))
        place.addWidget(self.text, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Copy the report"), self._copy))
        close = button(self.tr("Go on"), self.accept, "primary")
        close.setDefault(True)
        line.addWidget(close)
        place.addLayout(line)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
