"""A file is identified from its beginning, with reasons, in under a second whatever its size."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import CALLS
from workbench.ingest import identifying, recipe
from workbench.ingest.child import Child
from workbench.ingest.identifying import Identified
from workbench.model.problems import Problem

Write = Callable[..., Path]
SECOND = 1.0
ROW = b"+447700900%03d,+447700900%03d,2024-05-%02d 10:%02d:00,text that fills the row up to some hundred bytes %d\n"
KEYS = {"format", "encoding", "header_row", "recipe", "confidence", "reasons"}


def rows(count: int) -> bytes:
    return b"".join(
        ROW % (i % 1000, i * 7 % 1000, i % 28 + 1, i % 60, i * 2654435761 % 10**9) for i in range(count)
    )


@pytest.fixture(scope="module")
def warm(by: Child) -> Child:
    """The child process as it is in a window that is open: started."""
    list(by.run("members", "nothing", {"path": os.devnull}))
    return by


def identified(path: Path, by: Child, **more: str) -> Identified:
    return identifying.identify(path, [recipe.parse(CALLS)], by=by, **more)


def timed(path: Path, by: Child) -> tuple[Identified, float]:
    """The best of three: what the file costs, not what else the machine does."""
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        found = identified(path, by)
        spent.append(time.perf_counter() - began)
    return found, min(spent)


def test_what_it_says(write: Write, warm: Child) -> None:
    text = "Total Records : 2\nОтчет;\n\nFrom;To;When\n447700900001;447700900002;25/04/2024 10:00\n"
    text += "Кузнецов;447700900003;26/04/2024\n"
    found = identified(write(text.encode("cp1251")), warm)
    said = found.as_json()
    assert said.keys() >= KEYS
    assert (said["format"], said["encoding"], said["header_row"]) == ("delimited", "cp1251", 4)
    assert (said["recipe"], said["delimiter"], said["line_ends"]) == ("test.calls", ";", "LF")
    assert said["confidence"] > 0.9 and said["columns"] == ["From", "To", "When"]
    assert said["stated"] == {"records": 2}
    assert said["date_orders"] == {"When": {"order": "dmy", "calendar": "gregorian"}}
    assert any("cp1251: reads as" in reason for reason in said["reasons"])


@pytest.mark.parametrize(
    ("octets", "name", "form"),
    [
        (b"<html><table><tr><td>From</td></tr></table></html>", "calls.xls", ("html", "web_tables")),
        (b"From\tTo\tWhen\n447700900001\t447700900002\t2024-05-06\n" * 3, "calls.xls", ("delimited",)),
        (b"From,To,When\n447700900001,447700900002,2024-05-06\n", "calls.xlsx", ("delimited",)),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "calls.csv", ("picture",)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx",
         ("locked workbook",)),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "calls.zip", ("compressed",)),
    ],
)  # fmt: skip
def test_the_name_says_nothing(
    write: Write, warm: Child, octets: bytes, name: str, form: tuple[str, ...]
) -> None:
    found = identified(write(octets, name), warm)
    assert found.format in form and found.reasons


def test_what_cannot_be_opened_is_a_problem(write: Write, tmp_path: Path, warm: Child) -> None:
    for path in (tmp_path / "gone.csv", tmp_path, write(b"", "empty.csv")):
        with pytest.raises(Problem):
            identified(path, warm)


def test_orders_are_told_by_places_far_into_the_file(write: Write, warm: Child) -> None:
    early = b"447700900001,447700900002,03/04/2024 10:00\n"
    late = b"447700900001,447700900002,25/04/2024 10:00\n"
    path = write(b"From,To,When\n" + early * 20_000 + late * 20_000)
    assert identified(path, warm).date_orders["When"]["order"] == "dmy"
    open_ = identified(write(b"From,To,When\n" + early * 20, "open.csv"), warm)
    assert [question.id for question in open_.questions] == ["date_order"]
    assert open_.date_orders["When"]["order"] == ""


def test_cells_and_addresses_are_no_dates(write: Write, warm: Child) -> None:
    text = "From,When,First CGI,IP\n" + "447700900001,2024-05-06T10:00,404-93-1000-153857025,10.0.0.1\n" * 5
    assert list(identified(write(text), warm).date_orders) == ["When"]


def test_an_archive_tells_its_members(tmp_path: Path, warm: Child) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("calls.csv", b"From,To,When\n" + rows(20))
        archive.writestr("notes.txt", b"nothing here to read\n" * 3)
        archive.writestr("empty.csv", b"")
    found = identified(tmp_path / "a.zip", warm)
    assert found.container == "zip" and len(found.members) == 3
    by_name = {member["name"]: member for member in found.members}
    assert by_name["calls.csv"]["format"] == "delimited" and by_name["calls.csv"]["size"]
    assert "is empty" in by_name["empty.csv"]["refused"]


def test_a_file_of_two_gigabytes(tmp_path: Path, warm: Child) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"From,To,When,Text\n" + rows(20_000))
        for place in (1 << 29, 1 << 30, 3 << 29, (1 << 31) - 2_000_000):
            file.seek(place)
            file.write(b"\n" + rows(2_000))
        file.truncate(1 << 31)
    found, spent = timed(path, warm)
    assert (found.format, found.header_row, found.recipe) == ("delimited", 1, "test.calls")
    assert spent < SECOND


def test_a_file_of_one_line(write: Write, warm: Child) -> None:
    found, spent = timed(write(b"447700900001," * 4_000_000), warm)
    assert spent < SECOND and not found.recipe
    assert "does not end within 256 KiB" in found.reasons[0]


@pytest.mark.parametrize("suffix", ["zip", "gz"])
def test_a_large_file_packed(tmp_path: Path, warm: Child, suffix: str) -> None:
    import gzip

    text = b"From,To,When,Text\n" + rows(100_000) * 6
    if suffix == "zip":
        path = tmp_path / "large.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("large.csv", text)
    else:
        path = tmp_path / "large.csv.gz"
        path.write_bytes(gzip.compress(text, 1))
    found, spent = timed(path, warm)
    assert (found.container, found.recipe, found.header_row) == (suffix, "test.calls", 1)
    assert spent < SECOND
