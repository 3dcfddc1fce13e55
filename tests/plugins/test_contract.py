"""Every recipe reads its sample as expected.json says, is found for it, and refuses what it cannot read."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import PLUGINS, read, recipes, shipped
from workbench.ingest.child import Child
from workbench.ingest.recipe_checks import check as check_recipe
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

SAMPLES = sorted(f for f in PLUGINS.glob("*/samples/*") if f.name != "expected.json")
IDS = [f"{f.parent.parent.name}.{f.name}" for f in SAMPLES]
SHIPPED = {"call_records", "wallets", "vendors", "parcels"}


def _expected(sample: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((sample.parent / "expected.json").read_text("utf-8"))[sample.name]
    return said


def test_every_plugin_is_ready() -> None:
    assert {p.id: p.reason for p in shipped().plugins if p.state != "ready"} == {}
    assert {p.id for p in shipped().plugins} >= SHIPPED


def test_every_recipe_has_a_sample() -> None:
    """A sample is named recipe.ext, or recipe.what.ext where one recipe has several."""
    told = {id: _expected(sample)["recipe"] for id, sample in zip(IDS, SAMPLES, strict=True)}
    assert {id: recipe for id, recipe in told.items() if not id.startswith(recipe + ".")} == {}
    assert sorted(set(recipes()) - set(told.values())) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_sample_gives_what_it_must(sample: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
    expected = _expected(sample)
    recipe = recipes[expected["recipe"]]
    if sample.suffix == ".xlsx":
        recipe = recipe.read_by("workbook")
    found = read(sample, recipe, kinds, by)
    assert found.rows == expected["rows"]
    assert [[row, column] for row, column, _, _ in found.rejects] == expected["rejects"]
    assert all(reason for _, _, reason, _ in found.rejects)
    if "records" in expected:
        assert _sorted(found.records) == _sorted(expected["records"])
        return
    assert found.counts == expected["counts"]
    assert found.entities == expected["entities"]
    assert found.links(kinds) == expected["links"]
    assert expected["some"]
    for record in expected["some"]:
        assert record in found.records


def _sorted(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=lambda r: [r[k] for k in ("kind", "row", "part")])


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
    try:
        found = read(path, recipes[id], kinds, by)
    except Problem as problem:
        assert problem.what and "Traceback" not in str(problem)
    else:  # a recipe for tables without a header takes any table, and refuses its rows
        assert recipes[id].layout.columns and not found.records
        assert len({row for row, *_ in found.rejects}) == found.rows


def test_plugins_import_nothing_of_the_workbench_but_its_api() -> None:
    for file in PLUGINS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert not name.startswith("workbench") or name == "workbench.api", f"{file.name}: {name}"
