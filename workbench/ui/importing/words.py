"""The words of a column with how often they stand there: what a row is, in which direction, or what a word becomes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.ingest import deciding_words
from workbench.ingest.words import Words
from workbench.ui import words
from workbench.ui.importing.saying import capital, field_name
from workbench.ui.importing.teaching import Teaching
from workbench.ui.importing.word_meanings import RowMeanings, field_answers
from workbench.ui.importing.word_table import AnswerBox, Answering, WordModel
from workbench.ui.parts.labels import label
from workbench.ui.parts.tables import plain

ROWS = "rows"


class WordBoard(QWidget):
    """`wanted` asks for the words of a column to be counted."""

    wanted = Signal(str)

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self.teaching = teaching
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.about, self.column = QComboBox(), QComboBox()
        self.about.setAccessibleName(self.tr("What the words say"))
        self.column.setAccessibleName(self.tr("Column of the words"))
        self.about.activated.connect(lambda _: self._choose_about())
        self.column.activated.connect(lambda _: self._choose_column())
        for box in (self.about, self.column):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18 if box is self.column else 30)
        line.addWidget(label(self.tr("Words of")))
        line.addWidget(self.column)
        line.addWidget(label(self.tr("say")))
        line.addWidget(self.about)
        self.counted = label("", "muted", wraps=True)
        line.addWidget(self.counted, 1)
        whole.addLayout(line)
        self.model = WordModel()
        self.table = plain(QTableView(), self.tr("Words and what they mean"), 26)
        self.table.setModel(self.model)
        self.table.setItemDelegate(AnswerBox(self.table))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.table.setEditTriggers(
            QTableView.EditTrigger.SelectedClicked | QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.EditKeyPressed | QTableView.EditTrigger.AnyKeyPressed
        )  # fmt: skip
        self.table.clicked.connect(lambda index: self.table.edit(index) if index.column() > 1 else None)
        self.hint = label("", "muted", wraps=True)
        whole.addWidget(self.hint)
        whole.addWidget(self.table, 1)
        self._about, self._column = ROWS, ""

    def show_words(self, column: str) -> None:
        """Turns to the words of a column: what they mean for a field it fills, else for the row."""
        recipe = self.teaching.recipe
        filled = [
            f"{at}:{id}"
            for at, id in self._mapped()
            if column in map(self.teaching.shown, recipe.sections[at].fields[id].source.columns)
        ]
        self._about, self._column = (filled[0] if filled else ROWS), column
        self.refresh()

    def refresh(self) -> None:
        """Shows the words as the recipe takes them now."""
        file = self.teaching.file
        if file is None or file.recipe is None:
            return
        recipe, columns = file.recipe, file.columns
        mapped = self._mapped()
        if self._about != ROWS and tuple(_parts(self._about)) not in mapped:
            self._about = ROWS
        if self._about == ROWS:
            self._column = deciding_words.column_of(recipe, columns) or self._column
        else:
            at, id = _parts(self._about)
            self._column = self.teaching.shown(recipe.sections[at].fields[id].source.columns[0])
        if self._column not in columns:
            self._column = ""
        kinds = self.teaching.kinds
        fields = [(f"{at}:{id}", capital(field_name(recipe, kinds, at, id))) for at, id in mapped]
        self._fill(self.about, self._about, [(ROWS, self.tr("what a row is, and its direction")), *fields])
        none = [("", self.tr("no column"))]
        self._fill(self.column, self._column, none + [(c, c) for c in columns])
        self.column.setEnabled(self._about == ROWS)
        self._show()

    def _mapped(self) -> list[tuple[int, str]]:
        """The fields whose words can become others."""
        found = []
        for at, section in enumerate(self.teaching.recipe.sections):
            kind = self.teaching.kinds.records[section.kind]
            for id, filling in section.fields.items():
                if kind.field(id).type in ("choice", "entity", "text") and len(filling.source.columns) == 1:
                    found.append((at, id))
        return found

    def _show(self) -> None:
        file = self.teaching.file
        assert file is not None
        found = file.words.get(self._column)
        if self._column and found is None:
            self.wanted.emit(self._column)
        self.table.setVisible(bool(found))
        self.hint.setVisible(not found)
        self.counted.setText(self._said(found) if found else "")
        if not self._column:
            self.hint.setText(
                self.tr("Pick the column whose words tell calls from messages, or incoming from outgoing. Without one, "
                        "every row is read as the columns stand.")
            )  # fmt: skip
        elif not found:
            self.hint.setText(self.tr("Counting the words …"))
        if found:
            self.model.show(found.counts, self._answers(found))
            header = self.table.horizontalHeader()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _said(self, found: Words) -> str:
        where = (
            self.tr("in all {rows} rows").format(rows=words.number(found.rows))
            if found.whole
            else self.tr("in the first {rows} rows").format(rows=words.number(found.rows))
        )
        said = self.tr("{count} different words {where}").format(
            count=words.number(found.distinct), where=where
        )
        if found.distinct > len(found.counts):
            more = self.tr("the {count} most frequent are shown").format(
                count=words.number(len(found.counts))
            )
            said = words.listed((said, more))
        return said

    def _answers(self, found: Words) -> list[Answering]:
        if self._about == ROWS:
            return RowMeanings(self.teaching, self._column, found.counts).answers()
        return field_answers(self.teaching, *_parts(self._about))

    # -- choosing ------------------------------------------------------------------------------------------

    def _choose_about(self) -> None:
        self._about = self.about.currentData()
        if self._about == ROWS:
            self._column = ""
        self.refresh()

    def _choose_column(self) -> None:
        """Another column decides: its words are guessed as soon as they are counted."""
        chosen = self.column.currentData()
        file = self.teaching.file
        assert file is not None
        self.teaching.take(deciding_words.forget(self.teaching.recipe, file.columns))
        self._column = chosen
        self.guess()
        self.refresh()

    def guess(self) -> None:
        """Lets the words of a newly chosen column say what they most likely mean."""
        file = self.teaching.file
        found = file.words.get(self._column) if file is not None else None
        if (
            file is None
            or found is None
            or self._about != ROWS
            or deciding_words.column_of(self.teaching.recipe, file.columns)
        ):
            return
        if found.distinct > len(found.counts):
            return  # so many words are no directions
        kinds = self.teaching.kinds
        said = {w: deciding_words.guess(self.teaching.recipe, w, kinds) for w, _ in found.counts}
        self.teaching.take(
            deciding_words.by_words(self.teaching.recipe, self._column, said, kinds, file.columns)
        )

    def _fill(self, box: QComboBox, now: str, choices: list[tuple[str, str]]) -> None:
        box.clear()
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(now)))


def _parts(key: str) -> tuple[int, str]:
    at, _, id = key.partition(":")
    return int(at), id
