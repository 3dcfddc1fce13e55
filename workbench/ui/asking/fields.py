"""Fields for what a question wants to be told, one for each type of parameter; each gives the text that means it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import search, sources
from workbench.case.cases import Case
from workbench.questions.parameter import BETWEEN, Parameter
from workbench.ui.asking.question_list import said
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import tool

OFFERED = 12  # entities offered while one types
SUCH = {"moment": "2026-06-30 14:05", "duration": "15 min", "share": "10 %"}


def field_for(parameter: Parameter, session: Session) -> QWidget:
    """The field for a parameter: it has `text()` and `put(text)`."""
    match parameter.type:
        case "entity" | "entities":
            return EntityField(parameter, session)
        case "yes":
            return YesField(parameter)
        case "choice":
            return ChoiceField(parameter)
        case "choices":
            return ManyField([(word, said(shown)) for word, shown in parameter.choices])
        case "kinds" | "links" | "sources":
            return ManyField(_known(parameter.type, session))
        case "file":
            return FileField(said(parameter.label))
    return TextField(parameter)


def _known(type: str, session: Session) -> list[tuple[str, str]]:
    case = session.open_case
    if type == "sources":
        return [(str(s.id), s.name) for s in sources.listed(case) if s.included]
    declared: Any = case.kinds.entities if type == "kinds" else case.kinds.links
    there = set(session.graph.kinds if type == "kinds" else session.graph.link_kinds)
    return sorted(
        ((id, kind.name) for id, kind in declared.items() if id in there), key=lambda k: k[1].casefold()
    )


class TextField(QLineEdit):
    """A number, a date, a span of time or a text."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(parameter.written(parameter.default))
        self.setPlaceholderText(SUCH.get(parameter.type, ""))
        if parameter.type in ("whole", "number", "share", "duration"):
            self.setMaximumWidth(140)

    def put(self, text: str) -> None:
        self.setText(text)


class YesField(QCheckBox):
    """Yes or no."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(said(parameter.label))
        self.setChecked(bool(parameter.default))

    def text(self) -> str:
        return "yes" if self.isChecked() else "no"

    def put(self, text: str) -> None:
        self.setChecked(text == "yes")


class ChoiceField(QComboBox):
    """One of a few."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        for word, shown in parameter.choices:
            self.addItem(said(shown), word)
        self.put(str(parameter.fallback))

    def text(self) -> str:
        return str(self.currentData())

    def put(self, text: str) -> None:
        self.setCurrentIndex(max(self.findData(text), 0))


class ManyField(QPushButton):
    """Some of several, all where none is ticked."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.menu_ = QMenu(self)
        for word, shown in choices:
            entry = self.menu_.addAction(shown)
            entry.setData(word)
            entry.setCheckable(True)
            entry.toggled.connect(self._name)
        self.setMenu(self.menu_)
        self.setEnabled(bool(choices))
        self._name()

    def _ticked(self) -> list[Any]:
        return [entry for entry in self.menu_.actions() if entry.isChecked()]

    def _name(self) -> None:
        names = [entry.text() for entry in self._ticked()]
        few = ", ".join(names[:2])
        more = self.tr("%Ln more", "", len(names) - 2) if len(names) > 2 else ""
        self.setText(self.tr("all") if not names else few + (f", {more}" if more else ""))
        self.setToolTip("\n".join(names))

    def text(self) -> str:
        return BETWEEN.join(str(entry.data()) for entry in self._ticked())

    def put(self, text: str) -> None:
        wanted = {word.strip() for word in text.split(";")}
        for entry in self.menu_.actions():
            entry.setChecked(str(entry.data()) in wanted)


class FileField(QWidget):
    """A list that the analyst supplies."""

    def __init__(self, title: str) -> None:
        super().__init__()
        line = _line(self)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(title)
        self.setFocusProxy(self.edit)
        choose = QPushButton(self.tr("Choose…"))
        choose.clicked.connect(lambda: self._choose(title))
        line.addWidget(self.edit, 1)
        line.addWidget(choose)

    def _choose(self, title: str) -> None:
        found = QFileDialog.getOpenFileName(self, title, self.edit.text())[0]
        if found:
            self.edit.setText(found)

    def text(self) -> str:
        return self.edit.text().strip()

    def put(self, text: str) -> None:
        self.edit.setText(text)


class EntityField(QWidget):
    """One entity or several: typed, chosen from what the case offers, or taken from the selection."""

    changed = Signal()

    def __init__(self, parameter: Parameter, session: Session) -> None:
        super().__init__()
        self.parameter, self.session = parameter, session
        line = _line(self)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(
            self.tr("several, with ; between them")
            if parameter.type == "entities"
            else self.tr("number, name, address")
        )
        self.edit.setAccessibleName(said(parameter.label))
        self.setFocusProxy(self.edit)
        self.offer = QStringListModel(self)
        self.completer = QCompleter(self.offer, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setWidget(self.edit)
        self.completer.activated.connect(self._take)
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._look)
        self.edit.textEdited.connect(lambda text: self._soon.start())
        line.addWidget(self.edit, 1)
        self.selected = tool("ph.crosshair", self.tr("Take what is selected"), self._from_selection)
        line.addWidget(self.selected)

    def text(self) -> str:
        return self.edit.text().strip()

    def put(self, text: str) -> None:
        self.edit.setText(text)

    def put_entities(self, entities: Sequence[int]) -> None:
        """Names some entities as they are typed."""
        graph = self.session.graph
        nodes = [graph.node_of[e] for e in entities if e in graph.node_of]
        if self.parameter.takes:
            nodes = [n for n in nodes if graph.kinds[graph.kind[n]] in self.parameter.takes]
        chosen = nodes if self.parameter.type == "entities" else nodes[:1]
        self.edit.setText(BETWEEN.join(f"{graph.kinds[graph.kind[n]]}:{graph.values[n]}" for n in chosen))
        self.changed.emit()

    def _from_selection(self) -> None:
        self.put_entities(sorted(self.session.selection.entities))

    def _last(self) -> tuple[str, str]:
        """What stands before the part that is being typed, and that part."""
        before, between, last = (
            self.edit.text().rpartition(";")
            if self.parameter.type == "entities"
            else ("", "", self.edit.text())
        )
        return (before + BETWEEN if between else ""), last.strip()

    def _look(self) -> None:
        text = self._last()[1]
        if len(text) < 2 or self.session.case is None:
            return
        takes, graph = self.parameter.takes, self.session.graph

        def read(case: Case, job: Job) -> list[str]:
            ids = [
                id
                for kind in takes or (None,)
                for id in search.find(case, text.partition(":")[2] or text, kind, OFFERED)
            ]
            nodes = [graph.node_of[id] for id in ids[:OFFERED] if id in graph.node_of]
            return [f"{graph.kinds[graph.kind[n]]}:{graph.values[n]}" for n in nodes]

        def show(found: list[str]) -> None:
            if self._last()[1] == text and self.edit.hasFocus():
                self.offer.setStringList(found)
                if found:
                    self.completer.complete()

        self.session.look(self.tr("Searching"), read, while_there(self, show), replaces="entity field")

    def _take(self, text: str) -> None:
        self.edit.setText(self._last()[0] + text)
        self.changed.emit()


def _line(parent: QWidget) -> QHBoxLayout:
    line = QHBoxLayout(parent)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    return line
