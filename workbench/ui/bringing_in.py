"""Files on their way into a case: which ones, into which case, how they are read, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from workbench.app.outcome import Outcome
from workbench.ui.dialogs.outcome import OutcomeDialog
from workbench.ui.forms import answers
from workbench.ui.importing.window import ImportWindow
from workbench.ui.reading_again import mend

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


class BringingIn:
    """Of one window. Files chosen while no case is open wait until the case that is asked for is made."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._waiting: list[str] | None = None

    def begin(self, paths: list[str] | None = None) -> None:
        """Asks for files where none are given, then how to read them."""
        if not paths:
            filled = self._answers("import_files")
            paths = filled["paths"] if filled else None
        if paths and self.window.session.case is None:
            self._make_case_for(paths)
        elif paths:
            window = self.window
            ImportWindow(window.session, [Path(p) for p in paths], window, retry=mend(window)).open()

    def _make_case_for(self, paths: list[str]) -> None:
        """Asks for a new case first; the files follow once it is open."""
        filled = self._answers("new_case")
        if filled is not None:
            self._waiting = paths
            self.window.commands.actions["new_case"].run(self.window.session, **filled)

    def _answers(self, id: str) -> dict[str, object] | None:
        return answers(self.window.commands.actions[id], self.window.session, self.window, {})

    def case_is_open(self) -> None:
        """Goes on with the files that have waited for a case."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            QTimer.singleShot(0, self.window, lambda: self.window.perform("import_files", {"paths": waiting}))

    def show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Says what became of each imported file."""
        OutcomeDialog(self.window.session, outcomes, self.window, retry=mend(self.window)).open()
