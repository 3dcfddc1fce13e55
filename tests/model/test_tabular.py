from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.model.problems import Problem
from workbench.model.tabular import Column, Test, understood

TEXT, WHEN = Column("name", "Name"), Column("when", "When", "moment")
COUNT, AMOUNT, NUMBER = (
    Column("n", "N", "count"),
    Column("much", "Much", "amount"),
    Column("w", "W", "number"),
)
LONG = Column("long", "Long", "duration")


@pytest.mark.parametrize(
    ("column", "text", "test"),
    [
        (TEXT, " mum ", Test("name", holds="mum")),
        (TEXT, "=a, b", Test("name", keep=("a", "b"))),
        (TEXT, '="a, b",c', Test("name", keep=("a, b", "c"))),
        (TEXT, "!=a", Test("name", drop=("a",))),
        (TEXT, "=", Test("name", keep=("",))),
        (WHEN, "!=", Test("when", drop=("",))),
        (WHEN, "2026-06-01", Test("when", low=1_780_272_000_000_000, high=1_780_358_400_000_000)),
        (COUNT, ">5", Test("n", low=6)),
        (COUNT, "5..10", Test("n", low=5, high=11)),
        (LONG, ">=2min", Test("long", low=120)),
        (AMOUNT, "10..20 EUR", Test("much", keep=("EUR",), low=Decimal(10), high=Decimal(20))),
        (AMOUNT, "EUR", Test("much", keep=("EUR",))),
        (NUMBER, "<=1.5", Test("w", high=Decimal("1.5").next_plus())),
        (NUMBER, "1.50", Test("w", keep=("1.50",))),
    ],
)
def test_what_is_typed_under_a_heading(column: Column, text: str, test: Test) -> None:
    assert understood(column, text) == test


def test_nothing_typed_is_no_test() -> None:
    assert understood(TEXT, "  ") is None


@pytest.mark.parametrize(
    ("column", "text"), [(WHEN, "yesterday"), (COUNT, "many"), (NUMBER, ">a"), (AMOUNT, "9..1")]
)
def test_what_cannot_be_understood_is_said(column: Column, text: str) -> None:
    with pytest.raises(Problem):
        understood(column, text)
