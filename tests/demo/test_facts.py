"""What truth.json names really stands on the rows it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.app import demo
from workbench.model.values import VALUE_TYPES, pgp_keys
from workbench.model.values.base import Context

Rows = Callable[[str, int], str]


@pytest.fixture(scope="module")
def row_of(shipped: Path) -> Rows:
    """The text of a row as an editor or Excel shows it, quoted cells of several lines to their end."""
    lines = {
        name: (shipped / name).read_text("cp1252" if "accounts" in name else "utf-8").split("\n")
        for name in demo.SOURCES
        if not name.endswith(".xlsx")
    }
    sheet = openpyxl.load_workbook(shipped / "courier_manifest.xlsx")["Manifest"]

    def text(name: str, row: int) -> str:
        if name.endswith(".xlsx"):
            return "\t".join(str(cell.value) for cell in sheet[row])
        found = lines[name][row - 1]
        while name == "market_alpha.csv" and found.count('"') % 2:
            row += 1
            found += "\n" + lines[name][row - 1]
        return found

    return text


def _holds(row: str, entity: dict[str, str], file: str) -> bool:
    """Whether a row holds an entity in whatever way its file writes it."""
    kind, value = entity["kind"], entity["value"]
    if kind == "phone":
        return value.removeprefix("+44") in re.sub(r"[\s']", "", row)
    if kind == "pgp_key":
        return value in row.replace(" ", "") or pgp_keys.fingerprint(row) == value
    if kind == "handle":
        market, _, name = value.partition(":")
        return market.split()[0] in file and bool(re.search(rf"(^|;){name}[;\t]", row))
    return value in (row.upper() if kind in ("person", "address") else row)


def test_truth_knows_the_bytes_it_speaks_of(truth: dict[str, Any], shipped: Path) -> None:
    assert [f["file"] for f in truth["files"]] == list(demo.SOURCES)
    for said in truth["files"]:
        assert said["sha256"] == hashlib.sha256((shipped / said["file"]).read_bytes()).hexdigest()


def test_every_planted_link_has_a_row_that_holds_both_ends(truth: dict[str, Any], row_of: Rows) -> None:
    for fact in truth["facts"]:
        rows = [(r["file"], row_of(r["file"], r["row"])) for r in fact["rows"]]
        for link in fact["links"]:
            assert any(
                _holds(row, link["start"], file) and _holds(row, link["end"], file) for file, row in rows
            ), f"{fact['id']}: {link}"


def test_every_named_row_speaks_of_the_fact(truth: dict[str, Any], row_of: Rows) -> None:
    for fact in [*truth["facts"], *truth["decoys"]]:
        for said in fact["rows"]:
            row = row_of(said["file"], said["row"])
            assert any(_holds(row, e, said["file"]) for e in fact["entities"]), f"{fact['id']}: {said}"


def test_values_are_in_the_form_a_case_stores(truth: dict[str, Any]) -> None:
    types = {"device": "imei", "sim": "imsi", "parcel": "tracking"}
    for fact in [*truth["facts"], *truth["decoys"]]:
        for entity in fact["entities"]:
            kind, value = entity["kind"], entity["value"]
            cleaned = VALUE_TYPES[types.get(kind, kind)].clean(value, Context(country="GB"))
            assert cleaned is not None and cleaned.value == value, entity


def test_absent_links_are_not_among_the_planted_ones(truth: dict[str, Any]) -> None:
    facts = [*truth["facts"], *truth["decoys"]]
    planted = [link for fact in facts for link in fact["links"]]
    absent = [link for fact in facts for link in fact["absent"]]
    assert len(absent) >= 5
    assert not [link for link in absent if link in planted]


def test_most_facts_take_more_than_one_file(truth: dict[str, Any]) -> None:
    """A case that one file solves teaches nothing about joining."""
    files = {e["value"]: set() for fact in truth["facts"] for e in fact["entities"]}  # type: ignore[var-annotated]
    for fact in truth["facts"]:
        for entity in fact["entities"]:
            files[entity["value"]] |= {row["file"] for row in fact["rows"]}
    assert sum(len(found) > 1 for found in files.values()) > 20
