"""The Qt application that letters and pictures need, also where there is no screen."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

_own: list[QGuiApplication] = []


def ensure() -> None:
    """Makes sure there is a QGuiApplication; one made here draws in memory and never opens a window."""
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        if os.environ.get("LC_ALL") in ("C", "POSIX"):
            os.environ["LC_ALL"] = "C.UTF-8"  # what Qt would switch to anyway, with four lines of complaint
        # kept, or Python would take it away while Qt still needs it
        _own.append(QGuiApplication(sys.argv[:1]))
