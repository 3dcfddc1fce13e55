"""The worked case, made once, and an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.formats import worked_case
from workbench.report.extract import Extract


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case of several worlds."""
    return worked_case.make(tmp_path_factory.mktemp("worked"))


@pytest.fixture
def whole(worked: Path) -> Iterator[Extract]:
    """All of it."""
    case, extract = worked_case.taken(worked)
    with case:
        yield extract
