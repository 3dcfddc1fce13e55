"""A column of IMEI or IMSI is cleaned as one text is."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.values import Context
from workbench.model.values.base import ValueType
from workbench.model.values.checks import luhn
from workbench.model.values.equipment import imei, imsi
from workbench.model.values.equipment_column import luhn_many

DIGITS = st.text(st.sampled_from("0123456789"), min_size=12, max_size=17)
WRITTEN = st.one_of(
    DIGITS,
    DIGITS.map(lambda d: f"'{d[:2]}-{d[2:8]} {d[8:]}'"),
    st.sampled_from(
        [
            "0" * 15,
            "356938035643809",
            "356938035643808",
            "A1000049A1B2C3",
            "3.5E+14",
            "---",
            "IMEI: 35693803564380",
        ]
    ),
    st.text(max_size=6),
)


@pytest.mark.parametrize("one", [imei, imsi])
@given(texts=st.lists(st.one_of(st.none(), WRITTEN), max_size=30))
def test_a_column_is_cleaned_as_one_text_is(one: ValueType, texts: list[str | None]) -> None:
    found = one.clean_many(pl.Series(texts, dtype=pl.String), Context())  # type: ignore[attr-defined]
    singly = [one.clean(text, Context()) if text is not None else None for text in texts]
    assert found.rows() == [(c.value, c.valid, c.kind) if c else (None, None, None) for c in singly]


@given(st.integers(0, 10**15 - 1))
def test_luhn_of_a_column_is_luhn(number: int) -> None:
    digits = str(number).zfill(15)
    assert bool(luhn_many(pl.Series([number], dtype=pl.UInt64).to_numpy(), 15)[0]) == luhn(digits)
