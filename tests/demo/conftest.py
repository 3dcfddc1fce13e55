"""The shipped files, and what truth.json says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "demo"


@pytest.fixture(scope="session")
def shipped() -> Path:
    return SHIPPED


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    said: dict[str, Any] = json.loads((SHIPPED / "truth.json").read_text("utf-8"))
    return said
