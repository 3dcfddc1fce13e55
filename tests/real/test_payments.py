"""Mobile money and goAML reports of others: every row there, identifiers as they stand, nothing a report says lost."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.plugins.reading_plugins import Read, read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.model.values import amounts


def _read(path: Path, recipe: str, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> Read:
    best = recognise(path, recipes.values(), by=by).best
    assert best is not None and best.recipe.id == recipe
    return read(path, best.recipe, kinds, by)


def test_ten_thousand_transfers_of_mobile_money(
    samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = samples / "cdr" / "cider-mobile-money" / "mobilemoney.csv"
    found = _read(path, "payments.mobile_money", recipes, kinds, by)
    with path.open() as file:
        said = list(csv.DictReader(file))
    records = {record["row"]: record for record in found.records}
    assert found.rows == len(said) == len(records) == 10_000 and not found.rejects
    for row, one in enumerate(said, 2):
        record = records[row]
        units, _, asset = record["amount"].partition(" ")
        assert asset == "XXX" and Decimal(amounts.text(int(units), asset)) == Decimal(one["amount"])
        roles = ("payee", "payer") if one["txn_type"] == "cashin" else ("payer", "payee")
        assert record.get(roles[0]) == f"phone:{one['caller_id']}"
        assert record.get(roles[1], "phone:") == f"phone:{one['recipient_id']}"


def test_ten_thousand_recharges(samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
    path = samples / "cdr" / "cider-mobile-money" / "recharges.csv"
    found = _read(path, "payments.recharges", recipes, kinds, by)
    assert found.counts == {"payment": 10_000} and not found.rejects
    with path.open() as file:
        said = list(csv.DictReader(file))
    assert [r["payee"] for r in found.records] == [f"phone:{one['caller_id']}" for one in said]


@pytest.mark.parametrize("name", ["STR.xml", "SAR.xml"])
def test_whatever_a_report_says_is_in_its_records(
    name: str, samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = samples / "exchange" / "goaml" / name
    found = _read(path, "payments.goaml", recipes, kinds, by)
    assert not found.rejects
    kept = " ".join(str(value) for record in found.records for value in record.values()).casefold()
    for element in ElementTree.parse(path).iter():
        text = " ".join((element.text or "").split()).casefold()
        if element.tag in ("date_transaction", "submission_date", "birthdate", "amount_local", "gender"):
            continue  # as moments and amounts, looked at below
        assert text in kept or text.replace(".", "") in kept, f"{element.tag}: {text}"


def test_what_the_reports_are_known_to_say(
    samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    folder = samples / "exchange" / "goaml"
    found = _read(folder / "STR.xml", "payments.goaml", recipes, kinds, by)
    [paid] = [record for record in found.records if record["kind"] == "payment"]
    assert (paid["payer"], paid["payee"]) == ("person:LAYLA HASSAN", "person:JOHN SMITH")
    assert (paid["amount"], paid["reference"], paid["row"]) == ("12000000 AED", "TXN-987654", 46)
    assert paid["at"] == "2026-05-24T13:30:00Z"
    phones = {record["subject"]: record["phone"] for record in found.records if "phone" in record}
    assert phones == {"person:SARA KHAN": "phone:+97144441234", "person:LAYLA HASSAN": "phone:+971509998877"}
    activity = _read(folder / "SAR.xml", "payments.goaml", recipes, kinds, by)
    [party] = [
        record
        for record in activity.records
        if record.get("role") == "party of the report" and "born" in record
    ]
    assert party["subject"] == "person:AISHA MAHMOUD" and party["document"] == "document:784199012345672"
    assert any(
        record.get("address") == "address:VILLA 12, AL WASL ROAD, DUBAI, AE" for record in activity.records
    )
