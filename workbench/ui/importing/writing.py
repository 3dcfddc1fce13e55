"""How a file is written: encoding, delimiter, header row, decimal sign, country, zone, currency, and its dates."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from workbench.case.cases import About
from workbench.ingest import drafting
from workbench.ingest.recipe_parts import Source
from workbench.model.values.assets import NOT_STATED
from workbench.ui.forms import choose, countries, value_of
from workbench.ui.importing.encodings import ENCODINGS, encoding_name
from workbench.ui.importing.file import File
from workbench.ui.importing.saying import orders
from workbench.ui.importing.shared import Shared
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import clear, label
from workbench.ui.parts.scrolling import scrolling

COLUMNS = 3  # pairs of name and field beside each other


class Writing(QWidget):
    """What is said here holds for the recipe; country and zone, where the recipe states none, for all files or apart
    for one: `placed` tells when they change. `header` tells the row that is said to hold the names, 0 for none."""

    placed = Signal()
    header = Signal(int)

    def __init__(self, teaching: Teaching, about: About) -> None:
        super().__init__()
        self.teaching, self.about = teaching, about
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        inside = QWidget()
        self.grid = QGridLayout(inside)
        self.grid.setContentsMargins(0, 0, 6, 0)
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(6)
        for column in range(COLUMNS):
            self.grid.setColumnStretch(2 * column + 1, 1)
        whole.addWidget(scrolling(inside, sideways=True), 1)
        self.places: Shared[tuple[str, str]] = Shared(("", ""))  # country and zone, "" for the case's own
        self.boxes: dict[str, QWidget] = {}
        self.same: QCheckBox | None = None
        self._seen: object = None

    def refresh(self, *, several: bool) -> None:
        """Shows how the file is read now; `several` says that it is not the only one."""
        seen = self._state(several)
        if seen is not None and seen == self._seen:
            return
        self._seen = seen
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        clear(self.grid)
        self.boxes, self.same = {}, None
        file = self.teaching.file
        if file is None or file.found is None or file.recipe is None:
            return
        for key, name, box in self._fields(file):
            box.setAccessibleName(name)
            at = len(self.boxes)
            self.boxes[key] = box
            row, column = at // COLUMNS, 2 * (at % COLUMNS)
            self.grid.addWidget(label(name), row, column)
            self.grid.addWidget(box, row, column + 1)
        rows = -(-len(self.boxes) // COLUMNS)
        if several:
            self.same = self._same(file)
            self.grid.addWidget(self.same, rows, 0, 1, 2 * COLUMNS)
        self.grid.setRowStretch(rows + 1, 1)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _state(self, several: bool) -> object:
        """What the fields are made from; while it is the same, they stay as they are."""
        file = self.teaching.file
        if file is None or file.found is None or file.recipe is None:
            return None
        facts = file.preview.facts if file.preview is not None else {}
        orders_found = dict(file.preview.orders) if file.preview is not None else {}
        said = [(key, facts.get(key)) for key in ("encoding", "delimiter", "header_row")]
        return file.path, file.recipe, file.columns, said, orders_found, several, self.places.is_apart(file)

    def _fields(self, file: File) -> list[tuple[str, str, QWidget]]:
        recipe, facts = self.teaching.recipe, file.facts
        layout = recipe.layout
        made: list[tuple[str, str, QWidget]] = []
        if facts.get("encoding"):
            found = encoding_name(str(facts["encoding"]))
            offered = [("", self.tr("{encoding}, found").format(encoding=found)), *ENCODINGS]
            made.append(
                ("encoding", self.tr("Characters are"), self._box(offered, layout.encoding, "encoding"))
            )
        if "delimiter" in facts:
            signs = {",": self.tr("comma"), ";": self.tr("semicolon"), "\t": self.tr("tab"), "|": self.tr("bar |"),
                     "^": "^", "~": "~", "  ": self.tr("two spaces or more")}  # fmt: skip
            found = signs.get(str(facts["delimiter"]), str(facts["delimiter"]))
            offered = [
                ("", self.tr("{sign}, found").format(sign=found)),
                *(i for i in signs.items() if len(i[0]) == 1),
            ]
            made.append(
                ("delimiter", self.tr("Cells end with"), self._box(offered, layout.delimiter, "delimiter"))
            )
        if "header_row" in facts and not facts.get(
            "draft"
        ):  # where a PDF's tables begin is a guess in itself
            spin = QSpinBox()
            spin.setRange(0, 200)
            spin.setSpecialValueText(self.tr("in no row"))
            spin.setPrefix(self.tr("in row") + " ")
            spin.setValue(file.header_row if not layout.columns else 0)
            spin.setKeyboardTracking(False)
            spin.setMinimumHeight(30)
            spin.valueChanged.connect(self.header)
            made.append(("header", self.tr("Names of columns"), spin))
        comma = [(".", self.tr("a point, 1,234.50")), (",", self.tr("a comma, 1.234,50"))]
        made.append(("decimal", self.tr("Decimals have"), self._box(comma, layout.decimal or ".", "decimal")))
        made.append(("country", self.tr("Numbers are of"), self._placed(file, "country", layout.country)))
        made.append(("zone", self.tr("Times are of"), self._placed(file, "zone", layout.zone)))
        return made + self._dates(file) + self._amounts()

    def _box(self, offered: Any, now: str, entry: str) -> QComboBox:
        """A box for an entry of the recipe's layout."""
        box = choose(list(offered), now)
        _narrow(box)
        if now and box.findData(now) < 0:
            box.addItem(now, now)
            box.setCurrentIndex(box.count() - 1)
        box.activated.connect(
            lambda _: self.teaching.take(drafting.lay(self.teaching.recipe, **{entry: box.currentData()}))
        )
        return box

    def _placed(self, file: File, entry: str, stated: str) -> QWidget:
        """The box for the file's country or zone; one for the recipe's own where the recipe states it."""
        others = countries() if entry == "country" else [(z, z) for z in sorted(available_timezones())]
        if stated:
            says = self.tr("{value}, says the recipe").format(value=dict(others).get(stated, stated))
            made = choose([(stated, says), *((k, v) for k, v in others if k != stated)], stated, typed=True)
            made.activated.connect(
                lambda _: self.teaching.take(
                    drafting.lay(self.teaching.recipe, **{entry: str(value_of(made))})
                )
            )
        else:
            at = ("country", "zone").index(entry)
            own = (self.about.country or "–", self.about.zone or "UTC")[at]
            as_case = self.tr("as the case: {value}").format(value=own)
            made = choose([("", as_case), *others], self.places.of(file)[at], typed=True)
            made.currentIndexChanged.connect(lambda _: self._place(file, at, str(value_of(made))))
        _narrow(made)
        return made

    def _place(self, file: File, at: int, said: str) -> None:
        country, zone = self.places.of(file)
        self.places.say(file, (said, zone) if at == 0 else (country, said))
        self.placed.emit()

    def _same(self, file: File) -> QCheckBox:
        """Whether country and zone are those of all files."""
        made = QCheckBox(self.tr("Country and time zone are the same for all files"))
        made.setChecked(not self.places.is_apart(file))

        def turn(same: bool) -> None:
            self.places.part(file, not same)
            self.refresh(several=True)
            self.placed.emit()

        made.toggled.connect(turn)
        return made

    def _dates(self, file: File) -> list[tuple[str, str, QWidget]]:
        """One box for each column of dates, whatever fields it fills."""
        recipe = self.teaching.recipe
        found = dict(file.preview.orders) if file.preview is not None else {}
        columns: dict[str, str] = {}
        for section in recipe.sections:
            kind = self.teaching.kinds.records[section.kind]
            for id, filling in section.fields.items():
                if kind.field(id).type != "moment" or filling.format or filling.unix:
                    continue
                there = [
                    c for name in filling.source.columns if (c := self.teaching.shown(name)) in file.columns
                ]
                if there:
                    columns.setdefault(" + ".join(there), filling.order)
        made: list[tuple[str, str, QWidget]] = []
        for column, order in columns.items():
            told = orders().get(found.get(column, ""), "")
            as_is = self.tr("{order}, as they show").format(order=told) if told else orders()["auto"]
            stated = recipe.layout.date_order
            if stated != "auto":
                as_is = self.tr("{order}, says the recipe").format(order=orders()[stated])
            box = choose([("", as_is), *((k, v) for k, v in orders().items() if k != "auto")], order)
            _narrow(box)
            box.activated.connect(
                lambda _, column=column, box=box: self.teaching.take(
                    drafting.order_dates(self.teaching.recipe, column, box.currentData(), file.columns)
                )
            )
            made.append((f"order:{column}", self.tr("Dates in {column} have the").format(column=column), box))
        return made

    def _amounts(self) -> list[tuple[str, str, QWidget]]:
        """One box for the currency of the amounts whose rows do not say it."""
        recipe, kinds = self.teaching.recipe, self.teaching.kinds
        places = [
            (at, id)
            for at, section in enumerate(recipe.sections)
            for id, filling in section.fields.items()
            if kinds.records[section.kind].field(id).type == "amount" and not self._told(filling.asset)
        ]
        if not places:
            return []
        edit = QLineEdit()
        said = [recipe.sections[at].fields[id].asset for at, id in places]
        edit.setText(next((s.value for s in said if s is not None and s.value not in (None, NOT_STATED)), ""))
        edit.setPlaceholderText(self.tr("EUR, BTC …"))
        edit.editingFinished.connect(
            lambda: self._set_asset(places, edit.text().strip()) if edit.isModified() else None
        )
        return [("asset", self.tr("Currency or coin"), edit)]

    def _told(self, asset: Source | None) -> bool:
        """Whether a column of the file says the currency."""
        columns = asset.columns if asset is not None else ()
        return any(self.teaching.shown(column) in self.teaching.columns for column in columns)

    def _set_asset(self, places: list[tuple[int, str]], said: str) -> None:
        recipe = self.teaching.recipe
        for at, id in places:
            recipe = drafting.fill(recipe, at, id, asset=Source(value=said) if said else None)
        self.teaching.take(recipe)


def _narrow(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
