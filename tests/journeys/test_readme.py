"""What the README shows and promises is there."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from workbench.app.actions import all_actions
from workbench.ingest import recipe as recipes
from workbench.model.kinds import Kinds

README = (ROOT / "README.md").read_text("utf-8")


def test_three_pictures_small_enough_to_ship() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", README)
    assert len(shown) == 3
    for name in shown:
        assert (ROOT / name).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert (ROOT / name).stat().st_size < 300_000


def test_the_recipe_it_shows_is_one(kinds: Kinds) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    made = recipes.parse(text, "README")
    recipes.check(made, kinds)
    assert set(made.sections[0].fields) == {"caller", "callee", "start", "duration"}


def test_the_keys_it_names_are_those_of_the_actions() -> None:
    keys = {a.id: a.keys for a in all_actions()}
    for id, key in (("new_case", "Ctrl+N"), ("undo", "Ctrl+Z"), ("redo", "Ctrl+Y"), ("joins", "Ctrl+J")):
        assert key in keys[id] and key in README
