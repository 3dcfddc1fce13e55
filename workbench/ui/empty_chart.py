"""What stands in the middle of a chart that shows nothing: why, and the ways to go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.app.actions.charts import CONNECTED
from workbench.ui import words
from workbench.ui.parts.labels import button, label

WIDE = 460  # screen pixels
MOST_LINKS = 100_000  # behind which a table of all records would take longer to begin than anybody waits


class EmptyChart(QWidget):
    """`asked` is the id of an action with its answers; `everything` asks for all records in the table."""

    asked = Signal(str, dict)
    everything = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        self.said = label("", "muted", wraps=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        place.addWidget(self.said)
        self.ways = QWidget()
        inside = QVBoxLayout(self.ways)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        most = self.tr("Put the {count} most connected on the chart").format(count=words.number(CONNECTED))
        self.connected = button(
            most, lambda: self.asked.emit("show_connected", {"most": CONNECTED}), "primary"
        )
        self.joins = button(self.tr("Show what joins the sources"), lambda: self.asked.emit("joins", {}))
        self.search = button(
            self.tr("Search for a number or a name (Ctrl+K)"), lambda: self.asked.emit("find", {})
        )
        self.table = button(self.tr("See all records in the table"), self.everything.emit)
        for way in (self.connected, self.joins, self.search, self.table):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(way)
            line.addStretch(1)
            inside.addLayout(line)
        place.addWidget(self.ways)

    def text(self) -> str:
        """All it says."""
        offered = [self.connected, self.joins, self.search, self.table]
        there = [way.text() for way in offered if not way.isHidden()] if not self.ways.isHidden() else []
        return " ".join([self.said.text(), *there])

    def say(self, sentence: str) -> None:
        """Says why the chart is empty, where nothing else is to be done here."""
        self.said.setText(sentence)
        self.ways.hide()

    def offer(self, *, sources: int, links: int) -> None:
        """Offers the ways to begin a chart, in a case of so many sources and links."""
        self.said.setText(self.tr("Nothing is on this chart yet. Where do you want to begin?"))
        self.connected.setVisible(links > 0)
        self.joins.setVisible(sources > 1)
        self.table.setVisible(0 < links <= MOST_LINKS)
        self.ways.show()
