"""The demonstration's files give exactly the rows, rejects and repetitions that truth.json counts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import Read, read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
TRUTH: dict[str, Any] = json.loads((DEMO / "truth.json").read_text("utf-8"))
FILES = [said["file"] for said in TRUTH["files"]]


@pytest.fixture(scope="module")
def found(recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> dict[str, Read]:
    return {s["file"]: read(DEMO / s["file"], recipes[s["recipe"]], kinds, by) for s in TRUTH["files"]}


@pytest.mark.parametrize("said", TRUTH["files"], ids=FILES)
def test_recipe_is_found_without_asking(said: dict[str, Any], recipes: dict[str, Recipe], by: Child) -> None:
    best = recognise(DEMO / said["file"], recipes.values(), by=by).best
    assert best is not None and best.recipe.id == said["recipe"]


@pytest.mark.parametrize("said", TRUTH["files"], ids=FILES)
def test_rows_and_rejects(said: dict[str, Any], found: dict[str, Read]) -> None:
    read = found[said["file"]]
    assert read.ending.sha256 == said["sha256"]
    assert read.rows == said["rows"]["read"]
    assert [row for row, *_ in read.rejects] == said["rejected"]


@pytest.mark.parametrize("said", TRUTH["files"], ids=FILES)
def test_repetitions_are_the_ones_put_there(
    said: dict[str, Any], found: dict[str, Read], kinds: Kinds
) -> None:
    """A record said before in the same file: equal in every field that counts as a key of its kind."""
    seen: Counter[tuple[Any, ...]] = Counter()
    repeated = set()
    for record in sorted(found[said["file"]].records, key=lambda r: (r["row"], r["part"])):
        kind = kinds.records[record["kind"]]
        if kind.repeats == "separate":
            continue
        key = (kind.id, *(record.get(f.id) for f in kind.fields if f.key))
        seen[key] += 1
        if seen[key] > 1:
            repeated.add(record["row"])
    assert sorted(repeated) == said["duplicates"]


def test_handles_phones_and_keys_meet_across_files(found: dict[str, Read]) -> None:
    """The same identifier from two worlds becomes the same value, however each file writes it."""
    where: dict[str, set[str]] = {}
    for name, file in found.items():
        for block in file.blocks:
            for kind, value, _ in block.values.iter_rows():
                where.setdefault(f"{kind}:{value}", set()).add(name)
    facts = {fact["id"]: fact for fact in TRUTH["facts"]}
    for fact in TRUTH["facts"]:
        for entity in fact["entities"]:
            assert f"{entity['kind']}:{entity['value']}" in where, entity
    key = next(e for e in facts["one_vendor"]["entities"] if e["kind"] == "pgp_key")
    assert where[f"pgp_key:{key['value']}"] == {"market_alpha.csv", "market_beta.tsv"}
    phone = next(e for e in facts["listing_phone"]["entities"] if e["kind"] == "phone")
    assert where[f"phone:{phone['value']}"] == {
        "calls_operator_a.csv", "market_alpha.csv", "courier_manifest.xlsx",
    }  # fmt: skip
    cells = {v: names for v, names in where.items() if v.startswith("cell:") and len(names) == 2}
    assert len(cells) >= 3, "decimal and hexadecimal cells meet"


def test_vast_2008_calls(recipes: dict[str, Recipe], kinds: Kinds, by: Child, samples: Path) -> None:
    path = samples / "cdr" / "vast2008-mc3" / "cdr_raw.csv"
    best = recognise(path, recipes.values(), by=by).best
    assert best is not None and best.recipe.id == "call_records.numbered_phones"
    read_ = read(path, best.recipe, kinds, by)
    values = Counter(kind for block in read_.blocks for kind in block.values["kind"])
    assert (read_.rows, len(read_.records), read_.rejects) == (9_834, 9_834, [])
    assert values == {"phone": 400, "cell": 30}


def _links(found: dict[str, Read], kinds: Kinds) -> dict[tuple[str, str, str], set[tuple[str, int]]]:
    """Every link that the records make, with the rows behind it, as (file, row)."""
    made: dict[tuple[str, str, str], set[tuple[str, int]]] = {}
    for name, file in found.items():
        for record in file.records:
            for kind, making in kinds.made_by(record["kind"]):
                if making.start in record and making.end in record:
                    link = (kind.id, record[making.start], record[making.end])
                    made.setdefault(link, set()).add((name, record["row"]))
    return made


def _named(link: dict[str, Any]) -> tuple[str, str, str]:
    start, end = (f"{link[side]['kind']}:{link[side]['value']}" for side in ("start", "end"))
    return link["kind"], start, end


def test_planted_links_stand_on_the_rows_named_and_absent_ones_nowhere(
    found: dict[str, Read], kinds: Kinds
) -> None:
    made = _links(found, kinds)
    for fact in [*TRUTH["facts"], *TRUTH["decoys"]]:
        rows = {(said["file"], said["row"]) for said in fact["rows"]}
        for link in fact["links"]:
            assert _named(link) in made, (fact["id"], link)
            assert not rows or made[_named(link)] & rows, (fact["id"], link)
        for link in fact["absent"]:
            assert _named(link) not in made, (fact["id"], link)


def test_handset_change_shows_in_the_records(found: dict[str, Read]) -> None:
    """Before 14 June, 12:30 the vendor's phone is in one handset, afterwards in another."""
    fact = next(f for f in TRUTH["facts"] if f["id"] == "handset_change")
    phone, first, second = (f"{e['kind']}:{e['value']}" for e in fact["entities"][:3])
    seen: dict[str, list[str]] = {}
    for record in found["calls_operator_a.csv"].records:
        for role in ("caller", "callee", "sender", "recipient"):
            if record.get(role) == phone and f"{role}_device" in record:
                seen.setdefault(record[f"{role}_device"], []).append(record["start"])
    assert set(seen) == {first, second}
    assert max(seen[first]) == "2026-06-14T10:52:10Z"
    assert min(seen[second]) == "2026-06-14T12:07:44Z"
