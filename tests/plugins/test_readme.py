"""The page of the plugins names every layout, by the name it has, and every sample that proves it."""

from __future__ import annotations

import json

from tests.plugins.reading_plugins import PLUGINS, recipes

PAGE = (PLUGINS / "README.md").read_text("utf-8")


def test_every_layout_has_its_line() -> None:
    lines = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    listed = {(line[0].removeprefix("| "), line[1].strip("`")) for line in lines if len(line) == 4}
    there = {(recipe.name, id.partition(".")[2]) for id, recipe in recipes().items()}
    assert there - listed == set()
    assert {id for _, id in listed} - {id for _, id in there} == {"recipe"}


def test_every_sample_is_named() -> None:
    samples = {
        name
        for file in PLUGINS.glob("*/samples/expected.json")
        for name in json.loads(file.read_text("utf-8"))
    }
    assert {name for name in samples if name not in PAGE} == set()
