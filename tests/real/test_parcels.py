"""Tracking numbers and deliveries of others: every published number right, every count as it is known to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.plugins.reading_plugins import best_of, read
from workbench.ingest.child import Child
from workbench.model.kinds import Kinds
from workbench.model.values import Context
from workbench.model.values.carriers import Candidate, candidates
from workbench.model.values.tracking import tracking

# Their names of the kinds, and ours.
OURS = {
    "Amazon Logistics": ("Amazon", "Logistics"), "Amazon International": ("Amazon", "International"),
    "Canada Post (16)": ("Canada Post", "16"), "Canpar (22)": ("Canpar", "22"), "DHL Express": ("DHL", "Express"),
    "DHL Express (Piece ID)": ("DHL", "Express piece"), "DHL E-Commerce": ("DHL", "E-Commerce"),
    "DHL E-Commerce (14)": ("DHL", "E-Commerce (14)"), "DPD (28)": ("DPD", "28"), "DPD (14)": ("DPD", "14"),
    "FedEx Express (12)": ("FedEx", "Express (12)"), "FedEx Express (34)": ("FedEx", "Express (34)"),
    "FedEx ASTRA (32)": ("FedEx", "ASTRA (32)"), "FedEx Ground": ("FedEx", "Ground"),
    "FedEx Ground (SSCC-18)": ("FedEx", "Ground (SSCC-18)"), "FedEx Ground 96 (22)": ("FedEx", "Ground 96 (22)"),
    "FedEx Ground GSN": ("FedEx", "Ground GSN"), "GOFO Express (US)": ("GOFO", "US"),
    "Landmark Global LTN": ("Landmark", "LTN"), "LaserShip LX": ("LaserShip", "LX"),
    "LaserShip 1LS7 (15)": ("LaserShip", "1LS7 (15)"), "LaserShip 1LS7 (18)": ("LaserShip", "1LS7 (18)"),
    "LaserShip 1LSCX (15)": ("LaserShip", "1LSCX"), "Old Dominion": ("Old Dominion", "Freight"),
    "Old Dominion Guaranteed Shipment": ("Old Dominion", "Guaranteed"), "OnTrac": ("OnTrac", "C"),
    "OnTrac D": ("OnTrac", "D"), "Purolator (12)": ("Purolator", "12"),
    "Purolator (alpha + 9)": ("Purolator", "Letters"), "S10": ("Postal operator", "S10"),
    "Spee-Dee (20)": ("Spee-Dee", "SP"), "USPS 20": ("USPS", "20"), "USPS IMpb N": ("USPS", "IMpb (N)"),
    "USPS Legacy": ("USPS", "Legacy"), "USPS IMpb C": ("USPS", "IMpb (C)"), "UPS": ("UPS", "1Z"),
    "UPS Waybill": ("UPS", "Waybill"), "Yodel": ("Yodel", "JD"), "YunExpress": ("YunExpress", "YT"),
}  # fmt: skip


def declared(samples: Path) -> list[dict[str, Any]]:
    folder = samples / "parcels" / "tracking_number_data" / "couriers"
    files = [json.loads(f.read_text("utf-8")) for f in sorted(folder.glob("*.json"))]
    return [kind for file in files for kind in file["tracking_numbers"]]


def fits(number: str, ours: tuple[str, str]) -> Candidate | None:
    """What our rule of that kind says of a number; None where it has not its shape."""
    found = tracking.clean(number, Context())
    told = candidates(found.value) if found else []
    return next((c for c in told if (c.carrier, c.kind) == ours), None)


def test_all_39_kinds_are_declared(samples: Path) -> None:
    assert sorted(kind["name"] for kind in declared(samples)) == sorted(OURS)


def test_all_valid_numbers_fit_their_kind(samples: Path) -> None:
    wrong, count = [], 0
    for kind in declared(samples):
        checked = bool(kind["validation"].get("checksum"))
        for number in kind["test_numbers"]["valid"]:
            count += 1
            said = fits(number, OURS[kind["name"]])
            if said is None or said.valid is not (True if checked else None):
                wrong.append((kind["name"], number, said))
    assert (wrong, count) == ([], 192)


def test_no_invalid_number_fits_its_kind(samples: Path) -> None:
    wrong, count = [], 0
    for kind in declared(samples):
        for number in kind["test_numbers"]["invalid"]:
            count += 1
            said = fits(number, OURS[kind["name"]])
            if said is not None and said.valid is not False:
                wrong.append((kind["name"], number, said))
    assert (wrong, count) == ([], 88)


def test_scms(samples: Path, kinds: Kinds, by: Child) -> None:
    path = samples / "parcels" / "scms-usaid" / "SCMS_Delivery_History_Dataset.csv"
    recipe = best_of(path, by)
    assert recipe.id == "parcels.scms"
    found = read(path, recipe, kinds, by)
    records = found.records
    assert (found.rows, len(found.rejects), len(records)) == (10324, 0, 10324)
    assert sum("weight" in r for r in records) == 10324 - 2445 - 1507
    assert found.ending.facts["oddities"] == {
        "values of Weight (Kilograms) left empty that could not be read": 2445 + 1507
    }
    assert min(r["at"] for r in records)[:7] == "2006-05"
    assert len({r["parcel"] for r in records}) == 7030
