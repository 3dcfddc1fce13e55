"""Picking the columns of an unknown table by hand: what a row is, and which column says what of it."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.ingest import handmade
from workbench.ingest.readers import Layout
from workbench.ingest.recipe_parts import Recipe, Source, check
from workbench.ingest.recognising import Recognised
from workbench.model.kinds import Field, Kinds
from workbench.model.problems import Problem
from workbench.ui.forms import choose
from workbench.ui.parts.labels import clear, label


class ColumnPicker(QWidget):
    """A box for the kind of record and one for each of its fields; `changed` when the choice is another."""

    changed = Signal()

    def __init__(self, kinds: Kinds, found: Recognised) -> None:
        super().__init__()
        self.kinds, self.found = kinds, found
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        top = QGridLayout()
        top.setHorizontalSpacing(12)
        top.setVerticalSpacing(8)
        top.setColumnStretch(1, 1)
        top.setColumnStretch(3, 1)
        self.kind = choose(
            sorted(((k, v.name) for k, v in kinds.records.items()), key=lambda item: item[1]), "call"
        )
        self.kind.setAccessibleName(self.tr("Each row is a"))
        self.order = choose(
            [("auto", self.tr("as the column shows")), ("dmy", self.tr("day first")), ("mdy", self.tr("month first")),
             ("ymd", self.tr("year first"))], "auto",
        )  # fmt: skip
        self.order.setAccessibleName(self.tr("Dates have the"))
        self.name = QLineEdit(found.path.stem)
        self.name.setAccessibleName(self.tr("Keep this choice as"))
        top.addWidget(label(self.tr("Each row is a")), 0, 0)
        top.addWidget(self.kind, 0, 1)
        top.addWidget(label(self.tr("Dates have the")), 0, 2)
        top.addWidget(self.order, 0, 3)
        place.addLayout(top)
        inside = QWidget()
        self.grid = QGridLayout(inside)
        self.grid.setContentsMargins(0, 0, 6, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setMinimumHeight(150)
        place.addWidget(area, 1)
        bottom = QGridLayout()
        bottom.setHorizontalSpacing(12)
        bottom.setColumnStretch(1, 1)
        bottom.addWidget(label(self.tr("Keep this choice as")), 0, 0)
        bottom.addWidget(self.name, 0, 1)
        place.addLayout(bottom)
        self.boxes: dict[str, QComboBox] = {}
        self.said: dict[str, QLineEdit] = {}
        self._suggested = {s.kind: s.columns for s in handmade.suggest(found.columns, kinds)}
        best = next(iter(self._suggested), None)
        if best is not None:
            self.kind.setCurrentIndex(self.kind.findData(best))
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.order.currentIndexChanged.connect(self.changed)
        self._show_fields()

    def _show_fields(self) -> None:
        clear(self.grid)
        self.boxes, self.said = {}, {}
        kind = self.kinds.records[self.kind.currentData()]
        suggested = self._suggested.get(kind.id, {})
        columns = [("", "–"), *((c, c) for c in self.found.columns)]
        ordered = sorted(kind.fields, key=lambda f: (not f.required, f.id not in suggested))
        at = 0
        for field in ordered:
            name = field.name[:1].upper() + field.name[1:]
            box = choose(columns, suggested.get(field.id, ""))
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(self.changed)
            self.boxes[field.id] = box
            self._put(at, self.tr("{field} (needed)").format(field=name) if field.required else name, box)
            at += 1
        for key, text, wanted in self._further(kind.fields):
            if wanted:
                edit = QLineEdit()
                edit.setAccessibleName(text)
                edit.editingFinished.connect(self.changed)
                self.said[key] = edit
                self._put(at, text, edit)
                at += 1
        self.grid.setRowStretch(at // 2 + 1, 1)
        self.changed.emit()

    def _further(self, fields: tuple[Field, ...]) -> list[tuple[str, str, bool]]:
        return [
            ("asset", self.tr("Currency or coin of the amounts"), any(f.type == "amount" for f in fields)),
            (
                "platform",
                self.tr("Market or platform of the handles"),
                any("handle" in f.kinds for f in fields),
            ),
        ]

    def _put(self, at: int, text: str, widget: QWidget) -> None:
        self.grid.addWidget(label(text), at // 2, 2 * (at % 2))
        self.grid.addWidget(widget, at // 2, 2 * (at % 2) + 1)

    def recipe(self) -> Recipe:
        """The recipe of this choice; Problem where something needed is missing."""
        picked = {field: box.currentData() for field, box in self.boxes.items() if box.currentData()}
        kind = self.kinds.records[self.kind.currentData()]
        for field in kind.fields:
            if field.required and field.id not in picked:
                raise Problem(
                    self.tr("no column says the {field}").format(field=field.name), self.tr("pick one")
                )
        name = self.name.text().strip() or self.found.path.stem
        slug = re.sub(r"\W+", "_", name.casefold()).strip("_") or "table"
        table = next((t.name for t in self.found.tables if t.columns == self.found.columns), "")
        made = handmade.from_columns(
            kind.id, picked, Layout(date_order=self.order.currentData()), id=f"own.{slug}", name=name,
            reader=self.found.reader, table=table if len(self.found.tables) > 1 else "",
        )  # fmt: skip
        fields = dict(made.sections[0].fields)
        for field in kind.fields:
            if field.id in fields and field.type == "amount" and self._text("asset"):
                fields[field.id] = replace(fields[field.id], asset=Source(value=self._text("asset")))
            if field.id in fields and "handle" in field.kinds and self._text("platform"):
                fields[field.id] = replace(fields[field.id], platform=Source(value=self._text("platform")))
        made = replace(made, sections=(replace(made.sections[0], fields=fields),))
        check(made, self.kinds)
        return made

    def _text(self, key: str) -> str:
        return self.said[key].text().strip() if key in self.said else ""
