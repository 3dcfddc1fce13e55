"""Fonts of the chart: Inter, as the product brings it, else the system's own face."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"


@cache
def family() -> str:
    """The family texts are set in; the first call loads the product's fonts and needs a QGuiApplication."""
    for path in sorted(FOLDER.glob("Inter*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    if "Inter" in QFontDatabase.families():
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def font(pixels: float, *, strong: bool = False) -> QFont:
    """The chart's face, `pixels` high, its shapes the same at every size and place."""
    made = QFont(family())
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
