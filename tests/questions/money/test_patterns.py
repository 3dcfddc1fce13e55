"""Patterns of payment on cases small enough to see: fan-in, passing on, thresholds, sleep, rounds, peeling."""

from __future__ import annotations

import pytest

from tests.questions.money.story import HOUR, START, Story, Tx
from workbench.case import assessments
from workbench.model.problems import Problem
from workbench.questions.money.below_threshold import below_threshold
from workbench.questions.money.came_round import came_round
from workbench.questions.money.fan_in_fan_out import COLLECTS, SPREADS, fan_in_fan_out
from workbench.questions.money.passed_on import passed_on
from workbench.questions.money.peel_chains import peel_chains
from workbench.questions.money.slept import slept

DAY = 24


def test_who_collects_and_who_pays_out_within_a_day(story: Story) -> None:
    """Five pay the mule on one day, a sixth a week later; the mule pays three; the shop has five in five weeks."""
    story.payments(
        *((f"p{n}", "mule", "100.00", n) for n in range(5)), ("p5", "mule", "100.00", 7 * DAY),
        *(("mule", f"c{n}", "150.00", 20 + n) for n in range(3)),
        *((f"k{n}", "shop", "9.00", 7 * DAY * n) for n in range(5)),
    )  # fmt: skip
    answer = story.ask(fan_in_fan_out, others=3)
    found = {(row.cells[0], row.cells[1]): row.cells for row in answer.rows}
    assert set(found) == {(story.id("mule"), COLLECTS), (story.id("mule"), SPREADS)}
    collects = found[story.id("mule"), COLLECTS]
    assert collects[2:5] == (5, 6, 6) and collects[5].units == 60_000
    assert collects[6:8] == (START * 1_000_000, (START + 4 * HOUR) * 1_000_000)
    assert found[story.id("mule"), SPREADS][2:5] == (3, 3, 3)
    assert len(answer.rows[0].refs) == 6


def test_wallets_are_counted_alike_and_change_is_no_payment(story: Story) -> None:
    story.chain(*(Tx(f"t{n}", [(f"w{n}", 50 + n)], [("collector", 40), (f"w{n}", 10)], n) for n in range(5)))
    answer = story.ask(fan_in_fan_out)
    assert [(row.cells[0], row.cells[2]) for row in answer.rows] == [(story.id("collector"), 5)]


def test_a_common_service_neither_collects_nor_pays_unless_asked_for(story: Story) -> None:
    story.payments(*((f"p{n}", "bank", "100.00", n) for n in range(5)))
    assessments.mark_common(story.case, story.case.writer, story.id("bank"), "a bank")
    assert not story.ask(fan_in_fan_out).rows
    assert [row.cells[0] for row in story.ask(fan_in_fan_out, common=True).rows] == [story.id("bank")]


def test_what_is_passed_on_within_hours(story: Story) -> None:
    """Of 200 the mule passes 180 on, each 100 after two hours; the saver's money leaves after a month."""
    story.payments(
        ("a", "mule", "100.00", 0), ("mule", "z", "100.00", 2), ("b", "mule", "100.00", 10),
        ("mule", "z", "80.00", 12), ("a", "saver", "100.00", 0), ("b", "saver", "100.00", 1),
        ("saver", "z", "200.00", 30 * DAY),
    )  # fmt: skip
    answer = story.ask(passed_on)
    assert [row.cells[0] for row in answer.rows] == [story.id("mule")]
    cells = answer.rows[0].cells
    assert cells[1].units == 20_000 and cells[2].units == 18_000 and cells[3] == 0.9 and cells[4] == 2 * HOUR
    assert cells[5:7] == (2, 1) and len(answer.rows[0].refs) == 4
    assert not story.ask(passed_on, share=0.95).rows


def test_who_stays_just_below_a_threshold_and_how_usual_that_is(story: Story) -> None:
    story.payments(
        ("smurf", "x", "9500.00", 0), ("smurf", "y", "9900.00", DAY), ("smurf", "x", "9999.99", 2 * DAY),
        ("landlord", "z", "9500.00", 0), ("landlord", "z", "9500.00", 40 * DAY), ("other", "z", "10000.00", 0),
        *((f"o{n}", f"q{n}", "50.00", n) for n in range(4)),
    )  # fmt: skip
    answer = story.ask(below_threshold, threshold="10000 EUR")
    assert [row.cells[0] for row in answer.rows] == [story.id("smurf")]
    cells = answer.rows[0].cells
    assert cells[2] == 3 and cells[3].units == 2_939_999 and cells[5:8] == (0, 1.0, 0.5)
    assert answer.rows[0].why == ("together over the threshold",)
    with pytest.raises(Problem, match="no amount"):
        story.ask(below_threshold, threshold="ten thousand")


def test_who_slept_and_then_moved_and_whether_the_silence_is_known(story: Story) -> None:
    story.payments(
        ("a", "sleeper", "100.00", 0), ("sleeper", "z", "90.00", 100 * DAY), ("a", "z", "5.00", 0),
        ("a", "z", "5.00", 50 * DAY), ("a", "z", "5.00", 99 * DAY),
    )  # fmt: skip
    answer = story.ask(slept)
    assert [row.cells[0] for row in answer.rows] == [story.id("sleeper")]
    cells = answer.rows[0].cells
    assert (
        cells[1] == 100 * DAY * HOUR
        and cells[4] == "it pays"
        and cells[5].units == 9_000
        and cells[7] is False
    )
    assert "as far as the sources tell" in answer.sentence


def test_money_that_comes_back_in_a_round(story: Story) -> None:
    """a to b to c to a with 95 %; c to d to a comes too late in order; a refund is no round of three."""
    story.payments(
        ("a", "b", "100.00", 0), ("b", "c", "98.00", 1), ("c", "a", "95.00", 2), ("c", "d", "95.00", 3),
        ("d", "a", "95.00", 2.5), ("e", "f", "10.00", 0), ("f", "e", "10.00", 1),
    )  # fmt: skip
    answer = story.ask(came_round)
    assert [row.cells[0] for row in answer.rows] == [tuple(story.id(n) for n in "abc")]
    assert answer.rows[0].cells[4] == 0.95 and len(answer.rows[0].refs) == 3
    assert len(story.ask(came_round, shortest=2).rows) == 2
    assert not story.ask(came_round, share=0.96).rows and not story.ask(came_round, within=HOUR).rows


def test_a_peel_chain_and_whom_it_paid(story: Story) -> None:
    chain = [Tx("t0", [("x", 1000)], [("paid0", 20), ("w1", 980)], 0)]
    for n in range(1, 5):
        before = 980 - 30 * (n - 1)
        chain.append(Tx(f"t{n}", [(f"t{n - 1}", 1)], [(f"paid{n}", 30), (f"w{n + 1}", before - 30)], n))
    story.chain(*chain, Tx("end", [("t4", 1)], [("v1", 430), ("v2", 430)], 9))
    answer = story.ask(peel_chains)
    cells = answer.rows[0].cells
    assert (
        len(answer.rows) == 1 and cells[0] == story.id("t0") and cells[1] == story.id("w5") and cells[2] == 5
    )
    assert [cells[n].units for n in (3, 4, 5)] == [1000, 140, 860]
    assert cells[8] == tuple(story.id(f"paid{n}") for n in range(5))
    assert not story.ask(peel_chains, steps=6).rows


@pytest.mark.parametrize(
    "question", [fan_in_fan_out, passed_on, below_threshold, slept, came_round, peel_chains]
)
def test_an_empty_case_says_what_to_bring_in(story: Story, question: object) -> None:
    assert "bring in" in story.ask(question).sentence  # type: ignore[arg-type]
