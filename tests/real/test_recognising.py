"""Every file of others is identified without a crash and in under a second; some are known by eye."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from workbench.ingest import identifying
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.model.problems import Problem

# By eye: what the file is written in, where its header stands, what parts its cells.
SEEN: dict[str, dict[str, Any]] = {
    "cdr/vast2008-mc3/cdr_raw.csv": {"line_ends": "CRLF", "header_row": 1, "delimiter": ","},
    "cdr/india-layouts-facsimile/airtel.csv": {"header_row": 7, "footer_row": 48},
    "cdr/india-layouts-facsimile/bsnl.csv": {"header_row": 11},
    "cdr/india-layouts-facsimile/jio.csv": {"header_row": 13, "footer_row": 54},
    "cdr/india-layouts-facsimile/vi.csv": {"header_row": 10, "footer_row": 52},
    "cdr/india-layouts-facsimile/hostile.xlsx": {"header_row": 3, "format": "workbook"},
    "parcels/scms-usaid/SCMS_Delivery_History_Dataset.csv": {
        "line_ends": "CR", "delimiter": "\t", "header_row": 1, "encoding": "utf-8",
    },
    # UTF-8 with one byte of cp1252 in it: 29 kB are UTF-8, one apostrophe is not.
    "darknet/interpol-dwva-taxonomy/entities.csv": {"encoding": "utf-8", "delimiter": ";", "header_row": 1},
    "crypto/exchange-exports/test_trezor_alice_btc.csv": {"delimiter": ";", "header_row": 1},
    "crypto/exchange-exports/test_bitbank_deposits.csv": {"encoding": "utf-8", "header_row": 1},
    "crypto/exchange-exports/coinbase-export.csv": {"encoding": "utf-8", "header_row": 1},
    "darknet/listings/cypher-market_2020-09-17.csv": {"header_row": 1, "delimiter": ","},
    "entity-resolution/dataset1.csv": {"header_row": 1, "delimiter": ","},
}  # fmt: skip
STATED: dict[str, dict[str, Any]] = {
    "airtel.csv": {"period": ["2025-03-09", "2025-03-29"], "target": "9000000001"},
    "bsnl.csv": {"period": ["2025-03-01", "2025-03-29"], "target": "9000000001"},
    "jio.csv": {"period": ["2025-03-09", "2025-03-29"], "records": 40},
    "vi.csv": {"period": ["2025-03-01", "2025-03-31"], "target": "9000000001"},
}
ORDERS = {
    "airtel.csv": ("Date", "dmy"),
    "bsnl.csv": ("Call_Date", "dmy"),
    "jio.csv": ("Call Date", "mdy"),
    "vi.csv": ("Call date", "mdy"),
}


@pytest.fixture(scope="module")
def warm(by: Child) -> Child:
    list(by.run("members", "nothing", {"path": "/dev/null"}))
    return by


def test_every_file_is_identified(samples: Path, recipes: dict[str, Recipe], warm: Child) -> None:
    slow, asked = [], {}
    for path in sorted(path for path in samples.rglob("*") if path.is_file() and path.stat().st_size):
        spent = []
        for _ in range(3):  # what the file costs, not what else the machine does
            began = time.perf_counter()
            try:
                found = identifying.identify(path, list(recipes.values()), by=warm)
            except Problem as problem:
                pytest.fail(f"{path}: {problem}")
            spent.append(time.perf_counter() - began)
            if spent[-1] < 1:
                break
        assert found.format and found.reasons and 0 <= found.confidence <= 1, path
        if min(spent) >= 1:
            slow.append((path.name, min(spent)))
        if found.questions:
            asked[path.name] = [question.about for question in found.questions]
    assert not slow
    assert not asked  # none of these files leaves anything open


@pytest.mark.parametrize("name", SEEN)
def test_how_a_file_is_written(samples: Path, recipes: dict[str, Recipe], warm: Child, name: str) -> None:
    path = samples / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    said = identifying.identify(path, list(recipes.values()), by=warm).as_json()
    assert {key: said[key] for key in SEEN[name]} == SEEN[name]
    if path.name in STATED:
        assert STATED[path.name].items() <= said["stated"].items()
    if path.name in ORDERS:
        column, order = ORDERS[path.name]
        assert said["date_orders"][column]["order"] == order
