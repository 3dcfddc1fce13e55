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
