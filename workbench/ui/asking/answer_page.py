"""An answer: the sentence, the claims with their grounds, further tables and curves, and all it says of itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableView, QTabWidget, QVBoxLayout, QWidget

from workbench.app.session import Session
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.ui import appearance
from workbench.ui.asking.claims import ClaimsModel
from workbench.ui.asking.curves import CurveView
from workbench.ui.asking.grounds import Grounds
from workbench.ui.asking.itself import Itself
from workbench.ui.asking.question_list import said
from workbench.ui.parts.labels import Flow, button, label, tool
from workbench.ui.parts.tables import plain, point_at_row

WIDEST = 320  # pixels a column takes of itself


class AnswerPage(QWidget):
    """`wanted` tells what is to be done with the answer: chart, new chart, time, map, keep, report, save, lists or
    back."""

    wanted = Signal(str)

    def __init__(self, session: Session, held: Held, question: Question, answer: Answer) -> None:
        super().__init__()
        self.session, self.held, self.question, self.answer = session, held, question, answer
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 2, 0, 0)
        place.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.addWidget(
            tool("ph.arrow-left", self.tr("Back to the question"), lambda: self.wanted.emit("back"))
        )
        top.addWidget(label(said(answer.sentence), "strong", wraps=True), 1)
        place.addLayout(top)
        beside = QHBoxLayout()
        beside.setContentsMargins(14, 0, 10, 0)
        beside.addWidget(self._buttons())
        place.addLayout(beside)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tables: list[QTableView] = []
        self.grounds: list[Grounds] = []
        if answer.rows:
            self.tabs.addTab(self._claims(self.tr("Answer"), answer.columns, answer.rows), self.tr("Answer"))
        for table in answer.tables:
            if table.rows:
                self.tabs.addTab(
                    self._claims(said(table.title), table.columns, table.rows), said(table.title)
                )
        for curve in answer.curves:
            self.tabs.addTab(CurveView(curve), said(curve.title))
        for table in reversed(self.tables):  # the first one last: it is what every view is pointed at
            point_at_row(table, 0)
        self.itself = Itself(held, question, answer)
        self.tabs.addTab(self.itself, self.tr("How it was found, and how far it holds"))
        place.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tables[0] if self.tables else self.tabs)

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, 6)
        some = bool(self.answer.entities or self.answer.links)
        timed = any(row.moments for row in self.answer.rows)
        for what, text, able in (
            ("chart", self.tr("On the chart"), some),
            ("new chart", self.tr("New chart"), some),
            ("time", self.tr("In time"), timed),
            ("map", self.tr("On the map"), some),
            ("keep", self.tr("Keep…"), True),
            ("report", self.tr("Add to report"), True),
            ("save", self.tr("Save…"), bool(self.answer.rows)),
            ("lists", self.tr("Lists…"), bool(self.answer.lists)),
        ):
            if able:
                flow.addWidget(button(text, lambda what=what: self.wanted.emit(what)))
        return row

    def _claims(self, title: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> QSplitter:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        table = plain(QTableView(), title, appearance.scaled(25))
        model = ClaimsModel(self.held, columns, rows)
        model.setParent(table)
        table.setModel(model)
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.horizontalHeader().setStretchLastSection(True)
        table.resizeColumnsToContents()
        for number in range(len(columns)):
            table.setColumnWidth(number, min(table.columnWidth(number) + 14, appearance.scaled(WIDEST)))
        grounds = Grounds(self.session, self.held)
        table.selectionModel().currentRowChanged.connect(
            lambda now, before: self._point(model, grounds, now.row()) if now.isValid() else None
        )
        table.installEventFilter(self)
        both.addWidget(table)
        both.addWidget(grounds)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.tables.append(table)
        self.grounds.append(grounds)
        return both

    def _point(self, model: ClaimsModel, grounds: Grounds, row: int) -> None:
        """Shows what a claim rests on, and points every view at what it is about."""
        if 0 <= row < len(model.rows):
            claim = model.rows[row]
            grounds.show_claim(claim)
            graph = self.session.graph
            known = [e for e in claim.entities if e in graph.node_of]
            if known or claim.links:
                self.session.select(known, [k for k in claim.links if k in graph.link_of])

    def _model(self) -> ClaimsModel | None:
        """The claims of the table one looks at, of the first one where one looks at none."""
        at = self.tabs.currentIndex()
        table = self.tables[at] if 0 <= at < len(self.tables) else self.tables[0] if self.tables else None
        model = table.model() if table is not None else None
        return model if isinstance(model, ClaimsModel) else None

    def columns(self) -> tuple[Column, ...]:
        """The columns of the table one looks at."""
        model = self._model()
        return model.columns if model is not None else ()

    def chosen(self) -> list[Row]:
        """The selected rows of the table one looks at, all of them where not several are selected."""
        model = self._model()
        if model is None:
            return []
        table = next(t for t in self.tables if t.model() is model)
        rows = sorted({index.row() for index in table.selectionModel().selectedRows()})
        return [model.rows[n] for n in rows] if len(rows) > 1 else list(model.rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copies the selected rows."""
        model = watched.model() if isinstance(watched, QTableView) else None
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if (
            not isinstance(model, ClaimsModel)
            or not pressed
            or not event.matches(QKeySequence.StandardKey.Copy)
        ):
            return False
        rows = sorted({index.row() for index in watched.selectionModel().selectedRows()})
        QGuiApplication.clipboard().setText(model.as_text(rows))
        return True

    def restyle(self) -> None:
        for grounds in self.grounds:
            grounds.restyle()
