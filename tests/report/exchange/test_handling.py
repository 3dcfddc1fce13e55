"""Handling codes found in what an agency wrote."""

from __future__ import annotations

import pytest

from workbench.report.exchange.handling import pap, tlp


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("TLP:AMBER", "amber"), ("tlp: amber + strict", "amber+strict"), ("TLP:AMBER+STRICT", "amber+strict"),
        ("TLP 2.0 RED", "red"), ("TLP:WHITE", "clear"), ("TLP:GREEN; later TLP:AMBER", "amber"),
        ("P", ""), ("the red van", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_strictest_colour_counts(written: str, colour: str) -> None:
    assert tlp(written) == colour


def test_pap_is_told_in_its_own_words() -> None:
    assert pap("PAP:GREEN, PAP RED") == "RED" and pap("pap: white") == "CLEAR" and pap("TLP:RED") == ""
