"""Chains of calls against a slow count, and what chance would give."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tests.questions.calls.conftest import BEGIN, DAY, HOUR, MINUTE, Told, call, id_of, named
from workbench.model.problems import Problem
from workbench.questions import asking
from workbench.questions.calls import call_chains as module
from workbench.questions.calls.call_chains import call_chains


def relayed() -> list[dict[str, object]]:
    """Boss calls Middle each day at noon; five minutes after the end of that call Middle calls Hand."""
    rows = []
    for day in range(10):
        rows.append(call("+44BOSS", "+44MID", day * DAY + 12 * HOUR, duration=300))
        rows.append(call("+44MID", "+44HAND", day * DAY + 12 * HOUR + 10 * MINUTE, duration=60))
        rows.append(call("+44HAND", f"+449{day}", day * DAY + 12 * HOUR + 15 * MINUTE))
        rows.append(call("+44MID", "+448", day * DAY + 18 * HOUR))
    return rows


def test_a_chain_that_recurs(told: Told) -> None:
    held = told(relayed())
    answer = asking.ask(held, call_chains, {}, steady=False)
    assert named(held, answer, "chain", "times", "days", "middle") == [
        (("+44BOSS", "+44MID", "+44HAND"), 10, 10, 300.0)
    ]
    (row,) = answer.rows
    assert len(row.refs) == 20 and row.moments[0] == BEGIN + 12 * HOUR
    # Middle's hours are noon and six: half its ten calls a day at noon go to Hand
    assert row.cells[2] == pytest.approx(
        10 * (1 - np.exp(-10 / ((9 * 24 + 6 + 0) / 24) * 0.5 / 3600 * 600)), rel=0.01
    )


def test_longer_chains_and_those_over_or_from_some(told: Told) -> None:
    held = told(relayed())
    four = asking.ask(held, call_chains, {"length": 4, "least": 1}, steady=False)
    assert len(four.rows) == 10 and all(len(row.cells[0]) == 4 for row in four.rows)
    for name, who, many in (
        ("through", "+44MID", 1), ("through", "+44HAND", 0), ("start", "+44BOSS", 1), ("start", "+44MID", 0),
    ):  # fmt: skip
        answer = asking.ask(held, call_chains, {name: (id_of(held, who),)}, steady=False)
        assert len(answer.rows) == many


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_counting_slowly(told: Told, seed: int) -> None:
    rng = np.random.default_rng(seed)
    events = []
    for n in range(120):
        a, b = rng.choice(6, 2, replace=False)
        events.append((f"+44{a}", f"+44{b}", int(rng.integers(600)) * MINUTE + n, int(rng.integers(0, 300))))
    held = told([call(a, b, at, duration=lasted) for a, b, at, lasted in events])
    slow: Counter[tuple[str, ...]] = Counter()
    for a, b, at, lasted in events:
        for c, d, later, _ in events:
            if c == b and d not in (a, b) and 0 <= later - (at + lasted * 1_000_000) <= 600_000_000:
                slow[a, b, d] += 1
    answer = asking.ask(held, call_chains, {"least": 1, "most": 10_000}, steady=False)
    assert {row[0]: row[1] for row in named(held, answer, "chain", "times")} == dict(slow)


def test_too_many_chains_are_refused(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    with pytest.raises(Problem, match="more than 3 chains"):
        asking.ask(told(relayed()), call_chains, {}, steady=False)


def test_without_calls_it_says_what_is_missing(told: Told) -> None:
    assert "Bring in call records" in asking.ask(told(), call_chains, {}).sentence
