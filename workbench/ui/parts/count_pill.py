"""How many entities of the case a chart shows, and how many it hides; floats at the chart's beginning."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from workbench.app import charting
from workbench.ui import appearance, words
from workbench.ui.parts.labels import button
from workbench.ui.parts.pills import Pill


class CountPill(Pill):
    """What is hidden can be shown again with `show`."""

    def __init__(self, parent: QWidget, show_hidden: Callable[[], object]) -> None:
        super().__init__(parent)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.show_hidden = button(self.tr("show"), show_hidden, "link")
        self.line.addWidget(self.said)
        self.line.addWidget(self.show_hidden)

    def show_drawn(self, drawn: charting.Drawn) -> None:
        """Counts a drawing; nothing where the case holds nobody."""
        muted = appearance.theme().muted
        shown = self.tr("<b>{shown} of {all}</b> entities shown").format(
            shown=words.number(drawn.shown), all=words.number(drawn.total)
        )
        if drawn.hidden:
            hidden = self.tr("%Ln hidden", "", drawn.hidden)
            shown += f' <span style="color:{muted}">· {hidden} ·</span>'
        self.said.setText(shown)
        self.show_hidden.setVisible(bool(drawn.hidden))
        self.setVisible(bool(drawn.total))
