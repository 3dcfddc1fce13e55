"""A table pasted from the clipboard: a file for as long as the import window needs it, then only in the case."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from workbench.model.problems import Problem
from workbench.ui.importing.window import ImportWindow
from workbench.ui.reading_again import mend


def paste_table(window: Any) -> None:
    """Opens the import window on the table in the clipboard, as another program put it there (cells apart by tabs)."""
    session = window.session
    if session.case is None:
        raise Problem(window.tr("no case is open"), window.tr("make one or open one first"))
    text = QGuiApplication.clipboard().text().replace("\r\n", "\n").replace("\r", "\n")
    if len([line for line in text.split("\n") if line.strip()]) < 2:
        raise Problem(
            window.tr("there is no table in the clipboard"),
            window.tr("copy its rows with their header, then paste"),
        )
    folder = tempfile.TemporaryDirectory(prefix="clew-", ignore_cleanup_errors=True)
    ending = "tsv" if "\t" in text else "csv"
    path = Path(folder.name) / f"pasted {datetime.now():%Y-%m-%d %H.%M.%S}.{ending}"
    path.write_text(text if text.endswith("\n") else text + "\n", "utf-8")
    ImportWindow(session, [path], window, left=folder.cleanup, retry=mend(window)).open()
