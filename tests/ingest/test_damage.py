"""Packages that are damaged are named; what a reader does wrong with a sound one is not called damage."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from workbench.ingest.damage import IN_ZIP, opened_zip, zip_member
from workbench.model.problems import Problem

TEXT = b"North\n" * 5_000


def _package(path: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.xml", TEXT)
    path.write_bytes(packed.getvalue())
    return packed.getvalue()


def test_a_sound_package_is_read_as_it_is_unpacked(tmp_path: Path) -> None:
    _package(tmp_path / "a.ufdr")
    with (
        opened_zip(tmp_path / "a.ufdr") as archive,
        zip_member(archive, archive.infolist()[0], "a.ufdr") as member,
    ):
        assert member.read(5) == b"North" and member.read() == TEXT[5:]


def test_a_package_that_is_cut_off_is_named(tmp_path: Path) -> None:
    whole = _package(tmp_path / "a.ufdr")
    (tmp_path / "a.ufdr").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problem, match=r"a\.ufdr is damaged"), opened_zip(tmp_path / "a.ufdr"):
        pass


def test_a_member_that_cannot_be_unpacked_is_named_where_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ufdr"
    whole = bytearray(_package(path))
    begin = whole.index(b"report.xml") + len("report.xml")
    whole[begin : begin + 20] = b"\xff" * 20
    path.write_bytes(bytes(whole))
    with opened_zip(path) as archive:
        member = zip_member(archive, archive.infolist()[0], path.name)
        with pytest.raises(Problem, match=r"report\.xml in a\.ufdr is damaged"):
            member.read()


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("x"), RuntimeError("x")])
def test_a_fault_of_the_reader_is_no_damage(error: Exception, tmp_path: Path) -> None:
    _package(tmp_path / "a.ufdr")
    assert isinstance(error, IN_ZIP)
    with (
        pytest.raises(type(error)),
        opened_zip(tmp_path / "a.ufdr") as archive,
        zip_member(archive, archive.infolist()[0], "a.ufdr"),
    ):
        raise error
