"""Same seed, same bytes; another seed, another case."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.app import demo


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seed_8")
    demo.generate(folder, 8)
    return folder


def test_shipped_files_are_what_the_generator_writes(tmp_path: Path, shipped: Path) -> None:
    demo.generate(tmp_path)
    for name in (*demo.SOURCES, demo.TRUTH):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes(), name


def test_nothing_else_is_written_and_all_of_it_is_small(shipped: Path, other: Path) -> None:
    assert {file.name for file in other.iterdir()} == {*demo.SOURCES, demo.TRUTH}
    assert sum((shipped / name).stat().st_size for name in (*demo.SOURCES, demo.TRUTH)) < 3_000_000


def test_another_seed_moves_every_planted_identifier(truth: dict[str, Any], other: Path) -> None:
    """So that one course's answers are worth nothing in the next."""
    text = (other / demo.TRUTH).read_text("utf-8")
    planted = {
        e["value"] for fact in truth["facts"] for e in fact["entities"] if e["kind"] in ("phone", "wallet")
    }
    kept = {value for value in planted if f'"{value}"' in text}
    assert len(kept) < len(planted) // 4
    for fact in truth["facts"]:
        if fact["id"] in ("handset_change", "supplier", "money_trail"):
            assert not {e["value"] for e in fact["entities"]} & kept


def test_a_workbook_opens_without_complaint_and_has_the_manifest(shipped: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet = openpyxl.load_workbook(shipped / "courier_manifest.xlsx")["Manifest"]
    assert sheet["A3"].value == "Tracking No"
    assert sheet["B4"].is_date and str(sheet["B4"].value).startswith("2026-06-01")
    assert re.fullmatch(r"\d\d\.\d\d\.2026", str(sheet["C4"].value))
    assert sheet.max_row == 3 + 402 + 1


@pytest.mark.parametrize("seed", [0, 1, 20, 999, 1_000_000_007])
def test_any_seed_makes_a_case(tmp_path: Path, seed: int) -> None:
    demo.generate(tmp_path, seed)
    assert (tmp_path / demo.TRUTH).stat().st_size > 10_000
