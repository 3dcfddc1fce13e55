"""Volume over time and routes, as far as they are stated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.questions.darknet.market import ALPHA, listing
from tests.questions.told_cases import ask, at, shown, tell
from workbench.case.cases import Case
from workbench.questions.darknet.sales_over_time import sales_over_time
from workbench.questions.darknet.ships_from_to import ships_from_to


def profile(vendor: str, day: str, **more: Any) -> dict[str, Any]:
    return {"kind": "profile", "seen": at(day), "vendor": ("handle", vendor), "market": ALPHA} | more


def test_the_increase_of_stated_sales_is_what_was_sold_at_least(case: Case, tmp_path: Path) -> None:
    rows = [
        profile("alpha market:one", "2026-06-01", sales=100.0, rating="4.9 (80)"),
        profile("alpha market:one", "2026-06-09", sales=130.0, rating="4.9 (85)"),
        profile("alpha market:one", "2026-06-16", sales=20.0, rating="4.9 (86)"),  # set back
        listing("alpha market:one", "a", "2026-06-02"), listing("alpha market:one", "a", "2026-06-03"),
        listing("alpha market:two", "b", "2026-06-10", rating="12 reviews"),
    ]  # fmt: skip
    tell(case, tmp_path, rows)
    answer = ask(case, sales_over_time)
    assert shown(case, answer, "period", "listings", "vendors", "new", "sold") == [
        (at("2026-06-01"), 1, 1, 1, None), (at("2026-06-08"), 1, 1, 1, 30),
    ]  # fmt: skip
    assert "at least 30 sales" in answer.sentence
    assert [row.cells[1:4] for row in answer.tables[0].rows] == [(30, 130, "sales"), (0, 12, "ratings")]
    assert answer.curves[0].up == "vendors"
    assert [row.cells[0] for row in ask(case, sales_over_time, by="month").rows] == [at("2026-06-01")]


def test_routes_and_vendors_who_send_from_several_places(case: Case, tmp_path: Path) -> None:
    rows = [
        listing("alpha market:one", "MDMA 1g", ships_from="NL", ships_to="EU"),
        listing("alpha market:one", "MDMA 5g", ships_from="nl", ships_to="EU"),
        listing("alpha market:one", "Ketamine 1g", ships_from="DE", ships_to="EU"),
        listing("beta bazaar:two", "MDMA 1g", ships_from="NL", ships_to="World"),
        listing("beta bazaar:two", "book"),
    ]
    tell(case, tmp_path, rows)
    answer = ask(case, ships_from_to)
    assert shown(case, answer, "from", "to", "listings", "vendors", "goods") == [
        ("NL", "EU", 2, 1, "MDMA"), ("DE", "EU", 1, 1, "ketamine"), ("NL", "WORLD", 1, 1, "MDMA")
    ]  # fmt: skip
    assert answer.left_out == ("1 listings that state neither.",)
    assert [row.cells[1] for row in answer.tables[0].rows] == ["DE, NL"]
    assert len(ask(case, ships_from_to, substance="Ketamine").rows) == 1


def test_an_empty_case_says_what_to_bring_in(case: Case) -> None:
    assert (
        "bring in" in ask(case, sales_over_time).sentence and "bring in" in ask(case, ships_from_to).sentence
    )
