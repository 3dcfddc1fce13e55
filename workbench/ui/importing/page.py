"""One file of the import window: what it is, what it leaves open, what its columns mean, and the preview."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from workbench.case.cases import About
from workbench.ui.importing.column_menu import column_menu
from workbench.ui.importing.fields import FieldBoard
from workbench.ui.importing.file import File
from workbench.ui.importing.header_row import with_header
from workbench.ui.importing.origin import Origin
from workbench.ui.importing.preview import PreviewTables, drop_of
from workbench.ui.importing.question import QuestionBox, open_question
from workbench.ui.importing.recipe_line import RecipeLine
from workbench.ui.importing.saying import explained
from workbench.ui.importing.teaching import Teaching
from workbench.ui.importing.verdict import Verdict
from workbench.ui.importing.words import WordBoard
from workbench.ui.importing.writing import Writing
from workbench.ui.parts.labels import label

CROWDED = 520  # pixels of height below which a question needs the room of the tabs
COLUMNS, WORDS, WRITTEN, ORIGIN = range(4)
HIGH = (140, 214, 150, 280)  # pixels each tab would like to have


class FilePage(QWidget):
    """`answered` tells a question's id, its column and the answer."""

    answered = Signal(str, str, str)

    def __init__(self, teaching: Teaching, about: About, origin: Origin, *, again: bool) -> None:
        super().__init__()
        self.teaching = teaching
        self.file: File | None = None
        self._several = False
        self.top = RecipeLine(teaching)
        self.top.told.connect(self.explain)
        self.board, self.words = FieldBoard(teaching), WordBoard(teaching)
        self.writing = Writing(teaching, about)
        self.writing.header.connect(self._read_header)
        self.tables = PreviewTables(teaching.kinds)
        self.tables.column_asked.connect(self._ask_column)
        self.tables.field_dropped.connect(
            lambda column, field, more: teaching.put(*drop_of(field), column, more)
        )
        teaching.words_asked.connect(self._show_words)
        self.verdict = Verdict(teaching.kinds, self.tables.go_to_problem)
        self.why = label("", "muted", wraps=True)
        self.question = QuestionBox()
        self._make_tabs(origin, again)
        self.split = self._make_split()
        place = QVBoxLayout(self)
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place.setContentsMargins(0 if mirrored else 14, 0, 14 if mirrored else 0, 0)
        place.setSpacing(6)
        place.addWidget(self.top)
        place.addWidget(self.why)
        place.addWidget(self.question)
        place.addWidget(self.split, 1)
        place.addStretch(0)  # where a file cannot be shown, what is said of it stays at the top
        place.addWidget(self.verdict)

    # -- parts ---------------------------------------------------------------------------------------------

    def _make_tabs(self, origin: Origin, again: bool) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("What can be said of the file"))
        self.stack = QStackedWidget()
        for name, widget in (
            (self.tr("Columns"), self.board), (self.tr("Words"), self.words),
            (self.tr("How it is written"), self.writing), (self.tr("Where it comes from"), origin),
        ):  # fmt: skip
            self.stack.addWidget(widget)
            self.tabs.addTab(name)
        if again:  # that was said when it came into the case
            self.tabs.removeTab(ORIGIN)
        self.tabs.currentChanged.connect(self._turned)

    def _make_split(self) -> QSplitter:
        """Above the rows what can be said of the file, with a border that can be moved."""
        self.upper = QWidget()
        inside = QVBoxLayout(self.upper)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(0)
        inside.addWidget(self.tabs)
        inside.addWidget(self.stack, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setObjectName("Gap")
        split.setHandleWidth(7)
        split.addWidget(self.upper)
        split.addWidget(self.tables)
        split.setStretchFactor(1, 1)
        split.setSizes([175, 460])
        return split

    # -- showing -------------------------------------------------------------------------------------------

    def show_file(self, file: File, *, several: bool) -> None:
        """Shows another file, or the same one with another recipe; `several` says that it is not the only one."""
        self.file, self._several = file, several
        self.top.show_file(file)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is known of the file now."""
        file = self.file
        if file is None:
            return
        self.top.refresh()
        there = file.found is not None and not file.is_text
        self.split.setVisible(there)
        if there:
            self._show_table(file)
        elif file.is_text:
            self.explain("")
            self._ask(file)
        else:
            self._show_refused(file)
        self.verdict.show_file(file)

    def _show_refused(self, file: File) -> None:
        said = "" if file.locked else file.problem or file.said(self.teaching.kinds)
        self.explain(said, warns=bool(file.problem))
        if file.locked:
            self.question.ask_password(file.problem, lambda text: self.answered.emit("password", "", text))
        else:
            self.question.close_question()

    def _show_table(self, file: File) -> None:
        self.explain(*explained(file))
        self._ask(file)
        self.board.setEnabled(file.recipe is not None)
        self.board.refresh()
        self.writing.refresh(several=self._several)
        if file.recipe is not None:
            self.words.guess()
            self.words.refresh()
        self.tables.show_file(file)

    def explain(self, text: str, warns: bool = False) -> None:
        """Says why a file is read so, or why not; nothing where nothing needs saying."""
        self.why.setProperty("role", "warning" if warns else "muted")
        self.why.style().polish(self.why)
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def _ask(self, file: File) -> None:
        """Asks the first thing that is open."""
        question = open_question(file, several=self._several)
        # on a small screen the question comes first: what else can be said waits until it is answered
        self.upper.setVisible(question is None or self.height() > CROWDED)
        if question is None:
            self.question.close_question()
            return
        id, column = question.id, question.column
        self.question.ask(question, lambda value: self.answered.emit(id, column, value))

    # -- doing ---------------------------------------------------------------------------------------------

    def turn_to(self, tab: int) -> None:
        """Turns to a tab and goes to it."""
        if tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)
            self.tabs.setFocus()

    def turn_to_origin(self) -> None:
        """Turns to where the file comes from."""
        self.turn_to(ORIGIN)

    def _turned(self, tab: int) -> None:
        """Gives a tab the height it needs; half of the page belongs to the rows."""
        self.stack.setCurrentIndex(tab)
        whole = sum(self.split.sizes())
        if whole:
            wanted = min(HIGH[tab] + self.tabs.height(), round(whole * 0.58))
            self.split.setSizes([wanted, whole - wanted])

    def _ask_column(self, column: str, place: object) -> None:
        if self.file is None or self.file.recipe is None:
            return
        menu = column_menu(self.teaching, column)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)  # type: ignore[arg-type]

    def _show_words(self, column: str) -> None:
        self.turn_to(WORDS)
        self.words.show_words(column)

    def _read_header(self, row: int) -> None:
        if self.file is not None:
            wrong = with_header(self.file, row, self.teaching)
            if wrong:
                self.explain(wrong, warns=True)
