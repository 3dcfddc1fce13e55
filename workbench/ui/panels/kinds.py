"""Kinds on the chart: how many of each are shown, of how many there are; a click selects them."""

from __future__ import annotations

from collections import Counter

import numpy as np
from PySide6.QtCore import QPoint, Qt

from workbench.app.actions.charts import show_entities, switch_kind
from workbench.app.session import Selection
from workbench.model.changes import Changes
from workbench.model.kinds import EntityKind
from workbench.ui import words
from workbench.ui.panels.panel import Panel, menu_of
from workbench.ui.rows import Row, RowList

MOST = 10


class KindsPanel(Panel):
    """One row a kind of entity in the case: "3 / 904" on the chart. A click selects those on the chart, the eye hides
    and shows them."""

    def __init__(self) -> None:
        super().__init__("kinds", "")
        self._hidden: Counter[str] = Counter()
        self.title = self.tr("Kinds on the chart")
        self.list = RowList(self.title)
        self.list.clicked.connect(lambda index: self._select(index.data(Qt.ItemDataRole.UserRole).key))
        self.list.opened.connect(lambda row: self._select(row.key))
        self.list.pressed_button.connect(lambda row: self._switch(row.key))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.hold(self.list)
        self.say(self.tr("Import a file to see what kinds of things it names."))

    def refresh(self, changes: Changes) -> None:
        """Counts again; arrays only, so at once."""
        session = self.session
        if session is None or session.case is None:
            self.counted.emit("")
            self.say(self.tr("Import a file to see what kinds of things it names."))
            return
        graph, kinds = session.graph, session.case.kinds.entities
        there = np.bincount(graph.kind, minlength=len(graph.kinds))
        shown = np.zeros(len(graph.kinds), np.int64)
        if session.chart is not None and len(graph):
            shown = np.bincount(graph.kind[session.seen.nodes], minlength=len(graph.kinds))
        self._hidden = self._count_hidden()
        rows = [
            self._row(kinds[k], int(shown[n]), int(there[n]))
            for n, k in sorted(
                enumerate(graph.kinds),
                key=lambda item: (not shown[item[0]] and item[1] not in self._hidden, -there[item[0]]),
            )
            if there[n]
        ]
        if rows:
            self.list.show_rows(rows)
            self.show_content()
            self.counted.emit(self.tr("shown").upper())
        else:
            self.counted.emit("")
            self.say(self.tr("Import a file to see what kinds of things it names."))

    def _count_hidden(self) -> Counter[str]:
        """How many of each kind the analyst has hidden on the chart."""
        session = self.session
        if session is None or session.chart is None:
            return Counter()
        graph = session.graph
        return Counter(
            graph.kinds[graph.kind[graph.node_of[e]]] for e in session.chart.hidden if e in graph.node_of
        )

    def _row(self, kind: EntityKind, shown: int, there: int) -> Row:
        hidden = self._hidden[kind.id]
        tip = self.tr("{shown} of {all} on the chart; click to select them").format(
            shown=words.number(shown), all=words.number(there)
        )
        if hidden:
            tip += "\n" + self.tr("{count} hidden; click the eye to show them").format(
                count=words.number(hidden)
            )
        elif shown:
            tip += "\n" + self.tr("click the eye to hide them")
        counts = self.tr("{shown} of {all}").format(shown=words.number(shown), all=words.number(there))
        return Row(
            kind.id, kind.name, counts, kind=kind,
            tone="" if shown else "muted", tip=tip,
            button="ph.eye-slash" if hidden else "ph.eye" if shown else "-",
        )  # fmt: skip

    def _switch(self, kind: object) -> None:
        """Hides those of a kind on the chart; where some are hidden already, shows them all."""
        if self.session is not None:
            switch_kind(self.session, str(kind), shown=bool(self._hidden[str(kind)]))

    def pointed(self, selection: Selection) -> None:
        """Lets go of the row whose kind is no longer what is selected."""
        row = self.list.current()
        if row is not None and selection.entities != frozenset(self._shown_of(row.key)):
            self.list.clearSelection()

    def _shown_of(self, kind: object) -> list[int]:
        session = self.session
        if session is None or session.chart is None:
            return []
        graph = session.graph
        nodes = session.seen.nodes
        at = list(graph.kinds).index(kind)
        return [int(e) for e in graph.ids[nodes[graph.kind[nodes] == at]]]

    def _select(self, kind: object) -> None:
        if self.session is not None:
            self.session.select(self._shown_of(kind))

    def _add_most(self, kind: object) -> None:
        if self.session is None:
            return
        graph = self.session.graph
        of_kind = np.flatnonzero(graph.kind == list(graph.kinds).index(kind))
        first = of_kind[np.argsort(-graph.records[of_kind], kind="stable")][:MOST]
        show_entities(self.session, [int(e) for e in graph.ids[first]])

    def _switch_to(self, kind: object, shown: bool) -> None:
        if self.session is not None:
            switch_kind(self.session, str(kind), shown)

    def _menu(self, at: QPoint) -> None:
        row = self.list.current()
        if row is None or self.session is None:
            return
        shown = self._shown_of(row.key)
        entries: list[tuple[str, object]] = []
        if shown:
            entries.append((self.tr("Select on the chart"), lambda: self._select(row.key)))
            entries.append((self.tr("Hide on the chart"), lambda: self._switch_to(row.key, False)))
        if self._hidden[str(row.key)]:
            entries.append((self.tr("Show on the chart"), lambda: self._switch_to(row.key, True)))
        entries.append(
            (
                self.tr("Add those with most records (up to {n})").format(n=MOST),
                lambda: self._add_most(row.key),
            )
        )
        menu_of(self, entries).popup(self.list.viewport().mapToGlobal(at))
