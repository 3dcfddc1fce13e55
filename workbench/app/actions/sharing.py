"""For another agency: a read-only case of what is selected."""

from __future__ import annotations

from pathlib import Path

from workbench.app.actions.action import Ask, action, entity_selected
from workbench.app.actions.files import CASES
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import extracts
from workbench.case.cases import Case
from workbench.case.extracts import Extract


@action(
    "extract_case", "Extract of the selection…", "Report", when=entity_selected, needs="a selected entity",
    verb="Write", words="share hand over subset read-only package colleague agency partner",
    asks=(
        Ask("path", "To", "save", required=True, filter=CASES),
        Ask("every_row", "Every row that names one of them, not only rows that join two", "flag"),
        Ask("passphrase", "Passphrase it gets (empty: none)", "secret"),
    ),
)  # fmt: skip
def extract_case(session: Session, path: str, every_row: bool = False, passphrase: str = "") -> None:
    """Writes a case for reading only: the selected ones, what joins them, and the rows that prove it. Notes, findings
    and history stay here; the hash of every file goes with its rows."""
    chosen, chart = sorted(session.selection.entities), session.chart
    out = Path(path).with_suffix(".case")

    def work(case: Case, job: Job) -> Extract:
        made = extracts.extract(
            case, chosen, out, every_row=every_row, chart=chart, passphrase=passphrase, tell=job.tell
        )
        ids = {"entities": made.entities, "records": made.records, "rows": made.rows}
        case.record("extract", ids, {"file": out.name})
        return made

    def said(made: Extract) -> str:
        told = f"{out.name} written: {made.records:,} records in {made.rows:,} rows."
        return told + (
            f" {made.further:,} further identifiers stand in the same rows." if made.further else ""
        )

    session.hand_out(f"Writing {out.name}", work, said)
