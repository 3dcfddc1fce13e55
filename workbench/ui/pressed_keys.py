"""The keys pressed, shown large at the foot of the window for those who look on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow

from workbench.ui import keyboard

LASTS = 1600  # milliseconds
ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class PressedKeys(QLabel):
    """Says shortcuts with what they do. What is typed into a field is nobody's business and is not shown."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("PressedKeys")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Keys pressed"))
        self._titles = {
            keys.toString(): action.text().rstrip("…")
            for action in window.actions() for keys in action.shortcuts()
        }  # fmt: skip
        self._rest = QTimer(self, singleShot=True, interval=LASTS)
        self._rest.timeout.connect(self.hide)
        window.installEventFilter(self)
        # shortcuts are taken before any window hears of the key: only whoever has the focus is asked first
        QGuiApplication.instance().installEventFilter(self)
        self.hide()

    def show_keys(self, pressed: QKeyCombination) -> None:
        """Shows a key press."""
        key, held = pressed.key(), pressed.keyboardModifiers()
        if key in ALONE or key in (Qt.Key.Key_unknown, Qt.Key(0)):
            return
        letters = int(key) < int(Qt.Key.Key_Escape)
        if held in PLAIN and letters:
            return
        keys = QKeySequence(pressed)
        said = keys.toString(QKeySequence.SequenceFormat.NativeText)
        meaning = self._titles.get(keys.toString(), "")
        self.setText(f"{said}   {meaning}" if meaning else said)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            meant = keyboard.latin(event)
            key = Qt.Key(ord(meant.upper())) if meant else Qt.Key(event.key())
            self.show_keys(QKeyCombination(event.modifiers(), key))
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def _place(self) -> None:
        room = self.parentWidget().rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 64)
