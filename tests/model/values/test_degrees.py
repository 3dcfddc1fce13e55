"""Angles in degrees, minutes and seconds become decimal degrees; plain numbers are left to others."""

from __future__ import annotations

import pytest

from workbench.model.values.degrees import parse


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("51°27'16.2\"N", 51.4545),
        ("2º 35' 16,44'' W", -2.5879),
        ("3°42′13″O", -3.7036111),
        ("N 51°30'", 51.5),
        ("33°27,6'S", -33.46),
        ("120°", 120.0),
        ("51.4545°", 51.4545),
        ("51,4545 N", 51.4545),
        ("٥١°٢٧'N", 51.45),
    ],
)
def test_angles(text: str, degrees: float) -> None:
    assert parse(text) == pytest.approx(degrees, abs=1e-7)


@pytest.mark.parametrize(
    "text", ["51.4545", "120", "", "---", "51°61'N", "400°", "north", "12.5.2026", "51.5°30'N"]
)
def test_what_is_no_angle(text: str) -> None:
    assert parse(text) is None
