"""Sources: the files the case was built from, what became of their rows, and how they were acquired."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from workbench.app.jobs import Job
from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.sources import Coverage, Source
from workbench.model.changes import Changes
from workbench.ui import icons, words
from workbench.ui.dialogs.rejects import RejectsDialog
from workbench.ui.panels.panel import Panel, column, menu_of
from workbench.ui.parts.labels import CopyButton, Elided, button, clear, heading, label
from workbench.ui.rows import Row, RowList


class SourcesPanel(Panel):
    """The list of sources, rejected rows in amber, and the details of the one chosen."""

    def __init__(self) -> None:
        super().__init__("sources", "")
        self.title = self.tr("Sources")
        self.setAccessibleName(self.title)
        self._known: list[Source] = []
        self._coverage: dict[int, list[Coverage]] = {}
        self._zone: ZoneInfo = words.zone_of("")
        inside = QWidget()
        place = column(inside)
        self.list = RowList(self.title, grows=True)
        self.list.chosen.connect(lambda row: self._show_details(row.key))
        self.list.opened.connect(lambda row: self._show_details(row.key))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        place.addWidget(self.list)
        self.warning = QWidget()
        line = QHBoxLayout(self.warning)
        line.setContentsMargins(14, 4, 12, 6)
        self.rejected = label("", "warning")
        self.open_rejects = button(self.tr("open list"), lambda: self._open_rejects(None), "link")
        line.addWidget(self.rejected)
        line.addStretch(1)
        line.addWidget(self.open_rejects)
        self.details = QWidget()
        self._grid = column(self.details, (14, 4, 12, 10), 2)
        place.addWidget(self.details)
        place.addStretch(1)
        self.details.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QWidget()
        outer = column(whole)
        outer.addWidget(area, 1)
        outer.addWidget(self.warning)
        self.hold(whole)
        self.say(self.tr("Open a case to see its sources."))

    def refresh(self, changes: Changes) -> None:
        """Reads the sources again when an import, undo or redo touched them."""
        if self.session is None or not changes.touches("case", "source", "included", "coverage"):
            return

        def read(case: Case, job: Job) -> tuple[list[Source], list[Coverage], str]:
            return sources.listed(case), sources.coverage(case), case.about.zone

        self.session.look(self.tr("Reading the sources"), read, self._show, replaces="sources")

    def _show(self, found: tuple[list[Source], list[Coverage], str]) -> None:
        self._known, coverage, zone = found
        self._zone = words.zone_of(zone)
        self._coverage = {}
        for part in coverage:
            self._coverage.setdefault(part.source, []).append(part)
        self.counted.emit(words.number(len(self._known)) if self._known else "")
        if not self._known:
            self.list.show_rows([])
            self.details.hide()
            self.say(self.tr("Drop call records, listings, transactions or manifests here to import them."))
            return
        self.list.show_rows([self._row(s) for s in self._known])
        count = sum(s.rejected for s in self._known if s.included)
        self.rejected.setText("▲ " + self.tr("%Ln rows rejected", "", count))
        self.warning.setVisible(bool(count))
        self.show_content()
        current = self.list.current()
        if current is not None:
            self._show_details(current.key)
        else:
            self.details.hide()

    def _row(self, source: Source) -> Row:
        colour = icons.LETTERS[(source.id - 1) % len(icons.LETTERS)]
        if not source.included:
            return Row(
                source.id,
                source.name,
                "",
                self.tr("hidden, not erased"),
                letter=(source.name, "#8a8f98"),
                tone="muted",
            )
        tip = self.tr("{name}: {count} rows").format(name=source.name, count=words.number(source.rows))
        return Row(source.id, source.name, words.number(source.rows), letter=(source.name, colour), tip=tip)

    def _show_details(self, id: object) -> None:
        source = next((s for s in self._known if s.id == id), None)
        clear(self._grid)
        self.details.setVisible(source is not None)
        if source is None:
            return
        counts = self.tr(
            "{read} read = {kept} kept + {duplicate} duplicate + {rejected} rejected + {withheld} withheld"
        )
        said = counts.format(
            read=words.number(source.rows), kept=words.number(source.kept_rows),
            duplicate=words.number(source.duplicate), rejected=words.number(source.rejected),
            withheld=words.number(source.withheld),
        )  # fmt: skip
        self._entry(self.tr("SHA-256"), words.shortened(source.sha256, 8, 8), copy=source.sha256)
        self._entry(self.tr("Rows"), said)
        if source.rejected:
            self._grid.addWidget(
                button(self.tr("Open its rejected rows"), lambda: self._open_rejects(source.id), "link")
            )
        self._entry(self.tr("Covers"), self._covers(source.id))
        self._entry(self.tr("Read as"), source.recipe)
        acquired = [source.exhibit, source.acquired_by, source.acquired_at, source.acquired_how]
        self._entry(
            self.tr("Acquired"), words.listed(a for a in acquired if a) or self.tr("nothing said at import")
        )
        added = self.tr("{when} by {who}").format(
            when=words.moment(source.added_at, self._zone), who=source.added_by
        )
        self._entry(self.tr("Imported"), added)
        self._entry(self.tr("Size"), words.size(source.bytes))

    def _covers(self, source: int) -> str:
        parts = [c for c in self._coverage.get(source, ()) if c.first is not None and c.last is not None]
        if not parts:
            return self.tr("no times in it")
        return words.listed(words.period(c.first, c.last, self._zone) for c in parts if c.first and c.last)

    def _entry(self, name: str, text: str, copy: str = "") -> None:
        title = heading(name)
        title.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(title)
        said = Elided(text) if copy else label(text, wraps=True)
        if not copy:
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(said)
            return
        line = QHBoxLayout()
        line.addWidget(said, 1)
        line.addWidget(CopyButton(copy, self.tr("Copy {name}").format(name=name)))
        self._grid.addLayout(line)

    def _open_rejects(self, source: int | None) -> None:
        if self.session is not None:
            RejectsDialog(self.session, source, self.window()).open()

    def _menu(self, at: QPoint) -> None:
        row = self.list.current()
        if row is None:
            return
        entries: Sequence[tuple[str, object]] = [
            (self.tr("Open its rejected rows"), lambda: self._open_rejects(row.key)),
            (self.tr("Save the original as…"), lambda: self.asked.emit("export_source", {"source": row.key})),
        ]
        menu_of(self, list(entries)).popup(self.list.viewport().mapToGlobal(at))
