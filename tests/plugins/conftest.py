"""One child process and one set of recipes for all tests of the plugins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.plugins import reading_plugins
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.plugin_host.loading import reader_source


@pytest.fixture(scope="session")
def by() -> Iterator[Child]:
    child = Child(reader_source(reading_plugins.shipped()))
    yield child
    child.stop()


@pytest.fixture(scope="session")
def recipes() -> dict[str, Recipe]:
    return reading_plugins.recipes()
