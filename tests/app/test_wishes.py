"""What is said with a file, and what of it an earlier reading keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import RECIPE, Driven
from workbench.app import importing
from workbench.app.library import Library
from workbench.app.retrying import wishes_before
from workbench.app.wishes import Wishes, as_wished
from workbench.ingest import recipe as recipes_of
from workbench.model.problems import Problem


def test_zone_and_country_that_do_not_exist_are_named(session: Driven, calls: Path, library: Library) -> None:
    with pytest.raises(Problem, match="Mars/Base"):
        importing.import_file(session.open_case, calls, library, Wishes(zone="Mars/Base"))


def test_a_recipe_as_wished_says_so_in_its_text() -> None:
    recipe = recipes_of.parse(RECIPE)
    assert as_wished(recipe, Wishes()) is recipe
    made = as_wished(recipe, Wishes(order="mdy", encoding="cp1252"))
    again = recipes_of.parse(made.text)
    assert (again.layout.date_order, again.layout.encoding) == ("mdy", "cp1252")


def test_a_source_is_wished_again_as_it_was_read(session: Driven, calls: Path, library: Library) -> None:
    said = Wishes(country="DE", zone="Asia/Dubai", period=(0, 1 << 62), tolerance=9)
    outcome = importing.import_file(session.open_case, calls, library, said)
    before = wishes_before(session.open_case, outcome.source or 0)
    assert (before.recipe, before.country, before.zone) == (outcome.recipe, "DE", "Asia/Dubai")
    assert (before.period, before.tolerance) == ((0, 1 << 62), 9)
    assert wishes_before(session.open_case, outcome.source or 0, zone="UTC").zone == "UTC"
