"""Two entities side by side, field by field, with what each field adds."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.questions.likeness.entities import Pair
from workbench.questions.likeness.pairing import Part
from workbench.ui import appearance, words
from workbench.ui.asking.question_list import said
from workbench.ui.parts.tables import plain

MOST = 12.0  # bits that fill the whole half of a bar
WEIGHT = 4  # the column of weights
BAR = 64  # pixels a bar is wide
NUMBER = 42  # pixels the figure beside it takes
WIDE = {0: 112, 3: 118, WEIGHT: BAR + NUMBER}  # pixels; both sides share what is left


class WeightBar(QStyledItemDelegate):
    """A bar from the middle: what speaks for it towards the end of the line, what speaks against towards its start."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        bits = index.data(Qt.ItemDataRole.UserRole)
        if bits is None:
            return
        theme = appearance.theme()
        rect = QRectF(option.rect).adjusted(0, 0, -appearance.scaled(NUMBER), 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft  # type: ignore[attr-defined]
        if mirrored:
            rect = QRectF(option.rect).adjusted(appearance.scaled(NUMBER), 0, 0, 0)
        half = rect.width() / 2 - 6
        long = half * min(abs(bits), MOST) / MOST
        forward = (bits > 0) != mirrored
        high = appearance.scaled(8)
        left = rect.center().x() if forward else rect.center().x() - long
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.good if bits > 0 else theme.warning))
        painter.drawRect(QRectF(left, rect.center().y() - high / 2, long, high))
        painter.setBrush(QColor(theme.muted))
        painter.drawRect(QRectF(rect.center().x() - 0.5, rect.center().y() - high, 1, 2 * high))
        painter.restore()


class Sides(QTableView):
    """The fields of a pair, the heaviest first."""

    def __init__(self) -> None:
        super().__init__()
        plain(self, self.tr("What each field says and weighs"), appearance.scaled(28))
        self.setWordWrap(True)
        self.model_ = QStandardItemModel(0, WEIGHT + 1, self)
        self.setModel(self.model_)
        self.setItemDelegateForColumn(WEIGHT, WeightBar(self))
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def show_pair(self, pair: Pair | None, one: str = "", other: str = "") -> None:
        """Shows the fields of a pair under the names of both."""
        self.model_.clear()
        if pair is None:
            return
        self.model_.setHorizontalHeaderLabels(
            [self.tr("FIELD"), one, other, self.tr("HOW ALIKE"), self.tr("WEIGHT")]
        )
        for part in pair.parts:
            self.model_.appendRow(self._line(part))
        header = self.horizontalHeader()
        for column in range(WEIGHT + 1):
            mode = QHeaderView.ResizeMode.Fixed if column in WIDE else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if column in WIDE:
                self.setColumnWidth(column, appearance.scaled(WIDE[column]))
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resizeRowsToContents()

    def _line(self, part: Part) -> list[QStandardItem]:
        texts = (
            f"{part.mark} {said(part.field.label)}",
            words.isolated("\n".join(map(words.breakable, part.left))),
            words.isolated("\n".join(map(words.breakable, part.right))),
            said(part.says),
            words.isolated(f"{part.bits:+.1f}"),
        )
        items = [QStandardItem(text) for text in texts]
        for item, text in zip(items, texts, strict=True):
            item.setToolTip(text)
            item.setEditable(False)
        colour = appearance.theme().good if part.bits > 0 else appearance.theme().warning
        items[0].setForeground(QColor(colour if part.mark != "~" else appearance.theme().muted))
        items[WEIGHT].setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        items[WEIGHT].setData(part.bits, Qt.ItemDataRole.UserRole)
        marks = {
            "+": self.tr("for"),
            "-": self.tr("against"),
            "~": self.tr("little either way"),
            "!": self.tr("decides"),
        }
        items[0].setToolTip(f"{said(part.field.label)}: {marks[part.mark]}")
        items[0].setData(items[0].toolTip(), Qt.ItemDataRole.AccessibleTextRole)
        return items
