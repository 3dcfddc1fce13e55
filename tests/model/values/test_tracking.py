"""Tracking numbers: check digits exact for the main carriers, several carriers answered where several fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.model.values import Context
from workbench.model.values.base import Cleaned
from workbench.model.values.carriers import candidates
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


def test_published_vectors(samples: Path) -> None:
    """Every kind's valid numbers find that carrier's rule right; invalid ones never do under the same
    kind."""
    wrong = []
    count = 0
    for file in sorted((samples / "parcels" / "tracking_number_data" / "couriers").glob("*.json")):
        for kind in json.loads(file.read_text("utf-8"))["tracking_numbers"]:
            checked = bool(kind.get("validation", {}).get("checksum"))
            for number in kind["test_numbers"]["valid"]:
                count += 1
                found = tracking.clean(number, Context())
                fits = found is not None and any(c.valid is not False for c in candidates(found.value))
                if not fits or (checked and not (found and found.valid)):
                    wrong.append((kind["name"], number))
    assert wrong == []
    assert count > 150
