"""Saving a table exactly as it is seen: as a workbook, as CSV that no spreadsheet runs, or raw with a warning."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from workbench.app import reporting
from workbench.app.jobs import Job
from workbench.app.tables import handing
from workbench.app.tables.copying import titled
from workbench.case.cases import Case
from workbench.ui import words

if TYPE_CHECKING:
    from workbench.ui.tables.desk import Desk

RAW = "raw"


def save_menu(desk: Desk, parent: QWidget) -> QMenu:
    """The ways to save what is seen."""
    menu = QMenu(parent)
    menu.setObjectName("Save")
    for how, text in (
        (".xlsx", parent.tr("Workbook (XLSX), everything as text…")),
        (".csv", parent.tr("CSV, safe to open in a spreadsheet…")),
        (RAW, parent.tr("CSV, raw…")),
    ):
        menu.addAction(text).triggered.connect(lambda checked=False, how=how: ask(desk, how, parent))
    menu.addSeparator()
    menu.addAction(parent.tr("Add to the report")).triggered.connect(
        lambda checked=False: add_to_report(desk)
    )
    return menu


def add_to_report(desk: Desk) -> None:
    """Puts the table into the report as it is seen: its columns, tests and order."""
    shown = desk.table.rows.shown
    if desk.session is not None and shown is not None:
        columns = [column.id for column in desk.seen_columns()]
        typed = desk.table.heading.typed()
        reporting.add_table(desk.session, desk.noun, desk.scope, columns, shown.look, typed)


def ask(desk: Desk, how: str, parent: QWidget) -> None:
    """Warns where the raw form is wanted, asks where to write, and writes."""
    if how == RAW and not _warned(parent):
        return
    ending = ".csv" if how == RAW else how
    filter = parent.tr("Workbooks (*.xlsx)") if ending == ".xlsx" else parent.tr("CSV (*.csv)")
    path = QFileDialog.getSaveFileName(parent, parent.tr("Save the table"), desk.noun + ending, filter)[0]
    if path:
        save(desk, Path(path).with_suffix(ending), raw=how == RAW)


def _warned(parent: QWidget) -> bool:
    """Says what a raw file may do, and whether it is wanted all the same."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(parent.tr("Raw CSV"))
    box.setText(
        parent.tr(
            "A raw file holds every cell as it stands in the evidence. A spreadsheet may run a cell that begins with "
            "= + - or @ as a formula, and turns long numbers into others. Give it only to programs that do neither."
        )
    )
    go = box.addButton(parent.tr("Save raw"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is go


def save(desk: Desk, path: Path, *, raw: bool = False) -> None:
    """Writes the rows and columns that are seen, in their order, and enters that in the log."""
    session, shown, columns = desk.session, desk.table.rows.shown, desk.seen_columns()
    if session is None or shown is None:
        return
    titles = titled(shown.table, columns, partial(words.translate, "Tables"))

    def work(case: Case, job: Job) -> int:
        return handing.hand_out(
            case, shown, columns, titles, path, raw=raw, told=lambda d, of: job.tell(d, of, "rows")
        )

    said = words.translate("Tables", "{count} rows written to {file}.")
    session.hand_out(
        words.translate("Tables", "Writing {file}").format(file=path.name), work,
        lambda count: said.format(count=words.number(count), file=path.name),
    )  # fmt: skip
