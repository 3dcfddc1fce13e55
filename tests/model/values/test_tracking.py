"""Tracking numbers: check digits exact for the main carriers, several carriers answered where several fit."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.base import Cleaned
from workbench.model.values.carriers import candidates, kinds
from workbench.model.values.shipper import shipper
from workbench.model.values.tracking import tracking


def test_s10() -> None:
    assert tracking.clean("RB 123 456 785 GB", Context()) == Cleaned("RB123456785GB", True)
    assert tracking.clean("RB123456784GB", Context()) == Cleaned("RB123456784GB", False)
    assert tracking.clean("RB123456785XX", Context()) == Cleaned("RB123456785XX", False)
    assert candidates("RB123456785GB")[0].facts == {"country": "GB"}


def test_ups_gives_the_shippers_account() -> None:
    best = candidates("1Z5R89390357567127")[0]
    assert (best.carrier, best.valid, best.facts) == ("UPS", True, {"shipper": "5R8939"})
    assert not candidates("1Z5R89390357567128")[0].valid


def test_a_barcode_of_the_us_post_gives_the_destination() -> None:
    best = candidates("420787459400111206206406260787")[0]
    assert (best.carrier, best.valid) == ("USPS", True)
    assert best.facts["destination_zip"] == "78745"


def test_one_number_may_fit_several_carriers() -> None:
    assert {c.carrier for c in candidates("986578788855")} >= {"FedEx"}
    assert {c.carrier for c in candidates("JJD0002257639032011")} == {"Yodel"}
    assert len(candidates("320595463938")) > 1


@pytest.mark.parametrize("text", ["", "---", "4.2E+21", "ABCDEFGH", "1234567", "0000000000", "A" * 41])
def test_what_is_no_tracking_number(text: str) -> None:
    assert tracking.clean(text, Context()) is None


def test_an_unknown_carriers_number_is_kept() -> None:
    assert tracking.clean("QX-99.001.772", Context()) == Cleaned("QX99001772", False)


@pytest.mark.parametrize(
    ("number", "carrier", "kind"),
    [
        ("CSQU3054383", "Container", "ISO 6346"),
        ("020-1234 5675", "Air waybill", "IATA"),
        ("(00) 006141411234567890".replace("(", "").replace(")", ""), "Logistic unit", "SSCC"),
        ("1Z999AA10123456784", "UPS", "1Z"),
        ("9400111206206406260787", "USPS", "IMpb (N)"),
        ("3318810025", "DHL", "Express"),
        ("1LS7119013618127-1", "LaserShip", "1LS7 (18)"),
    ],
)
def test_kinds_and_their_check_digits(number: str, carrier: str, kind: str) -> None:
    value = tracking.clean(number, Context())
    assert value is not None
    told = {(c.carrier, c.kind): c.valid for c in candidates(value.value)}
    assert told.get((carrier, kind)) is not False and (carrier, kind) in told


@pytest.mark.parametrize("number", ["CSQU3054384", "02012345674", "006141411234567891", "3318810026"])
def test_a_wrong_check_digit_is_told(number: str) -> None:
    assert not any(c.valid for c in candidates(number) if c.kind in ("ISO 6346", "IATA", "SSCC", "Express"))


def test_all_kinds_are_declared_once() -> None:
    names = [(kind.carrier, kind.name) for kind in kinds()]
    assert len(names) == len(set(names)) == 42


def test_what_a_number_tells_is_said_in_words() -> None:
    assert tracking.told("1Z999AA10123456784") == ["UPS 1Z, check digit right: shipper 999AA1"]
    assert tracking.told("320595463938") == [
        "Purolator 12, check digit right",
        "FedEx Express (12), check digit wrong",
    ]
    assert tracking.told("TBA010000000000") == ["Amazon Logistics, without a check digit"]
    assert tracking.told("QX99001772") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1Z999AA10123456784", "UPS:999AA1"),
        ("1Z 999 AA1 01 2345 6784", "UPS:999AA1"),
        ("420787459400111206206406260787", "USPS:112062"),
        ("UPS account 999AA1", "UPS:999AA1"),
        ("1Z999AA10123456783", None),
        ("320595463938", None),
        ("RB123456785GB", None),
    ],
)
def test_the_shippers_account(text: str, value: str | None) -> None:
    found = shipper.clean(text, Context())
    assert (found.value if found else None) == value
