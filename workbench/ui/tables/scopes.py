"""Which part of the case a table lists: all of it, what is on the chart, or what is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.app.tables.scoping import ALL, CHART, SELECTION
from workbench.ui import words


class ScopeSwitch(QWidget):
    """Three buttons, one of which is down; `chosen` tells which."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self.setAccessibleName(self.tr("Which part of the case"))
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for scope, text in (
            (ALL, self.tr("All")), (CHART, self.tr("On this chart")), (SELECTION, self.tr("Selected")),
        ):  # fmt: skip
            made = self.buttons[scope] = QPushButton(words.directed(text))
            made.setProperty("role", "pill")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.clicked.connect(lambda checked=False, scope=scope: self.chosen.emit(scope))
            self.group.addButton(made)
            line.addWidget(made)
        self.buttons[ALL].setToolTip(self.tr("Everything the case holds"))
        self.buttons[CHART].setToolTip(
            self.tr("What this chart shows, as its filters and the chosen time leave it")
        )
        self.buttons[SELECTION].setToolTip(self.tr("What is selected on the chart"))
        self.buttons[ALL].setChecked(True)

    def show_scope(self, scope: str, several: bool) -> None:
        """Marks the scope in force; rejected rows are on no chart and have only one."""
        self.buttons[scope].setChecked(True)
        for name in (CHART, SELECTION):
            self.buttons[name].setEnabled(several)
