from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.questions.money.story import Story
from workbench.app.library import Library
from workbench.case import opening
from workbench.model.kinds import Kinds


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    made = Library.shipped()
    yield made
    made.close()


@pytest.fixture
def story(tmp_path: Path, kinds: Kinds, library: Library) -> Iterator[Story]:
    """An empty case to take money into."""
    case = opening.create(tmp_path / "test.case", kinds, "A. Nalyst", title="Test", country="GB", zone="UTC")
    yield Story(case, library, tmp_path)
    case.close()
