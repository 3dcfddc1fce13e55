"""Records as lines of a table: who, to whom, when, how much, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.drawing import fonts
from workbench.model.graph import Graph
from workbench.model.kinds import Field, RecordKind
from workbench.ui import appearance, words
from workbench.ui.parts.tables import Index, LinesModel

COUNTED = {"volume", "bytes", "sent", "received", "weight", "quantity", "pieces", "sales"}
WORDED = (
    "text",
    "title",
    "label",
    "name",
    "contents",
    "activity",
    "note",
    "type",
    "action",
)  # what tells most where there is no amount
LONGEST = 120  # signs of such a text that a line shows


@dataclass(frozen=True)
class Line:
    """One record as the table shows it; `order` holds what its cells are sorted by."""

    record: Record
    cells: tuple[str, str, str, str, str, str]
    order: tuple[Any, ...]


class RecordsModel(LinesModel):
    """The records read so far, sorted as the header asks."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.headers = (
            self.tr("WHEN"), self.tr("KIND"), self.tr("FROM"), self.tr("TO"), self.tr("HOW MUCH, WHAT"),
            self.tr("SOURCE, ROW"),
        )  # fmt: skip
        self._sorted = (0, Qt.SortOrder.AscendingOrder)
        self.restyle()

    def restyle(self) -> None:
        """Takes the size of letters that is in force now."""
        self._tabular = fonts.font(appearance.scaled(13))
        self._tabular.setFeature(QFont.Tag("tnum"), 1)

    def show(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self._order()
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words.isolated(self.lines[index.row()].cells[index.column()])
        if role == Qt.ItemDataRole.FontRole:
            return self._tabular
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order)
        self._order()
        self.endResetModel()

    def _order(self) -> None:
        column, order = self._sorted
        if column >= 0:
            self.lines.sort(
                key=lambda line: line.order[column], reverse=order == Qt.SortOrder.DescendingOrder
            )


def lines(case: Case, graph: Graph, found: list[Record], zone: ZoneInfo) -> list[Line]:
    """Records as lines of the table: the two roles of their first link, what they amount to, where they stand."""
    roles: dict[str, tuple[str, str]] = {}
    for kind in case.kinds.records:
        # who did it to whom comes before what either of them used
        makings = sorted(case.kinds.made_by(kind, "stored"), key=lambda made: not made[0].directed)
        first = [f.id for f in case.kinds.records[kind].entities]
        roles[kind] = (
            (makings[0][1].start, makings[0][1].end)
            if makings
            else (first[0], first[-1])
            if first
            else ("", "")
        )
    made = []
    for record in found:
        declared = case.kinds.records[record.kind]
        start, end = filled(declared, record, *roles[record.kind])
        much, weight = amount(declared.fields, record)
        when = words.moment(record.at_utc, zone) if record.at_utc is not None else ""
        if when and len(record.at) == 10:
            when = words.day(datetime.fromisoformat(record.at))
        place = f"{record.file}, {words.number(record.row)}"
        ends = [_caption(case, graph, record, role) for role in (start, end)]
        cells = (when, declared.name, ends[0], ends[1], much, place)
        order = (
            (record.at_utc is None, record.at_utc or 0, record.source, record.row), declared.name, ends[0], ends[1],
            weight, (record.file, record.sheet, record.row, record.part),
        )  # fmt: skip
        made.append(Line(record, cells, order))
    return made


def filled(kind: RecordKind, record: Record, start: str, end: str) -> tuple[str, str]:
    """The two roles to show of a record: those asked for where it fills them, else others; never one as both."""
    names = [f.id for f in kind.entities if f.id in record.entities]
    start = start if start in names else next(iter(names), "")
    end = end if end in names and end != start else next((n for n in names if n != start), "")
    return start, end


def _caption(case: Case, graph: Graph, record: Record, role: str) -> str:
    node = graph.node_of.get(record.entities.get(role, -1))
    if node is not None:
        return graph.captions[node]
    return record.fields.get(role, "")


def amount(fields: Sequence[Field], record: Record) -> tuple[str, tuple[int, Decimal]]:
    """How much a record is about: its amount, else its duration, else a number that counts something (a port or a
    latitude does not), else the words it holds; and what to sort by."""
    for number, type in enumerate(("amount", "duration", "number")):
        for field in fields:
            said = record.fields.get(field.id, "")
            if field.type != type or not said or (type == "number" and field.id not in COUNTED):
                continue
            try:
                weight = Decimal(said.split(" ")[0])
            except InvalidOperation:
                return said, (number, Decimal(0))
            return (words.duration(float(weight)) if type == "duration" else said), (number, weight)
    said = next((told for id in WORDED if (told := record.fields.get(id, ""))), "")
    return " ".join(said[:LONGEST].split()), (9, Decimal(0))
