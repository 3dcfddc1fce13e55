from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from workbench.ui import main_window
from workbench.ui.main_window import MainWindow


def drop(window: MainWindow, *files: Path) -> None:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(f)) for f in files])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(
        QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, none)
    )


def test_each_way_in_says_what_happens_and_is_on_a_key(window: MainWindow) -> None:
    heard = []
    window.welcome.asked.disconnect()
    window.welcome.asked.connect(lambda id, given: heard.append(id))
    for way in window.welcome.ways:
        assert way.accessibleName() and way.accessibleDescription().endswith(".")
        way.setFocus()
        QTest.keyClick(way, Qt.Key.Key_Space)
    assert heard == ["demonstration", "import_files", "open_case", "new_case"]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 800), (853, 533)])
def test_no_sentence_is_cut_at_any_size(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    card = window.welcome.ways[0].parentWidget()
    for way in window.welcome.ways:
        assert way.height() >= way.sizeHint().height()
        assert card.rect().contains(way.geometry())


def test_files_dropped_without_a_case_get_a_new_one(
    window: MainWindow, settle, monkeypatch, tmp_path: Path
) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text("Caller,Callee\n+447700900001,+447700900002\n")
    about = {"path": str(tmp_path / "new.case"), "title": "New", "country": "GB", "zone": "Europe/London"}
    monkeypatch.setattr(main_window, "answers", lambda action, session, parent, given: about)
    asked = []
    monkeypatch.setattr(
        main_window,
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
    monkeypatch.setattr(main_window, "answers", lambda action, session, parent, given: None)
    drop(window, tmp_path / "calls.csv")
    settle()
    assert window.session.case is None and window.top.message.isHidden()
