"""A large workbook is looked at as quickly as a small one, and shows the same first rows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from workbench.ingest import shortened
from workbench.ingest.workbook import Workbook


def made(path: Path, count: int) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for name in ("Calls", "More"):
        sheet = book.create_sheet(name)
        sheet.append(["Report of calls"])
        sheet.append([])
        sheet.append(["Caller", "Callee", "Start", "Duration"])
        for i in range(count):
            sheet.append(
                [f"+44770090{i % 1000:04}", f"name {i} of sheet {name}", f"2024-05-{i % 28 + 1:02}", i]
            )
    book.save(path)
    return path


def sheet(octets: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return archive.read(name)


def test_the_first_rows_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "large.xlsx", 3000)
    whole = Workbook().sniff(path)
    monkeypatch.setattr(shortened, "LARGE", 1)
    short = shortened.of(path.read_bytes(), 400)
    assert sheet(short).count(b"</row>") == 400
    assert whole is not None and Workbook().sniff(path) == whole


def test_small_and_other_files_stay_as_they_are(tmp_path: Path) -> None:
    octets = made(tmp_path / "small.xlsx", 30).read_bytes()
    assert shortened.of(octets, 400) is octets
    assert shortened.of(b"PK\x03\x04 nothing", 400) == b"PK\x03\x04 nothing"


def test_fewer_rows_than_asked_for_are_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortened, "LARGE", 1)
    octets = made(tmp_path / "few.xlsx", 30).read_bytes()
    assert sheet(shortened.of(octets, 400)) == sheet(octets)


def test_what_cannot_be_cut_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortened, "LARGE", 1)
    monkeypatch.setattr(shortened, "MOST", 100)
    monkeypatch.setattr(shortened, "CHUNK", 50)
    octets = made(tmp_path / "odd.xlsx", 500).read_bytes()
    assert shortened.of(octets, 400) is octets
