"""One field in the filters: a heading that opens and closes, and the bars of its values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.case.bars import Histogram
from workbench.model.filters import Filter
from workbench.ui import icons, words
from workbench.ui.panels.panel import menu_of
from workbench.ui.parts.bars import BarList
from workbench.ui.parts.labels import Elided, label

COLUMNS = ("hour", "weekday", "time")
UNITS = {"records": "records", "entities": "entities", "links": "links", "pairs": "pairs"}


class BarSection(QWidget):
    """`chosen`, `keep` and `leave_out` pass on what is wanted of bars; `opened` says that the bars are needed."""

    chosen = Signal(str, list)
    keep = Signal(str, list)
    leave_out = Signal(str, list)
    opened = Signal()

    def __init__(self, by: str, name: str, shown: bool) -> None:
        super().__init__()
        self.by = by
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(2)
        line = QHBoxLayout()
        self.head = QToolButton()
        self.head.setText(name)
        self.head.setCheckable(True)
        self.head.setChecked(shown)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setProperty("role", "section")
        self.head.setAccessibleName(name)
        self.head.toggled.connect(self._open)
        self.unit = Elided("", "muted")
        self.unit.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.head)
        line.addWidget(self.unit, 1)
        place.addLayout(line)
        self.list = BarList(name, by in COLUMNS)
        self.rest = label("", "muted", wraps=True)
        place.addWidget(self.list)
        place.addWidget(self.rest)
        self.list.chosen.connect(lambda bars: self.chosen.emit(self.by, [bar.test for bar in bars]))
        self.list.keep.connect(lambda bars: self.keep.emit(self.by, [bar.test for bar in bars]))
        self.list.leave_out.connect(lambda bars: self.leave_out.emit(self.by, [bar.test for bar in bars]))
        self.list.customContextMenuRequested.connect(self._menu)
        self._filled, self._counts = False, ""
        self._place()

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def show_histogram(
        self,
        found: Histogram,
        names: Sequence[str],
        marks: Sequence[str],
        filters: Sequence[Filter],
        zone: str,
    ) -> None:
        """Shows bars; those that filters name are marked. Hours and weekdays are those of `zone`."""
        mine = [f for f in filters if f.by == self.by and f.on]
        tests = [bar.test for bar in found.bars]
        kept = [any(_names(f.keep, t) or _inside(f, t) for f in mine) for t in tests]
        dropped = [any(_names(f.drop, t) for f in mine) for t in tests]
        self.list.show_bars(found.bars, names, kept, dropped, marks)
        unit = words.translate("Bars", UNITS[found.of])
        self._counts = zone if self.by in COLUMNS else unit
        if not found.bars:
            self.rest.setText(self.tr("nothing of this on the chart"))
        elif found.left_out:
            self.rest.setText(self.tr("and %Ln more values; type the one you mean above", "", found.left_out))
        else:
            self.rest.clear()
        self._filled = bool(found.bars)
        self._place()
        self.show()

    def restyle(self) -> None:
        self._place()
        self.list.restyle()
        self.list.viewport().update()

    def _open(self, shown: bool) -> None:
        self._place()
        if shown:
            self.opened.emit()

    def _place(self) -> None:
        shut = (
            "ph.caret-left" if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else "ph.caret-right"
        )
        self.head.setIcon(icons.sign("ph.caret-down" if self.is_open else shut))
        self.list.setVisible(self.is_open and self._filled)
        self.unit.say(self._counts if self.is_open and self._filled else "")
        self.rest.setVisible(self.is_open and bool(self.rest.text()))

    def _menu(self, at: QPoint) -> None:
        chosen = self.list.chosen_bars()
        if not chosen:
            return
        tests = [bar.test for bar in chosen]
        entries: list[tuple[str, object]] = [
            (self.tr("Keep as a filter"), lambda: self.keep.emit(self.by, tests)),
            (self.tr("Leave out"), lambda: self.leave_out.emit(self.by, tests)),
        ]
        menu_of(self, entries).popup(self.list.menu_place(at))


def _names(values: Sequence[str], bar: Filter) -> bool:
    return bar.low is None and bar.high is None and bool(bar.keep) and set(bar.keep) <= set(values)


def _inside(filter: Filter, bar: Filter) -> bool:
    """Whether a bar lies in the stretch that a filter keeps."""
    if filter.low is None and filter.high is None:
        return False
    if filter.by == "hour" and bar.keep and bar.keep[0]:
        hour, low, high = (
            int(bar.keep[0]),
            int(filter.low or 0),
            int(24 if filter.high is None else filter.high),
        )
        return low <= hour < high if low < high else hour >= low or hour < high
    low_fits = filter.low is None or (bar.low is not None and bar.low >= filter.low)
    high_fits = filter.high is None or (bar.high is not None and bar.high <= filter.high)
    return (bar.low is not None or bar.high is not None) and low_fits and high_fits
