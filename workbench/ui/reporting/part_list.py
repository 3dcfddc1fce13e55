"""The parts of a report in their order: dragged by hand, moved by keys, taken out, gone over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from workbench.app.reporting import Named
from workbench.ui import appearance, icons

SIGNS = {
    "text": "ph.text-align-left", "finding": "ph.lightbulb", "chart": "ph.tree-structure", "table": "ph.table",
    "timeline": "ph.chart-bar", "map": "ph.map-trifold", "pattern": "ph.calendar-blank", "answer": "ph.question",
    "rows": "ph.quotes", "sources": "ph.files", "custody": "ph.archive", "method": "ph.list-numbers",
}  # fmt: skip
ID = Qt.ItemDataRole.UserRole


class PartList(QListWidget):
    """`ordered` tells the ids in their new order, `dropped` the one to be taken out, `opened` the one to be changed."""

    ordered = Signal(list)
    dropped = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Parts of the report, in order"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(ID)))

    def show_parts(self, named: Sequence[tuple[int, str, Named]]) -> None:
        """Shows parts as (id, sort, what it is called); the current one stays current."""
        current = self.current
        self.clear()
        for number, (id, sort, called) in enumerate(named, start=1):
            said = f"{called.sort}: {called.title}" if called.title else called.sort
            item = QListWidgetItem(icons.sign(SIGNS[sort]), f"{number}. {said}")
            item.setData(ID, id)
            item.setSizeHint(QSize(0, appearance.scaled(30)))
            item.setToolTip(
                self.tr("This is no longer in the case: {part}").format(part=said) if called.gone else said
            )
            if called.gone:
                item.setIcon(icons.sign("ph.warning"))
            self.addItem(item)
        self.point_at(current)

    @property
    def current(self) -> int | None:
        """The id of the current part."""
        item = self.currentItem()
        return int(item.data(ID)) if item is not None else None

    def point_at(self, id: int | None) -> None:
        """Makes a part current, the last one where it is not there."""
        ids = self.ids
        if ids:
            self.setCurrentRow(ids.index(id) if id in ids else len(ids) - 1)

    @property
    def ids(self) -> list[int]:
        return [int(self.item(n).data(ID)) for n in range(self.count())]

    def move(self, by: int) -> None:
        """Moves the current part up or down."""
        ids, id = self.ids, self.current
        if id is None:
            return
        at = ids.index(id)
        to = min(max(at + by, 0), len(ids) - 1)
        if to != at:
            ids.insert(to, ids.pop(at))
            self.ordered.emit(ids)

    def dropEvent(self, event: QDropEvent) -> None:
        before = self.ids
        super().dropEvent(event)
        if self.ids != before:
            self.ordered.emit(self.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and self.current is not None:
            self.dropped.emit(self.current)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)
