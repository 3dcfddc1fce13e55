"""One case at work for all hostile files of the run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.case.conftest import unprivileged  # noqa: F401
from tests.hostile.desk import Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_HOME", str(folder / "home"))
        made = Desk(folder)
    yield made
    made.close()
