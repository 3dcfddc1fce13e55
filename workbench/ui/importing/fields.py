"""Which records a row gives, and their fields: those filled, those needed, and the others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from workbench.ingest import drafting
from workbench.ingest.recipe_parts import Filling, Section, Source
from workbench.model.kinds import Field
from workbench.model.values.assets import NOT_STATED
from workbench.ui import words
from workbench.ui.importing.chips import Chips, FieldChip
from workbench.ui.importing.field_menu import field_menu
from workbench.ui.importing.saying import capital, orders
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import clear, heading, label
from workbench.ui.parts.scrolling import scrolling

FREE = 8  # fields without a column that are shown as chips; the rest stands in a menu


class FieldBoard(QWidget):
    """Which records a row gives, and their fields as chips."""

    def __init__(self, teaching: Teaching) -> None:
        super().__init__()
        self.teaching = teaching
        self.chips: dict[str, FieldChip] = {}
        self._seen: object = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(10)
        self.kinds = QToolButton()
        self.kinds.setProperty("chip", "kind")
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        top.addWidget(label(self.tr("Each row gives")))
        top.addWidget(self.kinds)
        self.hint = label("", "muted", wraps=True)
        top.addWidget(self.hint, 1)
        whole.addLayout(top)
        self.inside = QWidget()
        self.place = QVBoxLayout(self.inside)
        self.place.setContentsMargins(0, 0, 6, 0)
        self.place.setSpacing(6)
        whole.addWidget(scrolling(self.inside), 1)

    def refresh(self) -> None:
        """Shows the fields of the recipe as it is now; the chip that had the focus keeps it."""
        file = self.teaching.file
        seen = (file.recipe.sections, file.columns) if file is not None and file.recipe is not None else None
        if seen == self._seen:
            return
        self._seen = seen
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), "")
        clear(self.place)
        self.chips = {}
        if file is None or file.recipe is None:
            return
        recipe, kinds = file.recipe, self.teaching.kinds
        names = [kinds.records[s.kind].name for s in recipe.sections if self._serves(s)]
        self.kinds.setText(words.listed(dict.fromkeys(names)) + " ▾")
        self.kinds.setAccessibleName(self.tr("Each row gives {kinds}").format(kinds=words.listed(names)))
        self.kinds.setMenu(self._kinds_menu())
        lacking = {(at, id) for at, ids in drafting.missing(recipe, kinds) for id in ids}
        self.hint.setText(
            self.tr("Drag a field onto its column, or the column onto the field; Shift adds a second column.")
        )
        for at, section in enumerate(recipe.sections):
            if not self._serves(section):
                continue
            kind = kinds.records[section.kind]
            if len(recipe.sections) > 1:
                self.place.addWidget(heading(self._condition(at, kind.name)))
            row = Chips()
            flow = row.flow
            there = {id for id, filling in section.fields.items() if self._there(filling)}
            told = [f for f in kind.fields if f.id in there or (at, f.id) in lacking]
            free = [f for f in kind.fields if f not in told]
            for field in (*told, *free[:FREE]):
                filling = section.fields.get(field.id) if field.id in there else None
                state = "filled" if filling else "needed" if (at, field.id) in lacking else "free"
                flow.addWidget(self._chip(at, field, filling, state))
            if free[FREE:]:
                flow.addWidget(self._rest(at, free[FREE:]))
            self.place.addWidget(row)
        self.place.addStretch(1)
        if focused in self.chips:
            self.chips[focused].setFocus()

    def _serves(self, section: Section) -> bool:
        """Whether this file can have rows for a section: it has every column whose words the section asks for."""
        columns = self.teaching.columns
        return all(
            self.teaching.shown(when.column) in columns
            for when in section.when
            if when.among or when.filled or when.matches
        )

    def _condition(self, at: int, kind: str) -> str:
        """A kind, with which rows give it where the recipe says so."""
        said = []
        for when in self.teaching.recipe.sections[at].when:
            column = self.teaching.shown(when.column)
            if column not in self.teaching.columns:
                continue
            if when.among:
                shown = words.listed(when.among[:4]) + (" …" if len(when.among) > 4 else "")
                said.append(self.tr("{column} is {words}").format(column=column, words=shown))
            elif when.not_among:
                shown = words.listed(when.not_among[:4]) + (" …" if len(when.not_among) > 4 else "")
                said.append(self.tr("{column} is not {words}").format(column=column, words=shown))
            elif when.filled is not None:
                form = self.tr("{column} is filled") if when.filled else self.tr("{column} is empty")
                said.append(form.format(column=column))
        if not said:
            return kind
        return self.tr("{kind}, where {condition}").format(kind=kind, condition=words.listed(said))

    def _rest(self, at: int, fields: list[Field]) -> QToolButton:
        """The fields seldom needed, behind one chip."""
        made = QToolButton()
        made.setProperty("chip", "free")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setText(words.directed(self.tr("{count} more ▾").format(count=words.number(len(fields)))))
        made.setAccessibleName(self.tr("%Ln more fields", "", len(fields)))
        menu = QMenu(made)

        def fill() -> None:  # so many entries are made only when somebody looks
            menu.clear()
            for field in fields:
                inside = menu.addMenu(capital(field.name))
                for column in self.teaching.columns:
                    act = inside.addAction(column.replace("&", "&&"))
                    act.triggered.connect(
                        lambda on=False, c=column, id=field.id: self.teaching.put(at, id, c)
                    )

        menu.aboutToShow.connect(fill)
        made.setMenu(menu)
        return made

    def _chip(self, at: int, field: Field, filling: Filling | None, state: str) -> FieldChip:
        key = f"{at}:{field.id}"
        chip = FieldChip(key, capital(field.name), self._said(filling) if filling else "", state)
        teaching = self.teaching
        chip.asked.connect(lambda place: self._open(field_menu(teaching, at, field.id), place))
        chip.given.connect(lambda column, more: teaching.put(at, field.id, column, more))
        chip.emptied.connect(lambda: teaching.empty(at, field.id) if filling else None)
        self.chips[key] = chip
        return chip

    def _there(self, filling: Filling) -> bool:
        """Whether this file has anything the field is filled from; a recipe may know columns that it lacks."""
        columns = filling.source.columns
        return not columns or any(self.teaching.shown(c) in self.teaching.columns for c in columns)

    def _said(self, filling: Filling) -> str:
        """Where a field comes from, and what else is said of it."""
        source = filling.source
        if source.columns:
            there = [self.teaching.shown(c) for c in source.columns]
            text = " + ".join(c for c in there if c in self.teaching.columns)
        elif source.value is not None:
            text = self.tr("always “{value}”").format(value=source.value)
        else:
            text = self.tr("the file's name") if source.filename else self.tr("what stands above the table")
        more = []
        if filling.order:
            more.append(orders()[filling.order])
        if filling.asset is not None:
            more += self._currency(filling.asset)
        if filling.platform is not None and filling.platform.value:
            more.append(filling.platform.value)
        if filling.zone is not None and filling.zone.value:
            more.append(filling.zone.value)
        if filling.split:
            more.append(self.tr("cut at {sign}").format(sign=filling.split))
        if filling.find:
            more.append(self.tr("found in the text"))
        return text + (f" ({words.listed(more)})" if more else "")

    def _currency(self, asset: Source) -> list[str]:
        """The currency of an amount where it is the same for all rows, or that nothing says it."""
        told = [c for c in asset.columns if self.teaching.shown(c) in self.teaching.columns]
        if told or not asset.value:
            return []
        if asset.value != NOT_STATED:
            return [asset.value]
        return [] if asset.preamble or asset.filename else [self.tr("currency not stated")]

    def _open(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _kinds_menu(self) -> QMenu:
        """Every kind of record, those first that the names of the columns speak of."""
        menu = QMenu(self)
        teaching = self.teaching
        chosen = [s.kind for s in teaching.recipe.sections]
        suggested = [g.kind for g in teaching.guesses][:4]
        rest = sorted(
            (k for k in teaching.kinds.records if k not in suggested),
            key=lambda k: teaching.kinds.records[k].name,
        )
        for title, ids in (
            (self.tr("Most likely"), suggested),
            (self.tr("Anything else"), rest),
        ):
            if not ids:
                continue
            menu.addSection(title)
            for id in ids:
                act = menu.addAction(teaching.kinds.records[id].name)
                act.setCheckable(True)
                act.setChecked(id in chosen)
                act.triggered.connect(lambda on, id=id: self._choose_kind(id))
        menu.addSeparator()
        several = menu.addMenu(self.tr("And also, in the same row"))
        for id in sorted(teaching.kinds.records, key=lambda k: teaching.kinds.records[k].name):
            if id not in chosen:
                act = several.addAction(teaching.kinds.records[id].name)
                act.triggered.connect(lambda on=False, id=id: teaching.set_kinds([*chosen, id]))
        return menu

    def _choose_kind(self, id: str) -> None:
        chosen = [s.kind for s in self.teaching.recipe.sections]
        if id in chosen and len(chosen) > 1:
            self.teaching.set_kinds([k for k in chosen if k != id])
        else:
            self.teaching.set_kinds([id])
