"""The single-file verifier as a module, to be held against what Clew's own verify finds."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "resources" / "verifier" / "verify_case.py"


@cache
def module() -> Any:
    spec = importlib.util.spec_from_file_location("verify_case", FILE)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["verify_case"] = made  # its dataclasses look themselves up
    spec.loader.exec_module(made)
    return made


def failed(path: Path, against: tuple[str, ...] = (), key_file: str | None = None) -> dict[str, str]:
    """The checks that did not hold, by name, with what was found."""
    found, _ = module().examine(path, key_file, list(against))
    return {check["name"]: check["detail"] for check in found if not check["ok"]}
