"""dBASE tables: every record with its number, deleted ones as rejects, code pages, and files that are cut off."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.ingest.making_dbfs import table
from workbench.ingest.dbf import DELETED, Dbf
from workbench.ingest.readers import Layout, Rows
from workbench.model.problems import Problem

FIELDS = [("NUMBER", "C", 14), ("DAY", "D", 8), ("SECONDS", "N", 5), ("TOWN", "C", 10), ("PAID", "L", 1)]
RECORDS = [
    [b"447700900123", b"20260614", b"62", "Škoda".encode("cp1250"), b"T"],
    [b"447700900456", b"", b"", b"Leith", b"?"],
    [b"447700900789", b"00000000", b"7", b"Leith", b"F"],
]


def _read(path: Path, layout: Layout | None = None) -> tuple[Dbf, list[Rows]]:
    reader = Dbf()
    return reader, list(reader.tables(path, layout or Layout()))


def test_records_with_their_numbers_and_code_page(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(table(FIELDS, RECORDS, driver=0xC8))
    reader, (rows,) = _read(path, Layout(headers=("number", "day")))
    assert rows.frame.rows() == [
        ("447700900123", "2026-06-14", "62", "Škoda", "yes", 1),
        ("447700900456", None, None, "Leith", None, 2),
        ("447700900789", None, "7", "Leith", "no", 3),
    ]
    assert reader.facts["encoding"] == "cp1250" and reader.facts["records"] == 3


def test_deleted_records_are_there_to_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(table(FIELDS, RECORDS, driver=0xC8, deleted=[2]))
    reader, (rows,) = _read(path)
    assert rows.frame["row"].to_list() == [1, 3]
    assert rows.rejects.rows() == [(2, "", DELETED, "447700900456\t\t\tLeith\t")]
    assert reader.facts["deleted"] == 1


def test_a_table_that_is_cut_off_says_how_many_records_it_should_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(table(FIELDS, RECORDS, driver=0xC8, stated=9))
    _, tables = _read(path)
    assert sum(rows.frame.height for rows in tables) == 3
    assert [(row, "9 records" in reason) for rows in tables for row, _, reason, _ in rows.rejects.rows()] == [
        (4, True)
    ]


def test_binary_columns(tmp_path: Path) -> None:
    fields = [("COUNT", "I", 4), ("AMOUNT", "Y", 8), ("AT", "T", 8), ("SIZE", "B", 8), ("NOTE", "M", 10)]
    julian = 2461206  # 14 June 2026
    record = [
        struct.pack("<i", -5), struct.pack("<q", 12_505_000), struct.pack("<II", julian, 34_200_000),
        struct.pack("<d", 2.5), b"7",
    ]  # fmt: skip
    path = tmp_path / "a.dbf"
    path.write_bytes(table(fields, [record], version=0x30))
    reader, (rows,) = _read(path)
    assert rows.frame.row(0) == ("-5", "1250.5", "2026-06-14 09:30:00", "2.5", None, 1)
    assert reader.facts["memos_not_read"] == ["NOTE"]


@pytest.mark.parametrize(
    "octets",
    [b"\x03" + b"x" * 200, b"Name,Colour\nApple,red\n", bytes(range(256)) * 4, table(FIELDS, RECORDS)[:40]],
)
def test_other_files_are_left_alone(octets: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.dbf").write_bytes(octets)
    assert Dbf().sniff(tmp_path / "a.dbf") is None
    with pytest.raises(Problem):
        _read(tmp_path / "a.dbf")
