"""Whether things may move by themselves: the analyst says so, or else the system he works on."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

CHOICES = ("system", "full", "reduced")
_CLIENT_AREA_ANIMATION = 0x1042  # SPI_GETCLIENTAREAANIMATION

_choice = "system"


def choose(choice: str) -> None:
    """Sets "system", "full" or "reduced"."""
    global _choice
    _choice = choice if choice in CHOICES else "system"


def choice() -> str:
    return _choice


def reduced() -> bool:
    """Whether what would glide is to jump."""
    return _choice == "reduced" or (_choice == "system" and reduced_by_system())


@cache
def reduced_by_system() -> bool:
    """Whether the system's own animations are switched off."""
    if sys.platform == "win32":
        shown = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
        return not shown.value
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
    if sys.platform == "darwin":
        kept = home / "Library/Preferences/com.apple.universalaccess.plist"
        return _said(kept, "reduceMotion", QSettings.Format.NativeFormat) in ("true", "1")
    config = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    gtk = [_said(config / f"gtk-{n}.0/settings.ini", "Settings/gtk-enable-animations") for n in (3, 4)]
    return "0" in gtk or "false" in gtk or _said(config / "kdeglobals", "KDE/AnimationDurationFactor") == "0"


def _said(file: Path, key: str, form: QSettings.Format = QSettings.Format.IniFormat) -> str:
    """What a file of settings says under a key, "" where it says nothing."""
    if not file.is_file():
        return ""
    return str(QSettings(str(file), form).value(key, "")).strip().lower()
