"""Reads recipes as TOML, with a sentence for everything that is not as it should be."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from workbench.ingest.column_names import spelled_out
from workbench.ingest.readers import Layout
from workbench.ingest.recipe_checks import check
from workbench.ingest.recipe_layout import layout, signs
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source, Swap, When
from workbench.ingest.recipe_sections import section
from workbench.ingest.recipe_words import TOP
from workbench.ingest.recipe_writing import to_text
from workbench.ingest.toml_entries import Entries
from workbench.model.problems import Problem

__all__ = [
    "Filling",
    "Layout",
    "Recipe",
    "Section",
    "Source",
    "Swap",
    "When",
    "check",
    "parse",
    "to_text",
]

MOST_KEPT = 2048  # recipes are parsed once in a process: there are hundreds, and every library asks for all


def parse(text: str, name: str = "the recipe") -> Recipe:
    """The recipe that a TOML text declares; `name` is how sentences call it. Raises Problem."""
    return _parsed(spelled_out(text), name)


@lru_cache(maxsize=MOST_KEPT)
def _parsed(text: str, name: str) -> Recipe:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{name} is not TOML", str(error)) from error
    reading = Entries(name)
    reading.known(said, TOP, "at the top")
    id_ = reading.text(said, "id", "at the top")
    reading.where = f"recipe {id_}"
    sections = said.get("record")
    if not isinstance(sections, list) or not sections:
        raise reading.wrong("it declares no [[record]]")
    return Recipe(
        id_,
        reading.text(said, "name", "at the top"),
        reading.text(said, "reader", "at the top"),
        tuple(section(reading, s, f"record {n}") for n, s in enumerate(sections, 1)),
        layout(reading, said),
        text,
        signs(reading, said),
    )
