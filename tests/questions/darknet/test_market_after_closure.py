"""Vendors of a market that fell silent, found on others."""

from __future__ import annotations

from pathlib import Path

from tests.questions.darknet.market import listing
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case.cases import Case
from workbench.questions.darknet.market_after_closure import market_after_closure

K, L, M = "A" * 40, "B" * 40, "C" * 40
ROWS = [
    # Alpha is last seen on 10 June.
    listing("alpha market:north", "x", "2026-06-01", key=K), listing("alpha market:south", "x", "2026-06-10"),
    listing("alpha market:east", "x", "2026-06-09", key=L), listing("alpha market:west", "x", "2026-06-09"),
    # On Beta north comes again under another name with his key, south under his name; east's name has another key,
    # and west had been there before.
    listing("beta bazaar:pole", "y", "2026-06-12", key=K), listing("beta bazaar:s0uth", "y", "2026-06-14"),
    listing("beta bazaar:east", "y", "2026-06-13", key=M), listing("beta bazaar:west", "y", "2026-06-02"),
    listing("beta bazaar:new", "y", "2026-07-01"),
]  # fmt: skip


def test_who_came_by_key_and_by_name(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = ask(case, market_after_closure)
    named = (
        "closed",
        "silent",
        "market",
        "came",
        "by_key",
        "share",
        "before",
        "all_new",
        "as_long_before",
        "days",
    )
    assert shown(case, answer, *named) == [
        ("alpha.onion", at("2026-06-10"), "beta.onion", 2, 1, 0.5, 1, 4, 0, 3.0)
    ]
    assert answer.rows[0].why[0].endswith("by the same key") and answer.rows[0].why[1].endswith(
        "by the same name"
    )
    assert len(answer.rows[0].refs) == 4


def test_a_market_and_day_of_the_analysts_own(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    assert not ask(case, market_after_closure, silent=60 * 86_400).rows
    told = {"market": entity(case, "site", "alpha.onion"), "silent": 60 * 86_400}
    assert ask(case, market_after_closure, **told).rows[0].cells[3] == 2
    assert ask(case, market_after_closure, **told, closed=at("2026-06-12")).rows[0].cells[3] == 1
    assert not ask(case, market_after_closure, **told, within=86_400).rows


def test_one_market_alone_says_what_to_bring_in(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS[:2])
    assert "bring in" in ask(case, market_after_closure).sentence
