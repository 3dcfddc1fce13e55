"""Protecting a case, changing its passphrase and taking it away: what is asked before it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from workbench.case import recovery
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.passphrases import NewPassphrase, secret, show

Fits = Callable[[str], bool]


class ProtectingDialog(QDialog):
    """`act` is lock, rekey, recover or unlock; `fits` says whether a passphrase opens the case as it is now. What was
    answered stands in `current`, `new` and `to`."""

    def __init__(self, act: str, case: Case, fits: Fits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fits = fits
        title, sentence, verb = {
            "lock": (
                self.tr("Protect with a passphrase"),
                self.tr("The case is written anew, so that it opens with the passphrase only. Copies and backups made "
                        "before stay as they are."),
                self.tr("Protect the case"),
            ),
            "rekey": (
                self.tr("Change the passphrase"),
                self.tr("The case is written anew under another key. Copies made before keep the old passphrase."),
                self.tr("Change it"),
            ),
            "recover": (
                self.tr("Set a new passphrase"),
                self.tr("The identity of your agency opened the case, and its log says so. The lost passphrase opens "
                        "it no longer once there is a new one."),
                self.tr("Set it"),
            ),
            "unlock": (
                self.tr("Remove the passphrase"),
                self.tr("Whoever has the file can open it then, now and later."),
                self.tr("Remove it"),
            ),
        }[act]  # fmt: skip
        self.setWindowTitle(title)
        self.setMinimumWidth(500)
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(title, "title"))
        place.addWidget(label(sentence, "muted", wraps=True))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        place.addLayout(form)
        self._current: QLineEdit | None = None
        self._new: NewPassphrase | None = None
        self._to: QLineEdit | None = None
        if act in ("rekey", "unlock"):
            self._current = secret(self.tr("The one that opens it now"))
            form.addRow(self.tr("Passphrase now"), self._current)
        if act != "unlock":
            self._new = NewPassphrase(may_be_none=False)
            if self._current is not None:
                self._new.shown.toggled.connect(lambda on, now=self._current: show(on, now))
            form.addRow(self.tr("New passphrase"), self._new)
            self._to = QLineEdit(case.about.recovery)
            self._to.setPlaceholderText(self.tr("age1…, if your agency has one"))
            self._to.setAccessibleName(self.tr("Recovery key of the agency"))
            form.addRow(self.tr("Recovery key"), self._to)
            why = label(
                self.tr("With it your agency can open the case when the passphrase is lost. Without it nobody can."),
                "muted", wraps=True,
            )  # fmt: skip
            why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            form.addRow("", why)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(verb, self._check, "primary")
        self.go.setDefault(True)
        line.addWidget(self.go)
        place.addLayout(line)
        first = self._current or self._new
        if first is not None:
            first.setFocus()

    @property
    def current(self) -> str:
        return self._current.text() if self._current is not None else ""

    @property
    def new(self) -> str:
        return self._new.value() if self._new is not None else ""

    @property
    def to(self) -> tuple[str, ...]:
        """The public keys that the key of the case is to be sealed to."""
        return recovery.recipients(self._to.text()) if self._to is not None else ()

    def _check(self) -> None:
        wrong = self._wrong()
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if not wrong:
            self.accept()

    def _wrong(self) -> str:
        if self._current is not None and not self.fits(self.current):
            return self.tr("This is not the passphrase that opens the case now.")
        try:
            recovery.recipients(self._to.text() if self._to is not None else "")
        except Problem as problem:
            return words.problem(problem.what, problem.hint)
        return self._new.wrong() if self._new is not None else ""
