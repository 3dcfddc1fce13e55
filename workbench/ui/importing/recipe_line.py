"""The recipe a file is read with: chosen from those that fit, kept under a name, mailed, taken over, undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.case import exporting
from workbench.ingest import deciding_words, drafting
from workbench.ingest import recipe as recipes
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.dialogs import manual
from workbench.ui.importing.file import File
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import label

BY_HAND = "by hand"


class RecipeLine(QWidget):
    """`told` says a sentence about the recipe, and whether it is a warning."""

    told = Signal(str, bool)

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self.teaching = teaching
        self.file: File | None = None
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        place.addLayout(self._top())
        place.addWidget(self._keeping())

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

    def show_file(self, file: File) -> None:
        """Shows the recipes that could read a file, and the one that does."""
        self.file = file
        self._fill_recipes(file)
        self.refresh()

    def refresh(self) -> None:
        """Shows how sure the recipe is, and what a changed one will be called."""
        file = self.file
        if file is None:
            return
        there = file.found is not None
        self.more.setEnabled(there and file.recipe is not None)
        self.keeping.setVisible(there and file.changed)
        if self.name.text() != file.name:
            self.name.setText(file.name)
            self.name.setCursorPosition(0)
        self.certainty.setText(file.certainty if there else "")

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

    def _choose(self, _: int) -> None:
        chosen = self.recipe.currentData()
        if chosen == BY_HAND:
            self.teaching.start_over()
        elif chosen:
            self.teaching.choose(chosen)

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
            self.told.emit(self.tr("The recipe is in {file}.").format(file=Path(chosen).name), False)
        except Problem as problem:
            self.told.emit(words.problem(problem.what, problem.hint), True)

    def open_recipe(self, path: str = "") -> None:
        """Takes a recipe out of a file and reads the file so."""
        chosen = path or QFileDialog.getOpenFileName(
            self, self.tr("Take a recipe"), "", self.tr("Recipes (*.toml)")
        )[0]  # fmt: skip
        if not chosen:
            return
        try:
            self.teaching.adopt(recipes.parse(Path(chosen).read_text("utf-8"), Path(chosen).name))
        except (Problem, OSError, UnicodeError) as problem:
            said = words.problem(problem.what, problem.hint) if isinstance(problem, Problem) else str(problem)
            self.told.emit(said, True)
