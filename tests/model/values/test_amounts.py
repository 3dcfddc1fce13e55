"""Amounts are exact: what was written is what is stored, to the last wei, or there is a reason why not."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.problems import Problem
from workbench.model.values import amounts

SPAM = "0x000000000000000000000000000000000000dead"
ASSETS = st.sampled_from(["GBP", "JPY", "KWD", "BTC", "ETH", "XMR", "USDT", "NEWTOKEN"])


def one(text: str | None, asset: str = "", decimal: str = ".") -> tuple[object, ...]:
    units, code, problem = amounts.parse_many(pl.Series([text], dtype=pl.String), asset, decimal).row(0)
    return (None if units is None else int(units), code, problem)


@pytest.mark.parametrize(
    ("text", "asset", "decimal", "units", "code"),
    [
        ("12.50", "GBP", ".", 1250, "GBP"),
        ("12", "GBP", ".", 1200, "GBP"),
        ("12.5", "gbp", ".", 1250, "GBP"),
        (".5", "GBP", ".", 50, "GBP"),
        ("10.0 USDT", "", ".", 10_000_000, "USDT"),
        ("€3343.11", "", ".", 334_311, "EUR"),
        ("£12", "GBP", ".", 1200, "GBP"),
        ("$5", "AUD", ".", 500, "AUD"),
        ("$5", "", ".", 500, "USD"),
        ("USD 5.00", "EUR", ".", 500, "USD"),
        ("(5.00)", "USD", ".", -500, "USD"),
        ("5.00-", "USD", ".", -500, "USD"),
        ("-$5.25", "", ".", -525, "USD"),
        ("\u22125.25", "USD", ".", -525, "USD"),
        ("89,162.28 SEK", "", ".", 8_916_228, "SEK"),
        ("1,00,000.00", "INR", ".", 10_000_000, "INR"),
        ("1'234.50", "CHF", ".", 123_450, "CHF"),
        ("1.234,56", "EUR", ",", 123_456, "EUR"),
        ("1\u00a0234,56 €", "", ",", 123_456, "EUR"),
        ("0.1234567800", "BTC", ".", 12_345_678, "BTC"),
        ("1e-8", "BTC", ".", 1, "BTC"),
        ("1500 sats", "", ".", 1500, "BTC"),
        ("1500", "SAT", ".", 1500, "BTC"),
        ("10", "ETH", ".", 10**19, "ETH"),
        ('="12.50"', "GBP", ".", 1250, "GBP"),
        ("12.500", "JPY", ",", 12_500, "JPY"),
        ("1 234,50 руб.", "", ",", 123_450, "RUB"),
        ("1", "XXBT", ".", 100_000_000, "BTC"),
        ("1.5", "USDT 0xdAC17F958D2ee523a2206206994597C13D831ec7", ".", 1_500_000, "USDT"),
        ("1500000", "0xdac17f958d2ee523a2206206994597c13d831ec7", ".", 1_500_000, "USDT"),
        ("1500000", "Tether 0xdac17f958d2ee523a2206206994597c13d831ec7 6", ".", 1_500_000, "USDT"),
        ("1.5", f"USDT {SPAM}", ".", 15 * 10**17, f"USDT@{SPAM}"),
        ("1.5", f"USDT@{SPAM}", ".", 15 * 10**17, f"USDT@{SPAM}"),
        ("15", f"Visit x.example! {SPAM} 1", ".", 15 * 10**17, f"VISITX.EXAMPLE@{SPAM}"),
        ("15", SPAM.upper(), ".", 15, SPAM),
        ("55.163313343557675", "XXX", ".", 55_163_313_343_557_675_000, "XXX"),
    ],
)
def test_amounts(text: str, asset: str, decimal: str, units: int, code: str) -> None:
    assert one(text, asset, decimal) == (units, code, None)


@pytest.mark.parametrize(
    ("text", "asset", "reason"),
    [
        ("0.123456789", "BTC", "more decimals than BTC has (8)"),
        ("5.5", "JPY", "more decimals than JPY has (0)"),
        ("12,34", "EUR", "separators"),
        ("1,2,3", "EUR", "separators"),
        ("4.4E+11", "USD", "powers of ten"),
        ("9" * 32, "GBP", "32 digits"),
        ("5", "", "no currency"),
        ("5 pieces", "", "no currency"),
        ("Freight Included", "USD", "not an amount"),
        ("See ASN-93 (ID#:1281)", "USD", "not an amount"),
        ("--5", "USD", "two signs"),
        ("(5", "USD", "two signs"),
        ("$5 EUR", "", "two units"),
    ],
)
def test_problems_are_named(text: str, asset: str, reason: str) -> None:
    units, _, problem = one(text, asset)
    assert units is None and isinstance(problem, str) and reason in problem


@pytest.mark.parametrize("text", [None, "", "  ", "---", "N/A"])
def test_empty_is_no_problem(text: str | None) -> None:
    assert one(text, "GBP") == (None, "GBP", None)


@pytest.mark.parametrize(
    ("text", "asset", "units"),
    [
        ("1.234,56", "EUR", 123_456),
        ("1,234.56", "EUR", 123_456),
        ("12,5", "EUR", 1250),
        ("-12,50", "EUR", -1250),
        ("1.234", "EUR", 123_400),
        ("1.234.567", "BTC", 123_456_700_000_000),
        ("1.234", "BTC", 123_400_000),
        ("1,234", "EUR", 123_400),
        ("0,123", "BTC", 12_300_000),
        ("0,00012345", "BTC", 12_345),
        ("1 234,50 руб.", "", 123_450),
        ("1234", "EUR", 123_400),
    ],
)
def test_each_amount_may_say_itself_which_sign_is_the_decimal_one(text: str, asset: str, units: int) -> None:
    assert one(text, asset, "auto")[0] == units


@given(st.integers(-(10**32) + 1, 10**32 - 1), ASSETS)
def test_an_amount_survives_being_written_and_read(units: int, asset: str) -> None:
    assert one(amounts.text(units, asset), asset) == (units, asset, None)
    assert one(amounts.show(units, asset), "") == (units, asset, None)
    assert one(amounts.text(units, asset).replace(".", ","), asset, ",") == (units, asset, None)


@given(st.integers(-(10**30), 10**30), ASSETS)
def test_the_text_is_the_exact_decimal(units: int, asset: str) -> None:
    assert Fraction(amounts.text(units, asset)) * 10 ** amounts.decimals(asset) == units


@given(
    st.lists(
        st.tuples(st.text(alphabet="0123456789.,-+() $£€BTCeE'", max_size=14), ASSETS),
        min_size=1,
        max_size=12,
    )
)
def test_a_column_is_its_cells(cells: list[tuple[str, str]]) -> None:
    texts, assets = [c[0] for c in cells], [c[1] for c in cells]
    many = amounts.parse_many(pl.Series(texts), pl.Series(assets)).rows()
    assert many == [amounts.parse_many(pl.Series([t]), a).row(0) for t, a in cells]


def test_the_frame_has_its_columns_even_when_empty() -> None:
    empty = amounts.parse_many(pl.Series([], dtype=pl.String), "GBP")
    assert empty.schema == pl.Schema(amounts.SCHEMA)
    assert amounts.parse_many(pl.Series(["1", "1 BTC"]), "GBP").schema == pl.Schema(amounts.SCHEMA)


def test_decimals_and_showing() -> None:
    assert [amounts.decimals(a) for a in ("GBP", "JPY", "KWD", "BTC", "ETH", "XMR", "USDT", "SHIB")] == [
        2,
        0,
        3,
        8,
        18,
        12,
        6,
        18,
    ]
    assert amounts.show(81_420_000, "BTC") == "0.8142 BTC"
    assert amounts.show(123_450, "GBP") == "1,234.50 GBP"
    assert amounts.show(-5, "GBP") == "-0.05 GBP"
    assert amounts.show(0, "ETH") == "0 ETH"
    assert amounts.text(10**19, "ETH") == "10"
    assert amounts.show(10**18, f"USDT@{SPAM}") == "1 USDT (0x0000…dead)"
    assert amounts.show(1000, SPAM) == "1,000 units of 0x0000…dead"


def test_a_wrong_decimal_sign_is_a_problem() -> None:
    with pytest.raises(Problem):
        amounts.parse_many(pl.Series(["1"]), "GBP", ";")
