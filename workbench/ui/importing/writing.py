"""How a file is written: encoding, delimiter, header row, decimal sign, country, zone, currency, and its dates."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from workbench.case.cases import About
from workbench.ingest import drafting
from workbench.ingest.readers import find_column, normal
from workbench.ingest.recipe_parts import Source
from workbench.ui import words
from workbench.ui.forms import choose, countries, value_of
from workbench.ui.importing.file import File
from workbench.ui.importing.saying import orders
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import clear, label

ENCODINGS = (
    ("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Western (Windows-1252)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("cp1251", "Cyrillic (Windows-1251)"), ("koi8-r", "Cyrillic (KOI8-R)"), ("cp866", "Cyrillic (DOS 866)"),
    ("cp1256", "Arabic (Windows-1256)"), ("cp1253", "Greek (Windows-1253)"), ("cp1254", "Turkish (Windows-1254)"),
    ("gb18030", "Chinese (GB18030)"), ("big5", "Chinese (Big5)"), ("shift_jis", "Japanese (Shift-JIS)"),
    ("euc-kr", "Korean (EUC-KR)"),
)  # fmt: skip
COLUMNS = 3  # pairs of name and field beside each other


class Writing(QWidget):
    """What is said here holds for the recipe; country and zone, where the recipe states none, for the file: `placed`
    tells when they change. `header` tells the row that the analyst says holds the names, 0 for none."""

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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        area.setWidget(inside)
        whole.addWidget(area, 1)
        as_case = self.tr("as the case: {value}")
        zones = [(z, z) for z in sorted(available_timezones())]
        self.country = choose(
            [("", as_case.format(value=about.country or "–")), *countries()], "", typed=True
        )
        self.zone = choose([("", as_case.format(value=about.zone or "UTC")), *zones], "", typed=True)
        for box in (self.country, self.zone):
            _narrow(box)
            box.currentIndexChanged.connect(self.placed)
        self.boxes: dict[str, QWidget] = {}
        self._seen: object = None
        self._kept: tuple[QWidget, ...] = (self.country, self.zone)

    @property
    def said(self) -> tuple[str, str]:
        """Country and zone as the analyst said them, "" for the case's own."""
        return str(value_of(self.country)), str(value_of(self.zone))

    def refresh(self) -> None:
        """Shows how the file is read now."""
        seen = self._state()
        if seen is not None and seen == self._seen:
            return
        self._seen = seen
        focused = next((key for key, box in self.boxes.items() if box.hasFocus()), "")
        for kept in self._kept:  # they hold what was said, and outlive every file
            kept.setParent(self)
            kept.hide()
        clear(self.grid)
        self.boxes = {}
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
            box.show()
        self.grid.setRowStretch(len(self.boxes) // COLUMNS + 1, 1)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _state(self) -> object:
        """What the fields are made from; while it is the same, they stay as they are."""
        file = self.teaching.file
        if file is None or file.found is None or file.recipe is None:
            return None
        facts = file.preview.facts if file.preview is not None else {}
        orders_found = dict(file.preview.orders) if file.preview is not None else {}
        said = [(key, facts.get(key)) for key in ("encoding", "delimiter", "header_row")]
        return file.path, file.recipe, file.columns, said, orders_found

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
        if isinstance(
            facts.get("header_row"), int
        ):  # a workbook's sheets have one each, found by their cells
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
        made.append(
            ("country", self.tr("Numbers are of"), self._placed(self.country, "country", layout.country))
        )
        made.append(("zone", self.tr("Times are of"), self._placed(self.zone, "zone", layout.zone)))
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

    def _placed(self, box: QComboBox, entry: str, stated: str) -> QWidget:
        """The box for the file's country or zone; one for the recipe's own where the recipe states it."""
        if not stated:
            return box
        others = countries() if entry == "country" else [(z, z) for z in sorted(available_timezones())]
        names = dict(others)
        says = self.tr("{value}, says the recipe").format(value=names.get(stated, stated))
        made = choose([(stated, says), *((k, v) for k, v in others if k != stated)], stated, typed=True)
        _narrow(made)
        made.activated.connect(
            lambda _: self.teaching.take(drafting.lay(self.teaching.recipe, **{entry: str(value_of(made))}))
        )
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
            if kinds.records[section.kind].field(id).type == "amount"
            and not (filling.asset is not None and filling.asset.columns)
        ]
        if not places:
            return []
        edit = QLineEdit()
        said = [recipe.sections[at].fields[id].asset for at, id in places]
        edit.setText(next((s.value for s in said if s is not None and s.value), ""))
        edit.setPlaceholderText(self.tr("EUR, BTC …"))
        edit.editingFinished.connect(lambda: self._set_asset(places, edit.text().strip()))
        return [("asset", self.tr("Currency or coin"), edit)]

    def _set_asset(self, places: list[tuple[int, str]], said: str) -> None:
        recipe = self.teaching.recipe
        for at, id in places:
            recipe = drafting.fill(recipe, at, id, asset=Source(value=said) if said else None)
        self.teaching.take(recipe)


def header_of(file: File, row: int) -> tuple[str, ...] | None:
    """The cells of the row that holds the names of the columns, None where the row is not among those seen."""
    table, preview = file.table, file.preview
    if preview is not None:
        for seen in preview.rows:
            if seen.row == row:
                return seen.cells
    for number, cells in zip(table.sample_rows, table.sample, strict=False):
        if number == row:
            return cells
    facts, preamble, header = file.facts, file.preamble, file.header_row
    at = row - 1 - (header - 1 - len(preamble)) if header else row - 1
    if 0 <= at < len(preamble):
        return tuple(
            cell.strip().strip('"') for cell in str(preamble[at]).split(str(facts.get("delimiter") or ","))
        )
    return None


def with_header(file: File, row: int, teaching: Teaching) -> str:
    """Reads the names of the columns from another row; a sentence where that cannot be, "" where it was done."""
    recipe = teaching.recipe
    if row == 0:
        count = max(len(file.columns), 1)
        names = tuple(
            words.translate("Writing", "Column {number}").format(number=n) for n in range(1, count + 1)
        )
        teaching.take(_renamed(drafting.lay(recipe, headers=(), columns=names), file.columns, names))
        return ""
    cells = header_of(file, row)
    named = tuple(dict.fromkeys(c.strip() for c in cells or () if c.strip()))
    if not named:
        return words.translate("Writing", "Row {row} holds no names.").format(row=words.number(row))
    teaching.take(_renamed(drafting.lay(recipe, headers=named, columns=()), file.columns, tuple(cells or ())))
    return ""


def _renamed(recipe: Any, before: tuple[str, ...], after: tuple[str, ...]) -> Any:
    """The recipe with the fields that name a column by its place in the old header, in the new one."""
    there = {normal(name): after[at] for at, name in enumerate(before) if at < len(after)}
    made = recipe
    for at, section in enumerate(recipe.sections):
        fields = {}
        for id, filling in section.fields.items():
            columns = tuple(there.get(normal(c), c) for c in filling.source.columns)
            if all(find_column(after, c) for c in columns):
                fields[id] = drafting.replace(
                    filling, source=drafting.replace(filling.source, columns=columns)
                )
        made = drafting.fillings(made, at, fields)
    return made


def encoding_name(code: str) -> str:
    """An encoding as people call it."""
    plain = code.lower().replace("_", "-").removesuffix("-sig")
    return next((name for known, name in ENCODINGS if known.replace("_", "-") == plain), code)


def _narrow(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
