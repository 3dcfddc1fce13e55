"""Which recipe a file is read with, and what is said where none is certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import RECIPE, Driven
from workbench.app import choosing, importing
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.ingest import recipe as recipes_of
from workbench.model.problems import Problem


def test_an_unknown_table_says_what_it_has_and_what_to_do(
    session: Driven, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("colour,shape,times\nred,round,3\nblue,square,5\n")
    with pytest.raises(Problem, match="colour, shape, times"):
        importing.import_file(session.open_case, path, library)
    mine = tmp_path / "mine.toml"
    mine.write_text(
        RECIPE.replace('["caller", "callee", "start", "duration"]', '["colour", "shape"]').split(
            "[[record]]"
        )[0]
        + '[[record]]\nkind = "sighting"\n[record.fields]\n'
        + 'at = { value = "2026-06-01" }\nseen = { column = "colour", as = "person" }\n'
    )
    outcome = importing.import_file(session.open_case, path, library, Wishes(recipe=str(mine)))
    assert outcome.counts is not None and outcome.counts.kept == 2


def test_recipes_that_fit_as_well_are_told_by_name_and_id(library: Library, tmp_path: Path) -> None:
    mine = Library(library.kinds, library.plugins, tmp_path / "recipes")
    path = tmp_path / "odd.csv"
    path.write_text("colour,shape\nred,round\nblue,square\n")
    text = RECIPE.replace('["caller", "callee", "start", "duration"]', '["colour", "shape"]')
    text = text.split("[record.fields]")[0] + '[record.fields]\nstart = { value = "2026-06-01" }\n'
    text += 'caller = { column = "colour" }\n'
    for name in ("One way", "Another way"):
        own = text.replace("test.calls", f"test.{name.split()[0].lower()}").replace("Test calls", name)
        mine.keep_recipe(recipes_of.parse(own))
    with pytest.raises(Problem, match=r"several recipes: .*One way \(test\.one\)"):
        choosing.choose_recipe(path, mine)
