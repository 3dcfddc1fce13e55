"""What is sold and what it costs, from titles and a list of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.darknet.market import listing
from tests.questions.told_cases import ask, shown, tell
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.questions.darknet.substances import substances
from workbench.questions.darknet.what_is_sold import what_is_sold
from workbench.questions.darknet.what_it_costs import what_it_costs


@pytest.mark.parametrize(
    ("title", "category", "found"),
    [
        ("Pure MDMA crystals", None, ["MDMA"]),
        ("Кокаин VHQ", None, ["cocaine"]),
        ("BMK glycidate 1kg", "chemicals", ["P2P (phenylacetone, BMK)"]),
        ("Crystal vase", None, []),
        ("Crystal 5g", "Stimulants", ["methamphetamine"]),
        ("Snow 1g", None, ["cocaine"]),
        ("Snow boots", "Clothing", []),
        ("Speed and 4-MMC", "Drugs", ["mephedrone (4-MMC)"]),
    ],
)
def test_names_count_always_and_street_names_only_beside_a_quantity_or_category(
    title: str, category: str | None, found: list[str]
) -> None:
    measured = any(c.isdigit() for c in title)
    assert [n.substance for n in substances().named(title, category, measured)] == found


def test_listings_by_substance_with_their_sellers(case: Case, tmp_path: Path) -> None:
    rows = [
        listing("alpha market:one", "MDMA 5g", "2026-06-01"), listing("alpha market:one", "MDMA 5g", "2026-06-02"),
        listing("beta bazaar:two", "MDMA 50 g", "2026-06-03"), listing("beta bazaar:two", "Ketamine 1g"),
        listing("beta bazaar:two", "E-book"),
    ]  # fmt: skip
    tell(case, tmp_path, rows)
    answer = ask(case, what_is_sold, steady=True)
    assert shown(case, answer, "substance", "listings", "vendors", "markets", "largest") == [
        ("MDMA", 2, 2, 2, "50 g"), ("ketamine", 1, 1, 1, "1 g"),
    ]  # fmt: skip
    assert "3 of 4 different listings" in answer.sentence and answer.tables[0].rows[0].cells[1] == 1
    assert len(answer.rows[0].refs) == 2 and answer.steady
    assert [r.cells[0] for r in ask(case, what_is_sold, sort="dissociative").rows] == ["ketamine"]


def test_an_agency_adds_its_own_names(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [listing("alpha market:one", "Golden dragon 5g")])
    assert not ask(case, what_is_sold).rows
    more = tmp_path / "own.csv"
    more.write_text("substance,class,name\nheroin,opioid,Golden Dragon\n", "utf-8")
    assert [r.cells[0] for r in ask(case, what_is_sold, more=more).rows] == ["heroin"]
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(Problem, match="no column substance"):
        ask(case, what_is_sold, more=wrong)


def test_prices_of_a_gram_by_size_and_never_over_currencies(case: Case, tmp_path: Path) -> None:
    rows = [
        listing(f"alpha market:vendor{n}", "MDMA 5 g", price=(cents, "USD"))
        for n, cents in enumerate((10000, 15000, 20000))
    ]  # fmt: skip
    rows += [listing("beta bazaar:big", "MDMA 1 kg", price=(800000, "USD"))]
    rows += [listing("beta bazaar:coin", "MDMA 5 g", price=(500000, "BTC"))]
    tell(case, tmp_path, rows)
    answer = ask(case, what_it_costs, least=1)
    assert shown(case, answer, "size", "measure", "asset", "median", "listings") == [
        ("2 to 10 g", "g", "USD", 30.0, 3), ("1000 g and more", "g", "USD", 8.0, 1),
        ("2 to 10 g", "g", "BTC", 0.001, 1),
    ]  # fmt: skip
    assert len(ask(case, what_it_costs, least=2).rows) == 1


def test_an_empty_case_says_what_to_bring_in(case: Case) -> None:
    assert "bring in" in ask(case, what_is_sold).sentence and "bring in" in ask(case, what_it_costs).sentence
