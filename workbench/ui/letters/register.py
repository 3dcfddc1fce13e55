"""The register of requests: what was asked of whom, where it stands, its letter, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.app import letters, requesting
from workbench.app.actions.action import Action, Ask
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import entities, requests
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.case.requests import Request
from workbench.model.changes import Changes
from workbench.ui import appearance
from workbench.ui.forms import answers
from workbench.ui.letters.new_letter import NewLetter
from workbench.ui.letters.requests_model import RequestsModel
from workbench.ui.parts.labels import Flow, button, heading, label
from workbench.ui.parts.tables import plain, point_at_row

translate = QCoreApplication.translate


def today() -> date:
    return date.today()


class Register(QDialog):
    """Can stay open beside the work."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Requests and letters"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(980), room.width() - 60), min(appearance.scaled(620), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        self._wanted = ""
        self._build()
        session.changed.connect(self._changed)
        self.read()

    def _build(self) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        place.addWidget(label(self.tr("Requests and letters"), "title"))
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        names = {
            "overdue": self.tr("Overdue"), "open": self.tr("Waiting"), "not sent": self.tr("Not sent"),
            "answered": self.tr("Answered"), "preservation": self.tr("Preservation"),
            "disclosure": self.tr("Disclosure"), "foreign authority": self.tr("Legal assistance"),
        }  # fmt: skip
        self.model = RequestsModel(names)
        self.model.headers = (
            self.tr("STATE"), self.tr("REFERENCE"), self.tr("TO"), self.tr("ASKS FOR"), self.tr("ABOUT"),
            self.tr("SENT"), self.tr("DUE"), self.tr("ANSWERED"),
        )  # fmt: skip
        self.table = plain(QTableView(), self.tr("Requests"), appearance.scaled(26))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._show())
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self._below())
        both.setSizes([appearance.scaled(200), appearance.scaled(320)])
        place.addWidget(both, 1)
        place.addWidget(self._buttons())

    def _below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(heading(self.tr("The letter")))
        self.silent = label("", "warning", wraps=True)
        self.silent.hide()
        column.addWidget(self.silent)
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setAccessibleName(self.tr("The letter"))
        column.addWidget(self.letter, 1)
        return below

    def _buttons(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        flow = Flow(inside, 8)
        self.new = button(self.tr("New letter about the selection…"), self.begin, "primary")
        flow.addWidget(self.new)
        self.of_one = [
            button(self.tr("Save the letter…"), self.save),
            button(self.tr("Sent, answered…"), self.say_days),
            button(self.tr("Bring in the answer…"), self.bring_in),
            button(self.tr("Select its identifiers"), self.select),
            button(self.tr("Withdraw"), self.withdraw),
        ]
        for made in self.of_one:
            flow.addWidget(made)
        line.addWidget(inside, 1)
        line.addWidget(button(self.tr("Close"), self.close), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # -- what is there -------------------------------------------------------------------------------------

    def read(self) -> None:
        """Lists the requests as they are now; the chosen one stays chosen."""
        if not self._wanted and self.current is not None:
            self._wanted = self.current.reference
        self.model.say(requests.listed(self.case), today())
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, self.table.columnWidth(column) + appearance.scaled(10))
        at = next((n for n, r in enumerate(self.model.lines) if r.reference == self._wanted), 0)
        self._wanted = ""
        if self.model.lines:
            point_at_row(self.table, at)
        overdue = sum(r.state(today()) == "overdue" for r in self.model.lines)
        if not self.model.lines:
            said = self.tr(
                "Nothing was asked of anybody yet. Select phones, wallets, handles or parcels and begin a letter."
            )
        elif overdue:
            said = self.tr("%Ln requests are overdue.", "", overdue)
        else:
            said = self.tr("Nothing is overdue.")
        self.said.setText(said)
        self._show()

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.tables & {"request", "request_entity", "request_source", "case", "included"}:
            self.read()
        self.new.setEnabled(bool(self.session.selection.entities))

    @property
    def current(self) -> Request | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _show(self) -> None:
        request = self.current
        for made in self.of_one:
            made.setEnabled(request is not None)
        self.new.setEnabled(bool(self.session.selection.entities))
        self.silent.hide()
        if request is None:
            self.letter.setPlainText("")
            return
        named = [self._shown(entity) for entity in request.entities]
        self.letter.setPlainText(
            request.letter.replace(letters.IDENTIFIERS, "\n".join(f"    {n}" for n in named))
        )
        silent = requests.silent(self.case, request) if request.sources else []
        if silent:
            said = self.tr("What came says nothing of {identifiers}.")
            self.silent.setText(said.format(identifiers=", ".join(map(self._shown, silent))))
            self.silent.show()

    def _shown(self, entity: int) -> str:
        return entities.shown(self.case, *entities.named(self.case, entity))

    # -- doing ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begins a letter about what is selected in the window."""
        chosen = sorted(self.session.selection.entities)
        if chosen:
            NewLetter(self.session, chosen, today(), self.show_request, self).open()

    def show_request(self, reference: str) -> None:
        """Turns to a request, now or when it is listed."""
        self._wanted = reference
        self.read()

    def save(self) -> None:
        """Writes the letter as a PDF, a Word file or a web page."""
        request = self.current
        if request is None:
            return
        filter = self.tr("Letters (*.pdf *.docx *.html)")
        name = f"{request.reference.replace('/', '-')}.pdf"
        path = QFileDialog.getSaveFileName(self, self.tr("Save the letter"), name, filter)[0]
        if path:
            save_letter(self.session, request, Path(path))

    def say_days(self) -> None:
        """Asks when it was sent, is due and was answered."""
        request = self.current
        if request is None:
            return
        asks = (
            Ask("sent", self.tr("Sent on"), "day", request.sent or today().isoformat()),
            Ask("due", self.tr("Answer wanted by"), "day", request.due),
            Ask("answered", self.tr("Answered on"), "day", request.answered),
        )
        title = self.tr("Request {reference}").format(reference=request.reference)
        said = answers(
            Action("request_days", title, "Case", lambda s: None, asks=asks), self.session, self, {}
        )
        if said is not None:
            self._edit(title, lambda case, db: requests.change(db, request, **said))

    def withdraw(self) -> None:
        """Takes the request out of the register; undoing brings it back."""
        request = self.current
        if request is not None:
            title = self.tr("Withdraw request {reference}").format(reference=request.reference)
            self._edit(title, lambda case, db: requests.withdraw(db, request.id))

    def select(self) -> None:
        if self.current is not None:
            self.session.select(entities=frozenset(self.current.entities))

    def bring_in(self) -> None:
        """Opens the import window with what was asked for filled in; the files taken in answer the request."""
        from workbench.ui.importing.window import ImportWindow

        request = self.current
        paths = QFileDialog.getOpenFileNames(self, self.tr("The files that came"))[0] if request else []
        if not paths or request is None:
            return
        window = ImportWindow(self.session, [Path(p) for p in paths], self.parentWidget())
        said = requesting.asked_for(self.case, request, Circumstances())
        for key, text in (
            ("asked", said.asked), ("asked_first", said.asked_first), ("asked_last", said.asked_last),
            ("basis", said.legal_basis), ("by", request.provider),
        ):  # fmt: skip
            window.origin.fields[key].setText(text)
        window.progress.finished.connect(lambda outcomes: self.enter_answer(request, outcomes))
        window.open()

    def enter_answer(self, request: Request, outcomes: list[Any]) -> None:
        """Enters which files answer the request."""
        sources = [o.source for o in outcomes if o.source is not None and not o.problem]
        if sources:
            title = self.tr("Answer to request {reference}").format(reference=request.reference)
            day = today().isoformat()
            self._edit(title, lambda case, db: requests.answer(db, request, sources, day))

    def _edit(self, title: str, work: Callable[[Case, Any], None]) -> None:
        self.session.edit(title, work)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        super().closeEvent(event)


def save_letter(session: Session, request: Request, path: Path) -> None:
    """Writes the letter of a request, enters it in the log, and says so."""
    whole = path if path.suffix else path.with_suffix(".pdf")

    def work(case: Case, job: Job) -> None:
        letters.write(case, request, letters.templates().get(request.template), whole)
        case.record("letter", {"request": request.id}, {"file": whole.name})

    title = translate("Register", "Writing {file}").format(file=whole.name)
    session.hand_out(title, work, lambda _: translate("Register", "{file} written.").format(file=whole.name))


def open_register(session: Session, parent: QWidget) -> Register:
    """Shows the register; the one that is open already comes to the front."""
    found = parent.findChild(Register) or Register(session, parent)
    found.show()
    found.raise_()
    found.activateWindow()
    return found


def begin_letter(session: Session, parent: QWidget) -> None:
    """Begins a letter about what is selected, over the register that will list it."""
    open_register(session, parent).begin()
