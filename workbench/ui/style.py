"""The style sheet of the window (resources/styles/window.qss), its roles filled with the colours of a theme."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QPalette

from workbench.app import paths
from workbench.drawing.theme import Theme, mixed, number, text

LETTERS = re.compile(r"((?:font-size|icon-size|min-height|max-height): )(\d+)px")


def colours(theme: Theme) -> dict[str, str]:
    """The roles of a theme, and the few the window mixes from them."""
    named = {name: str(value) for name, value in vars(theme).items() if str(value).startswith("#")}
    return named | {
        "field": theme.panel if theme.id == "light" else theme.sunken,
        "edge": text(mixed(number(theme.line), number(theme.ink), 0.14)),
        "faint": text(mixed(number(theme.muted), number(theme.panel), 0.35)),
        "caret": (paths.resources() / "styles" / f"caret_{theme.id}.svg").as_posix(),
        "tick": (paths.resources() / "styles" / f"check_{theme.id}.svg").as_posix(),
        "ring": text(mixed(number(theme.accent), number(theme.ink), 0.45)),
        "accent_deep": text(mixed(number(theme.accent), number(theme.ink), 0.16)),
    }


def sheet(theme: Theme, size: int = 100) -> str:
    """The style sheet of a theme, its texts at `size` per cent."""
    folder = paths.resources() / "styles"
    made = (folder / "window.qss").read_text("utf-8")
    if theme.id == "contrast":
        made += (folder / "contrast.qss").read_text("utf-8")
    for name, colour in sorted(colours(theme).items(), key=lambda item: -len(item[0])):
        made = made.replace("@" + name, colour)
    return LETTERS.sub(lambda found: f"{found[1]}{round(int(found[2]) * size / 100)}px", made)


def palette(theme: Theme) -> QPalette:
    """The palette of a theme, for what style sheets do not reach."""
    named = colours(theme)
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "panel"), (roles.WindowText, "ink"), (roles.Base, "field"), (roles.AlternateBase, "paper"),
        (roles.Text, "ink"), (roles.Button, "panel"), (roles.ButtonText, "ink"), (roles.BrightText, "on_accent"),
        (roles.Highlight, "accent"), (roles.HighlightedText, "on_accent"), (roles.ToolTipBase, "panel"),
        (roles.ToolTipText, "ink"), (roles.PlaceholderText, "muted"), (roles.Link, "accent"), (roles.Light, "panel"),
        (roles.Mid, "line"), (roles.Dark, "edge"), (roles.Shadow, "shadow"), (roles.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(role, QColor(named[name]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(named["faint"]))
    return made
