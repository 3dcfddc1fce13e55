from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from workbench.ui import bringing_in
from workbench.ui.main_window import MainWindow


def drop(window: MainWindow, *files: Path) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(f)) for f in files])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, none)
    )


def test_a_dropped_case_opens(window: MainWindow, case_file: Path, settle) -> None:
    drop(window, case_file)
    settle()
    assert window.session.case is not None


def test_files_dropped_without_a_case_get_a_new_one(
    window: MainWindow, settle, monkeypatch, tmp_path: Path
) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text("Caller,Callee\n+447700900001,+447700900002\n")
    about = {"path": str(tmp_path / "new.case"), "title": "New", "country": "GB", "zone": "Europe/London"}
    monkeypatch.setattr(bringing_in, "answers", lambda action, session, parent, given: about)
    asked = []
    monkeypatch.setattr(
        bringing_in,
        "ImportWindow",
        lambda session, paths, parent, retry: asked.append(paths) or window.hands_off,
    )
    monkeypatch.setattr(
        MainWindow, "hands_off", type("Shown", (), {"open": lambda self: None})(), raising=False
    )
    drop(window, calls)
    settle()
    assert window.session.case is not None and asked == [[calls]]


def test_thinking_better_of_it_makes_nothing(window: MainWindow, settle, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bringing_in, "answers", lambda action, session, parent, given: None)
    drop(window, tmp_path / "calls.csv")
    settle()
    assert window.session.case is None and window.top.message.isHidden()
