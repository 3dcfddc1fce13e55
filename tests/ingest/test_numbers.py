"""Plain numbers of tables that mix decimal signs."""

from __future__ import annotations

import polars as pl
import pytest

from workbench.ingest.columns import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,25", 1.25), ("0,488", 0.488), ("1,234", 1234.0), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("12", 12.0), ("-1,5", -1.5), ("1234,567", 1234.567), ("1,234,567", 1234567.0), ("x,y", None), (None, None),
    ],
)  # fmt: skip
def test_each_number_tells_its_own_sign(text: str | None, value: float | None) -> None:
    read = number(pl.Series([text, "1,5"], dtype=pl.String), "auto", frozenset())
    assert read.parts[""][0] == value
    assert read.parts[""][1] == 1.5
