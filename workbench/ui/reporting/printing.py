"""A report onto a printer of this machine, page after page, entered in the log."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.drawing.written import Written
from workbench.model.document import Document

translate = QCoreApplication.translate


def put_on_paper(session: Session, document: Document, parent: QWidget) -> None:
    """Asks for a printer and prints; says so where there is none."""
    if not QPrinterInfo.availablePrinters():
        session.told(
            translate("Report", "This machine knows no printer: save the report as PDF and print that.")
        )
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return

    def work(case: Case, job: Job) -> int:
        pages = Written(document).put(printer, lambda done, of: job.tell(done, of, "pages"))
        case.record("print", {}, {"title": document.title, "handling": document.handling})
        return pages

    said = translate("Report", "Printed, pages: {pages}.")
    session.hand_out(translate("Report", "Printing the report"), work, lambda pages: said.format(pages=pages))
