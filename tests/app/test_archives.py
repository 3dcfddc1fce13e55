"""An archive gives a source for each file in it, which keeps its own bytes and tells which archive it came in."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import pytest
import pyzipper

from tests.app.conftest import CALLS, Driven
from workbench.app import archives
from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.wishes import Wishes
from workbench.case import exporting, sources
from workbench.model.problems import PasswordNeeded

MONEY = """tracking number,date,sender,recipient
RR123456785GB,2026-06-01,A. Person,B. Person
"""
STATED = "Total Records : 9\nPeriod: 2026-06-01 - 2026-06-30\n\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("June/calls.csv", STATED + CALLS)
        made.writestr("notes.txt", "nothing to read here\n")
        made.writestr("more.csv.gz", gzip.compress(CALLS.replace("447700900001", "447700900009").encode()))
    return path


def imported(session: Driven, *paths: Path, **wishes: str) -> list[Outcome]:
    return list(import_files(session.open_case, list(paths), session.library, Wishes(**wishes)))  # type: ignore[arg-type]


def test_each_member_is_a_source(session: Driven, archive: Path, tmp_path: Path) -> None:
    first, notes, more = imported(session, archive)
    assert first.counts is not None and (first.counts.read, first.counts.kept) == (5, 4)
    assert more.counts is not None and more.counts.read == 5
    assert "no recipe knows the layout of notes.txt" in notes.problem
    kept = {source.name: source for source in sources.listed(session.open_case)}
    assert sorted(kept) == ["calls.csv", "more.csv"]
    calls = kept["calls.csv"]
    octets = (STATED + CALLS).encode()
    assert calls.sha256 == first.sha256 == hashlib.sha256(octets).hexdigest() and calls.bytes == len(octets)
    assert calls.facts["archive"] == {
        "name": "delivery.zip",
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "member": "June/calls.csv",
    }
    assert kept["more.csv"].facts["archive"]["member"] == "more.csv.gz!/more.csv"
    exporting.original(session.open_case, calls.id, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == octets
    assert {path.name for path in tmp_path.iterdir()} >= {"delivery.zip"}
    assert not (tmp_path / "June").exists()


def test_what_the_file_states_is_checked(session: Driven, archive: Path) -> None:
    first = imported(session, archive)[0]
    assert first.checks == (
        ("the file says 9 records, but only 5 were read", False),
        ("the file says it covers 2026-06-01 to 2026-06-30; all rows are of this time", True),
    )
    assert first.as_json()["checks"][0]["holds"] is False


def test_the_same_bytes_are_the_same_source(session: Driven, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(STATED + CALLS)
    plain = imported(session, tmp_path / "calls.csv")[0]
    again = imported(session, archive)[0]
    assert again.already and again.source == plain.source


def test_a_locked_archive(session: Driven, tmp_path: Path, library: Library) -> None:
    path = tmp_path / "locked.zip"
    with pyzipper.AESZipFile(path, "w", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as made:
        made.setpassword(b"fern and moss")
        made.writestr("calls.csv", CALLS)
    with pytest.raises(PasswordNeeded):
        archives.parts(path, library)
    assert "is locked with a password" in imported(session, path)[0].problem
    assert "does not open" in imported(session, path, password="fern")[0].problem
    (opened,) = imported(session, path, password="fern and moss")
    assert opened.counts is not None and opened.counts.read == 5
    (source,) = sources.listed(session.open_case)
    assert "fern and moss" not in repr(source) and "fern and moss" not in repr(opened)
    case = session.open_case
    for table in ("reading", "source", "log"):
        rows = case.db.conn.execute(f"SELECT * FROM {table}").fetchall()
        assert "fern and moss" not in repr(rows)


def test_an_archive_of_which_one_file_is_locked(session: Driven, tmp_path: Path, library: Library) -> None:
    path = tmp_path / "mixed.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("open.csv", CALLS)
    with pyzipper.AESZipFile(path, "a", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as made:
        made.setpassword(b"fern and moss")
        made.writestr("locked.csv", CALLS.replace("447700900001", "447700900009"))
    readable, locked = imported(session, path)
    assert readable.counts is not None and readable.counts.read == 5
    assert "locked.csv in mixed.zip is locked with a password" in locked.problem
    again, opened = imported(session, path, password="fern and moss")
    assert again.already and opened.counts is not None and opened.counts.read == 5
    _, asks = archives.parts(path, library)
    (unlocked,) = archives.parts(asks.path, library, "fern and moss")
    assert unlocked.path.name == "locked.csv"
    with pytest.raises(PasswordNeeded, match=r"does not open locked\.csv"):
        archives.parts(asks.path, library, "fern")


def test_a_bomb_is_a_sentence_and_leaves_no_trace(session: Driven, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("calls.csv", bytes(64 << 20))
    (refused,) = imported(session, path)
    assert "far more than text packs" in refused.problem
    assert sources.listed(session.open_case) == []
