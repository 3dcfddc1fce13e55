"""A table of words with their rows, and columns of answers that are given in a box opening at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui import appearance, words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_TOP = QModelIndex()


@dataclass(frozen=True)
class Answering:
    """A column of answers: its title, what stands there for a word, the choices as (value, text), whether another
    text may be typed, and what to do with an answer."""

    title: str
    said: Callable[[str], str]
    choices: Callable[[str], list[tuple[Any, str]]]
    typed: bool
    answer: Callable[[str, Any], None]


class WordModel(QAbstractTableModel):
    """Words with their rows, and columns of answers."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Sequence[tuple[str, int]] = ()
        self.answers: list[Answering] = []

    def show(self, counts: Sequence[tuple[str, int]], answers: list[Answering]) -> None:
        self.beginResetModel()
        self.counts, self.answers = counts, answers
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.counts)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else 2 + len(self.answers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        return (self.tr("WORD"), self.tr("ROWS"), *(a.title for a in self.answers))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() > 1 else usual

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        word, rows = self.counts[index.row()]
        if role == Role.DisplayRole:
            if index.column() == 0:
                return word or self.tr("(empty)")
            if index.column() == 1:
                return words.number(rows)
            return self.answers[index.column() - 2].said(word) + "  ▾"
        if role == Role.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole and index.column() != 0:
            theme = appearance.theme()
            return QBrush(QColor(theme.muted if index.column() == 1 else theme.ink))
        return None


class AnswerBox(QStyledItemDelegate):
    """Asks for an answer with a box that opens at once."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model: WordModel = index.model()  # type: ignore[assignment]
        word = model.counts[index.row()][0]
        asked = model.answers[index.column() - 2]
        box = QComboBox(parent)
        box.setEditable(asked.typed)
        box.setAccessibleName(f"{asked.title}: {word}")
        for value, text in asked.choices(word):
            box.addItem(text, value)
        now = box.findText(asked.said(word))
        box.setCurrentIndex(now)
        if asked.typed and now < 0:
            box.setEditText(asked.said(word))
        box.activated.connect(lambda _: self._done(box))
        if not asked.typed:
            QTimer.singleShot(0, box, box.showPopup)
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        return None

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox) and isinstance(model, WordModel)
        at = editor.findText(editor.currentText())
        value = editor.itemData(at) if at >= 0 else editor.currentText().strip()
        if value is not None:
            model.answers[index.column() - 2].answer(model.counts[index.row()][0], value)
