"""A table pasted from the clipboard, as another program put it there: the import window opens on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtGui import QGuiApplication

from workbench.app import pasting
from workbench.ui.importing.window import ImportWindow
from workbench.ui.reading_again import mend


def paste_table(window: Any) -> None:
    """Asks in the import window what the table in the clipboard is."""
    inside = QGuiApplication.clipboard().mimeData()
    html = inside.html() if inside.hasHtml() else ""
    table = pasting.pasted(inside.text(), html, when=datetime.now())
    ImportWindow(window.session, [table], window, retry=mend(window)).open()
