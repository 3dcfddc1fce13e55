"""The shipped files, and what truth.json says of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.app import demonstration
from workbench.app.demonstration import Demonstration
from workbench.app.library import Library

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "demo"


@pytest.fixture(scope="session")
def shipped() -> Path:
    return SHIPPED


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((SHIPPED / "truth.json").read_text("utf-8"))
    return said


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration case, built once from the raw files."""
    library = Library.shipped()
    made = demonstration.build(tmp_path_factory.mktemp("demo"), library)
    yield made
    made.case.close()
    library.close()
