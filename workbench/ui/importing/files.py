"""The files to import in their order: what each is recognised as, and the list that shows how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.app.archives import Part
from workbench.app.habits import Habits
from workbench.app.session import Session
from workbench.case import sources
from workbench.ingest.recognising import Recognised
from workbench.model.files import AnyFile
from workbench.model.problems import PasswordNeeded, Problem
from workbench.ui import icons, words
from workbench.ui.importing.file import File
from workbench.ui.importing.opening import Opening
from workbench.ui.rows import Row, RowList


class FileList(RowList):
    """`turned` tells that another file is looked at, or that more is known of the one that is; `listed` that files
    stand otherwise. `source` is the one that is read `again`, None where the files tell it themselves."""

    turned = Signal()
    listed = Signal()

    def __init__(
        self, session: Session, paths: Sequence[AnyFile], habits: Habits, window: QWidget, *, again: bool,
        source: int | None,
    ) -> None:  # fmt: skip
        super().__init__(words.translate("ImportWindow", "Files"), side=8)
        self.session, self.habits, self.again, self.source = session, habits, again, source
        self.files = [File(path) for path in paths]
        self.left_out: list[str] = []
        self.setMinimumWidth(170)
        self.chosen.connect(lambda row: self.turned.emit())
        self.pressed_button.connect(lambda row: self.leave_out(int(row.key)))
        self.opening = Opening(session, window, whole=source is not None)
        self.opening.opened.connect(self._opened)
        self.opening.recognised.connect(self._recognised)
        self.opening.refused.connect(self._refused)

    def begin(self) -> None:
        """Shows the files and looks what they are."""
        self.show_files()
        self.point_at(0)
        for file in self.files:
            self.opening.open(file)

    @property
    def file(self) -> File:
        """The file that is looked at."""
        row = self.current()
        return self.files[int(row.key) if row is not None else 0]  # type: ignore[call-overload]

    def show_files(self) -> None:
        """Shows how every file stands now."""
        kinds = self.session.library.kinds
        several = len(self.files) > 1
        rows = []
        for at, file in enumerate(self.files):
            asks = bool(file.problem) or (file.found is not None and bool(file.lacks(kinds)))
            letter = (file.path.name, icons.LETTERS[at % len(icons.LETTERS)])
            rows.append(
                Row(
                    at, file.path.name, under=file.said(kinds), letter=letter, tone="warning" if asks else "",
                    tip=str(file.path), button="ph.x" if several else "",
                )
            )  # fmt: skip
        self.setVisible(several)
        self.show_rows(rows)
        self.listed.emit()

    @property
    def ready(self) -> bool:
        """Whether every file was looked at and one at least can be read."""
        return any(f.found is not None for f in self.files) and not any(f.open for f in self.files)

    @property
    def title(self) -> str:
        """What is done with the files, and how many were left out."""
        if self.source is not None:
            return self.tr("Mend how {file} is read").format(file=self.files[0].path.name)
        if self.again:
            return self.tr("Read {file} again").format(file=self.files[0].path.name)
        said = self.tr("Import %Ln files", "", len(self.files))
        left_out = self.tr("%Ln left out", "", len(self.left_out))
        return f"{said}, {left_out}" if self.left_out else said

    @property
    def summary(self) -> str:
        """How many of the files are ready, and how many cannot be read."""
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
        self.show_files()
        self.point_at(min(at, len(self.files) - 1))
        self.turned.emit()

    def unlock(self, file: File, password: str) -> None:
        """Tries a password on a file, and on all of its archive that ask too: it is mostly the same."""
        archive = getattr(file.path, "archive", file)
        for one in self.files:
            if one is file or (one.locked and getattr(one.path, "archive", one) == archive):
                one.unlock(password)
                self.opening.open(one)

    def share(self, file: File) -> None:
        """Lets files of the same layout that nobody changed otherwise follow this one."""
        for other in self.files:
            if other is not file and other.found is not None and _alike(other, file):
                other.recipe, other.name = file.recipe, file.name
                other.wrong, other.seen = "", True

    # -- looking -------------------------------------------------------------------------------------------

    def _opened(self, file: File, parts: list[Part]) -> None:
        if file not in self.files:
            return
        if len(parts) == 1 and parts[0].path is file.path:
            self.opening.recognise(file)
            return
        shown, at = self.file is file, self.files.index(file)
        self.left_out += [f"{p.path.name} {p.left_out}" for p in parts if p.left_out]
        parts = [p for p in parts if not p.left_out]
        if not parts:
            self._refused(file, Problem(f"there is nothing to import in {file.path.name}", self.left_out[-1]))
            return
        inside = [File(p.path, problem=f"{p.path.name} {p.refused}" if p.refused else "") for p in parts]
        self.files[at : at + 1] = inside
        self.show_files()
        if shown:
            self.point_at(at)
            self.turned.emit()
        for one in inside:
            if not one.problem:
                self.opening.recognise(one)

    def _recognised(self, file: File, found: Recognised, known: int | None) -> None:
        file.problem = ""
        file.source = known
        library, about = self.session.library, self.session.open_case.about
        file.take(found, library.kinds, self.habits.used(found.columns), about.country)
        if self.again:
            self._read_as_before(file)
        alike = next((f for f in self.files if f is not file and f.changed and _alike(f, file)), None)
        if alike is not None:  # what was said of the first file of a kind holds for the next
            file.recipe, file.name = alike.recipe, alike.name
        self._known_better(file)

    def _read_as_before(self, file: File) -> None:
        """Begins with the recipe the source was read with last, where it is still there."""
        source = self.source if self.source is not None else file.source or 0
        try:
            before = sources.get(self.session.open_case, source).recipe
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
        self._known_better(file)

    def _known_better(self, file: File) -> None:
        self.show_files()
        if file is self.file:
            self.turned.emit()


def _alike(one: File, other: File) -> bool:
    """Whether two files have the same columns and their recipes began alike, so that what is said of one holds for
    the other."""
    if one.found is None or other.found is None or one.base is None or other.base is None:
        return False
    return one.found.columns == other.found.columns and one.base.id == other.base.id
