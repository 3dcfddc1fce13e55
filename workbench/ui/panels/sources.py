"""Sources: the files the case was built from, what became of their rows, and how they were acquired."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.app.jobs import Job
from workbench.case import circumstances, gradings, sources
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.case.sources import Coverage, Source
from workbench.model.changes import Changes
from workbench.ui import icons, words
from workbench.ui.dialogs.rejects import RejectsDialog
from workbench.ui.panels.panel import Panel, column, menu_of, scrolled
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.source_card import WIDE, SourceCard
from workbench.ui.rows import Row, RowList

Known = tuple[list[Source], list[Coverage], str, dict[int, Circumstances], dict[int, list[str]]]


class SourcesPanel(Panel):
    """The list of sources and the rejected rows in amber; a click on a source shows all about it."""

    def __init__(self) -> None:
        super().__init__("sources", "")
        self.title = self.tr("Sources")
        self.setAccessibleName(self.title)
        self._known: list[Source] = []
        self._coverage: dict[int, list[Coverage]] = {}
        self._said: dict[int, Circumstances] = {}
        self._grades: dict[int, list[str]] = {}
        self._zone: ZoneInfo = words.zone_of("")
        self.card: SourceCard | None = None
        inside = QWidget()
        place = column(inside)
        self.list = RowList(self.title, grows=True)
        self.list.clicked.connect(lambda index: self._show_card(index.data(Qt.ItemDataRole.UserRole).key))
        self.list.opened.connect(lambda row: self._show_card(row.key))
        self.list.pressed_button.connect(lambda row: self._act("show_source", row.key))
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
        place.addStretch(1)
        area = scrolled(inside)
        whole = QWidget()
        outer = column(whole)
        outer.addWidget(area, 1)
        outer.addWidget(self.warning)
        self.hold(whole)
        self.say(self.tr("Open a case to see its sources."))

    def refresh(self, changes: Changes) -> None:
        """Reads the sources again when an import, undo or redo touched them."""
        if self.session is None or not changes.touches("case", "source", "included", "coverage", "grading"):
            return
        if self.session.case is None:
            self.counted.emit("")
            self.list.show_rows([])
            self.say(self.tr("Open a case to see its sources."))
            return

        def read(case: Case, job: Job) -> Known:
            found = sources.listed(case)
            said = {s.id: circumstances.of(case.db, s.sha256) for s in found}
            grades: dict[int, list[str]] = {}
            for grade in gradings.listed(case, "source"):
                grades.setdefault(grade.number, []).append(gradings.words(case, grade))
            return found, sources.coverage(case), case.about.zone, said, grades

        self.session.look(self.tr("Reading the sources"), read, self._show, replaces="sources")

    def _show(self, found: Known) -> None:
        self._known, coverage, zone, self._said, self._grades = found
        self._zone = words.zone_of(zone)
        self._coverage = {}
        for part in coverage:
            self._coverage.setdefault(part.source, []).append(part)
        self.counted.emit(words.number(len(self._known)) if self._known else "")
        if not self._known:
            self.list.show_rows([])
            self.say(self.tr("Drop call records, listings, transactions or manifests here to import them."))
            return
        self.list.show_rows([self._row(s) for s in self._known])
        count = sum(s.rejected for s in self._known if s.included)
        self.rejected.setText("▲ " + self.tr("%Ln rows rejected", "", count))
        self.warning.setVisible(bool(count))
        self.show_content()

    def _row(self, source: Source) -> Row:
        colour = icons.LETTERS[(source.id - 1) % len(icons.LETTERS)]
        if source.purged:
            name, grey = self.tr("Source {id}").format(id=source.id), ("×", "#8a8f98")
            tip = self.tr("Purged: of this source only its number, hash and size are left.")
            return Row(source.id, name, "", self.tr("purged"), letter=grey, tone="muted", tip=tip)
        if not source.included:
            return Row(
                source.id,
                source.name,
                "",
                self.tr("hidden, not erased"),
                letter=(source.name, "#8a8f98"),
                tone="muted",
                button="ph.eye-slash",
                tip=self.tr("{name}: hidden, not erased; click the eye to show it again").format(
                    name=source.name
                ),
            )
        tip = self.tr("{name}: {count} rows").format(name=source.name, count=words.number(source.rows))
        return Row(source.id, source.name, words.number(source.rows), letter=(source.name, colour), tip=tip)

    def _show_card(self, id: object) -> None:
        """Shows everything about a source beside its row."""
        source = next((s for s in self._known if s.id == id), None)
        if source is None:
            return
        self.card = SourceCard(
            source, self._coverage.get(source.id, []), self._zone,
            lambda id: self._act(id, source.id), self, self._said.get(source.id),
            self.session.library.name_of(source.recipe) if self.session is not None else "",
            self._grades.get(source.id, []),
        )  # fmt: skip
        row = self.list.visualRect(self.list.currentIndex())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = self.list.viewport().mapToGlobal(row.topLeft() if mirrored else row.topRight())
        self.card.show_beside(corner + QPoint(-WIDE - 4 if mirrored else 6, -4))

    def _act(self, id: str, source: int) -> None:
        if id == "rejects":
            self._open_rejects(source)
        else:
            self.asked.emit(id, {"source": str(source)})

    def _open_rejects(self, source: int | None) -> None:
        if self.session is not None:
            RejectsDialog(self.session, source, self.window()).open()

    def _menu(self, at: QPoint) -> None:
        row = self.list.current()
        if row is None:
            return
        source = next(s for s in self._known if s.id == row.key)
        entries: list[tuple[str, object]] = [
            (self.tr("All about it"), lambda: self._show_card(row.key)),
            (self.tr("Open its rejected rows"), lambda: self._open_rejects(row.key)),
            (self.tr("Save the original as…"), lambda: self._act("export_original", row.key)),
            ("", None),
        ]
        if source.included:
            entries.append((self.tr("Read it again…"), lambda: self._act("read_again", row.key)))
            entries.append((self.tr("Hide it"), lambda: self._act("hide_source", row.key)))
        else:
            entries.append((self.tr("Show it again"), lambda: self._act("show_source", row.key)))
        menu_of(self, entries).popup(self.list.viewport().mapToGlobal(at))
