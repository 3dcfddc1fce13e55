"""What a question is told: texts as values, and what is said where they are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model.problems import Problem
from workbench.questions.parameter import Parameter, moment, span


def known(text: str) -> int:
    return {"a": 1, "b": 2}[text]


@pytest.mark.parametrize(
    ("type", "said", "meant"),
    [
        ("whole", "1,200", 1200), ("whole", "7", 7), ("number", "0.5", 0.5), ("share", "10 %", 0.1),
        ("share", "0.25", 0.25),
        ("yes", "Yes", True), ("yes", "0", False), ("text", " word ", "word"), ("duration", "15 min", 900),
        ("duration", "2h", 7200), ("duration", "90", 90), ("moment", "2026-06-01", 1_780_272_000_000_000),
        ("moment", "2026-06-01T01:00:00+01:00", 1_780_272_000_000_000), ("entity", "a", 1),
        ("entities", "a; b; a", (1, 2)),
        ("kinds", "phone; wallet", ("phone", "wallet")), ("sources", "3;1", (3, 1)),
        ("file", "list.csv", Path("list.csv")),
    ],
)  # fmt: skip
def test_a_text_means_a_value(type: str, said: str, meant: object) -> None:
    assert Parameter("it", "It", type).read(said, known) == meant


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("whole", 7), ("number", 0.5), ("share", 0.125), ("yes", False), ("text", "word"), ("duration", 900),
        ("duration", 61),
        ("duration", 172_800), ("moment", 1_780_272_000_000_000), ("moment", 1_780_272_000_000_001), ("entity", 1),
        ("entities", (2, 1)), ("kinds", ("phone", "wallet")), ("sources", (3, 1)), ("file", Path("list.csv")),
    ],
)  # fmt: skip
def test_what_is_written_means_the_same_again(type: str, value: object) -> None:
    it = Parameter("it", "It", type)
    assert it.read(it.written(value, lambda id: "ab"[id - 1]), known) == value


@pytest.mark.parametrize(
    ("type", "said"),
    [("whole", "1.5"), ("whole", "many"), ("share", "2"), ("share", "-1 %"), ("yes", "perhaps"), ("moment", "soon"),
     ("duration", "3 moons"), ("number", "x")],
)  # fmt: skip
def test_what_means_nothing_is_named_with_the_label(type: str, said: str) -> None:
    with pytest.raises(Problem, match="How much"):
        Parameter("it", "How much", type).read(said, known)


def test_nothing_said_is_the_default_and_a_required_one_must_be_said() -> None:
    assert Parameter("most", "Most", "whole", 20).read("", known) == 20
    assert Parameter("who", "Who", "entities").read(" ", known) == ()
    with pytest.raises(Problem, match="Who: nothing is chosen"):
        needed = Parameter("who", "Who", "entity", required=True)
        needed.checked(needed.read("", known))


def test_bounds_and_choices_hold() -> None:
    bounded = Parameter("most", "Most", "whole", 5, least=1, most=10)
    assert bounded.checked(10) == 10
    for wrong in (0, 11):
        with pytest.raises(Problem, match="Most"):
            bounded.checked(wrong)
    rule = Parameter("rule", "Rule", "choice", choices=(("fifo", "First in, first out"), ("lifo", "Last in")))
    assert rule.fallback == "fifo" and rule.read("lifo", known) == "lifo"
    with pytest.raises(Problem, match="there is no 'x'"):
        rule.read("x", known)


def test_a_parameter_of_no_type_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="no type"):
        Parameter("it", "It", "colour")
    with pytest.raises(ValueError, match="choose"):
        Parameter("it", "It", "choice")


def test_moments_and_spans() -> None:
    assert moment("1970-01-01T00:00:01Z") == 1_000_000
    assert span("1.5 h") == 5400 and span("2 d") == 172_800
