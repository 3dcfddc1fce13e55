"""Names come out alike whatever script they are written in."""

from __future__ import annotations

import pytest

from workbench.questions.likeness import address
from workbench.questions.likeness.spelling import latin, skeleton, spelt
from workbench.questions.likeness.stated import parts


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ирина Смирнова", "irina smirnova"),
        ("Γιώργος", "giorgos"),
        ("José  MÜLLER-Ødegård", "jose muller odegard"),
        ("प्रिया शर्मा", "priya sharma"),
        ("გიორგი", "giorgi"),
        ("O'Neil", "oneil"),
        ("Ｓｍｉｔｈ", "smith"),
        ("王小明", "王小明"),
        ("«»", ""),
    ],
)
def test_every_script_is_read_in_latin_letters(written: str, read: str) -> None:
    assert latin(written) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Mohammed"),
        ("Muhammad", "Mohamed"),
        ("Щербаков", "Scherbakow"),
        ("כהן", "Khn"),
        ("Evgenii", "Evgeny"),
    ],
)
def test_consonants_stay_when_a_name_wanders(one: str, other: str) -> None:
    assert skeleton(latin(one)) == skeleton(latin(other))


def test_names_that_differ_keep_different_consonants() -> None:
    assert len({skeleton(latin(name)) for name in ("Karimi", "Rahimi", "Smirnov", "Popov", "Marino")}) == 5


def test_numbers_are_compared_without_spaces_and_identifiers_as_they_stand() -> None:
    assert spelt("BS1 4AA", "number") == "bs14aa" and spelt("Ab-1", "identifier") == "Ab-1"


def test_an_address_is_taken_apart() -> None:
    assert address.parts("46 FOUNDRY PLACE, FELLINGWORTH ZZ99 4RX") == (
        "46",
        "zz994rx",
        "foundry place fellingworth",
    )
    assert address.parts("HAUPTSTRASSE 5, 10115 BERLIN") == ("5", "10115", "hauptstrasse berlin")
    assert address.parts("THE OLD MILL, DUNMORE") == ("", "", "the old mill dunmore")
    assert address.parts("12A High St") == ("12a", "", "high street")
    assert address.joined("«»") == ""


def test_figures_in_handles_may_be_letters() -> None:
    assert ("name", "northstar") in parts("handle", "beta bazaar:n0rthst4r")
