"""The import window: files to the left, the chosen one to the right with the rows as they stand and the records they
become; then how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import stating
from workbench.app.archives import Part
from workbench.app.habits import Habits
from workbench.app.import_run import ImportRun
from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.app.wishes import Wishes
from workbench.case import readings, rejects, sources
from workbench.case.cases import Case
from workbench.ingest import drafting
from workbench.ingest.recognising import Recognised
from workbench.model.files import AnyFile
from workbench.model.problems import PasswordNeeded, Problem
from workbench.ui import icons, words
from workbench.ui.importing import manual
from workbench.ui.importing.file import File
from workbench.ui.importing.looking import Looking
from workbench.ui.importing.opening import Opening
from workbench.ui.importing.origin import Origin
from workbench.ui.importing.outcomes import Outcomes, Retry
from workbench.ui.importing.page import FilePage
from workbench.ui.importing.progress import Progress
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import button, label
from workbench.ui.rows import Row, RowList


class ImportWindow(QDialog):
    """`again` says that a source of the case is read once more, and the new reading takes the place of the old; `left`
    is called when the files are needed no longer; `retry` opens the window on the rejected rows of an outcome, and
    `mending` says that it was opened so, for that source: the preview then shows the rejected rows alone."""

    def __init__(
        self, session: Session, paths: Sequence[AnyFile], parent: QWidget | None = None, *, again: bool = False,
        left: Callable[[], None] = lambda: None, retry: Retry | None = None, mending: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.session, self.case = session, session.open_case
        self.again, self._left, self._retry, self.mending = again, left, retry, mending
        self.habits = Habits()
        self.files = [File(path) for path in paths]
        self.left_out: list[str] = []
        self.run: ImportRun | None = None
        self.job: Job | None = None
        self.outcomes: Outcomes | None = None
        self.teaching = Teaching(session.library.kinds, self.case.about.country, self)
        self.teaching.changed.connect(self._changed)
        self.setWindowTitle(self.tr("Read again") if again else self.tr("Import"))
        self._size()
        self.pages = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(10)
        whole.addLayout(self._head())
        whole.addWidget(self.pages, 1)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        whole.addWidget(self.wrong)
        whole.addLayout(self._foot())
        self.pages.addWidget(self._preparing())
        self.progress = Progress()
        self.pages.addWidget(self.progress)
        self.looking = Looking(session, self, self._only())
        self.looking.shown.connect(self._previewed)
        self.opening = Opening(session, self, whole=mending is not None)
        self.opening.opened.connect(self._opened)
        self.opening.recognised.connect(self._recognised)
        self.opening.refused.connect(self._refused)
        self._soon = QTimer(self, singleShot=True, interval=90)
        self._soon.timeout.connect(self._look)
        self._keys()
        self._show_list()
        self.list.point_at(0)
        self._recognise_all()
        (self.list if len(self.files) > 1 else self.page.tabs).setFocus()

    # -- parts ---------------------------------------------------------------------------------------------

    def _size(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1440, room.width() - 40), min(900, room.height() - 50))
        self.setSizeGripEnabled(True)
        self.setMinimumSize(min(860, room.width() - 40), min(560, room.height() - 50))

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.title = label(self._title(), "title")
        line.addWidget(self.title)
        line.addStretch(1)
        self.help = button(self.tr("How this works (F1)"), self.show_manual, "link")
        line.addWidget(self.help)
        return line

    def _title(self) -> str:
        if self.mending is not None:
            return self.tr("Mend how {file} is read").format(file=self.files[0].path.name)
        if self.again:
            return self.tr("Read {file} again").format(file=self.files[0].path.name)
        said = self.tr("Import %Ln files", "", len(self.files))
        left_out = self.tr("%Ln left out", "", len(self.left_out))
        return f"{said}, {left_out}" if self.left_out else said

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.foot = label("", "muted", wraps=True)
        line.addWidget(self.foot, 1)
        self.stop = button(self.tr("Stop, and keep nothing of this file"), self._stop)
        self.cancel = button(self.tr("Cancel"), self.reject)
        self.go = button(self.tr("Read again") if self.again else self.tr("Import"), self.begin, "primary")
        self.go.setDefault(True)
        for widget in (self.stop, self.cancel, self.go):
            line.addWidget(widget)
        self.stop.hide()
        return line

    def _preparing(self) -> QWidget:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.list = RowList(self.tr("Files"), side=8)
        self.list.chosen.connect(lambda row: self._show_file())
        self.list.pressed_button.connect(lambda row: self.leave_out(int(row.key)))
        self.list.setMinimumWidth(170)
        self.list.setVisible(len(self.files) > 1)
        self.origin = Origin(self.habits.acquired)
        self.origin.changed.connect(self._again_soon)
        self.origin.changed.connect(self._say_foot)
        self.page = FilePage(self.teaching, self.case.about, self.origin, again=self.again)
        self.page.recipe_chosen.connect(self._choose_recipe)
        self.page.started_over.connect(self._start_over)
        self.page.recipe_taken.connect(self._take_recipe)
        self.page.placed.connect(self._placed)
        self.page.words.wanted.connect(self._count_words)
        self.page.answered.connect(self._answer)
        split.addWidget(self.list)
        split.addWidget(self.page)
        split.setSizes([220, 1100])
        return split

    def _keys(self) -> None:
        for keys, act in (
            ("F1", self.show_manual), ("F8", self.page.tables.go_to_problem), ("Ctrl+Return", self.begin),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, activated=act)
        for number in range(self.page.tabs.count()):
            QShortcut(
                QKeySequence(f"Ctrl+{number + 1}"), self, activated=lambda at=number: self.page.turn_to(at)
            )

    def _only(self) -> dict[str, frozenset[int]] | None:
        """The rows the preview shows: those that were rejected, where these are to be mended."""
        if self.mending is None:
            return None
        only: dict[str, set[int]] = {}
        for reject in rejects.listed(self.case, self.mending):
            only.setdefault(reject.sheet, set()).add(reject.row)
        return {sheet: frozenset(rows) for sheet, rows in only.items()}

    # -- recognising ---------------------------------------------------------------------------------------

    def _recognise_all(self) -> None:
        for file in self.files:
            self.opening.open(file)

    def _opened(self, file: File, parts: list[Part]) -> None:
        if file not in self.files:
            return
        if len(parts) == 1 and parts[0].path is file.path:
            self.opening.recognise(file)
            return
        shown = self.file is file
        at = self.files.index(file)
        self.left_out += [f"{p.path.name} {p.left_out}" for p in parts if p.left_out]
        self.title.setToolTip("\n".join(self.left_out))
        parts = [p for p in parts if not p.left_out]
        if not parts:
            self._refused(file, Problem(f"there is nothing to import in {file.path.name}", self.left_out[-1]))
            return
        inside = [File(p.path, problem=f"{p.path.name} {p.refused}" if p.refused else "") for p in parts]
        self.files[at : at + 1] = inside
        self.title.setText(self._title())
        self.list.setVisible(len(self.files) > 1)
        self._show_list()
        if shown:
            self.list.point_at(at)
            self._show_file()
        for one in inside:
            if not one.problem:
                self.opening.recognise(one)

    def _recognised(self, file: File, found: Recognised, known: int | None) -> None:
        file.problem = ""
        file.source = known
        file.take(found, self.session.library.kinds, self.habits.used(found.columns), self.case.about.country)
        if self.again:
            self._read_as_before(file)
        alike = next((f for f in self.files if f is not file and f.changed and _alike(f, file)), None)
        if alike is not None:  # what was said of the first file of a kind holds for the next
            file.recipe, file.name = alike.recipe, alike.name
        self._show_list()
        if file is self.file:
            self._show_file()

    def _read_as_before(self, file: File) -> None:
        """Begins with the recipe the source was read with last, where it is still there."""
        try:
            before = sources.get(
                self.case, self.mending if self.mending is not None else file.source or 0
            ).recipe
            file.choose(self.session.library.recipe(before))
        except Problem:
            return  # what it is recognised as will do

    def _refused(self, file: File, problem: BaseException) -> None:
        if not isinstance(problem, Problem):
            self.session.problem(problem)
            return
        file.locked = isinstance(problem, PasswordNeeded)
        hint = problem.hint if not file.locked or file.password else ""  # the box below it says what to do
        file.problem = words.problem(problem.what, hint)
        self._show_list()
        if file is self.file:
            self._show_file()

    # -- the files -----------------------------------------------------------------------------------------

    @property
    def file(self) -> File:
        """The file that is looked at."""
        row = self.list.current()
        return self.files[int(row.key) if row is not None else 0]  # type: ignore[call-overload]

    def _show_list(self) -> None:
        kinds = self.session.library.kinds
        rows = []
        several = len(self.files) > 1
        for at, file in enumerate(self.files):
            asks = bool(file.problem) or (file.found is not None and bool(file.lacks(kinds)))
            letter = (file.path.name, icons.LETTERS[at % len(icons.LETTERS)])
            rows.append(
                Row(
                    at, file.path.name, under=file.said(kinds), letter=letter, tone="warning" if asks else "",
                    tip=str(file.path), button="ph.x" if several else "",
                )
            )  # fmt: skip
        self.list.show_rows(rows)
        ready = [f for f in self.files if f.found is not None]
        self.go.setEnabled(bool(ready) and not any(f.open for f in self.files))
        self._say_foot()

    def _say_foot(self) -> None:
        """How many files are ready, and in amber that rows will be withheld, wherever one looks just now."""
        said = self.origin.circumstances
        withheld = ""
        if not self.again and (said.asked_first or said.asked_last) and not said.outside:
            withheld = self.tr("rows outside {first} to {last} will be withheld").format(
                first=said.asked_first or "…", last=said.asked_last or "…"
            )
        parts = [self._said_of_all() if len(self.files) > 1 else "", withheld]
        self.foot.setText(words.DOT.join(part for part in parts if part))
        self.foot.setProperty("role", "warning" if withheld else "muted")
        self.foot.style().polish(self.foot)

    def _said_of_all(self) -> str:
        kinds = self.session.library.kinds
        ready = sum(f.found is not None and not f.lacks(kinds) for f in self.files)
        refused = sum(bool(f.problem) and not f.locked for f in self.files)
        said = [
            self.tr("{ready} of {all} files are ready").format(
                ready=words.number(ready), all=words.number(len(self.files))
            )
        ]
        if refused:
            said.append(self.tr("{count} cannot be read").format(count=words.number(refused)))
        return words.DOT.join(said)

    def leave_out(self, at: int) -> None:
        """Takes a file out of the list; it is not imported."""
        if len(self.files) < 2:
            return
        del self.files[at]
        self.title.setText(self._title())
        self._show_list()
        self.list.point_at(min(at, len(self.files) - 1))
        self._show_file()

    def _show_file(self) -> None:
        file = self.file
        file.seen |= file.found is not None
        self.wrong.hide()
        self.teaching.hold(file)
        self.page.show_file(file)
        self._again_soon()

    # -- changing ------------------------------------------------------------------------------------------

    def _choose_recipe(self, id: str) -> None:
        self.file.choose(self.session.library.recipe(id))
        self._after_change()

    def _start_over(self) -> None:
        self.file.begin(self.session.library.kinds, self.case.about.country)
        self._after_change()

    def _take_recipe(self, recipe: Any) -> None:
        """A recipe from a file somebody sent: kept among one's own, and used here."""
        try:
            drafting.check_whole(recipe, self.session.library.kinds)
            self.session.library.keep_recipe(recipe)
            self.file.choose(self.session.library.recipe(recipe.id))
        except Problem as problem:
            self.page.explain(words.problem(problem.what, problem.hint), warns=True)
            return
        self._after_change()

    def _changed(self) -> None:
        """The recipe is another: files of the same layout that nobody changed otherwise follow."""
        file = self.file
        for other in self.files:
            if other is not file and other.found is not None and _alike(other, file):
                other.recipe, other.name = file.recipe, file.name
                other.wrong, other.seen = "", True
        self._after_change()

    def _after_change(self) -> None:
        self.file.wrong = ""
        self.page.show_file(self.file)
        self._show_list()
        self._again_soon()

    def _placed(self) -> None:
        self._again_soon()

    def _answer(self, id: str, column: str, value: str) -> None:
        """An answer to what the file leaves open goes into its recipe."""
        file = self.file
        if id == "password":
            file.unlock(value)
            self.opening.open(file)
            self.page.show_file(file)
            return
        assert file.recipe is not None
        if id == "date_order":
            self.teaching.take(drafting.order_dates(file.recipe, column, value, file.columns))
        else:
            self.teaching.take(drafting.lay(file.recipe, **{id: value}))

    # -- previewing ----------------------------------------------------------------------------------------

    def _again_soon(self) -> None:
        self._soon.start()

    def _look(self) -> None:
        file = self.file
        if self.session.case is not self.case:  # it was closed meanwhile
            return
        if file.found is not None and file.recipe is not None:
            self.looking.look(file, self._wishes(file))

    def _previewed(self, file: object) -> None:
        if file is self.file:
            self.page.refresh()
        self._show_list()

    def _count_words(self, column: str) -> None:
        self.looking.count(self.file, column)

    def _wishes(self, file: File) -> Wishes:
        country, zone = self.page.writing.said
        id = file.recipe.id if file.recipe is not None else ""
        if self.again:
            return self._as_before(id, country, zone)
        circumstances = self.origin.circumstances
        period, at = None, zone or self.case.about.zone or "UTC"
        if not self.origin.wrong(at):
            period = stating.authorised(circumstances, at)
        return Wishes(id, country, zone, self.origin.acquisition, period, circumstances=circumstances)

    def _as_before(self, id: str, country: str, zone: str) -> Wishes:
        """What was wished when the source was read last: what was withheld then is withheld again."""
        source = self.mending if self.mending is not None else self.files[0].source
        earlier = (
            [r for r in readings.of_source(self.case, source) if r.included] if source is not None else []
        )
        said = earlier[-1].options if earlier else {}
        period = said.get("period")
        zone = zone or (said["zone"] if said.get("zone_basis") == "set by user" else "")
        return Wishes(
            id,
            country or str(said.get("country") or ""),
            zone,
            period=(period[0], period[1]) if period else None,
        )

    # -- importing -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Keeps the recipes that were made or changed, then takes in every file that can be read."""
        if self.pages.currentIndex() != 0 or not self.go.isEnabled():
            return
        said = self._what_is_missing()
        if said:
            self.wrong.setText(said)
            self.wrong.show()
            return
        run = ImportRun()
        for file in self.files:
            if file.found is None:
                continue
            self._keep(file)
            run.add(file.path, self._wishes(file))
            assert file.recipe is not None
            self.habits.use(file.found.columns, file.recipe.id)
        if not self.again:
            self.habits.acquired = self.origin.kept
        self._start(run)

    def _what_is_missing(self) -> str:
        """The first thing that has to be said before anything is imported; the file it is about is shown."""
        zone = self.page.writing.said[1] or self.case.about.zone or "UTC"
        wrong = self.origin.wrong(zone)
        if wrong:
            self.page.turn_to(self.page.tabs.count() - 1)
            return wrong
        kinds = self.session.library.kinds
        for at, file in enumerate(self.files):
            missing = file.lacks(kinds) if file.found is not None else ""
            if missing:
                self.list.point_at(at)
                return f"{file.path.name}: {missing}" if len(self.files) > 1 else missing
        return ""

    def _keep(self, file: File) -> None:
        """Keeps a recipe made or changed here among the analyst's own, under a name no other recipe has."""
        if not file.changed or file.recipe is None or file.base is None:
            return
        library = self.session.library
        known = {r.id: r for r in library.recipes}
        name, number = file.name.strip() or file.path.stem, 1
        while True:
            made = drafting.own(file.recipe, name if number == 1 else f"{name} {number}", file.columns)
            other = known.get(made.id)
            if other is None or other.id == file.base.id or drafting.same(other, made):
                break
            number += 1
        library.keep_recipe(made)
        file.recipe = file.base = library.recipe(made.id)

    def _start(self, run: ImportRun) -> None:
        self.run = run
        session, library = self.session, self.session.library
        refused = [Outcome(f.path, problem=f.problem) for f in self.files if f.problem]
        left = self._left

        def work(case: Case, job: Job) -> list[Outcome]:
            try:
                return run.work(case, library, job)
            finally:
                left()

        def done(outcomes: list[Outcome]) -> None:
            whole = [*outcomes, *refused]
            if self._is_watching():
                self._show_outcomes(whole)
            else:
                session.imported(whole)

        name = run.turns[0].path.name if len(run.turns) == 1 else self.tr("%Ln files", "", len(run.turns))
        self._left = lambda: None
        self.job = session.work(self.tr("Importing {name}").format(name=name), work, done)
        self.progress.follow(run)
        self.pages.setCurrentWidget(self.progress)
        self.title.setText(self.tr("Importing %Ln files", "", len(run.turns)))
        self.foot.setText(
            self.tr("You can close this window: the import goes on, and you are told when it is done.")
        )
        self.go.hide()
        self.cancel.setText(self.tr("Go on in the background"))
        self.stop.show()
        self.stop.setFocus()

    def _is_watching(self) -> bool:
        from shiboken6 import isValid

        return isValid(self) and self.isVisible()

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self.stop.setEnabled(False)
            self.foot.setText(self.tr("Stopping; what was read of this file is taken back."))

    def _show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Turns to what became of the files."""
        self.progress.leave()
        good = sum(not o.problem for o in outcomes)
        said = self.tr("{good} of {all} files imported") if good < len(outcomes) else self.tr("Imported")
        self.title.setText(said.format(good=words.number(good), all=words.number(len(outcomes))))
        self.outcomes = Outcomes(self.session, outcomes, retry=self._retry)
        self.pages.addWidget(self.outcomes)
        self.pages.setCurrentWidget(self.outcomes)
        self.stop.hide()
        self.foot.setText("")
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()

    # -- leaving -------------------------------------------------------------------------------------------

    def show_manual(self) -> None:
        """Opens the manual at its page about bringing files in."""
        manual.open_page("bringing_files_in", self)

    def reject(self) -> None:
        self._soon.stop()
        self._left()
        super().reject()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.reject()


def _alike(one: File, other: File) -> bool:
    """Whether two files have the same columns and their recipes began alike, so that what is said of one holds for
    the other."""
    if one.found is None or other.found is None or one.base is None or other.base is None:
        return False
    return one.found.columns == other.found.columns and one.base.id == other.base.id
