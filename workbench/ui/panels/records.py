"""Records: the table of what happened behind the selection, each row with the file and row it comes from."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.app.session import Selection
from workbench.case import marking, records
from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.model.changes import Changes
from workbench.model.graph import Graph
from workbench.ui import appearance, words
from workbench.ui.panels.panel import Panel, column
from workbench.ui.panels.record_table import Line, RecordsModel, lines
from workbench.ui.parts.labels import Elided, button, label
from workbench.ui.parts.tables import point_at_row
from workbench.ui.parts.verbatim import Verbatim

ROW, WIDTHS = 25, (166, 98, 122, 122, 130)  # pixels of a row, and of columns at first
FIRST, ALL = 500, 20_000  # rows read at once, and as many as are read without being asked


class RecordsPanel(Panel):
    """The records behind the selected links, or those that name the selected entity, or join the selected ones."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea

    def __init__(self) -> None:
        super().__init__("records", "")
        self.title = self.tr("Records")
        self.model = RecordsModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.title)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._size_table()
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._show_row(now.row()))
        inside = QWidget()
        place = column(inside)
        place.addWidget(self.table, 1)
        self.note = QWidget()
        line = QHBoxLayout(self.note)
        line.setContentsMargins(14, 3, 10, 3)
        self.partly = label("", "muted")
        line.addWidget(self.partly)
        line.addWidget(button(self.tr("read them all"), lambda: self._read(None), "link"))
        line.addStretch(1)
        place.addWidget(self.note)
        self.where = Elided("", "muted")
        self.where.setContentsMargins(0, 0, 0, 0)
        self.row = Verbatim(lines=5)
        self.below = QWidget()
        self.below.setObjectName("Panel")
        under = QVBoxLayout(self.below)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.row)
        place.addWidget(self.below)
        self.hold(inside)
        self._inside = inside
        inside.installEventFilter(self)
        self._wanted: tuple[str, list[int]] = ("", [])
        self._moments: tuple[int, int] | None = None
        self._graph: Graph | None = None
        self._nothing()

    def minimumSizeHint(self) -> QSize:
        """Low enough to leave the height to the chart, whatever the row below the table needs."""
        return QSize(124, 132)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and isinstance(event, QResizeEvent):
            self._leave_room()
        return False

    def _leave_room(self) -> None:
        """Leaves the table its heading and two rows, where the row below it would take them."""
        taken = self.table.horizontalHeader().sizeHint().height() + 2 * appearance.scaled(ROW) + 4
        if not self.note.isHidden():
            taken += self.note.sizeHint().height()
        self.row.keep_to(self._inside.height() - taken)

    def _nothing(self) -> None:
        self._wanted = ("", [])
        self.model.show([])
        self.counted.emit("")
        self.say(self.tr("Select a line or an entity on the chart to see the records behind it."))

    def refresh(self, changes: Changes) -> None:
        """Reads again when there is another graph: other records count, or the selection is known only now."""
        if self.session is not None and self.session.graph is not self._graph:
            self._graph, self._wanted = self.session.graph, ("", [])
            self.pointed(self.session.selection)

    def pointed(self, selection: Selection) -> None:
        """Shows the records behind another selection."""
        session = self.session
        if session is None or session.case is None:
            return self._nothing()
        graph = session.graph
        there = [e for e in sorted(selection.entities) if e in graph.node_of]
        nodes = {graph.node_of[e] for e in there}
        if selection.links:
            wanted = ("links", sorted(selection.links))
        elif len(nodes) == 1:
            wanted = ("about", graph.members(there[0]))
        elif nodes:
            between = graph.links_between(np.array(sorted(nodes), np.int32))
            wanted = ("links", sorted(int(k) for k in graph.link_ids[between]))
        else:
            return self._nothing()
        if wanted != self._wanted or selection.moments != self._moments:
            self._wanted, self._moments = wanted, selection.moments
            self._read(FIRST)

    def _read(self, limit: int | None) -> None:
        session, (how, ids) = self.session, self._wanted
        if session is None or not how:
            return
        graph, moments = session.graph, self._moments

        def read(case: Case, job: object) -> tuple[list[Line], str]:
            found: list[Record] = []
            if how == "links":
                found = records.behind(case, ids, limit, moments)
            else:
                for entity in ids:
                    room = None if limit is None else limit - len(found)
                    if room is None or room > 0:
                        found += records.about(case, entity, room, moments)
            zone = case.about.zone
            return lines(case, graph, found, words.zone_of(zone)), zone

        def show(outcome: tuple[list[Line], str]) -> None:
            if (how, ids) == self._wanted and moments == self._moments:
                self._show(outcome[0], limit)

        session.look(self.tr("Reading the records"), read, show, replaces="records")

    def _show(self, found: list[Line], limit: int | None) -> None:
        if not found:
            self.model.show([])
            self.counted.emit("")
            if self._moments is not None:
                return self.say(self.tr("None of its records lies in the chosen time."))
            return self.say(self.tr("No record stands behind this; it was drawn or assessed by an analyst."))
        partly = limit is not None and len(found) >= limit
        self.counted.emit(
            (self.tr("first {count}") if partly else "{count}").format(count=words.number(len(found))).upper()
        )
        self.partly.setText(
            self.tr("The first {count} in file order are listed.").format(count=words.number(len(found)))
        )
        self.note.setVisible(partly and limit != FIRST)
        self._leave_room()
        before = self.current()
        self.model.show(found)
        self.show_content()
        at = next(
            (n for n, line in enumerate(self.model.lines) if before is not None and line.record == before), 0
        )
        point_at_row(self.table, at)
        if partly and limit == FIRST:
            self._read(ALL)

    def current(self) -> Record | None:
        """The record of the current row."""
        row = self.table.currentIndex().row()
        return self.model.lines[row].record if 0 <= row < len(self.model.lines) else None

    def restyle(self) -> None:
        self.row.restyle()
        self.model.restyle()
        if self.table.verticalHeader().defaultSectionSize() != appearance.scaled(ROW):
            self._size_table()
            self._leave_room()

    def _size_table(self) -> None:
        """Rows and columns as large as the letters in force now need them."""
        self.table.verticalHeader().setDefaultSectionSize(appearance.scaled(ROW))
        for number, width in enumerate(WIDTHS):
            self.table.horizontalHeader().resizeSection(number, appearance.scaled(width))

    def _show_row(self, row: int) -> None:
        """Shows the row as it stands in the file, with the values of the record marked."""
        if self.session is None or self.session.case is None or not 0 <= row < len(self.model.lines):
            return
        record = self.model.lines[row].record

        def read(case: Case, job: object) -> tuple[str, list[tuple[int, int]]]:
            text = records.text_of(case, record)
            marks: set[tuple[int, int]] = set()
            for role in record.entities:
                for kind in case.kinds.records[record.kind].field(role).kinds:
                    value = {role: (kind, record.fields[role])}
                    marks.update(marking.marks(case, record, text, value))
            return text, sorted(marks)

        def show(found: tuple[str, list[tuple[int, int]]]) -> None:
            if self.current() == record:
                self.row.show_row(*found)
                self.row.setToolTip(
                    self.tr("{file}, SHA-256 {hash}").format(file=record.file, hash=record.sha256)
                )

        self.session.look(self.tr("Reading the row"), read, show, replaces="row")
