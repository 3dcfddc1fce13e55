"""Quantities that titles state, in several languages."""

from __future__ import annotations

import pytest

from workbench.questions.darknet.quantity import quantity


@pytest.mark.parametrize(
    ("title", "amount", "measure"),
    [
        ("3.5 g coke", 3.5, "g"), ("1kg BMK powder", 1000, "g"), ("10 x 5g hash", 50, "g"), ("Мефедрон 2г", 2, "g"),
        ("0,5 гр", 0.5, "g"), ("1/8 oz weed", 3.543690390625, "g"), ("1.5L GBL", 1500, "ml"), ("2x 1 kg", 2000, "g"),
        ("Speed 93% x 500gr", 500, "g"), ("Xanax 2mg x 100", 100, "pieces"),
        ("100x 200mg MDMA", 100, "pieces"), ("Blotter 120 10 pcs", 10, "pieces"), ("x50 LSD 150ug", 50, "pieces"),
        ("1,000 pills xanax 2mg", 1000, "pieces"), ("1 000 шт", 1000, "pieces"), ("Blotter 120 100 pcs", 100, "pieces"),
    ],
)  # fmt: skip
def test_a_title_that_states_one_quantity(title: str, amount: float, measure: str) -> None:
    found = quantity(title)
    assert found is not None and (round(found.amount, 9), found.measure) == (round(amount, 9), measure)


@pytest.mark.parametrize(
    "title", ["Amazon method 2019", "5g-10g-20g", "250 ug LSD", "Oxycodone 30mg", "iphone 5 guide", ""]
)
def test_no_quantity_or_a_choice_of_them_says_nothing(title: str) -> None:
    assert quantity(title) is None
