"""Shortcuts with other scripts active: events as they come where the system knows no Latin layout."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests import needs
from workbench.app import keymaps
from workbench.app.keymaps import clashes
from workbench.ui import keyboard
from workbench.ui.main_window import MainWindow

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


def event(letter: str, held=CTRL, scan: int = 0) -> QKeyEvent:
    code = Qt.Key(ord(letter.upper() if len(letter.upper()) == 1 else letter))
    return QKeyEvent(QEvent.Type.KeyPress, int(code), held, scan, 0, 0, letter)


def press(window: MainWindow, letter: str, held=CTRL) -> None:
    QApplication.sendEvent(window.windowHandle(), event(letter, held))


@pytest.fixture
def active(opened: MainWindow, qtbot) -> MainWindow:
    opened.activateWindow()
    opened.hands.keyboard.watch(opened.windowHandle())
    opened.chart.canvas.setFocus()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened, timeout=60_000)
    return opened


@pytest.mark.parametrize(
    ("letter", "latin"),
    [("л", "k"), ("Ф", "a"), ("ش", "a"), ("ن", "k"), ("ฟ", "a"), ("า", "k"), ("α", "a"), ("ש", "a"), ("۱", "1"),
     ("٣", "3"), ("і", "s"), ("ขช"[1], "="), ("a", ""), ("é", ""), ("ß", "")],
)  # fmt: skip
def test_a_letter_of_another_script_is_known_by_its_place(letter: str, latin: str) -> None:
    assert keyboard.latin(event(letter)) == latin


@needs.SCAN_CODES
def test_the_place_of_the_key_counts_more_than_the_letter() -> None:
    k = 45 if sys.platform != "win32" else 37
    assert keyboard.latin(event("ж", scan=k)) == "k"


@pytest.mark.parametrize("letters", ["ф", "ش", "ฟ"])
def test_select_all_in_three_scripts(active: MainWindow, settle, letters: str) -> None:
    press(active, letters)
    settle()
    assert len(active.session.selection.entities) == 3


def test_two_keys_one_after_the_other(active: MainWindow, settle) -> None:
    done = []
    active.commands.perform = lambda id, given: done.append(id)
    press(active, "д")
    press(active, "а", NONE)
    assert done == ["lay_out_force"]
    press(active, "а", NONE)
    assert done == ["lay_out_force"]


def test_in_a_field_the_field_comes_first(active: MainWindow, qtbot) -> None:
    active.search.begin("7700")
    qtbot.waitUntil(lambda: active.search.edit.hasFocus(), timeout=60_000)
    active.search.edit.deselect()
    press(active, "ф")
    assert active.search.edit.selectedText() == "7700"
    assert not active.session.selection.entities


def test_what_is_typed_without_ctrl_is_typed(active: MainWindow, qtbot) -> None:
    active.search.begin()
    qtbot.waitUntil(lambda: active.search.edit.hasFocus(), timeout=60_000)
    press(active, "ф", NONE)
    assert active.search.edit.text() == "ф"


@pytest.mark.parametrize("keymap", keymaps.listed(), ids=lambda k: k.id)
def test_every_set_of_keys_is_free_of_clashes_in_the_window(opened: MainWindow, keymap) -> None:
    opened.hands.choose_keymap(keymap.id)
    in_force = keymap.in_force(opened.commands.actions.values())
    assert clashes(in_force) == []
    assert set(keymap.keys) <= set(opened.commands.actions)
    bound = {s.toString() for s in opened.commands.entries["find"].shortcuts()}
    assert bound == set(in_force["find"])
