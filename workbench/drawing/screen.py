"""Whether there is a screen that windows can be opened on."""

from __future__ import annotations

import os
import subprocess
import sys

ASK = """
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from PySide6.QtGui import QGuiApplication
QGuiApplication([])
"""


def is_there() -> bool:
    """Whether Qt can open a window here; a platform that draws in memory counts where somebody asked for it.

    A display that is named may still refuse, or a library be missing, and then Qt ends the process that tried:
    so another process tries first.
    """
    if sys.platform in ("win32", "darwin"):
        return True
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return False
    asked = subprocess.run([sys.executable, "-c", ASK], stdin=subprocess.DEVNULL, capture_output=True)
    return asked.returncode == 0
