"""A partly hidden number is never an identity: neither a card nor an account takes it."""

from __future__ import annotations

import pytest

from workbench.model.values import Context, why_refused
from workbench.model.values.account import account, card
from workbench.model.values.base import Cleaned
from workbench.model.values.masked import fits, masked_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("411111******1111", "411111******1111"),
        ("4111 11** **** 1111", "411111******1111"),
        ("411111XXXXXX1111", "411111******1111"),
        ("4111 11•• •••• 1111", "411111******1111"),
        ("**** 1111", "****1111"),
        ("*1111", None),
        ("**1111", "**1111"),
        ("4111 11хх хххх 1111", "411111******1111"),
        ("40817810*******1234", "40817810*******1234"),
        ("411111…1111", "411111*1111"),
        ("GB**0155", "GB**0155"),
    ],
)
def test_masks_are_told(text: str, value: str | None) -> None:
    found = masked_number.clean(text, Context())
    assert found == (Cleaned(value, valid=False) if value else None)
    if value:
        assert account.clean(text, Context()) is None
        assert card.clean(text, Context()) is None
        assert "hidden" in why_refused(account, text, Context())


@pytest.mark.parametrize(
    "text", ["4111111111111111", "EX-88-1000", "XX123", "12.34", "", "****", "SHOP*LONDON"]
)
def test_what_is_no_masked_number(text: str) -> None:
    assert masked_number.clean(text, Context()) is None


def test_which_numbers_may_be_behind_it() -> None:
    assert fits("411111******1111", "4111111111111111")
    assert fits("****1111", "4111111111111111")
    assert not fits("411111******1111", "4111121111111111")
    assert not fits("411111******1111", "4111111111111112")
