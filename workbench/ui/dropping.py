"""Files dropped on a window: whether they are any, and what is then wanted."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent


def welcome(event: QDragEnterEvent) -> None:
    """Takes what is dragged over the window where a file of this machine is among it."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def wanted(event: QDropEvent) -> tuple[str, dict[str, Any]]:
    """The id of an action and what it is given: the first case among the files is opened, else all are imported."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    event.acceptProposedAction()
    cases = [p for p in paths if p.endswith(".case")]
    return ("open_case", {"path": cases[0]}) if cases else ("import_files", {"paths": paths})
