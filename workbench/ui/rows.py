"""Lists of one-line rows: a tile, a text, something to the right; painted alike in panels and in the search box."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.drawing import fonts
from workbench.model.kinds import EntityKind
from workbench.ui import appearance, icons, words

TILE = 18
BUTTON = 22  # screen pixels at the end of a row whose sign can be pressed
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One row of a list. `kind` or `letter` gives its tile; `tone` is "", muted, warning or heading; `button` is a
    sign at its end that can be pressed by itself ("-" leaves its room free)."""

    key: Hashable
    text: str
    right: str = ""
    under: str = ""
    kind: EntityKind | None = None
    letter: tuple[str, str] | None = None
    sign: str = ""
    tone: str = ""
    tip: str = ""
    struck: bool = False
    value: Any = None
    button: str = ""


class RowModel(QAbstractListModel):
    """Rows as a model; the row itself under UserRole."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return ", ".join(part for part in (row.text, row.right, row.under) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.rows[index.row()].tone == "heading":
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowDelegate(QStyledItemDelegate):
    """Paints a row; right-to-left windows have it mirrored."""

    def __init__(self, side: int = 14) -> None:
        super().__init__()
        self.side = side

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(40, appearance.scaled(30 if row.tone == "heading" else 46 if row.under else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        theme = appearance.theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and row.tone != "heading"
        if chosen or hovered:
            painter.fillRect(box, QColor(theme.accent_soft if chosen else theme.sunken))
        if (
            option.state & QStyle.StateFlag.State_HasFocus
            and option.widget is not None
            and option.widget.hasFocus()
        ):
            painter.setPen(QColor(theme.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        inner = box.adjusted(self.side, 0, -self.side, 0)
        if row.tone == "heading":
            self._heading(painter, option, inner, row)
        else:
            self._row(painter, option, inner, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Row) -> None:
        font = fonts.font(appearance.scaled(11))
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(QColor(appearance.theme().muted))
        place = box.adjusted(0, 6, 0, 0)
        painter.drawText(place, _start(option) | Qt.AlignmentFlag.AlignVCenter, row.text.upper())
        painter.drawText(place, _end(option) | Qt.AlignmentFlag.AlignVCenter, row.right)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Row) -> None:
        theme = appearance.theme()
        left = box.left()
        if row.button:
            place = QRect(box.right() - 15, box.center().y() - 7, 16, 16)
            if row.button != "-":
                role = "ink" if option.state & QStyle.StateFlag.State_MouseOver else "muted"
                icons.sign(row.button, role).paint(painter, QStyle.visualRect(option.direction, box, place))
        image = self._tile(row, painter.device().devicePixelRatioF())
        if image is not None:
            wide = round(image.width() / image.devicePixelRatio())
            place = QRect(left - (wide - TILE) // 2, box.center().y() - wide // 2 + 1, wide, wide)
            painter.drawImage(QStyle.visualRect(option.direction, box, place), image)
            left += TILE + 10
        elif row.sign:
            place = QRect(left, box.center().y() - 8, 17, 17)
            icons.sign(row.sign, row.tone or "muted").paint(
                painter, QStyle.visualRect(option.direction, box, place)
            )
            left += 25
        plain, small = (fonts.font(appearance.scaled(side)) for side in (13, 12))
        for font in (plain, small):
            font.setFeature(QFont.Tag("tnum"), 1)
        plain.setStrikeOut(row.struck)
        beside = QFontMetrics(small).horizontalAdvance(row.right) + 2 if row.right else 0
        end = box.right() - (BUTTON if row.button else 0)
        room = QRect(left, box.top(), end - left - beside - (10 if beside else 0), box.height())
        if row.under:
            room = room.adjusted(0, 5, 0, -appearance.scaled(23))
        ink = {"muted": theme.muted, "warning": theme.warning}.get(row.tone, theme.ink)
        self._text(painter, option, box, room, row.text, plain, ink)
        if row.under:
            below = QRect(left, box.top() + appearance.scaled(23), end - left, appearance.scaled(18))
            self._text(painter, option, box, below, row.under, small, theme.muted, ends=True)
        if row.right:
            place = QRect(end - beside, room.top(), beside, room.height())
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            place = QStyle.visualRect(option.direction, box, place)
            painter.drawText(place, _end(option) | Qt.AlignmentFlag.AlignVCenter, words.directed(row.right))

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, room: QRect, text: str, font: QFont,
        ink: str, ends: bool = False,
    ) -> None:  # fmt: skip
        """`ends`: a sentence is cut at its end; names differ there, and are cut in the middle."""
        cut = Qt.TextElideMode.ElideRight if ends else Qt.TextElideMode.ElideMiddle
        shown = QFontMetrics(font).elidedText(text, cut, room.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        place = QStyle.visualRect(option.direction, box, room)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            shown = words.isolated(shown)
        painter.drawText(place, _start(option) | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tile(self, row: Row, ratio: float) -> QImage | None:
        if row.kind is not None:
            return icons.kind_tile(row.kind, TILE, ratio)
        return icons.letter_tile(*row.letter, TILE, ratio) if row.letter else None


def _start(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    """The side where lines begin, as an absolute one: a value in Latin letters stands there too."""
    right = option.direction == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (
        Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    )


def _end(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    right = option.direction == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignAbsolute | (
        Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
    )


class RowList(QListView):
    """A list of rows. `chosen` tells the row that is current, `opened` one that was double-clicked or entered,
    `pressed_button` one whose sign at the end was pressed with the mouse, or with Space."""

    chosen = Signal(object)
    opened = Signal(object)
    pressed_button = Signal(object)

    def __init__(self, name: str, *, grows: bool = False, side: int = 14) -> None:
        super().__init__()
        self.grows = grows
        self.model_ = RowModel()
        self.setModel(self.model_)
        self.delegate = RowDelegate(side)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(False)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(Qt.ItemDataRole.UserRole)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows; the current one stays current where it is still there."""
        if rows == self.model_.rows:
            return
        before = self.current()
        self.selectionModel().blockSignals(True)
        self.model_.show(rows)
        if before is not None:
            self.point_at(before.key)
        self.selectionModel().blockSignals(False)
        if self.grows:
            height = sum(
                self.delegate.sizeHint(QStyleOptionViewItem(), self.model_.index(i)).height()
                for i in range(len(rows))
            )
            self.setFixedHeight(height)

    def current(self) -> Row | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def point_at(self, key: Hashable) -> None:
        """Makes the row of this key current."""
        for number, row in enumerate(self.model_.rows):
            if row.key == key:
                self.setCurrentIndex(self.model_.index(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row: Row | None = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if row is None or row.button in ("", "-") or event.button() != Qt.MouseButton.LeftButton:
            return super().mousePressEvent(event)
        box = self.visualRect(index)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = event.position().x()
        far = x - box.left() if mirrored else box.right() - x
        if far <= self.delegate.side + BUTTON:
            self.pressed_button.emit(row)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None and row.button not in ("", "-"):
            return self.pressed_button.emit(row)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def _tell(self, index: Index, before: Index) -> None:
        if index.isValid():
            self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))
