"""Where files come from: exhibit, who acquired them, when, where and on what basis; whose records were asked for and
delivered; the authorised period."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.app import stating
from workbench.app.habits import Habits
from workbench.case import exhibits
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.importing.shared import Shared
from workbench.ui.parts.labels import heading, label
from workbench.ui.parts.scrolling import scrolling

DAY = "2026-06-30"
KEPT = (
    "by",
    "at",
    "place",
    "how",
    "basis",
    "asked",
    "asked_first",
    "asked_last",
)  # likely the same next time


class Origin(QWidget):
    """What is said here holds for all files of the window, or apart for the one that is looked at; `changed` tells that
    the period may be another."""

    changed = Signal()

    def __init__(self, before: dict[str, str], sha512: bool = False, case: Case | None = None) -> None:
        super().__init__()
        self.file: File | None = None
        self.said: Shared[dict[str, str]] = Shared({key: before[key] for key in KEPT if before.get(key)})
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        self.same = QCheckBox(self.tr("The same for all files"))
        self.same.setChecked(True)
        self.same.toggled.connect(self._part)
        whole.addWidget(self.same)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        self.fields: dict[str, QLineEdit] = {}
        acquired = (
            ("exhibit", self.tr("Exhibit"), ""), ("by", self.tr("Acquired by"), ""), ("at", self.tr("On"), DAY),
            ("place", self.tr("Where"), ""), ("how", self.tr("How"), self.tr("handed over, seized, downloaded …")),
            ("basis", self.tr("Legal basis"), self.tr("order, warrant, consent …")),
        )  # fmt: skip
        asked = (
            ("asked", self.tr("Whose records"), self.tr("number, account …")),
            ("asked_first", self.tr("from"), DAY), ("asked_last", self.tr("until"), DAY),
        )  # fmt: skip
        delivered = (
            ("delivered", self.tr("Whose records"), self.tr("number, account …")),
            ("delivered_first", self.tr("from"), DAY), ("delivered_last", self.tr("until"), DAY),
        )  # fmt: skip
        self._add(grid, acquired, "")
        self.sha512, self.refer = self._originals(grid, sha512)
        self._section(grid, self.tr("Asked for, and authorised"), asked)
        self.said_period = label("", "muted", wraps=True)
        self._outside(grid)
        self._section(grid, self.tr("Delivered, as whoever gave the file says"), delivered)
        if case is not None:
            known = [one.reference for one in exhibits.listed(case)]
            self.fields["exhibit"].setCompleter(QCompleter(known, self))
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        whole.addWidget(scrolling(inside, sideways=True), 1)
        for key, edit in self.fields.items():
            edit.textChanged.connect(lambda text, key=key: self._keep(key, text))
        self.hold(None, several=False)

    def hold(self, file: File | None, *, several: bool) -> None:
        """Shows what is said of a file; `several` says that it is not the only one."""
        self.file = file
        self.same.setVisible(several)
        self.same.blockSignals(True)
        self.same.setChecked(not self.said.is_apart(file))
        self.same.blockSignals(False)
        said = self.said.of(file)
        for key, edit in self.fields.items():
            if edit.text() != said.get(key, ""):
                edit.blockSignals(True)
                edit.setText(said.get(key, ""))
                edit.setCursorPosition(0)
                edit.blockSignals(False)
        self._say_period()

    def _part(self, same: bool) -> None:
        """Lets the file be said apart from the others, or like them again."""
        if self.file is not None:
            self.said.part(self.file, not same)
            self.hold(self.file, several=True)
            self.changed.emit()

    def _keep(self, key: str, text: str) -> None:
        self.said.say(self.file, self.said.of(self.file) | {key: text})
        if key.startswith("asked") or key == "outside":
            self._say_period()
            self.changed.emit()

    def _section(self, grid: QGridLayout, name: str, fields: tuple[tuple[str, str, str], ...]) -> None:
        title = heading(name)
        title.setContentsMargins(0, 2, 0, 0)
        grid.addWidget(title, grid.rowCount(), 0, 1, 6)
        self._add(grid, fields, name)

    def _add(self, grid: QGridLayout, fields: tuple[tuple[str, str, str], ...], of: str) -> None:
        row = grid.rowCount()
        for at, (key, name, hint) in enumerate(fields):
            edit = QLineEdit()
            edit.setPlaceholderText(hint)
            edit.setAccessibleName(f"{of}: {name}" if of else name)
            self.fields[key] = edit
            grid.addWidget(label(name), row + at // 3, 2 * (at % 3))
            grid.addWidget(edit, row + at // 3, 2 * (at % 3) + 1)

    def _outside(self, grid: QGridLayout) -> None:
        """Why rows outside the period are read all the same; what becomes of them stands beside."""
        row = grid.rowCount()
        edit = QLineEdit()
        edit.setPlaceholderText(self.tr("leave empty to withhold them"))
        name = self.tr("Rows outside are read because")
        edit.setAccessibleName(name)
        self.fields["outside"] = edit
        grid.addWidget(label(name), row, 0)
        grid.addWidget(edit, row, 1)
        grid.addWidget(self.said_period, row, 2, 1, 4)

    def _originals(self, grid: QGridLayout, sha512: bool) -> tuple[QCheckBox, QCheckBox]:
        """What becomes of the originals of all files: which hashes are taken, and whether the case keeps them."""
        long = QCheckBox(self.tr("Take SHA-512 beside SHA-256"))
        long.setChecked(sha512)
        refer = QCheckBox(self.tr("Leave originals where they are; keep their hashes"))
        refer.setToolTip(
            self.tr(
                "Rows are then shown only while the very same file is there. What is packed or pasted is kept."
            )
        )
        row = grid.rowCount()
        grid.addWidget(long, row, 0, 1, 2)
        grid.addWidget(refer, row, 2, 1, 4)
        return long, refer

    def _text(self, key: str) -> str:
        return self.fields[key].text().strip()

    def _say_period(self) -> None:
        there = bool(self._text("asked_first") or self._text("asked_last"))
        self.fields["outside"].setEnabled(there)
        if not there:
            said = self.tr("Without a period, all rows are read.")
        elif self._text("outside"):
            said = self.tr("All rows are read; the reason is kept with the file.")
        else:
            said = self.tr(
                "Rows outside are counted but not read, and the case keeps the file's hash, not the file."
            )
        self.said_period.setText(said)

    def acquisition(self, file: File) -> Acquisition:
        """Exhibit, who, when and how."""
        said = self._said(file)
        return Acquisition(said("exhibit"), said("by"), said("at"), said("how"))

    def circumstances(self, file: File) -> Circumstances:
        """All the rest."""
        said = self._said(file)
        return Circumstances(
            said("place"), said("basis"), said("asked"), said("asked_first"), said("asked_last"),
            said("delivered"), said("delivered_first"), said("delivered_last"), said("outside"),
        )  # fmt: skip

    def _said(self, file: File) -> Callable[[str], str]:
        said = self.said.of(file)
        return lambda key: said.get(key, "").strip()

    @property
    def kept(self) -> dict[str, str]:
        """What is offered again next time: what was said of all files."""
        return {key: text for key in KEPT if (text := self.said.common.get(key, "").strip())}

    def remember(self, habits: Habits) -> None:
        """Keeps for the next time how files are said to be acquired, and whether SHA-512 is taken."""
        habits.acquired, habits.sha512 = self.kept, self.sha512.isChecked()

    def wrong(self, file: File, zone: str) -> str:
        """What cannot be so: a day that is none, a period that ends before it begins; "" where all is well."""
        said = self.circumstances(file)
        try:
            stating.days(said.asked_first, said.asked_last, zone)
            stating.days(said.delivered_first, said.delivered_last, zone)
        except Problem as problem:
            return words.problem(problem.what, problem.hint)
        return ""

    def says_withheld(self, files: Sequence[File]) -> str:
        """That rows outside the authorised period of these files will be withheld; "" where none is."""
        periods = {
            (said.asked_first or "…", said.asked_last or "…")
            for said in map(self.circumstances, files)
            if (said.asked_first or said.asked_last) and not said.outside
        }
        if len(periods) > 1:
            return self.tr("rows outside the authorised period of each file will be withheld")
        for first, last in periods:
            return self.tr("rows outside {first} to {last} will be withheld").format(first=first, last=last)
        return ""
