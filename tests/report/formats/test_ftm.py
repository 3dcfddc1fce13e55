"""FollowTheMoney: every entity held to the schemata it names, and what our own reader gets back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.report.formats import worked_case
from tests.report.formats.odd_extract import odd
from workbench.case import records
from workbench.case.cases import Case
from workbench.report.extract import Extract
from workbench.report.formats.ftm import write as ftm

Entity = dict[str, Any]
SCHEMATA = json.loads(Path(__file__).with_name("ftm_schemata.json").read_text("utf-8"))["schemata"]


def _entities(extract: Extract, out: Path) -> list[Entity]:
    ftm.write(extract, out)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def _faults(entities: list[Entity]) -> list[tuple[str, str]]:
    """What the schemata do not allow: schemata, properties, missing and empty ones, and references."""
    schema_of = {one["id"]: one["schema"] for one in entities}
    assert len(schema_of) == len(entities)
    found = []
    for one in entities:
        declared = SCHEMATA[one["schema"]]
        found += [
            (one["schema"], f"no {name}") for name in declared["required"] if not one["properties"].get(name)
        ]
        for name, values in one["properties"].items():
            type = declared["properties"].get(name)
            if type is None or not values or not all(isinstance(v, str) and v.strip() for v in values):
                found.append((one["schema"], name))
            elif type.startswith(">"):
                found += [
                    (one["schema"], f"{name} is a {schema_of.get(v)}")
                    for v in values
                    if type[1:] not in SCHEMATA.get(schema_of.get(v, ""), {"is": ()})["is"]
                ]
    return found


def test_every_entity_is_one_of_its_schema(whole: Extract, tmp_path: Path) -> None:
    entities = _entities(whole, tmp_path / "a.json")
    assert _faults(entities) == []
    assert {one["schema"] for one in entities} == SCHEMATA.keys()
    assert len(entities) > 60


def test_rows_hashes_standing_and_handling_are_told(whole: Extract, tmp_path: Path) -> None:
    entities = _entities(whole, tmp_path / "a.json")
    told = {one["id"]: one["properties"] for one in entities}
    link = next(one["properties"] for one in entities if "called" in one["properties"].get("role", ()))
    assert link["status"] == ["stated"] and link["recordId"][0].startswith("calls.csv sha256:")
    assert link["recordId"][0].endswith("row 2, 5") and link["description"] == [
        "2 records",
        "65 seconds in all",
    ]
    (proof,) = link["proof"]
    assert told[proof]["fileName"] == ["calls.csv"] and told[proof]["description"][0].startswith("SHA-256 ")
    assert told[proof]["title"] == ["Exhibit EX-1"]
    assert {s for one in entities for s in one["properties"].get("status", ())} == {
        "stated",
        "assessed",
        "placeholder",
    }
    ann = next(p for p in told.values() if p.get("name") == ["Ann Example"])
    assert ann["keywords"] == ["arms trafficking"] and "involvement: suspect" in ann["notes"]
    assert any("Admiralty" in said for said in ann["notes"])
    assert all("handling: TLP 2.0 GREEN" in p["publisher"][0] for p in told.values())


def test_the_same_extract_gives_the_same_bytes(whole: Extract, tmp_path: Path) -> None:
    one, two = (ftm.write(whole, tmp_path / name) for name in ("1", "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and one == two


def test_our_own_reader_gets_back_what_the_model_holds(whole: Extract, tmp_path: Path) -> None:
    written = ftm.write(whole, tmp_path / "a.ftm.json")
    before, links = worked_case.values(whole.case), worked_case.links(whole.case)
    with worked_case.read_back(tmp_path / "a.ftm.json", tmp_path / "back") as back:
        after, again = worked_case.values(back), worked_case.links(back)
        calls = [r for r in records.about(back, _id(back, worked_case.B)) if r.kind == "call"]
    for kind in ("phone", "person", "organisation", "account", "wallet", "vehicle", "address"):
        assert before[kind] - after.get(kind, set()) == set(), kind
    for kind in ("called", "messaged"):  # what happened comes back as itself ...
        assert again.get(kind, set()) & links[kind], kind
    assert again["called"] == links["called"] and len(calls) == 4
    assert (
        links["subscribed"] - again["tied_to"] - {(b, a) for a, b in again["tied_to"]} == set()
    )  # ... all else as a tie
    lost = " ".join(written.lost)
    assert "Cell (21)" in lost and "Parcel (2)" in lost  # assets and notes there, things here
    assert not any("Whoever used" in value for kind in after for value in after[kind])


def _id(case: Case, number: str) -> int:
    from workbench.case import entities

    return entities.resolve(case, f"phone:{number}")


def test_odd_values_are_written_and_fit_the_schemata(case: Case, tmp_path: Path) -> None:
    entities = _entities(odd(case), tmp_path / "odd.json")
    wrong = _faults(entities)
    assert {fault for fault in wrong if fault[1] not in ("no name", "no username")} == set()
    amounts = [a for one in entities for a in one["properties"].get("amount", ())]
    assert amounts == ["10.000000000000000001"]
    calls = [one["properties"] for one in entities if one["schema"] == "Call"]
    assert calls[0]["date"] == ["1954-02-26T23:06:40"]
