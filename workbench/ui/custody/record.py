"""What is said of one exhibit: its facts, its gaps, its handovers and the files that come from it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QTableView, QVBoxLayout, QWidget

from workbench.case.custody import Custody, Kept
from workbench.case.exhibits import Handover
from workbench.case.sources import Source
from workbench.ui import appearance, words
from workbench.ui.custody.forms import states
from workbench.ui.panels.panel import column, scrolled
from workbench.ui.parts.labels import clear, heading, label
from workbench.ui.parts.tables import Index, LinesModel, plain


class HandoversModel(LinesModel):
    """The handovers of an exhibit, in the order of the chain; what has a gap is coloured."""

    gaps: frozenset[int] = frozenset()

    def say(self, chain: list[Handover], gaps: frozenset[int]) -> None:
        self.beginResetModel()
        self.lines, self.gaps = chain, gaps
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one: Handover = self.lines[index.row()]
        said = one.said
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                words.number(index.row() + 1), said.given_by, said.taken_by, written(said.handed_at, said.zone),
                said.place, said.seal, states()[said.seal_state], said.why,
            )[index.column()]  # fmt: skip
        if role == Qt.ItemDataRole.ForegroundRole and one.id in self.gaps:
            return QColor(appearance.theme().warning)
        return None


class FilesModel(LinesModel):
    """The files of an exhibit."""

    kept: dict[str, str]

    def say(self, files: list[Source]) -> None:
        self.beginResetModel()
        self.lines = files
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one: Source = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            acquired = ", ".join(x for x in (one.acquired_by, one.acquired_at, one.acquired_how) if x)
            return (one.name, acquired, self.kept[one.kept], one.sha256)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(x for x in (one.sha256, one.sha512) if x)
        return None


class Record(QWidget):
    """`chosen` tells that another handover or file is chosen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        inside = QWidget()
        place = column(inside, (0, 0, 8, 0), 6)
        self.gaps = QWidget()
        column(self.gaps, (0, 0, 0, 4), 3)
        place.addWidget(self.gaps)
        self.facts = QWidget()
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        for at in (1, 3):
            grid.setColumnStretch(at, 1)
        place.addWidget(self.facts)
        self.handovers, self.files = HandoversModel(), FilesModel()
        self.handovers.headers = (
            "", self.tr("FROM"), self.tr("TO"), self.tr("WHEN"), self.tr("PLACE"), self.tr("SEAL"),
            self.tr("SEAL WAS"), self.tr("WHY"),
        )  # fmt: skip
        self.files.headers = (self.tr("FILE"), self.tr("ACQUIRED"), self.tr("ORIGINAL"), self.tr("SHA-256"))
        self.files.kept = {"copy": self.tr("in the case"), "hash only": self.tr("outside, by its hash")}
        self.chain_title, self.files_title = heading(self.tr("Handovers")), heading(self.tr("Files"))
        self.chain = self._table(place, self.chain_title, self.handovers, self.tr("Handovers"))
        self.listed = self._table(place, self.files_title, self.files, self.tr("Files"))
        place.addStretch(1)
        whole.addWidget(scrolled(inside))

    def _table(self, place: QVBoxLayout, title: QWidget, model: LinesModel, name: str) -> QTableView:
        title.setContentsMargins(0, 8, 0, 0)
        place.addWidget(title)
        made = plain(QTableView(), name, appearance.scaled(24))
        made.setModel(model)
        made.horizontalHeader().setStretchLastSection(True)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.selectionModel().selectionChanged.connect(lambda now, before: self.chosen.emit())
        place.addWidget(made)
        return made

    @property
    def handover(self) -> Handover | None:
        return self._picked(self.chain, self.handovers)

    @property
    def source(self) -> Source | None:
        return self._picked(self.listed, self.files)

    def _picked(self, table: QTableView, model: LinesModel) -> Any:
        rows = table.selectionModel().selectedRows()
        return model.lines[rows[0].row()] if rows else None

    def show_line(self, line: Custody | Kept | None) -> None:
        """Shows an exhibit, or the files of none."""
        one = line if isinstance(line, Custody) else None
        gaps = one.gaps if one else []
        said = [g.says for g in gaps]
        if isinstance(line, Kept):
            said = [g.says for s, g in line.strays if s.exhibit.strip()]
            bare = sum(not s.exhibit.strip() for s, _ in line.strays)
            said += [self.tr("Nobody said which exhibit %Ln files come from", "", bare)] if bare else []
        files = one.sources if one else [s for s, _ in line.strays] if isinstance(line, Kept) else []
        clear(self.gaps.layout())
        for text in said:
            self.gaps.layout().addWidget(label(f"▲ {text[:1].upper()}{text[1:]}.", "warning", wraps=True))
        self.gaps.setVisible(bool(said))
        self._facts(one)
        self.handovers.say(one.chain if one else [], frozenset(g.handover for g in gaps if g.handover))
        self.files.say(files)
        for title, table, model in (
            (self.chain_title, self.chain, self.handovers), (self.files_title, self.listed, self.files),
        ):  # fmt: skip
            title.setVisible(bool(model.lines))
            table.setVisible(bool(model.lines))
            table.resizeColumnsToContents()
            for at in range(model.columnCount()):
                table.setColumnWidth(at, min(table.columnWidth(at) + 12, appearance.scaled(260)))
            lines = len(model.lines) * table.verticalHeader().defaultSectionSize()
            table.setFixedHeight(lines + table.horizontalHeader().sizeHint().height() + 4)

    def _facts(self, one: Custody | None) -> None:
        clear(self.facts.layout())
        self.facts.setVisible(one is not None)
        if one is None:
            return
        said, grid = one.exhibit.said, self.facts.layout()
        facts = (
            (self.tr("What it is"), said.description), (self.tr("Seized or supplied by"), said.taken_by),
            (self.tr("Authority"), said.authority), (self.tr("Legal basis"), said.legal_basis),
            (self.tr("Place"), said.place), (self.tr("When"), written(said.taken_at, said.zone)),
            (self.tr("Bag or box"), said.container), (self.tr("Seal"), said.seal),
            (self.tr("Held by"), one.holder), (self.tr("Entered by"), one.exhibit.analyst),
        )  # fmt: skip
        for at, (name, text) in enumerate(facts):
            row, side = at // 2, 2 * (at % 2)
            grid.addWidget(label(name, "muted"), row, side, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text or "–", "" if text else "muted", wraps=True), row, side + 1)


def written(text: str, zone: str) -> str:
    """A moment as it was written, with its zone."""
    return f"{text} ({zone})" if text and zone else text
