"""The kinds that ship with the program."""

from __future__ import annotations

from functools import cache

from workbench.app import paths
from workbench.model import kinds as kinds_of
from workbench.model.kinds import Kinds


@cache
def shipped() -> Kinds:
    """Every kind declared in resources/kinds."""
    folder = paths.resources() / "kinds"
    return kinds_of.parse(
        (sort, file.name, file.read_text("utf-8"))
        for sort in ("entities", "records", "links")
        for file in sorted((folder / sort).glob("*.toml"))
    )
