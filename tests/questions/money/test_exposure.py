"""Exposure to services that lists attribute: direct and indirect, sent and received."""

from __future__ import annotations

from tests.questions.money.story import Story, Tx
from workbench.questions.money.exposure import RECEIVED, SENT, exposure
from workbench.questions.money.listed_by import listed_by


def test_direct_and_indirect_amounts_both_ways(story: Story) -> None:
    """60 come from the market, 40 from elsewhere; 50 go to the exchange at once and 30 over a hop."""
    story.chain(
        Tx("t1", [("market", 60)], [("me", 60)], 1),
        Tx("t2", [("friend", 40)], [("me", 40)], 2),
        Tx("t3", [("t1", 0), ("t2", 0)], [("exchange", 50), ("hop", 50)], 3),
        Tx("t4", [("t3", 1)], [("exchange", 30), ("kept", 20)], 4),
    ).tags(market="Market", exchange="Exchange")
    answer = story.ask(exposure, origin=(story.id("me"),), rule="haircut")
    found = {(story.held().value(row.cells[0]), row.cells[2]): row.cells for row in answer.rows}
    assert set(found) == {("EXCHANGE", SENT), ("MARKET", RECEIVED)}
    sent, received = found["EXCHANGE", SENT], found["MARKET", RECEIVED]
    assert [cell.units for cell in sent[3:6]] == [50, 30, 80] and sent[6] == 0.8 and sent[7] == 1
    assert [cell.units for cell in received[3:6]] == [60, 0, 60] and received[6] == 0.6
    assert sent[8] == (story.id("exchange"),)


def test_a_wallet_that_is_listed_itself_is_said_to_be(story: Story) -> None:
    story.chain(Tx("t1", [("x", 60)], [("me", 60)], 1), Tx("t2", [("t1", 0)], [("y", 60)], 2)).tags(
        me="Somebody"
    )
    assert story.ask(exposure, origin=(story.id("me"),)).sentence.startswith(
        "It is itself listed as Somebody"
    )


def test_who_is_on_a_list_and_who_of_them_acts_here(story: Story) -> None:
    story.chain(Tx("t1", [("x", 60)], [("me", 60)], 1)).tags(me="Somebody", other="Other")
    answer = story.ask(listed_by)
    assert [row.cells[0] for row in answer.rows] == [story.id("me"), story.id("other")]
    assert [row.cells[5] for row in answer.rows] == [True, False]
    assert [row.cells[0] for row in story.ask(listed_by, active=True).rows] == [story.id("me")]


def test_a_case_without_lists_says_what_to_bring_in(story: Story) -> None:
    story.chain(Tx("t1", [("x", 60)], [("me", 60)], 1))
    assert "bring in TagPacks" in story.ask(exposure, origin=(story.id("me"),)).sentence
    assert "bring in TagPacks" in story.ask(listed_by).sentence
