from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.case import opening
from workbench.case.cases import Case
from workbench.model.kinds import Kinds


@pytest.fixture
def case(tmp_path: Path, kinds: Kinds) -> Iterator[Case]:
    made = opening.create(
        tmp_path / "test.case", kinds, "A. Nalyst", title="Test", country="GB", zone="Europe/London"
    )
    yield made
    made.close()
