"""Fields for a passphrase: one to open a case, and two to protect one, with how long it is in plain words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.model import passphrases
from workbench.ui.parts.labels import label


def secret(name: str) -> QLineEdit:
    """A field that shows dots."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


class Typed(QWidget):
    """One field and a box to show what is typed."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        self.edit = secret(name)
        self.edit.returnPressed.connect(self.entered)
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self.shown.toggled.connect(lambda on: show(on, self.edit))
        place.addWidget(self.edit)
        place.addWidget(self.shown)
        self.setFocusProxy(self.edit)

    def value(self) -> str:
        return self.edit.text()

    def forget(self) -> None:
        """Empties the field, and shows dots again."""
        self.edit.clear()
        self.shown.setChecked(False)


class NewPassphrase(QWidget):
    """A passphrase typed twice, how long it is, and, where that is offered, none at all as a choice of its own."""

    def __init__(self, *, may_be_none: bool) -> None:
        super().__init__()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(6)
        self.edit = secret(self.tr("Several words"))
        self.again = secret(self.tr("The same again"))
        self.long = label("", "muted", wraps=True)
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self.none = QCheckBox(self.tr("No passphrase: whoever has the file can open it"))
        self.shown.toggled.connect(lambda on: show(on, self.edit, self.again))
        self.none.toggled.connect(self._choose)
        both = QHBoxLayout()
        both.setSpacing(8)
        place.addLayout(both)
        for field in (self.edit, self.again):
            field.textChanged.connect(self._say)
            both.addWidget(field)
        place.addWidget(self.long)
        place.addWidget(self.shown)
        place.addWidget(self.none)
        self.none.setVisible(may_be_none)
        self.setFocusProxy(self.edit)
        self._say()

    def value(self) -> str:
        return "" if self.none.isChecked() else self.edit.text()

    def wrong(self) -> str:
        """What is still to be mended, as a sentence; "" where all is well."""
        if self.none.isChecked():
            return ""
        if not self.edit.text():
            if self.none.isHidden():
                return self.tr("Type a passphrase.")
            return self.tr("Type a passphrase, or choose to have none.")
        if self.again.text() != self.edit.text():
            return self.tr("The two passphrases are not the same.")
        return ""

    def _choose(self, none: bool) -> None:
        for part in (self.edit, self.again, self.shown, self.long):
            part.setEnabled(not none)

    def _say(self) -> None:
        """How long it is, whether it can be found by trying, and whether both are the same."""
        said = self.edit.text()
        long = passphrases.length(said)
        if not said:
            text = self.tr(
                "Four words or more are hard to guess and easy to remember. Nobody can look it up for you."
            )
        elif self.again.text() and self.again.text() != said:
            text = self.tr("The two are not the same yet.")
        else:
            words = self.tr("%Ln words", "", long.words)
            characters = self.tr("%Ln characters", "", long.characters)
            text = (
                self.tr("{words}, {characters}: short. A machine that has the file can try them all.")
                if long.short
                else self.tr("{words}, {characters}: long enough, if nobody can guess the words.")
            ).format(words=words, characters=characters)
        self.long.setText(text)


def show(shown: bool, *fields: QLineEdit) -> None:
    """Shows what was typed, or dots."""
    for field in fields:
        field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
