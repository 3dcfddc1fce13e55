"""Plugins are found without running code; a broken one says why and keeps no other away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.plugin_host.conftest import MANIFEST, READER, RECIPE, Make
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host import manifest
from workbench.plugin_host.discovery import discover


def test_a_plugin_and_its_recipes(make: Make, kinds: Kinds) -> None:
    found = discover([make(recipes_in_calls_dot_toml=RECIPE.format(id="test"))], kinds)
    (plugin,) = found.plugins
    assert (plugin.id, plugin.name, plugin.version, plugin.state) == ("test", "Test", "1.2", "ready")
    assert found.plugins_json() == [
        {"id": "test", "name": "Test", "version": "1.2", "state": "ready", "reason": ""}
    ]
    assert found.recipes_json() == [
        {
            "id": "test.calls",
            "name": "Calls",
            "plugin": "test",
            "kind": "call",
            "columns": ["From", "To", "When"],
        }
    ]
    assert found.plugin_of(found.recipe("test.calls")) == plugin
    with pytest.raises(Problem, match=r"there is no recipe test\.other"):
        found.recipe("test.other")


HEAD = MANIFEST.format(id="bad")


@pytest.mark.parametrize(
    ("said", "files", "reason"),
    [
        ("[plugin", {}, "plugin.toml is not TOML"),
        ("", {}, "has no [plugin]"),
        (HEAD.replace('version = "1.2"', ""), {}, "version should be a text"),
        (HEAD.replace("api = 1", "api = 2"), {}, "made for plugin API 2"),
        (MANIFEST.format(id="other"), {}, "the folder holds plugin other"),
        (HEAD + '[[recipe]]\nfile = "gone.toml"', {}, "there is no file gone.toml"),
        (HEAD + '[[recipe]]\nfile = "../../outside.toml"', {}, "lies outside the plugin's folder"),
        (HEAD + '[recipe]\nfile = "x"', {}, "double brackets"),
        (HEAD + '[[reader]]\nid = "x.y"\nname = "n"\nentry = "m:C"', {}, "begins with bad."),
        (HEAD + '[[reader]]\nid = "bad.y"\nname = "n"\nentry = "import os"', {}, "does not say where reader"),
        (HEAD, {"recipes_in_a_dot_toml": "id = 1"}, "recipes/a.toml"),
        (HEAD, {"recipes_in_a_dot_toml": RECIPE.format(id="else")}, "should begin with bad."),
        (
            HEAD,
            {"recipes_in_a_dot_toml": RECIPE.format(id="bad").replace('"call"', '"chat"')},
            "no record kind chat",
        ),
        (
            HEAD,
            {
                "recipes_in_a_dot_toml": RECIPE.format(id="bad"),
                "recipes_in_b_dot_toml": RECIPE.format(id="bad"),
            },
            "two recipes are called",
        ),
    ],
)
def test_broken_plugins_say_why(
    make: Make, kinds: Kinds, said: str, files: dict[str, str], reason: str
) -> None:
    make("good", recipes_in_calls_dot_toml=RECIPE.format(id="good"))
    found = discover([make("bad", said, **files)], kinds)
    bad, good = found.plugins
    assert (bad.id, bad.state, good.state) == ("bad", "broken", "ready") and reason in bad.reason
    assert bad.recipes == () and [r.id for r in found.recipes] == ["good.calls"]


def test_the_first_of_two_plugins_of_one_id_is_kept(make: Make, kinds: Kinds) -> None:
    shipped, mine = make("test", root="shipped"), make("test", root="mine")
    first, second = discover([shipped, mine, mine / "nowhere"], kinds).plugins
    assert first.folder == shipped / "test" and first.state == "ready"
    assert second.state == "broken" and "already there" in second.reason


def test_the_analysts_own_recipes(make: Make, kinds: Kinds, tmp_path: Path) -> None:
    own = tmp_path / "recipes"
    own.mkdir()
    (own / "a.toml").write_text(RECIPE.format(id="mine"))
    (own / "b.toml").write_text("nonsense")
    (own / "c.toml").write_text(RECIPE.format(id="mine"))
    found = discover([make()], kinds, own)
    assert [r.id for r in found.own] == ["mine.calls"] and found.recipes_json()[0]["plugin"] == ""
    assert [str(p).partition(":")[0] for p in found.problems] == ["b.toml is not TOML", "c.toml"]
    assert found.plugin_of(found.own[0]) is None


def test_the_hash_knows_every_file(make: Make) -> None:
    folder = make(note_dot_md="a") / "test"
    before = manifest.hash_of(folder)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert manifest.hash_of(folder) == before
    (folder / "note.md").rename(folder / "other.md")
    renamed = manifest.hash_of(folder)
    (folder / "other.md").write_text("b")
    assert len({before, renamed, manifest.hash_of(folder)}) == 3


def test_looking_runs_no_code(make: Make, kinds: Kinds) -> None:
    entry = HEAD.replace("bad", "test") + '[[reader]]\nid = "test.pipes"\nname = "P"\nentry = "pipes:Pipes"'
    root = make(
        "test", entry, pipes_dot_py="raise SystemExit(3)" + READER, __init___dot_py="raise SystemExit(4)"
    )
    (plugin,) = discover([root], kinds).plugins
    assert plugin.state == "ready" and plugin.readers[0].entry == "pipes:Pipes"


def test_what_ships_is_sound(kinds: Kinds) -> None:
    found = discover([ROOT / "plugins"], kinds)
    assert {p.id for p in found.plugins} >= {"call_records", "wallets", "vendors", "parcels"}
    assert [p.reason for p in found.plugins if p.state != "ready"] == []
