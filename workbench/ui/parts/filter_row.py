"""One filter in force: whether it is on, what it keeps, what it removes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.model.filters import Filter
from workbench.ui.panels.panel import menu_of
from workbench.ui.parts.labels import label, tool


class FilterRow(QWidget):
    """A filter with its switch; `switched`, `changed` (asks for another), `named`, `alone` and `removed` say what is
    wanted of it."""

    switched = Signal(object, bool)
    changed = Signal(object)
    named = Signal(object, str)
    alone = Signal(object)
    removed = Signal(object)

    def __init__(self, shown: Filter, sentence: str, test: str) -> None:
        super().__init__()
        self.filter = shown
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 2, 0, 4)
        place.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(2)
        self.switch = QCheckBox()
        self.switch.setChecked(shown.on)
        self.switch.setAccessibleName(sentence)
        self.switch.toggled.connect(lambda on: self.switched.emit(self.filter, on))
        self.sentence = label(sentence, "" if shown.on else "muted", wraps=True)
        self.sentence.setToolTip(test)
        self.sentence.setMinimumHeight(22)
        self.name = QLineEdit(shown.title)
        self.name.setPlaceholderText(self.tr("Name of the filter"))
        self.name.setAccessibleName(self.tr("Name of the filter"))
        self.name.returnPressed.connect(lambda: self.named.emit(self.filter, self.name.text().strip()))
        self.name.hide()
        self.more = tool("ph.dots-three", self.tr("Change or name this filter"), self._menu)
        self.away = tool("ph.x", self.tr("Remove this filter"), lambda: self.removed.emit(self.filter))
        line.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.name, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        place.addLayout(line)
        self.removes = label("", "muted", wraps=True)
        self.removes.setContentsMargins(26, 0, 0, 0)
        place.addWidget(self.removes)

    def say(self, removes: str) -> None:
        """Says what the filter removes."""
        self.removes.setText(removes)
        self.switch.setAccessibleDescription(removes)

    def rename(self) -> None:
        """Asks for a name in place."""
        self.sentence.hide()
        self.name.show()
        self.name.setFocus()

    def _menu(self) -> None:
        entries: list[tuple[str, object]] = [
            (self.tr("Change"), lambda: self.changed.emit(self.filter)),
            (self.tr("Name"), self.rename),
            (self.tr("This one only"), lambda: self.alone.emit(self.filter)),
            (self.tr("Remove"), lambda: self.removed.emit(self.filter)),
        ]
        menu_of(self, entries).popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
