"""One file of the import window: what it is, what it leaves open, what its columns mean, and the preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from workbench.case import exporting
from workbench.case.cases import About
from workbench.ingest import deciding_words, drafting
from workbench.ingest import recipe as recipes
from workbench.ingest.undecided import Question
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.importing import manual
from workbench.ui.importing.fields import FieldBoard
from workbench.ui.importing.file import File
from workbench.ui.importing.origin import Origin
from workbench.ui.importing.preview import PreviewTables, drop_of
from workbench.ui.importing.question import QuestionBox, date_question, of_facts
from workbench.ui.importing.teaching import Teaching
from workbench.ui.importing.words import WordBoard
from workbench.ui.importing.writing import Writing, encoding_name, with_header
from workbench.ui.parts.labels import button, label

BY_HAND = "by hand"
CROWDED = 520  # pixels of height below which a question needs the room of the tabs
COLUMNS, WORDS, WRITTEN, ORIGIN = range(4)
HIGH = (140, 214, 150, 280)  # pixels each tab would like to have


class FilePage(QWidget):
    """`recipe_chosen` tells the id of another recipe, `started_over` that one is to be made by hand, `recipe_taken` a
    recipe out of a file, `placed` that country or zone is another, `answered` a question's id, column and answer."""

    recipe_chosen = Signal(str)
    started_over = Signal()
    recipe_taken = Signal(object)
    placed = Signal()
    answered = Signal(str, str, str)

    def __init__(self, teaching: Teaching, about: About, origin: Origin, *, again: bool) -> None:
        super().__init__()
        self.teaching = teaching
        self.file: File | None = None
        self.board, self.words = FieldBoard(teaching), WordBoard(teaching)
        self.writing = Writing(teaching, about)
        self.writing.placed.connect(self.placed)
        self.writing.header.connect(self._read_header)
        self.tables = PreviewTables(teaching.kinds)
        self.tables.column_asked.connect(self._ask_column)
        self.tables.field_dropped.connect(
            lambda column, field, more: teaching.put(*drop_of(field), column, more)
        )
        teaching.words_asked.connect(self._show_words)
        place = QVBoxLayout(self)
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place.setContentsMargins(0 if mirrored else 14, 0, 14 if mirrored else 0, 0)
        place.setSpacing(6)
        place.addLayout(self._top())
        self.why = label("", "muted", wraps=True)
        place.addWidget(self.why)
        place.addWidget(self._keeping())
        self.question = QuestionBox()
        place.addWidget(self.question)
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
        self.upper = QWidget()
        inside = QVBoxLayout(self.upper)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(0)
        inside.addWidget(self.tabs)
        inside.addWidget(self.stack, 1)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.setObjectName("Gap")
        self.split.setHandleWidth(7)
        self.split.addWidget(self.upper)
        self.split.addWidget(self.tables)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([175, 460])
        place.addWidget(self.split, 1)
        place.addStretch(0)  # where a file cannot be shown, what is said of it stays at the top
        place.addLayout(self._status())

    # -- parts ---------------------------------------------------------------------------------------------

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        self.recipe = QComboBox()
        self.recipe.setAccessibleName(self.tr("Read as"))
        self.recipe.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.recipe.setMinimumContentsLength(30)
        self.recipe.setMaximumWidth(620)
        self.recipe.activated.connect(self._choose)
        self.certainty = label("", "good")
        self.more = QToolButton()
        self.more.setText(self.tr("Recipe ▾"))
        self.more.setAccessibleName(self.tr("Recipe"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.addAction(self.tr("Save it to send to a colleague…")).triggered.connect(
            lambda: self.save_recipe()
        )
        menu.addAction(self.tr("Take one that a colleague sent…")).triggered.connect(
            lambda: self.open_recipe()
        )
        menu.addSeparator()
        menu.addAction(self.tr("Undo my changes to it")).triggered.connect(lambda: self._undo())
        menu.addAction(self.tr("Begin with nothing picked")).triggered.connect(lambda: self._begin_empty())
        menu.addSeparator()
        menu.addAction(self.tr("What a recipe can say")).triggered.connect(
            lambda: manual.open_page("recipes", self.window())
        )
        self.more.setMenu(menu)
        line.addWidget(label(self.tr("Read as")))
        line.addWidget(self.recipe, 3)
        line.addWidget(self.more)
        line.addWidget(self.certainty, 1)
        return line

    def _keeping(self) -> QWidget:
        self.keeping = QWidget()
        line = QHBoxLayout(self.keeping)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Keep this recipe as"))
        self.name.setMaximumWidth(420)
        self.name.textEdited.connect(self._rename)
        line.addWidget(label(self.tr("Keep this recipe as")))
        line.addWidget(self.name, 1)
        line.addWidget(label(self.tr("so that the next such file is known"), "muted"), 1)
        self.keeping.hide()
        return self.keeping

    def _status(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.becomes = label("")
        self.next = button(self.tr("next (F8)"), self.tables.go_to_problem, "link")
        self.known = label("", "", wraps=True)
        line.addWidget(self.becomes)
        line.addWidget(self.next)
        line.addSpacing(12)
        line.addWidget(self.known, 1)
        return line

    # -- showing -------------------------------------------------------------------------------------------

    def show_file(self, file: File) -> None:
        """Shows another file, or the same one with another recipe."""
        self.file = file
        self._fill_recipes(file)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is known of the file now."""
        file = self.file
        if file is None:
            return
        there = file.found is not None
        self.split.setVisible(there)
        self.more.setEnabled(there and file.recipe is not None)
        self.keeping.setVisible(there and file.changed)
        if self.name.text() != file.name:
            self.name.setText(file.name)
            self.name.setCursorPosition(0)
        self.certainty.setText(file.certainty if there else "")
        if not there:
            said = "" if file.locked else file.problem or file.said(self.teaching.kinds)
            self.explain(said, warns=bool(file.problem))
            if file.locked:
                self.question.ask_password(
                    file.problem, lambda text: self.answered.emit("password", "", text)
                )
            else:
                self.question.close_question()
            self._say_status(file)
            return
        self._explain(file)
        self._ask(file)
        self.board.setEnabled(file.recipe is not None)
        self.board.refresh()
        self.writing.refresh()
        if file.recipe is not None:
            self.words.guess()
            self.words.refresh()
        self.tables.show_file(file)
        self._say_status(file)

    def _fill_recipes(self, file: File) -> None:
        self.recipe.clear()
        self.recipe.setEnabled(file.found is not None)
        if file.found is None:
            return
        if file.recipe is None:
            self.recipe.addItem(self.tr("choose one …"), "")
        offered = set()
        for candidate in file.found.candidates:
            said = self.tr("{recipe} (fits)") if candidate.fits else self.tr("{recipe} (nearly fits)")
            self.recipe.addItem(said.format(recipe=candidate.recipe.name), candidate.recipe.id)
            offered.add(candidate.recipe.id)
        base = file.base
        if base is not None and not file.by_hand and base.id not in offered:
            self.recipe.addItem(base.name, base.id)
        self.recipe.addItem(self.tr("A new layout, its columns picked by hand"), BY_HAND)
        now = BY_HAND if file.by_hand else base.id if base is not None else ""
        self.recipe.setCurrentIndex(max(0, self.recipe.findData(now)))

    def explain(self, text: str, warns: bool = False) -> None:
        """Says why a file is read so, or why not; nothing where nothing needs saying."""
        self.why.setProperty("role", "warning" if warns else "muted")
        self.why.style().polish(self.why)
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def _explain(self, file: File) -> None:
        if file.wrong:
            self.explain(file.wrong, warns=True)
            return
        parts = [self._written(file)]
        if file.source is not None:
            parts.append(self.tr("the case holds this very file already"))
        if file.candidate is not None and not file.by_hand:
            parts.extend(file.candidate.reasons)
        elif file.by_hand and file.found is not None:
            nearly = next((c for c in file.found.candidates if not c.fits), None)
            parts.append(self.tr("no recipe knows this layout"))
            if nearly is not None:
                parts.append(
                    self.tr("{recipe} nearly fits: {why}").format(
                        recipe=nearly.recipe.name, why=nearly.reasons[0]
                    )
                )
        text = "; ".join(part for part in parts if part)
        self.explain(text[:1].upper() + text[1:])

    def _written(self, file: File) -> str:
        """What the file is: its sort, encoding, header."""
        facts, header = file.facts, file.header_row
        said = []
        encoding = str(facts.get("encoding") or "")
        if encoding:
            said.append(encoding_name(encoding))
        if header:
            said.append(self.tr("columns are named in row {row}").format(row=words.number(header)))
        elif "header_row" in facts:
            said.append(self.tr("no row names the columns"))
        return words.listed(said)

    # -- questions -----------------------------------------------------------------------------------------

    def _ask(self, file: File) -> None:
        """Asks the first thing that is open."""
        question = self._open_question(file)
        # on a small screen the question comes first: what else can be said waits until it is answered
        self.upper.setVisible(question is None or self.height() > CROWDED)
        if question is None:
            self.question.close_question()
            return
        id, column = question.id, question.column
        self.question.ask(question, lambda value: self.answered.emit(id, column, value))

    def _open_question(self, file: File) -> Question | None:
        assert file.found is not None
        recipe = file.recipe
        if recipe is None:
            return None
        if file.questions:
            return file.questions[0]
        for question in of_facts(file.found.facts.get("questions", ())):
            if question.id != "date_order" and not getattr(recipe.layout, question.id, "-"):
                return question
        for column in file.preview.undecided if file.preview is not None else ():
            found = date_question(file.preview, column) if file.preview is not None else None
            if found is not None:
                return found
        return None

    def _say_status(self, file: File) -> None:
        """How many of the first rows become records, and who of them the case knows."""
        found = file.preview
        lacking = (
            file.lacks(self.teaching.kinds) if file.found is not None and file.recipe is not None else ""
        )
        refused = found.refused if found is not None else 0
        self.next.setVisible(bool(refused) and not (found is not None and found.undecided))
        role, text = "", ""
        if file.found is not None and file.recipe is None:
            text = lacking
        elif found is not None and any(s.fields for s in file.recipe.sections if file.recipe is not None):
            rows = words.number(len(found.rows))
            if found.undecided:
                text = ""
            elif refused:
                role = "warning"
                text = self.tr("▲ {count} of the first {rows} rows would be rejected").format(
                    count=words.number(refused), rows=rows
                )
            else:
                text = self.tr("✓ All of the first {rows} rows become records").format(rows=rows)
                role = "good"
        if lacking and file.recipe is not None and not (found is not None and found.undecided):
            role, text = "warning", "▲ " + lacking
            self.next.hide()
        self.becomes.setProperty("role", role)
        self.becomes.style().polish(self.becomes)
        self.becomes.setText(text)
        met = file.met
        self.known.setText(self._known(file) if met.known else "")

    def _known(self, file: File) -> str:
        met = file.met
        by_source = met.by_source
        if not by_source:
            return ""
        shown = [
            self.tr("{source} ({count})").format(source=words.isolated(name), count=words.number(count))
            for name, count in by_source[:3]
        ]
        if len(by_source) > 3:
            shown.append(self.tr("and {count} more").format(count=words.number(len(by_source) - 3)))
        inside = sum(1 for names in met.known.values() if names)
        said = self.tr("{count} of {all} in these rows are in other sources: {sources}")
        return said.format(
            count=words.number(inside), all=words.number(met.asked), sources=words.listed(shown)
        )

    # -- doing ---------------------------------------------------------------------------------------------

    def turn_to(self, tab: int) -> None:
        """Turns to a tab and goes to it."""
        if tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)
            self.tabs.setFocus()

    def _turned(self, tab: int) -> None:
        """Gives a tab the height it needs; half of the page belongs to the rows."""
        self.stack.setCurrentIndex(tab)
        whole = sum(self.split.sizes())
        if whole:
            wanted = min(HIGH[tab] + self.tabs.height(), round(whole * 0.58))
            self.split.setSizes([wanted, whole - wanted])

    def _choose(self, _: int) -> None:
        chosen = self.recipe.currentData()
        if chosen == BY_HAND:
            self.started_over.emit()
        elif chosen:
            self.recipe_chosen.emit(chosen)

    def _rename(self, text: str) -> None:
        if self.file is not None:
            self.file.name = text

    def _undo(self) -> None:
        if self.file is not None and self.file.base is not None:
            self.teaching.take(self.file.base)

    def _begin_empty(self) -> None:
        recipe = self.teaching.recipe
        for at in range(len(recipe.sections)):
            recipe = drafting.fillings(recipe, at, {})
        self.teaching.take(deciding_words.forget(recipe, self.teaching.columns))

    def _ask_column(self, column: str, place: object) -> None:
        if self.file is None or self.file.recipe is None:
            return
        menu = self.teaching.column_menu(column)
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

    def save_recipe(self, path: str = "") -> None:
        """Writes the recipe as a file that can be mailed."""
        file = self.file
        if file is None or file.recipe is None:
            return
        made = drafting.own(file.recipe, file.name, file.columns) if file.changed else file.recipe
        start = f"{made.id.replace('.', '_')}.toml"
        chosen = path or QFileDialog.getSaveFileName(
            self, self.tr("Save the recipe"), start, self.tr("Recipes (*.toml)")
        )[0]  # fmt: skip
        if not chosen:
            return
        try:
            exporting.write_whole(Path(chosen), recipes.to_text(made).encode())
            self.explain(self.tr("The recipe is in {file}.").format(file=Path(chosen).name))
        except Problem as problem:
            self.explain(words.problem(problem.what, problem.hint), warns=True)

    def open_recipe(self, path: str = "") -> None:
        """Takes a recipe out of a file and reads the file so."""
        chosen = path or QFileDialog.getOpenFileName(
            self, self.tr("Take a recipe"), "", self.tr("Recipes (*.toml)")
        )[0]  # fmt: skip
        if not chosen:
            return
        try:
            made = recipes.parse(Path(chosen).read_text("utf-8"), Path(chosen).name)
        except (Problem, OSError, UnicodeError) as problem:
            said = words.problem(problem.what, problem.hint) if isinstance(problem, Problem) else str(problem)
            self.explain(said, warns=True)
            return
        self.recipe_taken.emit(made)
