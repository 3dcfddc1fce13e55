"""Identity documents keep their number and nothing else; masked ones name nobody."""

from __future__ import annotations

import pytest

from workbench.model.values import Context, why_refused
from workbench.model.values.document import document

NOWHERE = Context()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ab 1234567", "AB1234567"),
        ("Passport No. 533-380-006", "533380006"),
        ('="004512 778"', "004512778"),
        ("паспорт 45 09 123456", "4509123456"),
        ("DNI 12345678Z", "12345678Z"),
        ("身份证:11010519491231002X", "11010519491231002X"),
    ],
)
def test_number_is_kept_without_its_label(said: str, kept: str) -> None:
    found = document.clean(said, NOWHERE)
    assert found is not None and found.value == kept
    again = document.clean(found.value, NOWHERE)
    assert again is not None and again.value == kept


@pytest.mark.parametrize("said", ["XXXXXXXX1234", "****5678", "none", "", "passport", "000000000", "4.5E+11"])
def test_what_names_nobody_is_refused(said: str) -> None:
    assert document.clean(said, NOWHERE) is None


def test_masking_is_named_as_the_reason() -> None:
    assert "masked" in why_refused(document, "XXXXXXXX1234", NOWHERE)
