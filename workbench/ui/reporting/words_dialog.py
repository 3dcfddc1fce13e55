"""Words of the analyst as a part of a report: heading, text, and whether it is an assessment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from workbench.ui import appearance
from workbench.ui.parts.labels import button, label


class WordsDialog(QDialog):
    """Changes what a part of words says; `said` is told title, text and standing."""

    def __init__(
        self,
        what: Mapping[str, Any],
        said: Callable[[dict[str, Any]], object],
        parent: QWidget,
        *,
        only_title: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._what, self._said = dict(what), said
        self.setWindowTitle(self.tr("Words of the report"))
        self.resize(appearance.scaled(560), appearance.scaled(160 if only_title else 400))
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(10)
        self.heading = QLineEdit(str(what.get("title") or ""))
        self.heading.setPlaceholderText(self.tr("Heading"))
        self.heading.setAccessibleName(self.tr("Heading"))
        place.addWidget(self.heading)
        self.text = QPlainTextEdit(str(what.get("text") or ""))
        self.text.setPlaceholderText(self.tr("Write here. An empty line begins a new paragraph."))
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setTabChangesFocus(True)
        self.assessed = QCheckBox(self.tr("This is what I make of it: it stands among the assessments"))
        self.assessed.setChecked(what.get("standing", "assessed") == "assessed")
        if not only_title:
            place.addWidget(self.text, 1)
            place.addWidget(self.assessed)
        else:
            place.addWidget(label(self.tr("Left empty, it is called as what it shows."), "muted"))
        self._only_title = only_title
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        go = button(self.tr("Set"), self.accept, "primary")
        go.setDefault(only_title)
        if not only_title:
            self.text.textChanged.connect(lambda: go.setEnabled(bool(self.text.toPlainText().strip())))
            go.setEnabled(bool(self.text.toPlainText().strip()))
        line.addWidget(go)
        place.addLayout(line)

    def accept(self) -> None:
        made = self._what | {"title": self.heading.text().strip()}
        if not self._only_title:
            made |= {
                "text": self.text.toPlainText().strip(),
                "standing": "assessed" if self.assessed.isChecked() else "",
            }
        self._said(made)
        super().accept()
