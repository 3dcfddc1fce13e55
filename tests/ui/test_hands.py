from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.ui.main_window import MainWindow


def test_projector_mode_is_larger_and_shows_keys(opened: MainWindow, qtbot, settle) -> None:
    opened.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened, timeout=60_000)
    opened.hands.keyboard.watch(opened.windowHandle())
    opened.perform("projector")
    try:
        shown = opened.hands.shown_keys
        assert opened.hands.size == 150 and shown is not None
        opened.chart.canvas.setFocus()
        qtbot.keyClick(opened.windowHandle(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert shown.isVisible() and "Select all" in shown.text() and "A" in shown.text()
        qtbot.keyClick(opened.windowHandle(), Qt.Key.Key_X)
        assert "Select all" in shown.text()  # what is typed is not shown
    finally:
        opened.perform("projector")
    assert opened.hands.size == 100 and opened.hands.shown_keys is None
