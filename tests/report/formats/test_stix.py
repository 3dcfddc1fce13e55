"""STIX 2.1 bundles: what the reference library takes, and what our own reader gets back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import stix2
from stix2 import properties
from stix2.v21 import CustomObservable

from tests.report.formats import worked_case
from tests.report.formats.odd_extract import odd
from workbench.case.cases import Case
from workbench.report.exchange.stix_extension import SCHEMA
from workbench.report.extract import Extract
from workbench.report.formats.stix import write as stix

TEXTS = {"array": lambda: properties.ListProperty(properties.StringProperty), "boolean": properties.BooleanProperty,
         "integer": properties.IntegerProperty, "number": properties.FloatProperty,
         "object": properties.DictionaryProperty}  # fmt: skip
KNOWN: set[str] = set()


def _bundle(extract: Extract, out: Path) -> list[dict[str, Any]]:
    stix.write(extract, out)
    objects: list[dict[str, Any]] = json.loads(out.read_bytes())["objects"]
    return objects


def _understood(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Every object as the reference library has it, once it knows the types that our extension brings."""
    for one in objects:
        new = any(said.get("extension_type") == "new-sco" for said in one.get("extensions", {}).values())
        if new and one["type"] not in KNOWN:
            KNOWN.add(one["type"])
            told = [
                (name, TEXTS.get(said.get("type", ""), properties.StringProperty)())
                for name, said in SCHEMA["properties"].items()  # type: ignore[attr-defined]
            ]
            CustomObservable(one["type"], told, ["value"])(type("New", (), {}))
    return {one["id"]: stix2.parse(one, allow_custom=False) for one in objects}


def test_the_reference_library_takes_every_object(whole: Extract, tmp_path: Path) -> None:
    objects = _bundle(whole, tmp_path / "a.json")
    understood = _understood(objects)
    assert len(understood) == len(objects) and len(objects) > 60
    for one in objects:
        for name, said in one.items():
            if name.endswith(("_ref", "_refs")):
                assert (
                    {said} <= understood.keys() if isinstance(said, str) else set(said) <= understood.keys()
                )
    for one in objects:  # ids of observables are those of the standard, the same in every bundle
        if one["type"] in ("email-addr", "user-account", "ipv4-addr") or one["type"] in KNOWN:
            anew = stix2.parse({k: v for k, v in one.items() if k != "id"}, allow_custom=False)
            assert anew.id == one["id"]


def test_who_said_it_how_firmly_and_where_it_stands(whole: Extract, tmp_path: Path) -> None:
    objects = _bundle(whole, tmp_path / "a.json")
    by_type: dict[str, list[dict[str, Any]]] = {}
    for one in objects:
        by_type.setdefault(one["type"], []).append(one)
    ann = next(one for one in by_type["identity"] if one["name"] == "Ann Example")
    assert ann["roles"] == ["suspect"] and ann["labels"] == ["arms trafficking"]
    assert "Admiralty" in json.dumps(ann["extensions"])
    assert {label for one in by_type["relationship"] for label in one["labels"]} == {"stated", "assessed"}
    called = next(one for one in by_type["relationship"] if one["relationship_type"] == "called")
    (reference,) = called["external_references"]
    assert reference["source_name"] == "calls.csv" and len(reference["hashes"]["SHA-256"]) == 64
    assert reference["description"].endswith("row 2, 5")
    marks = {
        one.get("name", one.get("definition", {}).get("statement")) for one in by_type["marking-definition"]
    }
    assert marks == {"TLP:GREEN", "TLP 2.0 GREEN"}
    assert all(one["object_marking_refs"] for one in by_type["relationship"] + by_type["phone-number"])
    assert {one["content"] for one in by_type["note"]} == {
        "calls at night",
        "tag arms trafficking: a seized rifle",
    }
    assert len(by_type["observed-data"]) == len(whole.files)


def test_the_same_extract_gives_the_same_bytes(whole: Extract, tmp_path: Path) -> None:
    one, two = (stix.write(whole, tmp_path / name) for name in ("1", "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and one == two


def test_our_own_reader_gets_back_what_stix_holds(whole: Extract, tmp_path: Path) -> None:
    stix.write(whole, tmp_path / "a.stix.json")
    before = worked_case.values(whole.case)
    with worked_case.read_back(tmp_path / "a.stix.json", tmp_path / "back") as back:
        after = worked_case.values(back)
        links = worked_case.links(back)
    for kind in worked_case.IDENTIFIED:
        assert before.get(kind, set()) - after.get(kind, set()) == set(), kind
    assert before.keys() <= after.keys()
    called = worked_case.links(whole.case)["called"]
    assert called <= links["related_to"]  # a relationship in words; the calls themselves are not told


def test_odd_values_are_written_and_taken(case: Case, tmp_path: Path) -> None:
    objects = _bundle(odd(case), tmp_path / "odd.json")
    _understood(objects)
    text = (tmp_path / "odd.json").read_text("utf-8")
    assert "\x00" not in text and "\\u0000" not in text and "\\ud800" not in text.lower() and "\u202e" in text
