"""Light or dark: follows the system unless the analyst chose, and tells the window when it changes."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from workbench.drawing.theme import DARK, LIGHT, Theme

CHOICES = ("system", "light", "dark")


class Appearance(QObject):
    """The theme in force; `changed` is sent after a new one took its place."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.theme: Theme = LIGHT
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow)
        self._follow()

    def choose(self, choice: str) -> None:
        """Sets "system", "light" or "dark"."""
        self.choice = choice if choice in CHOICES else "system"
        self._follow()

    def _follow(self, *_: object) -> None:
        dark = self.choice == "dark"
        if self.choice == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        theme = DARK if dark else LIGHT
        if theme is not self.theme:
            self.theme = theme
            self.changed.emit(theme)


@cache
def appearance() -> Appearance:
    """The one appearance of this application; needs a QGuiApplication."""
    return Appearance()


def theme() -> Theme:
    """The theme in force."""
    return appearance().theme
