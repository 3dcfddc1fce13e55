"""Handsets, SIM cards and cells meet across operators that write them differently."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.base import Cleaned
from workbench.model.values.cell import cell
from workbench.model.values.equipment import imei, imsi


def test_imei_and_imeisv_of_one_handset_meet() -> None:
    dressed = [
        "356938035643809",
        "35-693803-564380-9",
        "3569380356438003",
        "35693803564380",
        "'356938035643809'",
        "356938035643800",
    ]
    assert {imei.clean(text, Context()) for text in dressed} == {Cleaned("35693803564380")}


def test_a_wrong_check_digit_is_a_mark() -> None:
    assert imei.clean("356938035643808", Context()) == Cleaned("35693803564380", False)


def test_imei_is_shown_with_the_check_digit() -> None:
    assert imei.show("35693803564380") == "35 693803 564380 9"


@pytest.mark.parametrize(
    "text", ["000000000000000", "3.56938E+14", "3569380356438", "35693803564380912", "---", ""]
)
def test_what_is_no_imei(text: str) -> None:
    assert imei.clean(text, Context()) is None


def test_imsi() -> None:
    assert imsi.clean("'404450100030011'", Context()) == Cleaned("404450100030011")
    assert imsi.show("404450100030011") == "404 45 0100030011"
    assert imsi.show("310260123456789") == "310 260 123456789"
    assert imsi.clean("104450100030011", Context()) == Cleaned("104450100030011", False)
    assert imsi.clean("4.0445E+14", Context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("404-93-1000-153857025", "404-93-1000-153857025"),
        ("404/93/01000/153857025", "404-93-1000-153857025"),
        ("404-93-3E8-92BA801", "404-93-1000-153856001"),
        ("404-93-0x3E8-0x92BA801", "404-93-1000-153856001"),
        ("234-15-1234", "234-15-1234"),
        ("404931000153857", "404931000153857"),
        ("40584000B1A2C", "40584000B1A2C"),
    ],
)
def test_cells(text: str, value: str) -> None:
    assert cell.clean(text, Context()) == Cleaned(value)
    assert cell.clean(value, Context()) == Cleaned(value)


def test_an_operators_own_cell_name_is_kept_and_marked() -> None:
    assert cell.clean("Harbour St  mast 2", Context()) == Cleaned("HARBOUR ST MAST 2", False)
    assert cell.clean("17", Context()) == Cleaned("17", False)
    assert cell.clean("MAST-2", Context()) == Cleaned("MAST-2", False)


@pytest.mark.parametrize("text", ["2591 810000", "2591-810000", "02591/0810000"])
def test_area_and_cell_without_a_network_are_kept_apart_and_marked(text: str) -> None:
    assert cell.clean(text, Context()) == Cleaned("2591-810000", False)


@pytest.mark.parametrize("text", ["---", "4.05E+13", "0", "000-00-0", ""])
def test_what_is_no_cell(text: str) -> None:
    assert cell.clean(text, Context()) is None
