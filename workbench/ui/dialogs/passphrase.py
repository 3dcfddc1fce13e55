"""Asks for the passphrase of a protected case, until it opens or somebody thinks better of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.passphrases import Typed

Attempt = Callable[[str], object]


class PassphraseDialog(QDialog):
    """`attempt(passphrase)` opens the case; what it raises is said here, and a wrong passphrase is asked for again.
    `recover`, where the key of the case is sealed to the agency, is called when the passphrase is lost."""

    def __init__(
        self,
        path: Path,
        attempt: Attempt,
        parent: QWidget | None = None,
        recover: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.attempt, self._recover = attempt, recover
        self.setWindowTitle(self.tr("Passphrase"))
        self.setMinimumWidth(440)
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("{case} is protected").format(case=path.name), "title", wraps=True))
        place.addWidget(label(self.tr("Its passphrase opens it. It is kept nowhere."), "muted", wraps=True))
        self.typed = Typed(self.tr("Passphrase"))
        self.typed.entered.connect(self.go)
        place.addWidget(self.typed)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        place.addStretch(1)
        line = QHBoxLayout()
        self.lost = button(self.tr("Passphrase lost…"), self._lose, "link")
        self.lost.setToolTip(
            self.tr("Open the case with the identity of your agency, and set a new passphrase.")
        )
        self.lost.setVisible(recover is not None)
        line.addWidget(self.lost)
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.open_ = button(self.tr("Open"), self.go, "primary")
        self.open_.setDefault(True)
        line.addWidget(self.open_)
        place.addLayout(line)
        self.typed.setFocus()

    def go(self) -> None:
        """Tries what was typed."""
        if not self.typed.value():
            return self._complain(self.tr("Type the passphrase."))
        try:
            self.attempt(self.typed.value())
        except Problem as problem:
            self._complain(words.problem(problem.what, problem.hint))
        else:
            self.typed.forget()
            self.accept()

    def _lose(self) -> None:
        """Leaves the way in to whoever has the agency's identity."""
        self.reject()
        if self._recover is not None:
            self._recover()

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        self.typed.edit.selectAll()
        self.typed.setFocus()

    def reject(self) -> None:
        self.typed.forget()
        super().reject()
