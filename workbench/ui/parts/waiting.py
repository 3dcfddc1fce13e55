"""What stands where an answer will be: what is being done, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.parts.labels import button, label


def waiting(said: str, stop: str, act: Callable[[], object]) -> QWidget:
    """A page that says so; `stop` is the text of the button, `act` what it does."""
    page = QWidget()
    place = QVBoxLayout(page)
    place.setContentsMargins(14, 12, 14, 8)
    place.addWidget(label(said, "muted", wraps=True))
    place.addWidget(button(stop, act), 0, Qt.AlignmentFlag.AlignLeading)
    place.addStretch(1)
    return page
