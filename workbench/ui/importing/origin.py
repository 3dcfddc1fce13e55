"""Where files come from: exhibit, who acquired them, when, where and on what basis; whose records were asked for and
delivered; the authorised period."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.app import stating
from workbench.case.circumstances import Circumstances
from workbench.case.sources import Acquisition
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.parts.labels import heading, label

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
    """What is said here holds for all files of the window; `changed` tells that the period may be another."""

    changed = Signal()

    def __init__(self, before: dict[str, str]) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
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
        self._section(grid, self.tr("Asked for, and authorised"), asked)
        self.said_period = label("", "muted", wraps=True)
        self._outside(grid)
        self._section(grid, self.tr("Delivered, as whoever gave the file says"), delivered)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        area.setWidget(inside)
        whole.addWidget(area, 1)
        for key, edit in self.fields.items():
            edit.setText(before.get(key, "") if key in KEPT else "")
            edit.setCursorPosition(0)
            if key.startswith("asked") or key == "outside":
                edit.textChanged.connect(self._say_period)
                edit.textChanged.connect(self.changed)
        self._say_period()

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

    @property
    def acquisition(self) -> Acquisition:
        """Exhibit, who, when and how."""
        return Acquisition(self._text("exhibit"), self._text("by"), self._text("at"), self._text("how"))

    @property
    def circumstances(self) -> Circumstances:
        """All the rest."""
        return Circumstances(
            self._text("place"), self._text("basis"), self._text("asked"), self._text("asked_first"),
            self._text("asked_last"), self._text("delivered"), self._text("delivered_first"),
            self._text("delivered_last"), self._text("outside"),
        )  # fmt: skip

    @property
    def kept(self) -> dict[str, str]:
        """What is offered again next time."""
        return {key: self._text(key) for key in KEPT if self._text(key)}

    def wrong(self, zone: str) -> str:
        """What cannot be so: a day that is none, a period that ends before it begins; "" where all is well."""
        said = self.circumstances
        try:
            stating.days(said.asked_first, said.asked_last, zone)
            stating.days(said.delivered_first, said.delivered_last, zone)
        except Problem as problem:
            return words.problem(problem.what, problem.hint)
        return ""
