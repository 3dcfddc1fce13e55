"""How files were acquired, and where their numbers and times are at home."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from workbench.case.cases import About
from workbench.case.sources import Acquisition
from workbench.ui.forms import choose, countries, value_of
from workbench.ui.parts.labels import heading, label


class Acquired(QWidget):
    """Exhibit, who, when and how; `changed` when another country or zone is chosen. A file read `again` keeps how it
    was acquired."""

    changed = Signal()

    def __init__(self, about: About, *, many: bool, again: bool = False) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        title = self.tr("How these files were acquired") if many else self.tr("How this file was acquired")
        if again:  # that was said when it came into the case
            title = self.tr("How it is to be read")
        grid.addWidget(heading(title), 0, 0, 1, 6)
        self.exhibit, self.by, self.at, self.how = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.at.setPlaceholderText("2026-06-30")
        as_case = self.tr("as the case: {value}")
        zones = [(z, z) for z in sorted(available_timezones())]
        self._country = choose(
            [("", as_case.format(value=about.country or "–")), *countries()], "", typed=True
        )
        self._zone = choose([("", as_case.format(value=about.zone or "UTC")), *zones], "", typed=True)
        for box in (self._country, self._zone):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self.changed)
        fields = (
            (self.tr("Exhibit"), self.exhibit), (self.tr("Acquired by"), self.by), (self.tr("On"), self.at),
            (self.tr("How"), self.how), (self.tr("Numbers are of"), self._country),
            (self.tr("Times are of"), self._zone),
        )  # fmt: skip
        for number, (name, widget) in enumerate(fields[4:] if again else fields):
            widget.setAccessibleName(name)
            row, column = 1 + number // 3, 2 * (number % 3)
            grid.addWidget(label(name), row, column)
            grid.addWidget(widget, row, column + 1)
            grid.setColumnStretch(column + 1, 1)

    @property
    def said(self) -> Acquisition:
        """What was filled in."""
        return Acquisition(*(edit.text().strip() for edit in (self.exhibit, self.by, self.at, self.how)))

    @property
    def country(self) -> str:
        """The country chosen, "" for the case's own."""
        return str(value_of(self._country))

    @property
    def zone(self) -> str:
        """The zone chosen, "" for the case's own."""
        return str(value_of(self._zone))
