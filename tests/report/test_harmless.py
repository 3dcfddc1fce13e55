from __future__ import annotations

import polars as pl
import pytest

from workbench.report.harmless import harmless


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"),
        ("+44 7700 900123", "'+44 7700 900123"), ("\tx", "'\tx"), ("\uff1d1+1", "'\uff1d1+1"), ("plain", "plain"),
        ("a\x00b", "a\ufffdb"),
    ],
)  # fmt: skip
def test_no_text_is_a_formula(text: str, written: str) -> None:
    """Digits alone behind a sign too: of +44-7700-900123 a spreadsheet would subtract one part from another."""
    assert pl.DataFrame({"a": [text]}).select(harmless(pl.col("a"))).item() == written
