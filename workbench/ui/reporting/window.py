"""The window in which a report is put together: parts in order at the left, its pages as they will be at the right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.app import reporting
from workbench.app.session import Session
from workbench.case import reports
from workbench.case.reports import Report
from workbench.model.changes import Changes
from workbench.ui import appearance
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, heading, label, tool
from workbench.ui.reporting.adding import add_menu
from workbench.ui.reporting.front import FrontDialog
from workbench.ui.reporting.part_list import PartList
from workbench.ui.reporting.preview import Preview
from workbench.ui.reporting.words_dialog import WordsDialog

OWN = frozenset({"report", "report_part"})
QUIET = frozenset({"log", "checkpoint", "step"})  # changes no page would show


class ReportWindow(QDialog):
    """Can stay open beside the work; what is done in it are steps like all others. `perform` does an action of the
    main window."""

    def __init__(self, session: Session, parent: QWidget | None = None, perform: Any = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Report"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(1180), room.width() - 60), min(appearance.scaled(780), room.height() - 60)
        )
        self.session, self.case, self.perform = session, session.open_case, perform
        self.report: Report | None = None
        self._build()
        session.changed.connect(self._changed)
        self.reread()

    # -- the window ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(16, 14, 16, 12)
        place.setSpacing(10)
        place.addLayout(self._top())
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._left())
        self.preview = Preview(self.session, lambda: self.report)
        both.addWidget(self.preview)
        both.setStretchFactor(1, 1)
        both.setSizes([appearance.scaled(330), appearance.scaled(820)])
        place.addWidget(both, 1)
        place.addLayout(self._bottom())

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which report"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(28)
        self.which.activated.connect(lambda: self.reread(self.which.currentData()))
        line.addWidget(self.which, 1)
        line.addWidget(button(self.tr("New"), self.begin))
        self.describe = button(self.tr("Front…"), self._describe)
        self.remove = button(self.tr("Remove"), self._remove)
        line.addWidget(self.describe)
        line.addWidget(self.remove)
        line.addStretch(1)
        return line

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("Parts")))
        head.addStretch(1)
        self.tools = [
            tool("ph.arrow-up", self.tr("Move up"), lambda: self.parts.move(-1), "Alt+↑"),
            tool("ph.arrow-down", self.tr("Move down"), lambda: self.parts.move(1), "Alt+↓"),
            tool("ph.pencil-simple", self.tr("Change"), self._open, "Enter"),
            tool("ph.trash", self.tr("Take out"), self._drop, "Del"),
        ]
        for one in self.tools:
            head.addWidget(one)
        column.addLayout(head)
        self.parts = PartList()
        self.parts.ordered.connect(self._arrange)
        self.parts.dropped.connect(lambda id: self._drop())
        self.parts.opened.connect(lambda id: self._open())
        self.empty = label("", "muted", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.parts)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.adding = button(self.tr("Add …"), self._add)
        column.addWidget(self.adding)
        self.setFocusProxy(self.parts)
        return side

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        self.out = [
            button(self.tr("Print…"), self._print),
            button(self.tr("Save as Word…"), lambda: self._save(".docx")),
            button(self.tr("Save as web page…"), lambda: self._save(".html")),
            button(self.tr("Save as PDF…"), lambda: self._save(".pdf"), "primary"),
        ]
        for one in self.out:
            line.addWidget(one)
        return line

    # -- which report ----------------------------------------------------------------------------------------------

    def reread(self, wanted: int | None = None) -> None:
        """Shows a report as the case holds it now: the wanted one, else the one on show, else the one made last."""
        listed = reports.listed(self.case)
        id = wanted or (self.report.id if self.report is not None else 0)
        self.report = next((r for r in listed if r.id == id), listed[-1] if listed else None)
        self.which.clear()
        for one in reversed(listed):
            self.which.addItem(one.title, one.id)
        if self.report is not None:
            self.which.setCurrentIndex(self.which.findData(self.report.id))
        else:
            self.which.addItem(self.tr("The whole case"), 0)
        there = self.report is not None
        for one in (self.describe, self.remove):
            one.setEnabled(there)
        follows = self.tr(
            "Add a finding, a chart or words with the button below, or with 'Add to the report' where you see them. "
            "What a court asks for (sources, clocks, filters, limits, how to check it) follows by itself."
        )
        begins = (
            self.tr("Nothing is in this report yet.")
            if there
            else self.tr("Nobody has put a report together yet, so the pages show one of the whole case.")
        )
        self.empty.setText(f"{begins}\n\n{follows}")
        named = (
            [(p.id, p.sort, reporting.named(self.case, p)) for p in self.report.parts] if self.report else []
        )
        self.parts.show_parts(named)
        self.stack.setCurrentWidget(self.parts if named else self.empty)
        for one in self.tools:
            one.setEnabled(bool(named))
        self.preview.soon()

    def begin(self) -> None:
        """Makes another report and shows it."""
        title = self.tr("Report on {case}").format(case=self.case.about.title or self.case.path.stem)
        taken = {r.title for r in reports.listed(self.case)}
        number, whole_title = 2, title
        while whole_title in taken:
            whole_title, number = f"{title} ({number})", number + 1

        def show(id: int) -> None:
            self.reread(id)
            self._describe()

        self.session.edit(
            self.tr("New report"),
            lambda case, db: reports.create(case, db, whole_title),
            while_there(self, show),
        )

    def _describe(self) -> None:
        if self.report is not None:
            FrontDialog(self.session, self.report, self).open()

    def _remove(self) -> None:
        if self.report is not None:
            id, title = self.report.id, self.report.title
            self.session.edit(
                self.tr("Remove the report {title}").format(title=title),
                lambda case, db: reports.remove(db, id),
            )
            self.session.told(
                self.tr("The report '{title}' is removed; undo brings it back.").format(title=title)
            )

    # -- parts -----------------------------------------------------------------------------------------------------

    def _add(self) -> None:
        menu = add_menu(self)
        menu.popup(self.adding.mapToGlobal(self.adding.rect().topLeft()))

    def add(self, sort: str, what: Mapping[str, Any]) -> None:
        """Adds a part at the end of the report on show, which is begun where there is none."""
        report = self.report.id if self.report is not None else None
        reporting.add(self.session, [(sort, what)], report, while_there(self, self._added))

    def _added(self, report: int) -> None:
        self.reread(report)
        self.parts.point_at(self.parts.ids[-1] if self.parts.ids else None)

    def _arrange(self, order: list[int]) -> None:
        if self.report is not None:
            id = self.report.id
            self.session.edit(
                self.tr("Move a part of the report"), lambda case, db: reports.arrange(db, id, order)
            )

    def _drop(self) -> None:
        part = self.parts.current
        if part is not None:
            self.session.edit(
                self.tr("Take a part out of the report"), lambda case, db: reports.drop(db, part)
            )

    def _open(self) -> None:
        """Changes the current part: what it says, or what it is called."""
        part = (
            next((p for p in self.report.parts if p.id == self.parts.current), None) if self.report else None
        )
        if part is None:
            return
        id = part.id

        def said(what: dict[str, Any]) -> None:
            self.session.edit(
                self.tr("Change a part of the report"), lambda case, db: reports.change(db, id, what)
            )

        WordsDialog(part.what, said, self, only_title=part.sort != "text").open()

    # -- handing out -----------------------------------------------------------------------------------------------

    def _save(self, suffix: str) -> None:
        filters = {
            ".pdf": self.tr("PDF (*.pdf)"),
            ".docx": self.tr("Word file (*.docx)"),
            ".html": self.tr("Web page (*.html)"),
        }
        title = self.report.title if self.report is not None else self.case.path.stem
        name = "".join(c if c.isalnum() or c in " -_" else "_" for c in title).strip() + suffix
        path = QFileDialog.getSaveFileName(self, self.tr("Save the report"), name, filters[suffix])[0]
        if path:
            out = Path(path).with_suffix(suffix)
            reporting.save(self.session, out, self.report.id if self.report is not None else 0)

    def _print(self) -> None:
        if self.preview.pages.document is not None:
            from workbench.ui.reporting.printing import put_on_paper

            put_on_paper(self.session, self.preview.pages.document, self)

    # -- what happens elsewhere ------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.touches(*OWN, "finding", "chart"):
            self.reread()
        elif changes.tables - QUIET:
            self.preview.again.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        self.preview.end()
        super().closeEvent(event)


def open_report(session: Session, parent: QWidget, perform: Any = None) -> ReportWindow:
    """Shows the window of the report; the one that is open already comes to the front."""
    found = parent.findChild(ReportWindow) or ReportWindow(session, parent, perform)
    found.show()
    found.raise_()
    found.activateWindow()
    return found
