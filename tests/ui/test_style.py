from __future__ import annotations

import re

import pytest

from workbench.app import paths
from workbench.drawing.theme import THEMES, Theme
from workbench.ui import style


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "panel"), ("muted", "panel"), ("muted", "paper"), ("muted", "sunken"), ("ink", "accent_soft"),
     ("muted", "accent_soft"), ("ink", "warning_soft"), ("warning", "panel"), ("accent", "panel"),
     ("on_accent", "accent"), ("on_accent", "accent_deep"), ("on_marked", "marked")],
)  # fmt: skip
def test_every_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    named = style.colours(theme)
    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_the_sheet_names_no_colour_that_is_not_a_role(theme: Theme) -> None:
    assert "@" not in style.sheet(theme)
    written = (paths.resources() / "styles" / "window.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{6}", written) == []
