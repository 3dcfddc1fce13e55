"""Bars that are selectors: a click chooses one, Ctrl adds, a double click or Enter keeps it as a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.case.bars import Bar
from workbench.drawing import fonts
from workbench.ui import appearance, words

ROW, TALL, MOST_TALL = 25, 46, 320  # pixels of a row, of the highest column, of a list before it scrolls
UNDER = 16  # below columns, for what they stand for
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Space)
Index = QModelIndex | QPersistentModelIndex
Name = Callable[[Bar], str]


class BarModel(QAbstractListModel):
    """Bars as a model; the bar itself under UserRole. `kept` and `dropped` are those a filter in force names."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: list[Bar] = []
        self.names: list[str] = []
        self.kept: list[bool] = []
        self.dropped: list[bool] = []
        self.most = 1

    def show(
        self, bars: Sequence[Bar], names: Sequence[str], kept: Sequence[bool], dropped: Sequence[bool]
    ) -> None:
        """Shows bars; those that stay the same stay chosen."""
        same = [b.test for b in bars] == [b.test for b in self.bars]
        if not same:
            self.beginResetModel()
        self.bars, self.names = list(bars), list(names)
        self.kept, self.dropped = list(kept), list(dropped)
        self.most = max((bar.all for bar in bars), default=1) or 1
        if same and self.bars:
            self.dataChanged.emit(self.index(0), self.index(len(self.bars) - 1))
        elif not same:
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        bar = self.bars[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.names[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return bar
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.said(index.row())
        return None

    def said(self, row: int) -> str:
        """A bar in words: its name, how many there are, whether a filter keeps or leaves it out."""
        bar = self.bars[row]
        said = [self.names[row], counted(bar)]
        if self.kept[row]:
            said.append(self.tr("kept by a filter"))
        if self.dropped[row]:
            said.append(self.tr("left out by a filter"))
        return ", ".join(said)


def counted(bar: Bar) -> str:
    """How many a bar counts: "40", or "12 of 40" where filters leave fewer. Numbers of records change with what filters
    leave, so there it is how many there are now."""
    if bar.here == bar.all or bar.test.by == "count":
        return words.number(bar.here)
    return words.translate("Bars", "{some} of {all}").format(
        some=words.number(bar.here), all=words.number(bar.all)
    )


class BarDelegate(QStyledItemDelegate):
    """Paints a bar: pale what there is, strong what is left. A chosen one has a ring, one kept by a filter a tick, one
    left out is struck through."""

    def __init__(self, view: BarList) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not self.view.columns:
            return QSize(60, appearance.scaled(ROW))
        width, count, row = self.view.viewport().width(), self.view.bars.rowCount(), index.row()
        return QSize(width * (row + 1) // count - width * row // count, TALL + appearance.scaled(UNDER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.view.columns:
            self._column(painter, option, index.row())
        else:
            self._row(painter, option, index.row())
        painter.restore()

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        theme, model = appearance.theme(), self.view.bars
        bar, box = model.bars[row], QRect(option.rect).adjusted(0, 1, 0, -1)
        for count, colour in ((bar.all, theme.sunken), (bar.here, theme.accent_soft)):
            part = QRect(box)
            part.setWidth(max(round(box.width() * count / model.most), 2 if count else 0))
            painter.fillRect(QStyle.visualRect(option.direction, box, part), QColor(colour))
        self._ring(painter, option, box)
        inner = box.adjusted(8, 0, -8, 0)
        font = fonts.font(appearance.scaled(12))
        font.setStrikeOut(model.dropped[row])
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if bar.here else theme.muted))
        count = counted(bar)
        metrics = painter.fontMetrics()
        room = metrics.horizontalAdvance(count)
        name = ("✓ " if model.kept[row] else "") + model.names[row]
        end = inner.adjusted(inner.width() - room, 0, 0, 0)
        start = inner.adjusted(0, 0, -room - 10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(
            QStyle.visualRect(option.direction, inner, start), middle | (right if rtl else left),
            words.isolated(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, start.width())),
        )  # fmt: skip
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        painter.drawText(
            QStyle.visualRect(option.direction, inner, end), middle | (left if rtl else right), words.isolated(count),
        )  # fmt: skip

    def _column(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        theme, model = appearance.theme(), self.view.bars
        bar, box, below = model.bars[row], QRect(option.rect), appearance.scaled(UNDER)
        stand = box.adjusted(0, 0, 0, -below)
        gap = 1 if box.width() > 4 else 0
        for count, colour in ((bar.all, theme.line), (bar.here, theme.accent)):
            height = max(round(stand.height() * count / model.most), 2 if count else 0)
            painter.fillRect(stand.adjusted(gap, stand.height() - height, -gap, 0), QColor(colour))
        self._ring(painter, option, stand)
        under = QRect(box.left(), stand.bottom() + 1, box.width(), below)
        if model.kept[row] or model.dropped[row]:
            painter.fillRect(
                under.adjusted(gap, 0, -gap, -below + 3),
                QColor(theme.ink if model.kept[row] else theme.warning),
            )
        text = self.view.mark(row)
        if text:
            painter.setFont(fonts.font(appearance.scaled(10)))
            painter.setPen(QColor(theme.muted))
            room = painter.fontMetrics().horizontalAdvance(text) + 4
            place = QRect(under.center().x() - room // 2, under.top(), room, below)
            edge = self.view.viewport().rect()
            place.moveLeft(min(max(place.left(), edge.left()), edge.right() - room))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words.isolated(text))

    def _ring(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        theme = appearance.theme()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(theme.muted))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus and self.view.hasFocus():
            painter.setPen(QPen(QColor(theme.ink), 1, Qt.PenStyle.DotLine))
            painter.drawRect(box.adjusted(2, 2, -3, -3))


class BarList(QListView):
    """A list of bars, or `columns` beside one another. `chosen` are the bars pointed at; `keep` and `leave_out` ask for
    a filter of those."""

    chosen = Signal(list)
    keep = Signal(list)
    leave_out = Signal(list)

    def __init__(self, name: str, columns: bool) -> None:
        super().__init__()
        self.columns = columns
        self.bars = BarModel()
        self.setModel(self.bars)
        self.setItemDelegate(BarDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if columns:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setWrapping(False)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._marks: list[str] = []
        self._quiet = False
        self.selectionModel().selectionChanged.connect(lambda now, before: self._tell())
        self.doubleClicked.connect(lambda index: self.keep.emit([index.data(Qt.ItemDataRole.UserRole)]))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show_bars(
        self, bars: Sequence[Bar], names: Sequence[str], kept: Sequence[bool], dropped: Sequence[bool],
        marks: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Shows bars under their names; `marks` are what stands below columns, "" for nothing."""
        self._marks = list(marks)
        self._quiet = True
        self.bars.show(bars, names, kept, dropped)
        self._quiet = False
        self.restyle()

    def restyle(self) -> None:
        """Takes the height that its bars need at the size of letters that is in force now."""
        rows = min(self.bars.rowCount() * appearance.scaled(ROW), appearance.scaled(MOST_TALL))
        self.setFixedHeight((TALL + appearance.scaled(UNDER) if self.columns else rows) + 2)
        self.scheduleDelayedItemsLayout()

    def mark(self, row: int) -> str:
        """What stands below a column."""
        return self._marks[row] if row < len(self._marks) else ""

    def let_go(self) -> None:
        """Lets go of what is chosen, without saying so."""
        self._quiet = True
        self.clearSelection()
        self._quiet = False

    def chosen_bars(self) -> list[Bar]:
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.bars.bars[row] for row in rows]

    def choose(self, rows: Sequence[int]) -> None:
        """Chooses bars as a click would."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(self.bars.index(row), flags.Select)

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_bars())

    def event(self, event: QEvent) -> bool:
        """Takes its keys before the window does, for which Delete means the chart."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in KEYS
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen_bars()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self.keep.emit(chosen)
        elif event.key() == Qt.Key.Key_Delete and chosen:
            self.leave_out.emit(chosen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columns:
            self.scheduleDelayedItemsLayout()

    def menu_place(self, at: QPoint) -> QPoint:
        return self.viewport().mapToGlobal(at)
