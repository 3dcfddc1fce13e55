"""Import: what each file was recognised as, what its rows would become, and how it was acquired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app import importing
from workbench.app.importing import Outcome, Wishes
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.ingest import preview, recognising
from workbench.ingest.context import ReadContext
from workbench.ingest.preview import Preview
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import Recognised
from workbench.model.problems import Problem
from workbench.ui import icons, words
from workbench.ui.dialogs.acquired import Acquired
from workbench.ui.dialogs.columns import ColumnPicker
from workbench.ui.dialogs.date_order import DateOrder, doubt
from workbench.ui.dialogs.offered import BY_HAND, Offered
from workbench.ui.dialogs.preview import PreviewTable
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, label
from workbench.ui.rows import Row, RowList

ROWS = 30


class ImportDialog(QDialog):
    """Files to the left, the chosen one to the right; what is said below holds for all of them. `again` says that
    a source of the case is read once more, and the new reading takes the place of the old; `left` is called when the
    files are needed no longer."""

    def __init__(
        self, session: Session, paths: list[Path], parent: QWidget | None = None, *, again: bool = False,
        left: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.again, self._left = again, left
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.case = session.open_case
        self.offered = [Offered(p) for p in paths]
        self.setWindowTitle(self.tr("Read again") if again else self.tr("Import"))
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 60), min(700, room.height() - 80))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 16)
        whole.setSpacing(12)
        title = self.tr("Read {file} again").format(file=paths[0].name) if again else ""
        whole.addWidget(label(title or self.tr("Import %Ln files", "", len(paths)), "title"))
        if again:
            text = self.tr("The new reading takes the place of the old in one step, which can be undone.")
            whole.addWidget(label(text, "muted", wraps=True))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.list = RowList(self.tr("Files"), side=8)
        self.list.chosen.connect(lambda row: self._show_file(row.key))
        split.addWidget(self.list)
        split.addWidget(self._make_file())
        split.setSizes([250, 800])
        whole.addWidget(split, 1)
        self.acquired = Acquired(self.case.about, many=len(paths) > 1, again=again)
        self.acquired.changed.connect(lambda: self._show_file(self._at()))
        whole.addWidget(self.acquired)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        whole.addWidget(self.wrong)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(self.tr("Read again") if again else self.tr("Import"), self._import, "primary")
        self.rejected.connect(self._left)
        self.go.setDefault(True)
        line.addWidget(self.go)
        whole.addLayout(line)
        self._show_list()
        self.list.point_at(0)
        self._recognise_all()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make_file(self) -> QWidget:
        made = QWidget()
        place = QVBoxLayout(made)
        place.setContentsMargins(14, 0, 0, 0)
        place.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.recipe = QComboBox()
        self.recipe.setAccessibleName(self.tr("Read as"))
        self.recipe.activated.connect(self._choose_recipe)
        line.addWidget(label(self.tr("Read as")))
        line.addWidget(self.recipe, 1)
        self.order = DateOrder()
        self.order.chosen.connect(self._choose_order)
        line.addWidget(self.order)
        place.addLayout(line)
        self.why = label("", "muted", wraps=True)
        place.addWidget(self.why)
        self.pickers = QStackedWidget()
        self.pickers.hide()
        place.addWidget(self.pickers, 2)
        self.preview = PreviewTable(self.session.library.kinds)
        place.addWidget(self.preview, 3)
        return made

    # -- recognising and previewing ------------------------------------------------------------------------

    def _recognise_all(self) -> None:
        library = self.session.library
        for at, one in enumerate(self.offered):
            self.session.jobs.read(
                self.tr("Looking at {file}").format(file=one.path.name),
                lambda job, path=one.path: recognising.recognise(path, library.recipes, by=library.child),
                done=while_there(self, lambda found, at=at: self._recognised(at, found)),
                failed=while_there(self, lambda problem, at=at: self._refused(at, problem)),
            )

    def _recognised(self, at: int, found: Recognised) -> None:
        self.offered[at].take(found)
        self._show_list()
        if self._at() == at:
            self._show_file(at)

    def _refused(self, at: int, problem: BaseException) -> None:
        if not isinstance(problem, Problem):
            self.session.problem(problem)
            return
        self.offered[at].problem = words.problem(problem.what, problem.hint)
        self._show_list()
        if self._at() == at:
            self._show_file(at)

    def _show_list(self) -> None:
        rows = []
        for at, one in enumerate(self.offered):
            known = one.recipe not in ("", BY_HAND)
            rows.append(
                Row(
                    at, one.path.name, under=one.said(self._recipe(one).name if known else ""),
                    letter=(one.path.name, icons.LETTERS[at % len(icons.LETTERS)]),
                    tone="warning" if one.wants_an_answer else "", tip=str(one.path),
                )
            )  # fmt: skip
        self.list.show_rows(rows)
        ready = [one for one in self.offered if one.found is not None and one.recipe]
        self.go.setEnabled(bool(ready) and not any(one.open for one in self.offered))

    def _recipe(self, one: Offered) -> Recipe:
        return importing.ordered(self.session.library.recipe(one.recipe), one.order)

    def _at(self) -> int:
        row = self.list.current()
        return int(row.key) if row is not None else 0  # type: ignore[call-overload]

    def _show_file(self, at: int) -> None:
        one = self.offered[at]
        found = one.found
        self.recipe.clear()
        self.recipe.setEnabled(found is not None)
        self.preview.setVisible(found is not None)
        self._explain(one.problem, warns=True)
        self.pickers.hide()
        self.order.hide()
        if found is None:
            return
        fitting = {c.recipe.id: c for c in found.candidates}
        if not one.recipe:
            self.recipe.addItem(self.tr("choose one …"), "")
        for candidate in found.candidates:
            said = self.tr("{recipe} (fits)") if candidate.fits else self.tr("{recipe} (nearly fits)")
            self.recipe.addItem(said.format(recipe=candidate.recipe.name), candidate.recipe.id)
        if one.recipe not in ("", BY_HAND, *fitting):
            self.recipe.addItem(self._recipe(one).name, one.recipe)
        self.recipe.addItem(self.tr("Columns picked by hand …"), BY_HAND)
        self.recipe.setCurrentIndex(max(0, self.recipe.findData(one.recipe)))
        if one.recipe == BY_HAND:
            self._show_picker(one)
        elif one.recipe:
            self.order.show_for(self.session.library.recipe(one.recipe), one.order)
            self.order.show()
            reasons = fitting[one.recipe].reasons if one.recipe in fitting else ()
            self._explain("; ".join(reasons)[:1].upper() + "; ".join(reasons)[1:])
            self._preview(one, self._recipe(one))
        else:
            self.preview.show_rows(found)

    def _explain(self, text: str, warns: bool = False) -> None:
        """Says why a file is read so, or why not; nothing where nothing needs saying."""
        self.why.setProperty("role", "warning" if warns else "muted")
        self.why.style().polish(self.why)
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def _choose_recipe(self, _: int) -> None:
        at = self._at()
        self.offered[at].recipe = self.recipe.currentData()
        self._show_list()
        self._show_file(at)

    def _choose_order(self, order: str) -> None:
        """Asked once: the answer holds for every file of the same layout."""
        recipe = self.offered[self._at()].recipe
        for one in self.offered:
            if one.recipe == recipe:
                one.order = order
        self._show_file(self._at())

    def _show_picker(self, one: Offered) -> None:
        assert one.found is not None
        if one.picker is None:
            one.picker = ColumnPicker(self.session.library.kinds, one.found)
            one.picker.changed.connect(lambda: self._preview_picked(one))
            self.pickers.addWidget(one.picker)
        self.pickers.setCurrentWidget(one.picker)
        self.pickers.show()
        self.preview.show_rows(one.found)
        self._preview_picked(one)

    def _preview_picked(self, one: Offered) -> None:
        assert one.picker is not None and one.found is not None
        try:
            recipe = one.picker.recipe()
        except Problem as problem:
            self._explain(words.problem(problem.what, problem.hint))
            self.preview.show_rows(one.found)
            return
        self._explain("")
        self._preview(one, recipe)

    def _context(self, recipe: Recipe) -> ReadContext:
        about = self.case.about
        zone = self.acquired.zone
        return ReadContext(
            country=self.acquired.country or recipe.layout.country or about.country,
            zone=zone or about.zone or "UTC",
            zone_basis="set by user" if zone else "assumed",
        )

    def _preview(self, one: Offered, recipe: Recipe) -> None:
        library, context = self.session.library, self._context(recipe)

        def read(job: Job) -> Preview:
            return preview.preview(
                one.path, recipe, ROWS, kinds=library.kinds, context=context, by=library.child
            )

        def show(found: Preview) -> None:
            if self.offered[self._at()] is not one:
                return
            self.preview.show_preview(found)
            if said := doubt(found):
                self._explain(said, warns=True)

        def failed(problem: BaseException) -> None:
            if isinstance(problem, Problem):
                self._explain(words.problem(problem.what, problem.hint), warns=True)
            else:
                self.session.problem(problem)

        self.session.jobs.read(
            self.tr("Reading the first rows"),
            read,
            replaces="preview",
            done=while_there(self, show),
            failed=while_there(self, failed),
        )

    # -- importing -----------------------------------------------------------------------------------------

    def _import(self) -> None:
        """Keeps the recipes picked by hand, then imports every file that can be read, each in its own way."""
        library = self.session.library
        wanted: list[Offered] = []
        for at, one in enumerate(self.offered):
            if one.found is None:
                continue
            try:
                if one.recipe == BY_HAND:
                    if one.picker is None:
                        self._show_picker(one)
                    assert one.picker is not None
                    recipe = one.picker.recipe()
                    library.keep_recipe(recipe)
                    one.recipe = recipe.id
            except Problem as problem:
                self.list.point_at(at)
                self.wrong.setText(f"{one.path.name}: {words.problem(problem.what, problem.hint)}")
                self.wrong.show()
                return
            wanted.append(one)
        said, country, zone = self.acquired.said, self.acquired.country, self.acquired.zone
        refused = [Outcome(one.path, problem=one.problem) for one in self.offered if one.problem]

        left = self._left

        def work(case: Case, job: Job) -> list[Outcome]:
            outcomes = []
            try:
                for one in wanted:
                    wishes = Wishes(one.recipe, country, zone, said, order=one.order)
                    outcomes += importing.import_files(case, [one.path], library, wishes, job.tell)
            finally:
                left()
            return outcomes

        name = wanted[0].path.name if len(wanted) == 1 else self.tr("%Ln files", "", len(wanted))
        session = self.session
        session.work(
            self.tr("Importing {name}").format(name=name),
            work,
            lambda outcomes: session.imported([*outcomes, *refused]),
        )
        self.accept()
