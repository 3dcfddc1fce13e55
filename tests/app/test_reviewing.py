"""Pairs on their way through review: what is open, what follows from other judgements, what a reason says."""

from __future__ import annotations

from workbench.app import reviewing
from workbench.app.reviewing import APART, SAME, UNSURE, Review
from workbench.questions.likeness.entities import Pair
from workbench.questions.likeness.field import Field
from workbench.questions.likeness.pairing import Part


def pair(one: int, other: int, chance: float = 0.9) -> Pair:
    parts = (
        Part(Field("phone", "phone", "identifier"), "+", 6.0, "the same", ("1",), ("1",), ("1",)),
        Part(Field("born", "date of birth", "date"), "-", -3.0, "differs", ("1980",), ("1990",), ()),
        Part(Field("street", "street", "words"), "~", 0.3, "somewhat alike", ("a",), ("b",), ()),
    )
    return Pair(one, other, chance, 3.3, parts, (), "")


REVIEW = Review("person", (pair(1, 2), pair(2, 3), pair(3, 1), pair(4, 5)), {}, 9, 3.0)


def test_a_pair_joined_over_a_third_is_judged_by_it() -> None:
    assert REVIEW.states({}) == ["", "", "", ""]
    assert REVIEW.states({(1, 2): SAME, (2, 3): SAME}) == [SAME, SAME, SAME, ""]
    assert REVIEW.states({(1, 2): SAME, (2, 3): APART}) == [SAME, APART, "", ""]
    assert REVIEW.states({(1, 2): UNSURE, (7, 8): SAME}) == [UNSURE, "", "", ""]


def test_the_next_open_pair_comes_after_and_then_from_the_beginning() -> None:
    assert reviewing.next_open(["", "", "", ""], -1) == 0
    assert reviewing.next_open(["", SAME, "", ""], 0) == 2
    assert reviewing.next_open(["", SAME, SAME, SAME], 3) == 0
    assert reviewing.next_open([SAME, SAME], 0) is None
    assert reviewing.next_open([], -1) is None


def test_a_reason_says_what_agrees_and_what_does_not() -> None:
    assert (
        reviewing.reason(pair(1, 2))
        == "alike: phone; different: date of birth; 90% likely by comparing fields"
    )
