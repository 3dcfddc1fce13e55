"""The supplied list of substances: every row can be used, and no name means two things for certain."""

from __future__ import annotations

import csv

from workbench.questions.darknet.substances import SUPPLIED, SURE, substances
from workbench.questions.likeness.spelling import latin


def rows() -> list[dict[str, str]]:
    with SUPPLIED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_says_what_it_must() -> None:
    told = rows()
    assert len(told) > 700 and len({r["substance"] for r in told}) > 60
    assert {r["sure"] for r in told} == set(SURE)
    for row in told:
        assert row["name"] == row["name"].strip() and latin(row["name"]), row
        assert bool(row["substance"]) == (row["sure"] != "category"), row
        assert row["class"] or row["sure"] == "category", row


def test_no_sure_name_means_two_substances() -> None:
    meant: dict[str, set[str]] = {}
    for row in rows():
        if row["sure"] == "name":
            meant.setdefault(latin(row["name"]), set()).add(row["substance"])
    assert {name: found for name, found in meant.items() if len(found) > 1} == {}


def test_a_substance_is_of_one_class_and_precursors_go_by_cas_numbers_too() -> None:
    classes: dict[str, set[str]] = {}
    for row in rows():
        if row["substance"]:
            classes.setdefault(row["substance"], set()).add(row["class"])
    assert all(len(found) == 1 for found in classes.values())
    assert [n.sort for n in substances().named("CAS 28578-16-7 1 kg", None, True)] == ["precursor"]
    languages = {row["language"] for row in rows()}
    assert {"en", "ru", "es", "de", "fr", "pt", "ar", "fa", "zh"} <= languages
