"""Other cases that a question looks into: opened for reading, with a passphrase of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.case import opening
from workbench.case.cases import Case
from workbench.case.protection import Locked
from workbench.ui.dialogs.passphrase import PassphraseDialog


class OtherCases:
    """The passphrases typed for them, until they are to be forgotten."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def open(self, path: Path) -> Case:
        """Opens one for reading; Locked where its passphrase was not typed yet."""
        return opening.open_case(path, passphrase=self._known.get(path.resolve(), ""))

    def ask(self, locked: Locked, again: Callable[[], object], parent: QWidget) -> None:
        """Asks for the passphrase of one, then does again what needed it."""

        def attempt(passphrase: str) -> None:
            opening.open_case(locked.path, passphrase=passphrase).close()
            self._known[locked.path.resolve()] = passphrase
            again()

        PassphraseDialog(locked.path, attempt, parent).open()

    def forget(self) -> None:
        """Forgets what was typed."""
        self._known.clear()
