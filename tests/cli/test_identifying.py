"""clew identify, and the options of import that answer what a file does not say."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import A, B, C, Clew


def test_identify_says_what_a_file_is(clew: Clew, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        f"Total Records : 1\n\nCaller;Callee;Start;Duration\n{A};{B};25.06.2026 10:00;60\n", "utf-16"
    )
    said = clew("identify", path, "--json")
    assert said.code == 0
    assert said.json["format"] == "delimited" and said.json["encoding"] == "utf-16"
    assert said.json["header_row"] == 3 and said.json["recipe"] == "call_records.caller_callee"
    assert said.json["confidence"] > 0.9 and said.json["reasons"]
    assert said.json["stated"] == {"records": 1} and said.json["date_orders"]["Start"]["order"] == "dmy"
    plain = clew("identify", path).text
    assert "header on row 3" in plain and "call_records.caller_callee" in plain


def test_identify_of_what_is_nothing(clew: Clew, tmp_path: Path) -> None:
    assert clew("identify", tmp_path / "gone.csv").code == 2
    (tmp_path / "x.csv").write_text("colour,taste\nred,sweet\nblue,sour\n")
    said = clew("identify", tmp_path / "x.csv", "--json")
    assert said.code == 0 and said.json["recipe"] is None and said.json["reasons"]


def test_what_import_asks_is_answered_by_options(clew: Clew, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(
        f"Caller,Callee,Start,Duration\n{A},{C},03/04/2026 10:00:00,5\n{A},{C},05/06/2026 10:00:00,5\n"
    )
    asked = clew("import", case, path)
    assert asked.code == 2 and "can be read as day/month or as month/day" in asked.err
    assert "03/04/2026 10:00:00 is 3 April 2026" in asked.err and "--date-order" in asked.err
    answered = clew("import", case, path, "--date-order", "mdy", "--json")
    assert answered.code == 0 and answered.json[0]["rows"]["kept"] == 2


def test_a_calendar_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "persian.csv"
    path.write_text(f"Caller,Callee,Start,Duration\n{A},{C},1350-02-11 10:00:00,5\n")
    assert "may be of several calendars" in clew("import", case, path).err
    assert clew("import", case, path, "--calendar", "persian", "--json").json[0]["rows"]["kept"] == 1


def test_an_encoding_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_bytes(
        f"Caller,Callee,Start,Duration,Note\n{A},{C},2026-06-09 10:00:00,5,СМС\n".encode("cp1251")
    )
    asked = clew("import", case, path)
    assert asked.code == 2 and "--encoding" in asked.err and "СМС" in asked.err
    assert clew("import", case, path, "--encoding", "cp1251").code == 0


def test_archives_and_what_they_state(clew: Clew, case: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(
            "new.csv", f"Total Records : 2\nCaller,Callee,Start,Duration\n{A},{C},2026-06-09 10:00:00,5\n"
        )
    said = clew("import", case, tmp_path / "a.zip")
    assert said.code == 0 and "the file says 2 records, but only 1 was read" in said.text
    assert "new.csv (in a.zip)" in clew("sources", case).text
    assert clew("identify", tmp_path / "a.zip", "--json").json["container"] == "zip"


def test_a_password_from_the_standard_input(
    clew: Clew, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    import pyzipper

    with pyzipper.AESZipFile(tmp_path / "l.zip", "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"fern")
        archive.writestr("new.csv", f"Caller,Callee,Start,Duration\n{A},{C},2026-06-10 10:00:00,5\n")
    assert "is locked with a password" in clew("import", case, tmp_path / "l.zip").err
    monkeypatch.setattr("sys.stdin", io.StringIO("fern\n"))
    assert clew("import", case, tmp_path / "l.zip", "--password", "-").code == 0
