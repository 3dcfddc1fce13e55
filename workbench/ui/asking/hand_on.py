"""What is done with an answer that is on show: onto a chart, into another view, kept, or written to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog

from workbench.app import keeping_answers, reporting
from workbench.app.session import Session
from workbench.ui.asking.answer_page import AnswerPage
from workbench.ui.asking.answered import Answered
from workbench.ui.asking.question_list import said


def do(what: str, session: Session, found: Answered, page: AnswerPage) -> str:
    """Does what a button of the page is for, with the chosen rows; the name of the panel to look at then, or ""."""
    rows = page.chosen()
    match what:
        case "chart" | "new chart":
            title = said(found.question.title)
            keeping_answers.show(session, found.answer, rows, title, new=what == "new chart")
        case "time":
            stretches = [row.moments for row in rows if row.moments]
            whole = min(first for first, _ in stretches), max(last for _, last in stretches)
            session.select(session.selection.entities, session.selection.links, whole)
            return "timeline"
        case "map":
            session.select(dict.fromkeys(e for row in rows for e in row.entities))
            return "map"
        case "keep":
            _keep(session, found, page)
        case "report":
            reporting.add_answer(session, found.held, found.answer)
        case "save":
            _save(session, found, page)
        case "lists":
            folder = QFileDialog.getExistingDirectory(page, page.tr("Where to write the lists"))
            if folder:
                keeping_answers.save_lists(session, found.answer, Path(folder))
    return ""


def _keep(session: Session, found: Answered, page: AnswerPage) -> None:
    sentence, sure = QInputDialog.getMultiLineText(
        page, page.tr("Keep as a finding"), page.tr("What was found, in your words:"), found.answer.sentence
    )
    if sure and sentence.strip():
        keeping_answers.keep(session, found.held, found.answer, sentence, page.chosen())


def _save(session: Session, found: Answered, page: AnswerPage) -> None:
    kinds = page.tr("Page with the rows behind it (*.html);;Workbook (*.xlsx);;CSV (*.csv)")
    name = f"{found.question.id}.html"
    path = QFileDialog.getSaveFileName(page, page.tr("Save the answer"), name, kinds)[0]
    if not path:
        return
    if Path(path).suffix.lower() in (".html", ".htm", ""):
        out = Path(path).with_suffix(".html")
        keeping_answers.save_page(session, found.held, found.question, found.answer, out)
    else:
        keeping_answers.save(
            session, found.held, page.columns(), page.chosen(), found.question.id, Path(path)
        )
