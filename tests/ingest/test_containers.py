"""Archives are opened as they are read: every member a path, names only shown, bombs and locks said in a sentence."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest
import pyzipper
import zstandard

from workbench.ingest import containers, unpacking
from workbench.ingest.child import Child
from workbench.ingest.containers import Member
from workbench.ingest.delimited import Delimited
from workbench.ingest.packed import members
from workbench.ingest.readers import Layout
from workbench.model.problems import PasswordNeeded, Problem

CALLS = b"caller,callee,start\n" + b"".join(
    b"+44770090%04d,+44770090%04d,2024-05-%02d 10:00:00\n" % (i % 977, i % 613, i % 28 + 1)
    for i in range(5000)
)


def zipped(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, octets in files.items():
            archive.writestr(name, octets)
    return path


@pytest.fixture
def packed_calls(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    kind = request.param
    if kind == "gz":
        (tmp_path / "calls.csv.gz").write_bytes(gzip.compress(CALLS))
    elif kind == "zst":
        (tmp_path / "calls.csv.zst").write_bytes(zstandard.compress(CALLS))
    else:
        return zipped(tmp_path / "calls.zip", {"calls.csv": CALLS})
    return tmp_path / f"calls.csv.{kind}"


@pytest.mark.parametrize("packed_calls", ["zip", "gz", "zst"], indirect=True)
def test_a_member_is_read_like_a_file(packed_calls: Path) -> None:
    (entry,) = containers.members(packed_calls)
    member = Member(packed_calls, entry.name)
    assert (member.name, member.suffix, member.stem) == ("calls.csv", ".csv", "calls")
    assert member.is_file() and not member.is_dir() and member.exists()
    with member.open("rb") as file:
        assert file.seekable() and file.read(7) == CALLS[:7]
        file.seek(-9, io.SEEK_END)
        assert file.read() == CALLS[-9:]
        file.seek(100)
        assert file.read(50) == CALLS[100:150] and file.tell() == 150
    assert member.read_bytes() == CALLS
    stretches = list(Delimited().tables(member, Layout()))
    assert sum(rows.frame.height for rows in stretches) == 5000
    assert [path.name for path in packed_calls.parent.iterdir()] == [packed_calls.name]


def test_a_member_is_described_and_pickled(tmp_path: Path) -> None:
    member = Member(zipped(tmp_path / "a.zip", {"x/calls.csv": b"a,b\n"}), "x/calls.csv", "secret")
    said = containers.described(member)
    assert said == {"path": str(tmp_path / "a.zip"), "member": "x/calls.csv", "password": "secret"}
    assert containers.place(said).read_bytes() == pickle.loads(pickle.dumps(member)).read_bytes() == b"a,b\n"
    assert containers.described(tmp_path / "a.zip") == {"path": str(tmp_path / "a.zip")}
    assert "secret" not in repr(member)


def test_an_archive_in_an_archive_is_opened_once(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"deep.csv": b"a,b\n1,2\n", "deeper.gz": gzip.compress(b"x")})
    outer = zipped(
        tmp_path / "outer.zip",
        {"inner.zip": inner.read_bytes(), "b.csv.gz": gzip.compress(b"q"), "plain.csv": b"c"},
    )
    found = {entry.name: entry for entry in containers.members(outer)}
    assert list(found) == ["inner.zip!/deep.csv", "inner.zip!/deeper.gz", "b.csv.gz!/b.csv", "plain.csv"]
    assert "an archive in an archive" in found["inner.zip!/deeper.gz"].refused
    assert Member(outer, "inner.zip!/deep.csv").read_bytes() == b"a,b\n1,2\n"
    assert Member(outer, "b.csv.gz!/b.csv").read_bytes() == b"q"
    assert Member(outer, "b.csv.gz!/b.csv").name == "b.csv"


def test_names_are_only_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    names = [
        "../../etc/passwd",
        "/abs/x.csv",
        "C:\\Users\\x.csv",
        "a/../../b.csv",
        "tab\there\u202e.csv",
        "dup.csv",
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for at, name in enumerate(names):
            archive.writestr(zipfile.ZipInfo(name), b"%d" % at)
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("dup.csv", b"again")
        archive.writestr("__MACOSX/._dup.csv", b"noise")
    found = containers.members(path)
    assert [entry.name for entry in found] == [
        "etc/passwd", "abs/x.csv", "Users/x.csv", "a/b.csv", "tabhere.csv", "dup.csv", "link.csv", "dup (2).csv",
    ]  # fmt: skip
    assert Member(path, "etc/passwd").read_bytes() == b"0"
    assert (Member(path, "dup.csv").read_bytes(), Member(path, "dup (2).csv").read_bytes()) == (
        b"5",
        b"again",
    )
    assert "link" in found[6].refused
    with pytest.raises(Problem, match="is a link to another file"):
        Member(path, "link.csv").open()


def test_bombs_are_refused_before_and_while_they_swell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "SMALL", 1 << 20)
    nothing = bytes(8 << 20)
    flat = zipped(tmp_path / "bomb.zip", {"zeros.csv": nothing, "fine.csv": b"a,b\n"})
    zeros, fine = containers.members(flat)
    assert "far more than text packs" in zeros.refused and not fine.refused
    with pytest.raises(Problem, match="may be made to do harm"):
        Member(flat, "zeros.csv").open()
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(nothing))
    (entry,) = containers.members(tmp_path / "bomb.gz")
    with pytest.raises(Problem, match="may be made to do harm"):
        Member(tmp_path / "bomb.gz", entry.name).read_bytes()
    (tmp_path / "bomb.zst").write_bytes(zstandard.compress(nothing))
    with pytest.raises(Problem, match="may be made to do harm"):
        Member(tmp_path / "bomb.zst", "bomb").read_bytes()


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": os.urandom(4000), "b.csv": b"x"}, zipfile.ZIP_STORED)
    octets = bytearray(path.read_bytes())
    at = octets.rindex(b"PK\x01\x02")
    octets[at + 20 : at + 28] = (4_000_000).to_bytes(4, "little") * 2
    path.write_bytes(bytes(octets))
    with pytest.raises(Problem, match="its members overlap"):
        containers.members(path)


@pytest.mark.parametrize("cut", [20, 200, 2000])
def test_damaged_archives_are_a_sentence(tmp_path: Path, cut: int) -> None:
    whole = gzip.compress(os.urandom(5000))
    (tmp_path / "a.gz").write_bytes(whole[:-cut])
    with pytest.raises(Problem, match="cannot be unpacked"):
        Member(tmp_path / "a.gz", "a").read_bytes()
    path = zipped(tmp_path / "a.zip", {"a.csv": os.urandom(5000)})
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Problem, match="is damaged"):
        containers.members(path)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": CALLS})
    octets = bytearray(path.read_bytes())
    octets[2000] ^= 0xFF
    path.write_bytes(bytes(octets))
    with pytest.raises(Problem, match="cannot be unpacked"):
        Member(path, "a.csv").read_bytes()


@pytest.mark.parametrize("way", ["aes", "zipcrypto"])
def test_a_locked_archive_asks_once(tmp_path: Path, way: str, by: Child) -> None:
    path = tmp_path / "locked.zip"
    if way == "aes":
        with pyzipper.AESZipFile(path, "w", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
            archive.setpassword(b"fern")
            archive.writestr("calls.csv", CALLS)
    else:
        path.write_bytes(ZIPCRYPTO)
    with pytest.raises(PasswordNeeded, match=r"locked.zip is locked with a password"):
        members(path, by=by)
    with pytest.raises(PasswordNeeded, match="the password does not open"):
        members(path, "moss", by=by)
    ((member, entry),) = members(path, "fern", by=by)
    assert entry.locked
    with member.open("rb") as file:
        assert file.read() == (CALLS if way == "aes" else b"a,b\n1,2\n")


def mixed(path: Path) -> Path:
    """An archive in which one file is open, one is locked, and a locked ZIP holds another."""
    inner = zipped(path.with_name("inner.zip"), {"deep.csv": b"d,e\n"})
    zipped(path, {"open.csv": CALLS})
    with pyzipper.AESZipFile(path, "a", pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"fern")
        archive.writestr("locked.csv", b"a,b\n1,2\n")
        archive.writestr("inner.zip", inner.read_bytes())
    return path


@pytest.mark.parametrize("password", ["", "moss"])
def test_what_is_locked_does_not_lock_the_files_beside_it(tmp_path: Path, password: str, by: Child) -> None:
    found = members(mixed(tmp_path / "mixed.zip"), password, by=by)
    assert [(e.name, e.locked) for _, e in found] == [
        ("open.csv", False),
        ("locked.csv", True),
        ("inner.zip", True),
    ]
    with found[0][0].open("rb") as file:
        assert file.read() == CALLS
    asks = r"locked.csv in mixed.zip is locked" if not password else "the password does not open locked.csv"
    with pytest.raises(PasswordNeeded, match=asks), found[1][0].open("rb") as file:
        file.read()


def test_a_locked_file_is_opened_alone(tmp_path: Path, by: Child) -> None:
    path = mixed(tmp_path / "mixed.zip")
    ((member, _),) = members(path, "fern", member="locked.csv", by=by)
    with member.open("rb") as file:
        assert file.read() == b"a,b\n1,2\n"
    ((inside, entry),) = members(path, "fern", member="inner.zip", by=by)
    assert entry.name == "inner.zip!/deep.csv"
    with inside.open("rb") as file:
        assert file.read() == b"d,e\n"
    with pytest.raises(PasswordNeeded, match=r"the password does not open locked.csv"):
        members(path, "moss", member="locked.csv", by=by)


def test_a_locked_archive_in_an_archive_asks_by_its_file(tmp_path: Path, by: Child) -> None:
    with pyzipper.AESZipFile(tmp_path / "inner.zip", "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"fern")
        archive.writestr("deep.csv", b"d,e\n")
    outer = zipped(
        tmp_path / "outer.zip", {"a.csv": b"a,b\n", "inner.zip": (tmp_path / "inner.zip").read_bytes()}
    )
    assert [(e.name, e.locked) for _, e in members(outer, by=by)] == [
        ("a.csv", False),
        ("inner.zip!/deep.csv", True),
    ]
    ((deep, _),) = members(outer, "fern", member="inner.zip!/deep.csv", by=by)
    with deep.open("rb") as file:
        assert file.read() == b"d,e\n"


def test_a_workbook_is_no_archive(tmp_path: Path, by: Child) -> None:
    path = zipped(tmp_path / "book.xlsx", {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    assert containers.members(path) == [] and members(path, by=by) == []


# "a,b\n1,2\n" as calls.csv, by Info-ZIP 3.0 with the password "fern"
ZIPCRYPTO = bytes.fromhex(
    "504b03040a00090000000000a6587b07970a14000000080000000900000063616c6c732e637376ea5a385055741be43e5788"
    "dee413833b4f16c862504b07087b07970a1400000008000000504b01021e030a00090000000000a6587b07970a1400000008"
    "000000090000000000000001000000a4810000000063616c6c732e637376504b05060000000001000100370000004b000000"
    "0000"
)
