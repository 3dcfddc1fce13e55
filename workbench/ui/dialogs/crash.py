"""What is shown when the program itself made a mistake: that nothing was lost, and a report to copy."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import workbench
from workbench.ui.parts.labels import button, label


def report(error: BaseException, *, quoting: bool = False) -> str:
    """What the developers need to know: where in the program it happened, and what sort of error it was. Its own words
    may hold a value of the case, so they are there where somebody asks for them and sees them before they leave."""
    where = [
        f"Clew {workbench.__version__}",
        f"Python {platform.python_version()}",
        f"Qt {qVersion()}",
        platform.platform(),
    ]
    return (
        ", ".join(where)
        + "\n\n"
        + "".join(traceback.format_exception(error) if quoting else _without_words(error))
    )


def _without_words(error: BaseException) -> list[str]:
    """Where each error of a chain happened, the first one first; lines of the program stand there, and nothing else."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    said = []
    for one in chain:
        said += ["Traceback (most recent call last):\n", *traceback.format_tb(one.__traceback__)]
        said += [f"{type(one).__module__}.{type(one).__qualname__}\n".removeprefix("builtins.")]
    return said


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
                    "look after Clew. It says where in the program it happened, and nothing of the case."
                ),
                wraps=True,
            )
        )
        self.text = QPlainTextEdit(report(error))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Report"))
        place.addWidget(self.text, 1)
        self.words = QCheckBox(
            self.tr("With the words of the error: read them first, they may quote the case")
        )
        self.words.toggled.connect(lambda on: self.text.setPlainText(report(error, quoting=on)))
        place.addWidget(self.words)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Copy the report"), self._copy))
        close = button(self.tr("Go on"), self.accept, "primary")
        close.setDefault(True)
        line.addWidget(close)
        place.addLayout(line)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
