"""What floats on the chart: counts, filters, tools, legends and what an empty chart says, each in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.app import charting
from workbench.drawing.fitting_beside import Box
from workbench.drawing.legend import badges_used
from workbench.ui.canvas import ChartCanvas
from workbench.ui.empty_chart import WIDE, EmptyChart
from workbench.ui.forms import asked
from workbench.ui.parts.count_pill import CountPill
from workbench.ui.parts.filter_pill import FilterPill
from workbench.ui.parts.labels import tool
from workbench.ui.parts.pills import Legend, Meanings, Pill

MARGIN = 12


class Floating(QObject):
    """On one canvas. `asked` is the id of an action with answers, `everything` asks for all records in the table."""

    asked = Signal(str, dict)
    everything = Signal()

    def __init__(self, canvas: ChartCanvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.counts = CountPill(canvas, lambda: self.asked.emit("show_hidden", {}))
        self.filters = FilterPill(canvas, lambda: self.asked.emit("panel_filters", {"show": True}))
        self.tools = self._make_tools()
        self.legend, self.meanings = Legend(canvas), Meanings(canvas)
        self.empty = EmptyChart(canvas)
        self.empty.asked.connect(self.asked)
        self.empty.everything.connect(self.everything)
        canvas.floating = self.boxes
        canvas.installEventFilter(self)

    def _make_tools(self) -> Pill:
        pill = Pill(self.canvas)
        pill.line.setContentsMargins(4 + Pill.SHADOW, 3 + Pill.SHADOW, 4 + Pill.SHADOW, 3 + Pill.SHADOW)
        pill.line.setSpacing(0)
        lines = self.tr("Lines: in one bundle, singly, or as beads")
        for sign, name, act, keys in (
            ("ph.corners-out", self.tr("Fit the whole chart"), self.canvas.fit, "Ctrl+0"),
            ("ph.plus", self.tr("Zoom in"), self.canvas.zoom_in, "+"),
            ("ph.minus", self.tr("Zoom out"), self.canvas.zoom_out, "-"),
            ("ph.tree-structure", self.tr("Lay out again"), lambda: self.asked.emit("lay_out", {}), "Ctrl+L, L"),
            ("ph.dots-three", lines, lambda: self.asked.emit("lines_next", {}), "Ctrl+Alt+L"),
            ("ph.image", self.tr("Save a picture"), lambda: self.asked.emit("picture", {}), "Ctrl+Shift+P"),
        ):  # fmt: skip
            pill.line.addWidget(tool(sign, name, act, keys))
        return pill

    def boxes(self) -> list[Box]:
        """Where the pills are that show something, without their shadows."""
        there = (self.counts, self.filters, self.tools, self.legend, self.meanings)
        edge = Pill.SHADOW
        return [
            (p.x() + edge, p.y() + edge, p.x() + p.width() - edge, p.y() + p.height() - edge)
            for p in there
            if not p.isHidden()
        ]

    def show_drawn(self, drawn: charting.Drawn, *, sources: int, links: int) -> None:
        """Counts what a drawing shows and says what it means, each in its place; where it shows nothing, says why and
        how to go on in a case of so many sources and links."""
        meaning, before = drawn.meaning, self.meanings.sizeHint() if self.meanings.isVisible() else None
        self.meanings.show_meaning(
            asked(meaning.colours), meaning.groups, meaning.sizes, asked(meaning.lines)
        )
        self.legend.show_kinds(list(drawn.kinds), badges_used(drawn.chart))
        self.counts.show_drawn(drawn)
        self.filters.show_drawn(drawn)
        self.tools.setVisible(bool(drawn.shown))
        self.empty.setVisible(not drawn.shown)
        if not drawn.total:
            self.empty.say(
                self.tr("Drop files here: call records, transactions, listings, parcel manifests.")
            )
        elif drawn.filtered is not None and drawn.filtered.hidden.entities:
            self.empty.say(self.tr("The filters hide everything on this chart."))
        elif drawn.hidden:
            self.empty.say(self.tr("Everything on this chart is hidden."))
        else:
            self.empty.offer(sources=sources, links=links)
        self.place()
        if before != (self.meanings.sizeHint() if not self.meanings.isHidden() else None):
            self.canvas.fit_again()

    def restyle(self) -> None:
        for pill in (self.counts, self.filters, self.tools, self.legend, self.meanings):
            pill.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def place(self) -> None:
        """Puts everything where it belongs on a canvas of this size."""
        size = self.canvas.size()
        reach = MARGIN - Pill.SHADOW
        self._put(self.counts)
        self._put(self.filters)
        self.filters.move(self.filters.x(), self.counts.y() + self.counts.height() - 2 * Pill.SHADOW + 6)
        self._put(self.tools, right=True)
        self.legend.fit(size.width() - 2 * reach)
        self._put(self.legend, bottom=True)
        self._put(self.meanings, bottom=True)
        self.meanings.move(self.meanings.x(), self.meanings.y() - self.legend.height() + Pill.SHADOW)
        width = min(WIDE, size.width() - 40)
        height = self.empty.sizeHint().height()
        self.empty.setGeometry((size.width() - width) // 2, (size.height() - height) // 2, width, height)
        self.empty.raise_()

    def _put(self, widget: QWidget, *, right: bool = False, bottom: bool = False) -> None:
        """Into a corner of the canvas: that of the beginning of lines and the top, unless it says otherwise."""
        size = self.canvas.size()
        reach = MARGIN - Pill.SHADOW
        mirrored = self.canvas.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wanted = widget.sizeHint().boundedTo(QSize(max(size.width() - 2 * reach, 40), size.height()))
        widget.resize(wanted)
        x = size.width() - wanted.width() - reach if right != mirrored else reach
        y = size.height() - wanted.height() - reach if bottom else reach
        widget.move(x, y)
        widget.raise_()
