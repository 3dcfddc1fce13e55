"""A file is what its bytes say; what cannot be a source is refused with a sentence."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import needs
from workbench.ingest import headers, sniffing
from workbench.ingest.delimited import Delimited
from workbench.ingest.readers import Layout
from workbench.model.problems import Problem

Write = Callable[..., Path]


def content(path: Path) -> str:
    return sniffing.content(path, sniffing.head_of(path))


@pytest.mark.parametrize(
    ("octets", "found"),
    [
        (b"a,b\n1,2\n", "text"),
        ("a,b\n1,ü\n".encode("utf-16"), "text"),
        ("a,b\n1,ü\n".encode("cp1252"), "text"),
        (b'[\n{"txid": "x"}]', "json"),
        (b'{"a": 1}', "json"),
        (b"[1, 2]", "json"),
        (b"[2024-01-01 10:00] Ana: hi", "json"),
        (b"{note} a;b;c\n1;2;3", "text"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (gzip.compress(b"a,b", mtime=0), "compressed"),
        (bytes(range(256)) * 40, "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "old workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes((1 << 22) - 20)
            + "EncryptedPackage".encode("utf-16-le"),
            "locked workbook",
        ),
    ],
)
def test_content(write: Write, octets: bytes, found: str) -> None:
    assert content(write(octets, "named.csv")) == found


def test_containers(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.csv", "w") as archive:
        archive.writestr("inside.csv", "a,b")
    assert content(tmp_path / "a.csv") == "zip"
    connection = sqlite3.connect(tmp_path / "b.csv")
    connection.execute("create table t(x)")
    connection.close()
    assert content(tmp_path / "b.csv") == "database"


def test_what_cannot_be_read_is_said(write: Write, tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "is a folder, not a file"),
        (tmp_path / "gone.csv", "there is no file"),
        (write("", "empty.csv"), "empty.csv is empty"),
        (write(" \n\n", "blank.csv"), "holds nothing but blanks"),
    ):
        with pytest.raises(Problem, match=said) as caught:
            sniffing.head_of(path)
        assert caught.value.hint


@needs.PERMISSIONS
def test_no_permission(write: Write, request: pytest.FixtureRequest) -> None:
    path = write("a,b\n1,2\n")
    path.chmod(0)
    request.getfixturevalue("unprivileged")
    with pytest.raises(Problem, match="may not be read"):
        sniffing.head_of(path)


def test_no_permission_as_the_system_says_it(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    path = write("a,b\n1,2\n")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Problem, match="may not be read"):
        sniffing.head_of(path)


@pytest.mark.parametrize("octets", [b"%PDF-1.7", bytes(range(256)) * 40, b"<html><table>"])
def test_what_is_no_table_is_named(write: Write, octets: bytes) -> None:
    path = write(octets, "calls.csv")
    assert Delimited().sniff(path) is None
    with pytest.raises(
        Problem, match=r"calls.csv is (a PDF document|not text|a web page), not delimited text"
    ):
        list(Delimited().tables(path, Layout(headers=("a",))))


DATA = [["447700900001", "2024-05-06", "12"], ["447700900002", "2024-05-07", "13"]]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["Number", "Date", "Seconds"], *DATA], 0),
        (
            [
                ["Report", "", ""],
                ["Search Value : 44", "", ""],
                ["", "", ""],
                ["Number", "Date", "Dur"],
                *DATA,
            ],
            3,
        ),
        ([["Total Records :", "40", ""], ["Xylo", "Fargle", "Quux"], *DATA], 1),
        (DATA, None),
        ([["0", "1"], ["1", "2"]], None),
        ([["Ana", "Bo"], ["Bo", "Cy"]], None),
    ],
)
def test_header_row(rows: list[list[str]], at: int | None) -> None:
    assert headers.find(rows) == at


def test_header_row_by_its_columns() -> None:
    rows = [["Number", "Date", "Dur"], ["Target  no", " CALL type"], *DATA]
    assert headers.find(rows, ("Call Type", "Target No")) == 1
    assert headers.find(rows, ("Caller",)) is None
