"""The demonstration case, built once from the raw files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.app import demonstration
from workbench.app.demonstration import Demonstration
from workbench.app.library import Library


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    library = Library.shipped()
    made = demonstration.build(tmp_path_factory.mktemp("demo"), library)
    yield made
    made.case.close()
    library.close()
