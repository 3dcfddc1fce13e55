from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workbench.ui.main_window import MainWindow


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
