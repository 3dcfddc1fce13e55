"""One reading process for all hostile files of the run, and a case at work for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.desk import Desk, Patient
from workbench.app.library import Library


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library whose reading process serves every file: starting one takes longer than most files do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_HOME", str(tmp_path_factory.mktemp("home")))
        made = Patient.shipped()
    yield made
    made.close()


@pytest.fixture(scope="module")
def desk(reading: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(tmp_path_factory.mktemp("hostile"), reading)
    yield made
    made.close()
