"""Keyboard: keys mean what stands on them in Latin letters, whatever script is being typed.

Qt finds the Latin letter where the system tells it of a Latin layout beside the others. Where it does not, a key that
comes with a letter of another script is known here by its place: by the system's own number of the key, or by the
letter itself.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from workbench.app import paths

Modifier = Qt.KeyboardModifier
SAYING = Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier
MOST = 4  # keys a shortcut can be long
# where the rows of letters begin among the numbers of keys: evdev and X11, and what Windows calls scan codes
ROWS_X11 = {10: "1234567890-=", 24: "qwertyuiop[]", 38: "asdfghjkl;'", 52: "zxcvbnm,./"}
ROWS_WINDOWS = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'", 44: "zxcvbnm,./"}
MAC = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\0,/nm."  # by the number of the key


@cache
def _by_letter() -> dict[str, str]:
    """The Latin key on which a letter of another script stands; the first script that names a letter counts."""
    said = tomllib.loads((paths.resources() / "keyboards" / "letters.toml").read_text("utf-8"))
    found: dict[str, str] = {}
    for rows in said["scripts"].values():
        for latin, row in zip(said["latin"], rows, strict=True):
            for key, letter in zip(latin, row, strict=True):
                if letter != "·":
                    found.setdefault(letter, key)
    return found


@cache
def _by_place() -> dict[int, str]:
    """The Latin key by the system's number of it."""
    if sys.platform == "darwin":
        return {n: key for n, key in enumerate(MAC) if key != "\0"}
    rows = ROWS_WINDOWS if sys.platform == "win32" else ROWS_X11
    return {first + n: key for first, row in rows.items() for n, key in enumerate(row)}


def latin(event: QKeyEvent) -> str:
    """The Latin letter, digit or sign on the key of an event that came with a sign of another script; "" where the
    event is Latin already, or the key is unknown."""
    code = int(event.key())
    if code < 0x80 or code >= int(Qt.Key.Key_Escape) or code > sys.maxunicode:
        return ""
    letter = chr(code).lower()
    if unicodedata.category(letter).startswith("N"):
        return str(unicodedata.digit(letter, "")) or ""
    if "LATIN" in unicodedata.name(letter, "LATIN"):
        return ""
    native = event.nativeVirtualKey() if sys.platform == "darwin" else event.nativeScanCode()
    return (_by_place().get(native, "") if native else "") or _by_letter().get(letter, "")


class Keyboard(QObject):
    """Watches the keys of every window that comes to the front. `pressed` is sent for each key press: what stands on
    the key in Latin letters, with its modifiers."""

    pressed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun: list[QKeyCombination] = []
        application = QGuiApplication.instance()
        application.focusWindowChanged.connect(self.watch)
        self.watch(QGuiApplication.focusWindow())

    def watch(self, window: QWindow | None) -> None:
        """Listens to this window too."""
        if window is not None:
            window.removeEventFilter(self)  # one that comes to the front again is watched once
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = latin(event)
        if not key:
            self._begun = [] if event.text() else self._begun
            self.pressed.emit(event.keyCombination())
            return False
        meant = QKeyCombination(event.modifiers() & ~Modifier.KeypadModifier, Qt.Key(ord(key.upper())))
        if not self._begun and not event.modifiers() & SAYING:
            return False  # somebody types, or a letter stands alone
        self.pressed.emit(meant)
        return self._do(meant, event)

    def _do(self, meant: QKeyCombination, event: QKeyEvent) -> bool:
        """Does what the Latin key would do: first the field one types in, then the shortcuts of the window."""
        field = QApplication.focusWidget()
        if field is not None and not self._begun and _wanted(field, meant, event):
            return True
        keys = QKeySequence(*self._begun, meant)
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        known = _shortcuts(window) if window is not None else []
        for sequence, act in known:
            if sequence == keys:
                self._begun = []
                act()
                return True
        if len(self._begun) + 1 < MOST and any(_begins(keys, sequence) for sequence, _ in known):
            self._begun = [*self._begun, meant]
            return True
        self._begun = []
        if field is not None and event.modifiers() & SAYING:
            return bool(QCoreApplication.sendEvent(field, _as_latin(QEvent.Type.KeyPress, meant, event)))
        return False


def _begins(keys: QKeySequence, sequence: QKeySequence) -> bool:
    return keys.matches(sequence) == QKeySequence.SequenceMatch.PartialMatch


def _as_latin(sort: QEvent.Type, meant: QKeyCombination, event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(sort, meant.key(), meant.keyboardModifiers(), "", event.isAutoRepeat())


def _wanted(field: QWidget, meant: QKeyCombination, event: QKeyEvent) -> bool:
    """Whether the field one types in wants the Latin key for itself, such as to copy; it then has it."""
    asking = _as_latin(QEvent.Type.ShortcutOverride, meant, event)
    asking.ignore()
    QCoreApplication.sendEvent(field, asking)
    if asking.isAccepted():
        QCoreApplication.sendEvent(field, _as_latin(QEvent.Type.KeyPress, meant, event))
        return True
    return False


def _shortcuts(window: QWidget) -> list[tuple[QKeySequence, object]]:
    """Every shortcut that works in a window now, and what it does."""
    found = [
        (keys, action.trigger)
        for action in window.actions() + window.findChildren(QAction)
        if action.isEnabled()
        for keys in action.shortcuts()
    ]
    return found + [
        (keys, shortcut.activated.emit)
        for shortcut in window.findChildren(QShortcut)
        if shortcut.isEnabled()
        for keys in shortcut.keys()  # noqa: SIM118
    ]
