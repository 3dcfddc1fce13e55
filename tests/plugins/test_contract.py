"""Every recipe reads its sample as expected.json says, is found for it, and refuses what it cannot read."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import PLUGINS, read, recipes, shipped
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recipe_parts import check as check_recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

SAMPLES = sorted(f for f in PLUGINS.glob("*/samples/*") if f.name != "expected.json")
IDS = [f"{f.parent.parent.name}.{f.stem}" for f in SAMPLES]


def _expected(sample: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((sample.parent / "expected.json").read_text("utf-8"))[sample.name]
    return said


def test_every_plugin_is_ready() -> None:
    assert {p.id: p.reason for p in shipped().plugins if p.state != "ready"} == {}
    assert {p.id for p in shipped().plugins} == {"call_records", "wallets", "vendors", "parcels"}


def test_every_recipe_has_a_sample() -> None:
    assert sorted(recipes()) == sorted(IDS)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_sample_gives_what_it_must(sample: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
    expected = _expected(sample)
    found = read(sample, recipes[expected["recipe"]], kinds, by)
    assert found.rows == expected["rows"]
    assert [[row, column] for row, column, _, _ in found.rejects] == expected["rejects"]
    assert all(reason for _, _, reason, _ in found.rejects)
    order = ("kind", "row", "part")
    records = sorted(found.records, key=lambda r: [r[k] for k in order])
    assert records == sorted(expected["records"], key=lambda r: [r[k] for k in order])


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_recipe_is_found_for_its_sample_without_asking(
    sample: Path, recipes: dict[str, Recipe], by: Child
) -> None:
    best = recognise(sample, recipes.values(), by=by).best
    assert best is not None and best.recipe.id == _expected(sample)["recipe"]


@pytest.mark.parametrize("id", sorted(recipes()))
def test_recipe_declares_only_what_exists(id: str, kinds: Kinds) -> None:
    check_recipe(recipes()[id], kinds)


@pytest.mark.parametrize("id", sorted(recipes()))
@pytest.mark.parametrize("junk", ["text", "other table", "binary"])
def test_junk_is_refused_with_a_sentence(
    id: str, junk: str, recipes: dict[str, Recipe], kinds: Kinds, by: Child, tmp_path: Path
) -> None:
    path = tmp_path / ("junk.xlsx" if recipes[id].reader == "workbook" else "junk.csv")
    contents = {
        "text": b"Dear colleague,\nplease find nothing attached.\n",
        "other table": b"Name,Colour,Weight\nApple,red,0.2\nPear,green,0.3\n",
        "binary": bytes(range(256)) * 40,
    }
    path.write_bytes(contents[junk])
    with pytest.raises(Problem) as caught:
        read(path, recipes[id], kinds, by)
    assert caught.value.what and "Traceback" not in str(caught.value)


def test_plugins_import_nothing_of_the_workbench_but_its_api() -> None:
    for file in PLUGINS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith("workbench") or name == "workbench.api", f"{file.name}: {name}"
