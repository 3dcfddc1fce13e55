"""The one box at the top: finds who and what the case holds while one types, and every command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from workbench.app.actions.charts import show_entities
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.app.sitting import enter
from workbench.case import search
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.ui import icons, words
from workbench.ui.menus import Commands, matching
from workbench.ui.parts.labels import label
from workbench.ui.rows import Row, RowList

FOUND, COMMANDS, QUESTIONS = 8, 6, 4
MOST = 1000  # hits that are counted; a search that finds more is too wide to be taken up
PAUSE = 60  # milliseconds without a key before the case is searched


class Popup(QFrame):
    """What was found, under the box."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SearchPopup")
        place = QVBoxLayout(self)
        place.setContentsMargins(1, 5, 1, 5)
        place.setSpacing(0)
        self.list = RowList(self.tr("Found"), grows=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = label("", "muted", wraps=True)
        self.hint.setContentsMargins(14, 5, 14, 5)
        place.addWidget(self.list)
        place.addWidget(self.hint)
        self.hide()


class SearchBox(QWidget):
    """Entities by any part of their value, questions and commands by any word; ">" asks for commands alone. Arrows
    move, Enter does, Escape leaves."""

    done = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.commands: Commands | None = None
        self.perform: Callable[[str, Mapping[str, Any]], object] = lambda id, given: None
        self.questions: Callable[[str], list[Row]] = lambda text: []
        self._entities: list[Row] = []
        self._searched = ""
        self._more, self._hits = False, 0
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.edit = QLineEdit()
        self.edit.setProperty("role", "search")
        self.edit.setPlaceholderText(self.tr("Search, or type a command"))
        self.edit.setAccessibleName(self.tr("Search, or type a command"))
        self.edit.addAction(icons.sign("ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        line.addWidget(self.edit)
        self.kbd = QLabel(self.edit)
        self.kbd.setObjectName("Kbd")
        self.kbd.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.popup: Popup | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)

    def use(self, commands: Commands, window: QWidget) -> None:
        """Takes the commands it offers and the window its popup floats on."""
        self.commands, self.perform = commands, commands.perform
        self.popup = Popup(window)
        self.popup.list.clicked.connect(lambda index: self._do(index.data(Qt.ItemDataRole.UserRole)))

    def name_keys(self, keys: str) -> None:
        """Shows in the box which keys lead to it."""
        self.kbd.setText(keys.replace("+", " "))
        self._place_kbd()

    def begin(self, text: str = "") -> None:
        """Puts the cursor into the box."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.edit.setText(text)
        self.edit.selectAll()
        self._typed(self.edit.text())

    # -- finding -------------------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self._entities = self._entities if text.strip() else []
        self._show()
        self._pause.start()

    def _search(self) -> None:
        text = self.edit.text().strip()
        if self.session.case is None or not text or text.startswith(">"):
            self._entities, self._searched = [], text
            return self._show()
        graph = self.session.graph

        def read(case: Case, job: Job) -> list[int]:
            return found_in(case, graph, text)

        def show(nodes: list[int]) -> None:
            if self.edit.text().strip() == text and self.session.graph is graph:
                self._entities, self._searched = self._rows(nodes[:FOUND]), text
                self._more, self._hits = len(nodes) > FOUND, len(nodes)
                self._show()

        self.session.look(self.tr("Searching"), read, show, replaces="search")

    def _rows(self, nodes: list[int]) -> list[Row]:
        session, graph = self.session, self.session.graph
        kinds = session.case.kinds.entities if session.case is not None else {}
        known = session.seen.everything if session.seen.graph is graph else nodes[:0]
        rows = []
        for n, shown in zip(nodes, np.isin(nodes, known).tolist(), strict=True):
            kind = kinds[graph.kinds[graph.kind[n]]]
            count = self.tr("%Ln records", "", int(graph.records[n]))
            place = self.tr("on the chart") if shown else self.tr("add to the chart")
            rows.append(
                Row(
                    ("entity", int(graph.ids[n])), graph.captions[n], place, f"{kind.name} · {count}", kind=kind,
                    tip=graph.values[n], value=int(graph.ids[n]),
                )
            )  # fmt: skip
        return rows

    def _command_rows(self, text: str, most: int) -> list[Row]:
        commands = self.commands
        if commands is None:
            return []
        able = [a for a in commands.actions.values() if a.id != "find"]
        if not text:  # nothing said yet: what can be done now, not all there is
            able = [a for a in able if a.when(self.session)]
        rows = []
        for action in matching(able, text)[:most]:
            possible = action.when(self.session)
            right = (
                commands.keys(action.id) if possible else self.tr("needs {what}").format(what=action.needs)
            )
            rows.append(
                Row(("command", action.id), commands.title(action), right, sign="ph.caret-right",
                    tone="" if possible else "muted", value=action.id)
            )  # fmt: skip
        return rows

    def _show(self) -> None:
        text = self.edit.text().strip()
        if self.popup is None or not self.edit.hasFocus():
            return
        only = text.startswith(">")
        rows: list[Row] = []
        if self._entities and not only:
            rows += [Row(("heading", 1), self.tr("In the case"), tone="heading"), *self._entities]
        questions = self.questions(text)[:QUESTIONS] if text and not only else []
        if questions:
            rows += [Row(("heading", 3), self.tr("Questions"), tone="heading"), *questions]
        commands = self._command_rows(text.removeprefix(">").strip(), 14 if only or not text else COMMANDS)
        if commands:
            rows += [Row(("heading", 2), self.tr("Commands"), tone="heading"), *commands]
        self.popup.list.show_rows(rows)
        first = next((n for n, row in enumerate(rows) if row.tone != "heading"), None)
        if first is not None:
            self.popup.list.setCurrentIndex(self.popup.list.model_.index(first))
        nothing = bool(text) and not only and self._searched == text and not self._entities
        more = bool(self._entities) and self._more and not only
        self.popup.hint.setText(
            self.tr("The case holds nothing that contains {text}.").format(text=words.isolated(text)) if nothing
            else self.tr("There are more than these; type a longer part.")
        )  # fmt: skip
        self.popup.hint.setVisible(nothing or more)
        self._place()

    def _place(self) -> None:
        popup = self.popup
        if popup is None:
            return
        window = popup.parentWidget()
        width = max(self.width(), 460)
        at = self.mapTo(window, QPoint(self.width() // 2 - width // 2, self.height() + 6))
        popup.list.setFixedWidth(width - 4)
        popup.hint.setFixedWidth(width - 4)
        hint = popup.hint.heightForWidth(width - 4) if popup.hint.isVisibleTo(popup) else 0
        popup.resize(width, popup.list.height() + hint + 12)
        popup.move(max(4, min(at.x(), window.width() - width - 4)), at.y())
        popup.show()
        popup.raise_()

    # -- keys ----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.edit or self.popup is None:
            return False
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._show)
        elif event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        elif event.type() == QEvent.Type.Resize:
            self._place_kbd()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.popup.list.current() if self.popup is not None else None
            if row is not None:
                self._do(row)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        rows, at = self.popup.list.model_.rows, self.popup.list.currentIndex().row()
        for _ in rows:
            at = (at + by) % len(rows)
            if rows[at].tone != "heading":
                self.popup.list.setCurrentIndex(self.popup.list.model_.index(at))
                return

    def leave(self) -> None:
        """Empties the box and goes back to the chart."""
        self.edit.clear()
        self._entities = []
        if self.popup is not None:
            self.popup.hide()
        self.done.emit()

    def _do(self, row: Row) -> None:
        sort, _ = row.key
        text = self.edit.text().strip()
        if sort == "entity":
            session, entity = self.session, row.value
            self.leave()
            self._remember(text)
            if np.isin(session.graph.node_of.get(entity, -1), session.seen.everything):
                session.select([entity])
            else:
                show_entities(session, [entity])
        elif sort == "command":
            self.leave()
            self.perform(row.value, {})
        elif sort == "question":
            self.leave()
            self.perform("ask", {"question": row.value})

    def _remember(self, text: str) -> None:
        """Enters in the log what was searched for, once something found was taken up."""
        enter(self.session, self.tr("Search"), "search", {"hits": self._hits}, {"text": text})

    def _place_kbd(self) -> None:
        hint = self.kbd.sizeHint()
        right = self.edit.width() - hint.width() - 9
        room = self.edit.fontMetrics().horizontalAdvance(self.edit.placeholderText()) + hint.width() + 60
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.kbd.setVisible(self.edit.width() >= room and not mirrored)
        self.kbd.setGeometry(right, (self.edit.height() - hint.height()) // 2, hint.width(), hint.height())


def found_in(case: Case, graph: Graph, text: str) -> list[int]:
    """The nodes a text finds, best match first, each once."""
    found = (graph.node_of.get(entity) for entity in search.find(case, text, limit=MOST))
    return list(dict.fromkeys(node for node in found if node is not None))
