from __future__ import annotations

import dataclasses

import pytest

from workbench.drawing.theme import CONTRAST, DARK, LIGHT, THEMES, Theme, mixed, number, on_chart, text


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.id)
@pytest.mark.parametrize("ground", ["paper", "panel", "chart", "sunken"])
@pytest.mark.parametrize("role", ["ink", "muted", "accent", "warning", "good"])
def test_texts_can_be_read(theme: Theme, ground: str, role: str):
    assert contrast(getattr(theme, role), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.id)
def test_texts_on_colours_can_be_read(theme: Theme):
    for role, ground in [
        ("on_accent", "accent"), ("on_marked", "marked"), ("ink", "accent_soft"), ("accent", "accent_soft"),
        ("ink", "warning_soft"), ("warning", "warning_soft"),
    ]:  # fmt: skip
        assert contrast(getattr(theme, role), getattr(theme, ground)) >= 4.5, (role, ground)


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.id)
def test_every_kind_stands_out_from_the_chart(theme: Theme, kinds):
    for kind in [*kinds.entities.values(), *kinds.links.values()]:
        shown = text(on_chart(theme, number(kind.colour)))
        assert contrast(shown, theme.chart) >= 2.3, kind.id


def test_every_role_is_a_colour():
    assert set(THEMES) == {"light", "dark", "contrast"}
    for theme in THEMES.values():
        for field in dataclasses.fields(theme):
            if field.name not in ("id", "lift"):
                value = getattr(theme, field.name)
                assert text(number(value)) == value


def test_mixing():
    assert mixed(0xFF000000, 0xFFFFFFFF, 0.5) == 0xFF808080
    assert mixed(0xFF123456, 0xFFFFFFFF, 0) == 0xFF123456


@pytest.mark.parametrize("ground", ["paper", "panel", "chart", "sunken"])
@pytest.mark.parametrize("role", ["ink", "muted", "accent", "warning", "good", "line"])
def test_high_contrast_is_high(ground: str, role: str):
    assert contrast(getattr(CONTRAST, role), getattr(CONTRAST, ground)) >= 7
