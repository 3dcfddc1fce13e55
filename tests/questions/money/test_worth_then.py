"""Amounts in money by a dated table of prices."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.questions.money.story import Story, Tx
from workbench.model.problems import Problem
from workbench.questions.answer import Money
from workbench.questions.money import prices
from workbench.questions.money.worth_then import worth_then

DAY = 86_400_000_000


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "prices.csv"
    path.write_text("date,asset,currency,price\n2026-02-28,BTC,EUR,50000\n2026-03-02,BTC,EUR,60000.25\n")
    return path


def test_each_payment_at_the_price_of_its_own_day(story: Story, table: Path) -> None:
    """1 March has the price of 28 February, 2 March its own, 10 March none within a week."""
    coin = 100_000_000
    story.chain(
        Tx("t1", [("a", coin)], [("b", coin)], 1), Tx("t2", [("a", coin)], [("b", coin)], 25),
        Tx("t3", [("a", coin)], [("b", coin)], 24 * 12),
    )  # fmt: skip
    answer = story.ask(worth_then, prices=table, origin=(story.id("b"),))
    [row] = answer.rows
    assert row.cells[2:6] == (Money(3 * coin, "BTC"), Money(11_000_025, "EUR"), 3, 2) and len(row.refs) == 6
    sha256 = hashlib.sha256(table.read_bytes()).hexdigest()
    assert any(f"prices.csv (SHA-256 {sha256})" in said for said in answer.left_out)
    assert "1 payment without a price, not in the worth." in answer.left_out


def test_a_price_is_exact_and_rounded_half_to_even(table: Path) -> None:
    known = prices.read(table)
    assert known is not None
    at = (prices.date(2026, 3, 2) - prices.date(1970, 1, 1)).days * DAY
    assert known.worth(100_000_000, "BTC", at + DAY - 1) == Money(6_000_025, "EUR")
    assert known.worth(2, "BTC", at) == Money(0, "EUR") and known.worth(1, "ETH", at) is None
    assert known.worth(1, "BTC", at - 3 * DAY) is None
    assert known.total([(1, "BTC", at), (1, "ETH", at)]) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day,asset\n", "no table of prices"),
        ("date,asset,currency,price\n2026-02-30,BTC,EUR,1\n", "row 2 cannot be read"),
        ("date,asset,currency,price\n2026-02-03,BTC,EUR,dear\n", "row 2 cannot be read"),
        (
            "date,asset,currency,price\n2026-02-03,BTC,EUR,1\n2026-02-03,BTC,EUR,2\n",
            "row 3: there is another price",
        ),
    ],
)
def test_a_table_that_is_none_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text)
    with pytest.raises(Problem, match=said):
        prices.read(path)


def test_parts_of_a_coin_have_their_own_price(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("date,asset,currency,price\n2026-03-02,sats,EUR,0.0005\n")
    known = prices.read(path)
    at = (prices.date(2026, 3, 2) - prices.date(1970, 1, 1)).days * DAY
    assert known is not None and known.worth(100_000_000, "BTC", at) == Money(5_000_000, "EUR")


def test_without_payments_or_prices_it_says_what_to_bring_in(story: Story, table: Path) -> None:
    assert "bring in" in story.ask(worth_then, prices=table).sentence
    story.payments(("a", "b", "1.00", 0))
    assert "No table of prices" in story.ask(worth_then).sentence
