"""For the court and the laboratory: the method as a file, marks for disclosure, the schedule, and the self-test."""

from __future__ import annotations

from pathlib import Path

from workbench.app import method_files
from workbench.app.actions.action import Ask, action, has_case, something_selected
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import disclosures, exporting, reports
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem
from workbench.report import disclosure, documents

SCHEDULES = "Documents and tables (*.pdf *.docx *.html *.xlsx *.csv)"
TABLES = (".csv", ".xlsx")
UNMARK = "none"


def _reports(session: Session) -> list[tuple[str, str]]:
    listed = reports.listed(session.open_case) if session.case else []
    return [("", "The whole case"), *((str(r.id), r.title) for r in listed)]


def _marks(session: Session) -> list[tuple[str, str]]:
    return [
        (disclosures.RELEVANT, "Relevant"),
        (disclosures.UNDERMINING, "Undermining: it speaks against the case, or for somebody"),
        (disclosures.NOT_RELEVANT, "Not relevant"),
        (UNMARK, "Take the mark away"),
    ]


@action(
    "mark_for_disclosure", "Mark for disclosure…", "Evidence", when=something_selected, needs="a selection",
    words="relevant undermining exculpatory unused material cpia not relevant schedule", verb="Mark",
    asks=(
        Ask("mark", "It is", "choice", choices=_marks, required=True),
        Ask("why", "Why", "long text"),
    ),
)  # fmt: skip
def mark_for_disclosure(session: Session, mark: str, why: str = "") -> Job:
    """Marks what is selected as relevant, undermining or not relevant, with the reason that stands in the schedule."""
    chosen = [("entity", e) for e in sorted(session.selection.entities)]
    chosen += [("link", link) for link in sorted(session.selection.links)]
    return mark_items(session, chosen, mark, why)


def mark_items(session: Session, chosen: list[tuple[str, int]], mark: str, why: str) -> Job:
    """Marks sources, entities, links or findings in one step; Problem where no reason is given."""
    if mark != UNMARK and not why.strip():
        raise Problem("the mark has no reason", "say why, in a sentence: it stands in the schedule")

    def work(case: Case, db: Database) -> None:
        for subject, number in chosen:
            if mark == UNMARK:
                disclosures.unmark(db, subject, number)
            else:
                disclosures.mark(case, db, subject, number, mark, why)

    return session.edit("Take marks away" if mark == UNMARK else f"Mark as {mark}", work)


@action(
    "save_schedule", "Save the disclosure schedule…", "Evidence", when=has_case, needs="a case", verb="Save",
    words="cpia unused material sources searches relevant undermining list",
    asks=(
        Ask("report", "For", "choice", choices=_reports),
        Ask("path", "To", "save", required=True, filter=SCHEDULES),
    ),
)  # fmt: skip
def save_schedule(session: Session, path: str, report: str = "") -> None:
    """Saves all sources, used or not, the searches run with what they found, and what was marked and why."""
    out = Path(path)
    if out.suffix.lower() not in TABLES:
        documents.suffix_of(out)

    def work(case: Case, job: Job) -> None:
        made = disclosure.schedule(case, int(report) if report else None)
        if out.suffix.lower() in TABLES:
            disclosure.write_table(made, out)
        else:
            documents.write(disclosure.document(case, made), out)
        case.record("disclosure schedule", {"report": int(report)} if report else None, {"file": out.name})

    session.hand_out(f"Writing {out.name}", work, lambda _: f"{out.name} written.")


@action(
    "save_method", "Method of the case…", "Evidence", when=has_case, needs="a case", verb="Save",
    words="recipe replay reproduce second machine steps log how json",
    asks=(Ask("path", "To", "save", required=True, filter="Methods (*.json)"),),
)  # fmt: skip
def save_method(session: Session, path: str) -> None:
    """Saves how everything was done as one file: recipes, options, steps. A second machine can do it once more."""
    out = Path(path).with_suffix(".json")

    def work(case: Case, job: Job) -> None:
        exporting.write_whole(out, method_files.of(case).encode("utf-8", "backslashreplace"))
        case.record("method", None, {"file": out.name})

    session.hand_out(f"Writing {out.name}", work, lambda _: f"{out.name} written.")
