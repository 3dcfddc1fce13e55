"""Asks why somebody looks at a case, or hands something out of it; its log keeps the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.ui.parts.labels import button, label


class ReasonDialog(QDialog):
    """What was said before in this sitting stands there already, so that Enter says it again."""

    def __init__(self, what: str, before: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reason"))
        self.setMinimumWidth(460)
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(what, "title", wraps=True))
        place.addWidget(
            label(
                self.tr("This case asks why. What you say stands in its log, with your name."),
                "muted",
                wraps=True,
            )
        )
        self.edit = QLineEdit(before)
        self.edit.setAccessibleName(self.tr("Reason"))
        self.edit.setPlaceholderText(self.tr("Such as: order 14/2026, preparing the hearing"))
        self.edit.selectAll()
        self.edit.textChanged.connect(lambda _: self._enable())
        place.addWidget(self.edit)
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go_on = button(self.tr("Go on"), self.accept, "primary")
        self.go_on.setDefault(True)
        line.addWidget(self.go_on)
        place.addLayout(line)
        self._enable()
        self.edit.setFocus()

    @property
    def reason(self) -> str:
        return self.edit.text().strip()

    def _enable(self) -> None:
        self.go_on.setEnabled(bool(self.reason))
