"""Where offers are sent from: towns and countries as exactly as they are said, never a guess."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.app.somewhere import located_case
from workbench.app.library import Library
from workbench.app.offered import origins


def test_offers_are_placed_as_exactly_as_they_say(tmp_path: Path, library: Library) -> None:
    case = located_case(tmp_path, library)
    told = pl.DataFrame(
        {
            "vendor": [1, 1, 2, 2, 2], "market": [9] * 5, "key": [0] * 5, "wallet": [0] * 5, "contact": [0] * 5,
            "ships_from": ["Germany", "DE", "Germany", "Rotterdam, Netherlands", "Worldwide"],
        }
    )  # fmt: skip
    found, left = origins(case, told, set())
    assert [(o.place.name, o.place.precision, o.vendors, o.records) for o in found] == [
        ("Germany", "country", (1, 2), 3), ("Rotterdam", "city", (2,), 1),
    ]  # fmt: skip
    assert left == 1, "the world is no place"
    mine, nothing = origins(case, told, {1})
    assert [(o.place.name, o.records) for o in mine] == [("Germany", 2)] and nothing == 0
    case.close()
