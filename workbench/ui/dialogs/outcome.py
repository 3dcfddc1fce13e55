"""What became of imported files, for whoever closed the import window before it was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.ui import words
from workbench.ui.importing.outcomes import Outcomes, Retry
from workbench.ui.parts.labels import button, label


class OutcomeDialog(QDialog):
    """read = kept + duplicate + rejected + withheld, for each file; a file that could not be taken in says why."""

    def __init__(
        self,
        session: Session,
        outcomes: list[Outcome],
        parent: QWidget | None = None,
        *,
        retry: Retry | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import"))
        self.resize(780, min(360 + 30 * len(outcomes), 640))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 16)
        whole.setSpacing(10)
        good = sum(not o.problem for o in outcomes)
        title = self.tr("{good} of {all} files imported") if good < len(outcomes) else self.tr("Imported")
        whole.addWidget(
            label(title.format(good=words.number(good), all=words.number(len(outcomes))), "title")
        )
        self.outcomes = Outcomes(session, outcomes, retry=retry)
        whole.addWidget(self.outcomes, 1)
        close = button(self.tr("Close"), self.accept, "primary")
        close.setDefault(True)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        close.setFocus()
