"""A case that somebody else has open: who, where and since when, and the offer to read it meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.parts.labels import button, label


class InUseDialog(QDialog):
    """Accepted where the case is to be read."""

    def __init__(self, path: Path, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("The case is open elsewhere"))
        self.setMinimumWidth(460)
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(
            label(self.tr("{case} is open elsewhere").format(case=path.name), "title", wraps=True)
        )
        place.addWidget(label(who or self.tr("Nobody wrote down who has it."), "value", wraps=True))
        place.addWidget(
            label(
                self.tr(
                    "Only one window at a time may write to a case. Here it can be read; what is done there shows when "
                    "it is opened again."
                ),
                "muted",
                wraps=True,
            )
        )
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        read = button(self.tr("Open for reading"), self.accept, "primary")
        read.setDefault(True)
        line.addWidget(read)
        place.addLayout(line)
