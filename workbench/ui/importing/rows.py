"""The two tables of the preview as models: rows as they stand in the file, and the records they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from workbench.case.met import Met
from workbench.drawing import fonts
from workbench.model.kinds import Kinds
from workbench.ui import appearance, icons, words
from workbench.ui.doubts import doubt
from workbench.ui.importing.lines import AFTER, BEFORE, FURTHER, HEADER, ROW, Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_TOP = QModelIndex()
ASSUMED = " assumed"  # how ingest/preview.py ends a moment whose zone nobody stated


class LineModel(QAbstractTableModel):
    """What both tables have in common: lines, and the same header row for each."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.names: list[str] = []

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.names)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RawModel(LineModel):
    """Rows as they stand: what is before the header and after the last row is told apart, a cell that cannot be read
    is marked, columns that nothing uses are pale."""

    def __init__(self) -> None:
        super().__init__()
        self.used: frozenset[str] = frozenset()
        self.waiting: frozenset[str] = frozenset()

    def show(
        self, lines: list[Line], columns: Sequence[str], used: frozenset[str], undecided: Sequence[str] = ()
    ) -> None:
        """Shows lines; `undecided` are date columns that ask something, their rows are not refused yet."""
        self.beginResetModel()
        self.lines, self.names, self.used = lines, list(columns), used
        self.waiting = frozenset(name for joined in undecided for name in joined.split(" + "))
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            return self.names[section] if role == Role.DisplayRole and section < len(self.names) else None
        line = self.lines[section] if section < len(self.lines) else None
        if line is None or role not in (Role.DisplayRole, Role.TextAlignmentRole):
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return "" if line.sort in (FURTHER, AFTER) else words.number(line.number)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line, at = self.lines[index.row()], index.column()
        text = line.cells[at] if at < len(line.cells) else ""
        if role == Role.DisplayRole:
            return words.directed(" ".join(text.split()) if "\n" in text or "\r" in text else text)
        wrong = self.problem(line, at)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            if wrong:
                return self.tr("Row {row} would be rejected: {column}: {reason}").format(
                    row=words.number(line.number), column=wrong[0] or self.names[at], reason=wrong[1]
                )
            return text or None if role == Role.ToolTipRole else self._what(line)
        if role == Role.DecorationRole and wrong:
            return icons.sign("ph.warning", "warning")
        theme = appearance.theme()
        if role == Role.BackgroundRole:
            if wrong:
                return QBrush(QColor(theme.warning_soft))
            return QBrush(QColor(theme.sunken)) if line.sort == HEADER else None
        if role == Role.ForegroundRole:
            if wrong:
                return QBrush(QColor(theme.warning))
            pale = line.sort in (BEFORE, AFTER, HEADER) or self.names[at] not in self.used
            return QBrush(QColor(theme.muted if pale else theme.ink))
        if role == Role.FontRole and line.sort in (BEFORE, AFTER):
            font = fonts.font(13)
            font.setItalic(True)
            return font
        return None

    def problem(self, line: Line, at: int) -> tuple[str, str] | None:
        """Column and reason where this cell is why the row would be rejected; the first cell speaks for a row whose
        column is not known."""
        if line.refused is None or at >= len(self.names):
            return None
        columns = line.refused[0].split(" + ")
        if self.waiting & set(columns):
            return None
        here = self.names[at] in columns
        return line.refused if here or (at == 0 and not set(columns) & set(self.names)) else None

    def _what(self, line: Line) -> str:
        return {
            BEFORE: self.tr("before the table"), HEADER: self.tr("the names of the columns"),
            AFTER: self.tr("after the table"),
        }.get(line.sort, "")  # fmt: skip


class MadeModel(LineModel):
    """The records the rows become: one line each, fields as columns; who the case knows already is marked."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self.kinds = kinds
        self.fields: list[str] = []
        self.met = Met()
        self.said = False
        self.waiting: frozenset[str] = frozenset()

    def show(self, lines: list[Line], met: Met, undecided: Sequence[str] = (), *, said: bool = True) -> None:
        """Shows the records of lines; `said` is False while nothing is picked, so that nothing is missing either."""
        self.beginResetModel()
        self.lines, self.met, self.said = lines, met, said
        self.waiting = frozenset(name for joined in undecided for name in joined.split(" + "))
        found: dict[str, str] = {}
        for kind in dict.fromkeys(line.record.kind for line in lines if line.record is not None):
            there = {
                f for line in lines if line.record and line.record.kind == kind for f in line.record.fields
            }
            found |= {
                f.id: f.name for f in self.kinds.records[kind].fields if f.id in there and f.id not in found
            }
        self.fields = list(found)
        self.names = [self.tr("RECORD"), *(self._title(id, name) for id, name in found.items())]
        self.endResetModel()

    def _title(self, id: str, name: str) -> str:
        """A field's name; where the zone of its times is assumed, the column says so once."""
        shown = (line.record.fields.get(id, "") for line in self.lines if line.record is not None)
        if any(text.endswith(ASSUMED) for text in shown):
            return self.tr("{field} (time zone assumed)").format(field=name).upper()
        return name.upper()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if (
            role == Role.DisplayRole
            and orientation == Qt.Orientation.Horizontal
            and section < len(self.names)
        ):
            return self.names[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line, at = self.lines[index.row()], index.column()
        theme = appearance.theme()
        if at == 0:
            text, tone = self.summary(line)
            if role in (Role.DisplayRole, Role.ToolTipRole):
                return words.directed(text)
            if role == Role.ForegroundRole:
                return QBrush(QColor(getattr(theme, tone)))
            if role == Role.DecorationRole and tone == "warning":
                return icons.sign("ph.warning", "warning")
            return None
        if line.record is None:
            return None
        id = self.fields[at - 1]
        text = line.record.fields.get(id, "")
        if role == Role.DisplayRole:
            return words.directed(text.removesuffix(ASSUMED))
        known = self.met.known.get(line.record.entities.get(id, ("", "")))
        doubtful = id in line.record.doubtful
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            return self._tip(line, id, text, known, doubtful) or None
        if role == Role.DecorationRole:
            if doubtful:
                return icons.sign("ph.question", "warning")
            return icons.sign("ph.link-simple", "accent") if known is not None else None
        if role == Role.ForegroundRole and known is not None:
            return QBrush(QColor(theme.accent))
        if role == Role.FontRole and known is not None:
            font = fonts.font(13)
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def summary(self, line: Line) -> tuple[str, str]:
        """What became of a line, and its tone: ink, muted or warning."""
        if line.sort in (BEFORE, HEADER, AFTER):
            return {
                BEFORE: self.tr("before the table"), HEADER: self.tr("names of the columns"),
                AFTER: self.tr("after the table"),
            }[line.sort], "muted"  # fmt: skip
        if line.refused is not None:
            column, reason = line.refused
            if self.waiting & set(column.split(" + ")):
                return self.tr("day or month first?"), "muted"
            said = self.tr("rejected: {column}: {reason}") if column else self.tr("rejected: {reason}")
            return said.format(column=column, reason=reason), "warning"
        if line.record is None:
            return (self.tr("no record") if self.said and line.row is not None else ""), "muted"
        name = self.kinds.records[line.record.kind].name
        if line.more:
            name = self.tr("{kind} and {count} more").format(kind=name, count=words.number(line.more))
        return name, "ink" if line.sort == ROW else "muted"

    def whole(self, line: Line) -> bool:
        """Whether the first cell of a line speaks for the whole of it."""
        return line.refused is not None or line.sort in (BEFORE, HEADER, AFTER)

    def _tip(self, line: Line, id: str, text: str, known: tuple[str, ...] | None, doubtful: bool) -> str:
        said = []
        if doubtful and line.record is not None:
            kind = line.record.entities.get(id, ("", ""))[0]
            value = self.kinds.entities[kind].value if kind else ""
            said.append(self.tr("{value}: {doubt}; kept as it is").format(value=text, doubt=doubt(value)))
        if known:
            said.append(
                self.tr("{value} is also in {sources}").format(value=text, sources=words.listed(known))
            )
        elif known is not None:
            said.append(self.tr("{value} is on the chart, entered by hand").format(value=text))
        return "\n".join(said) or text
