"""Glyphs: named signs such as "ph.phone", taken from the icon fonts that qtawesome ships.

qtawesome itself needs widgets, which drawing does without; its font files are read where they lie.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from workbench.model.problems import Problem

FONTS = {"ph": "phosphor", "mdi6": "materialdesignicons6-webfont"}
UNKNOWN = "ph.question"


@cache
def _folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise Problem("the icons of the chart are missing", "install the package qtawesome again")
    return Path(spec.origin).parent / "fonts"


@cache
def _signs(prefix: str) -> dict[str, str]:
    """Name -> character, for one icon font."""
    (path,) = _folder().glob(f"{FONTS[prefix]}-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(path.read_text("utf-8")).items()}


@cache
def _family(prefix: str) -> str:
    path = next(p for p in _folder().glob(f"{FONTS[prefix]}-*.ttf"))
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number)[0]


def exists(name: str) -> bool:
    """Whether there is a glyph of this name."""
    prefix, _, sign = name.partition(".")
    return prefix in FONTS and sign in _signs(prefix)


def glyph(name: str, pixels: float, *, weight: str = "") -> tuple[str, QFont]:
    """The character of a glyph and the font it is in; `weight` is "", "bold" or "fill" where the font has it.

    A name no font knows shows as a question mark: a kind declared with a wrong icon still has a chart.
    """
    prefix, _, sign = (name if exists(name) else UNKNOWN).partition(".")
    signs = _signs(prefix)
    font = QFont(_family(prefix))
    font.setPixelSize(max(1, round(pixels)))
    return signs.get(f"{sign}-{weight}", signs[sign]), font
