"""What filters hide of the chart, and how much of it lies in the chosen stretch of time; floats below the counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workbench.app import charting
from workbench.ui import filter_words, words
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.pills import Pill


class FilterPill(Pill):
    """There only while something is filtered or a stretch of time is chosen: nothing is hidden silently."""

    def __init__(self, parent: QWidget, open_panel: Callable[[], object]) -> None:
        super().__init__(parent)
        self.said = label()
        self.open = button(self.tr("show"), open_panel, "link")
        self.open.setAccessibleName(self.tr("Show the filters"))
        self.line.addWidget(self.said)
        self.line.addWidget(self.open)
        self.hide()

    def show_drawn(self, drawn: charting.Drawn) -> None:
        """Says what is left out of a drawing."""
        said = []
        if drawn.filtered is not None:
            hidden = filter_words.hides(drawn.filtered.hidden, drawn.filtered.all)
            said.append(self.tr("Filter {hides}").format(hides=hidden))
        if drawn.brushed is not None:
            records = filter_words.records(drawn.brushed.shown.records)
            said.append(self.tr("{records} in the chosen time").format(records=records))
        self.said.setText(words.DOT.join(said))
        self.setVisible(bool(said))
