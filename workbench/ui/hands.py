"""How one analyst likes to work: keys, mouse, appearance, motion, size of texts; in force at once, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app import keymaps
from workbench.app.habits import Habits
from workbench.ui import motion
from workbench.ui.appearance import SIZES, appearance
from workbench.ui.keyboard import Keyboard
from workbench.ui.pressed_keys import PressedKeys

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

USUAL = 15  # minutes after which a protected case is locked, unless another time is chosen
PROJECTED = 150  # per cent: the size of texts where many look at one screen


class Hands:
    """Applies to one window what was chosen, and keeps it in the window's settings."""

    SIZES = SIZES

    def __init__(self, window: MainWindow) -> None:
        self.window, self.kept = window, window.remembered
        self.keymap = keymaps.named(self.kept.said("keymap", keymaps.OWN) if self.kept else keymaps.OWN)
        self.keyboard = Keyboard(window)
        self.shown_keys: PressedKeys | None = None
        if self.kept is not None:
            motion.choose(self.kept.said("motion", "system"))
            self._resize(int(self.kept.said("text size", "100")))
        self._use_keymap()

    @property
    def appearance(self) -> str:
        return appearance().choice

    @property
    def motion(self) -> str:
        return motion.choice()

    @property
    def size(self) -> int:
        """The size of texts in per cent."""
        return appearance().size

    @property
    def projecting(self) -> bool:
        return self.shown_keys is not None

    @property
    def lock_after(self) -> int:
        """Minutes without a key or the mouse after which a protected case is locked; 0 for never."""
        return int(self.kept.said("lock after", str(USUAL))) if self.kept else USUAL

    def choose_lock_after(self, minutes: str) -> None:
        """When a protected case is locked that nobody is at."""
        self._keep("lock after", minutes)

    @property
    def remembering(self) -> str:
        """Which cases are remembered: "open" ones, "all" or "none"."""
        return self.kept.which if self.kept else "none"

    def choose_remembering(self, which: str) -> None:
        """Which cases are remembered from now on; what is no longer to be is forgotten at once."""
        if self.kept is None:
            return
        self.kept.which = which
        if which == "none":
            Habits().forget()
        self.window.welcome.show_recent(self.kept.recent())

    def choose_keymap(self, id: str) -> None:
        """Gives every action and the mouse what a keymap says."""
        self.keymap = keymaps.named(id)
        self._keep("keymap", self.keymap.id)
        self._use_keymap()

    def choose_appearance(self, choice: str) -> None:
        """Light, dark, high contrast, or as the system has it."""
        self.window.choose_appearance(choice)

    def choose_motion(self, choice: str) -> None:
        """Whether things glide to their places."""
        motion.choose(choice)
        self._keep("motion", motion.choice())

    def choose_size(self, size: int) -> None:
        """The size of texts in per cent."""
        self._keep("text size", str(size))
        self._resize(size)

    def project(self) -> None:
        """Projector mode on or off: larger texts, and the keys shown as they are pressed."""
        if self.shown_keys is not None:
            self.shown_keys.deleteLater()
            self.shown_keys = None
            self._resize(int(self.kept.said("text size", "100")) if self.kept else 100)
            return
        self.shown_keys = PressedKeys(self.window)
        self.keyboard.pressed.connect(self.shown_keys.show_keys)
        self._resize(max(self.size, PROJECTED))

    def _use_keymap(self) -> None:
        self.window.commands.use_keymap(self.keymap)
        self.window.chart.canvas.mouse = self.keymap.mouse
        self.window.top.name_keys(self.window.commands)

    def _resize(self, size: int) -> None:
        appearance().choose_size(size)

    def _keep(self, name: str, value: str) -> None:
        if self.kept is not None:
            self.kept.keep(name, value)
