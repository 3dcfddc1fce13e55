"""Light, dark or high contrast, and the size of texts: follows the system unless the analyst chose."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from workbench.drawing.theme import CONTRAST, DARK, LIGHT, Theme

CHOICES = ("system", "light", "dark", "contrast")
SIZES = (100, 115, 130, 150, 175)  # per cent of the usual size of texts


class Appearance(QObject):
    """The theme and the size of texts (per cent) in force; `changed` is sent after others took their place."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.size = SIZES[0]
        self.theme: Theme = LIGHT
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._follow()

    def choose(self, choice: str) -> None:
        """Sets "system", "light", "dark" or "contrast"."""
        self.choice = choice if choice in CHOICES else "system"
        self._follow()

    def choose_size(self, size: int) -> None:
        """Sets the size of texts to the nearest there is."""
        size = min(SIZES, key=lambda known: abs(known - size))
        if size != self.size:
            self.size = size
            self.changed.emit(self.theme)

    def _follow(self, *_: object) -> None:
        theme = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}.get(self.choice) or _of_system()
        if theme is not self.theme:
            self.theme = theme
            self.changed.emit(theme)


def _of_system() -> Theme:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


@cache
def appearance() -> Appearance:
    """The one appearance of this application; needs a QGuiApplication."""
    return Appearance()


def theme() -> Theme:
    """The theme in force."""
    return appearance().theme


def scaled(pixels: float) -> int:
    """Pixels of something made of text, at the size of texts in force."""
    return round(pixels * appearance().size / 100)
