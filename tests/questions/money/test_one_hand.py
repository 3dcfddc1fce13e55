"""Wallets in one hand: unions, what is set apart, change, and how a union is split."""

from __future__ import annotations

from tests.questions.money.story import Story, Tx
from workbench.case import assessments
from workbench.questions.answer import Answer
from workbench.questions.money.one_hand import one_hand


def groups(story: Story, answer: Answer) -> list[set[int]]:
    return [set(row.cells[0]) for row in answer.rows]


def test_wallets_spent_together_are_one_group_with_the_transactions_that_say_so(story: Story) -> None:
    story.chain(
        Tx("t1", [("a", 5), ("b", 5)], [("x", 9)], 1),
        Tx("t2", [("b", 5), ("c", 5)], [("x", 9)], 2),
        Tx("t3", [("d", 5)], [("x", 4)], 3),
    )
    answer = story.ask(one_hand)
    a, b, c = (story.id(name) for name in "abc")
    assert groups(story, answer) == [{a, b, c}]
    assert len(answer.rows[0].refs) == 4
    unions = answer.tables[0].rows
    assert {frozenset(row.cells[:2]): row.cells[2] for row in unions} == {
        frozenset((a, b)): (story.id("t1"),), frozenset((b, c)): (story.id("t2"),)
    }  # fmt: skip


def test_mixing_and_payouts_unite_nothing_and_are_listed(story: Story) -> None:
    names = [f"m{n}" for n in range(4)]
    story.chain(
        Tx("mix", [(n, 10) for n in names], [(f"o{n}", 9) for n in names] + [("coordinator", 3)], 1),
        Tx("payout", [("h1", 50), ("h2", 50)], [(f"c{n}", 3 + n) for n in range(8)], 2),
        Tx("plain", [("a", 5), ("b", 5)], [("x", 9)], 3),
    )
    answer = story.ask(one_hand, payout=8)
    assert groups(story, answer) == [{story.id("a"), story.id("b")}]
    apart = {row.cells[0]: row.cells[2] for row in answer.tables[1].rows}
    assert set(apart) == {story.id("mix"), story.id("payout")}
    assert apart[story.id("mix")].startswith("4 outputs of 0.00000009 BTC each and 4 wallets that pay in")
    assert "pays 8 wallets at once" in apart[story.id("payout")]
    assert len(groups(story, story.ask(one_hand, equal=5, payout=100))) == 3


def test_equal_outputs_of_one_payer_are_no_mixing(story: Story) -> None:
    story.chain(Tx("t", [("a", 20), ("b", 20)], [("x", 9), ("y", 9), ("z", 9)], 1))
    assert groups(story, story.ask(one_hand)) == [{story.id("a"), story.id("b")}]


def test_a_judgement_or_a_transaction_left_out_splits_a_group_and_all_is_counted_anew(story: Story) -> None:
    story.chain(
        Tx("t1", [("a", 5), ("b", 5)], [("x", 9)], 1),
        Tx("t2", [("c", 5), ("d", 5)], [("x", 9)], 2),
        Tx("t3", [("b", 5), ("c", 5)], [("x", 9)], 3),
        Tx("t4", [("c", 5), ("d", 5)], [("x", 9)], 4),
    )
    a, b, c, d = (story.id(name) for name in "abcd")
    assert groups(story, story.ask(one_hand)) == [{a, b, c, d}]
    left = story.ask(one_hand, without=(story.id("t3"),))
    assert sorted(groups(story, left), key=min) == [{a, b}, {c, d}]
    assessments.judge(story.case, story.case.writer, a, d, "not the same", "two people")
    split = story.ask(one_hand)
    assert sorted(groups(story, split), key=min) == [{a, b}, {c, d}]
    assert [row.cells for row in split.tables[3].rows] == [tuple(sorted((b, c)))]
    assert any("judgement" in said for said in split.left_out)


def test_common_services_unite_nothing(story: Story) -> None:
    story.chain(
        Tx("t1", [("hot", 5), ("a", 5)], [("x", 9)], 1), Tx("t2", [("hot", 5), ("b", 5)], [("x", 9)], 2)
    )
    assessments.mark_common(story.case, story.case.writer, story.id("hot"), "an exchange")
    answer = story.ask(one_hand)
    assert not answer.rows and any(said.startswith("1 common service left out") for said in answer.left_out)


def test_change_is_told_by_signs_and_its_sureness_measured_where_it_is_known(story: Story) -> None:
    """Three payments whose change was later spent with the payer; the fourth looks the same and is surer for it."""
    known = []
    for n in range(3):
        known += [
            Tx(f"seen{n}", [("y", 1)], [(f"shop{n}", 1)], n),
            Tx(
                f"pay{n}",
                [(f"p{n}", 3_000_000)],
                [(f"shop{n}", 1_000_000), (f"change{n}", 1_999_123)],
                10 + n,
            ),
            Tx(f"later{n}", [(f"pay{n}", 1), (f"p{n}", 500)], [(f"end{n}", 1_999_000)], 20 + n),
        ]
    last = Tx("last", [("q", 3_000_000)], [("shop1", 1_000_000), ("rest", 1_999_777)], 30)
    back = Tx("back", [("r", 700)], [("shop2", 500), ("r", 199)], 31)
    story.chain(*known, last, back)
    answer = story.ask(one_hand)
    change = {row.cells[0]: row for row in answer.tables[2].rows}
    row = change[story.id("last")]
    assert row.cells[1] == story.id("rest") and row.cells[3] == 4 / 5  # (3 + 1) / (3 + 2)
    assert "the wallet was never seen before" in row.cells[4] and "not round" in row.cells[4]
    assert change[story.id("back")].cells[1] == story.id("r") and change[story.id("back")].cells[3] == 1
    assert "right 3 of 3 times" in answer.sure
    assert not any(story.id("rest") in group for group in groups(story, answer))
    united = story.ask(one_hand, with_change=True, surer=0.7)
    assert {story.id("q"), story.id("rest")} in groups(story, united)


def test_an_empty_case_says_what_to_bring_in(story: Story) -> None:
    assert "bring in transactions" in story.ask(one_hand).sentence
