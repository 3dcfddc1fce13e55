"""Names, plates, accounts and cards: one written form, a readable face."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.account import account, card
from workbench.model.values.base import Cleaned
from workbench.model.values.names import address, organisation, person
from workbench.model.values.vehicle import vehicle


@pytest.mark.parametrize(
    "text",
    [
        "John A. Smith",
        "JOHN  A SMITH",
        "Mr John A Smith",
        "Smith, John A.",
        "john\u00a0a smith",
        "'John A Smith'",
    ],
)
def test_one_person_however_typed(text: str) -> None:
    assert person.clean(text, Context()) == Cleaned("JOHN A SMITH")


def test_people_are_shown_nicely() -> None:
    assert person.show("SEAN O'NEIL-SMITH") == "Sean O'Neil-Smith"
    assert person.clean("Smith, Jr", Context()) == Cleaned("SMITH JR")
    assert person.clean("Dr", Context()) == Cleaned("DR")
    assert person.clean("Иван Петров", Context()) == Cleaned("ИВАН ПЕТРОВ")
    assert person.clean("---", Context()) is None


def test_organisations_and_addresses() -> None:
    assert organisation.clean("Northgate Trading, Ltd.", Context()) == Cleaned("NORTHGATE TRADING LTD")
    value = "14 QUAY STREET, BRISTOL, BS1 4AA"
    for text in ("14 Quay Street,\nBristol,  BS1 4AA", "14 Quay Street; Bristol, BS1 4AA.", value):
        assert address.clean(text, Context()) == Cleaned(value)
    assert address.show(value) == "14 Quay Street, Bristol, BS1 4AA"
    assert address.caption(value) == "14 Quay Street"
    assert address.show("OFFICE 501, DUBAI, AE") == "Office 501, Dubai, AE"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("SANCTIONED BY OFAC", "Sanctioned by OFAC"),
        ("ACME HOLDINGS LLC", "Acme Holdings LLC"),
        ("EXAMPLE HANDELS GMBH", "Example Handels GmbH"),
        (
            "ABBVIE LOGISTICS (FORMERLY ABBOTT LOGISTICS BV)",
            "Abbvie Logistics (Formerly Abbott Logistics BV)",
        ),
        ("BY THE SEA LTD", "By the Sea Ltd"),
    ],
)
def test_organisations_read_as_they_are_written(stored: str, read: str) -> None:
    assert organisation.show(stored) == read
    assert organisation.clean(read, Context()) == Cleaned(stored)


def test_vehicles() -> None:
    assert vehicle.clean("ab12 cde", Context()) == vehicle.clean("AB12-CDE", Context()) == Cleaned("AB12CDE")
    assert vehicle.clean("---", Context()) is None


def test_ships_are_checked_by_their_last_digit() -> None:
    assert vehicle.clean("IMO 9074729", Context()) == vehicle.clean("imo: 9074729", Context())
    assert vehicle.clean("IMO No. 9074729", Context()) == Cleaned("IMO9074729", True)
    assert vehicle.clean("IMO9074728", Context()) == Cleaned("IMO9074728", False)
    assert vehicle.show("IMO9074729") == "IMO 9074729"


def test_accounts() -> None:
    assert account.clean("gb33 bukb 2020 1555 5555 55", Context()) == Cleaned("GB33BUKB20201555555555", True)
    assert account.clean("GB34 BUKB 2020 1555 5555 55", Context()) == Cleaned("GB34BUKB20201555555555", False)
    assert account.clean("20-00-00 12345678", Context()) == Cleaned("20000012345678", True)
    assert account.clean("1.2E+15", Context()) is None
    assert account.show("GB33BUKB20201555555555") == "GB33 BUKB 2020 1555 5555 55"


def test_cards_are_checked_and_masked() -> None:
    assert card.clean("4111-1111-1111-1111", Context()) == Cleaned("4111111111111111", True)
    assert card.clean("4111111111111112", Context()) == Cleaned("4111111111111112", False)
    assert card.show("4111111111111111") == "4111 11•• •••• 1111"
    assert card.clean("4.1E+15", Context()) is None
