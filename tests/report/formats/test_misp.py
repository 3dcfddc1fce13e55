"""MISP events: every object held to its template, and what our own reader gets back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.report.formats import worked_case
from tests.report.formats.odd_extract import odd
from workbench.case.cases import Case
from workbench.report.exchange.misp_things import CATEGORIES, TEMPLATES
from workbench.report.extract import Extract
from workbench.report.formats.misp import write as misp

SHIPPED = json.loads(Path(__file__).with_name("misp_templates.json").read_text("utf-8"))


def _event(extract: Extract, out: Path) -> dict[str, Any]:
    misp.write(extract, out)
    event: dict[str, Any] = json.loads(out.read_bytes())["Event"]
    return event


def _faults(event: dict[str, Any]) -> list[str]:
    """What MISP would refuse: templates, relations, types, categories, empty values, references to nowhere."""
    found, uuids = [], {one["uuid"] for one in event["Object"]}
    for one in event["Object"]:
        template = SHIPPED["templates"][one["name"]]
        told = {a["object_relation"]: a for a in one["Attribute"]}
        if not set(template["required"]) <= told.keys() or len(told) < len(one["Attribute"]):
            found.append(f"{one['name']} lacks {template['required']}")
        if template["requiredOneOf"] and not told.keys() & set(template["requiredOneOf"]):
            found.append(f"{one['name']} has none of {template['requiredOneOf']}")
        for relation, a in told.items():
            if template["attributes"].get(relation) != a["type"] or not a["value"].strip():
                found.append(f"{one['name']} {relation}")
            if a["category"] not in SHIPPED["types"][a["type"]]:
                found.append(f"{a['type']} in {a['category']}")
            if a["value"] not in template["values"].get(relation, [a["value"]]):
                found.append(f"{relation} {a['value']}")
        found += [
            r["referenced_uuid"] for r in one.get("ObjectReference", ()) if r["referenced_uuid"] not in uuids
        ]
    return found


def test_our_templates_are_those_of_misp() -> None:
    for name, ours in TEMPLATES.items():
        theirs = SHIPPED["templates"][name]
        assert (ours.uuid, ours.version, ours.group) == (
            theirs["uuid"],
            theirs["version"],
            theirs["meta-category"],
        )
        assert ours.types.items() <= theirs["attributes"].items()
    assert all(category in SHIPPED["types"][type] for type, category in CATEGORIES.items())


def test_every_object_is_one_of_its_template(whole: Extract, tmp_path: Path) -> None:
    event = _event(whole, tmp_path / "a.json")
    assert _faults(event) == [] and len(event["Object"]) == whole.amounts.things + len(whole.files)
    assert event["distribution"] == "0" and event["published"] is False
    assert not any(a["to_ids"] for one in event["Object"] for a in one["Attribute"])


def test_tags_standing_rows_and_hashes_are_told(whole: Extract, tmp_path: Path) -> None:
    event = _event(whole, tmp_path / "a.json")
    assert [tag["name"] for tag in event["Tag"]] == ["tlp:green"]
    named = {a["value"]: (one, a) for one in event["Object"] for a in one["Attribute"]}
    ann, name = named["Ann Example"]
    assert [tag["name"] for tag in name["Tag"]] == [
        "arms trafficking", 'admiralty-scale:source-reliability="b"', 'admiralty-scale:information-credibility="2"',
    ]  # fmt: skip
    assert {a["value"] for a in ann["Attribute"] if a["object_relation"] == "role"} == {"Suspect"}
    (drives,) = [r for r in ann["ObjectReference"] if r["relationship_type"] == "associated-with"]
    assert "; assessed; " in drives["comment"] and "on the word of" in drives["comment"]
    phone, _ = named[worked_case.A]
    (called,) = [r for r in phone["ObjectReference"] if r["relationship_type"] == "calls"]
    assert "stated; records: 2; 2026-06-01T09:00:00Z to 2026-06-04T11:00:00Z; 65 seconds" in called["comment"]
    assert "calls.csv sha256:" in called["comment"] and called["comment"].endswith("row 2, 5")
    file, _ = named["calls.csv"]
    assert next(a["value"] for a in file["Attribute"] if a["type"] == "sha256") in called["comment"]


def test_the_same_extract_gives_the_same_bytes(whole: Extract, tmp_path: Path) -> None:
    one, two = (misp.write(whole, tmp_path / name) for name in ("1", "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and one == two


def test_our_own_reader_gets_back_what_misp_holds(whole: Extract, tmp_path: Path) -> None:
    written = misp.write(whole, tmp_path / "a.misp.json")
    before, links = worked_case.values(whole.case), worked_case.links(whole.case)
    with worked_case.read_back(tmp_path / "a.misp.json", tmp_path / "back") as back:
        after, again = worked_case.values(back), worked_case.links(back)
    for kind in worked_case.IDENTIFIED:
        assert before.get(kind, set()) - after.get(kind, set()) == set(), kind
    for kind in ("called", "subscribed", "messaged"):  # a reference in words; what happened is not told
        assert links[kind] <= again["related_to"], kind
    assert "Call (4)" in " ".join(written.lost)


def test_odd_values_are_written_and_fit_the_templates(case: Case, tmp_path: Path) -> None:
    event = _event(odd(case), tmp_path / "odd.json")
    faults = [fault for fault in _faults(event) if "lacks" not in fault and "has none" not in fault]
    assert (
        faults == [] and len(event["Object"]) > 60
    )  # what has no value at all has an object without attribute
