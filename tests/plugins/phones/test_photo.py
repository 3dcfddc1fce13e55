"""Photographs: what EXIF says and leaves out, and pictures that are damaged or say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.phones.readers import SAMPLES, lines, reader, refused
from workbench.api import Problem

PHOTO = (SAMPLES / "photo.jpg").read_bytes()
NOTHING = b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64 + b"\xff\xd9"


def _file(tmp_path: Path, octets: bytes) -> Path:
    path = tmp_path / "IMG_1.JPG"
    path.write_bytes(octets)
    return path


def test_time_place_and_camera() -> None:
    (line,) = lines("photo", SAMPLES / "photo.jpg")
    assert (
        line["taken"] == "2026-06-04 08:00:30+01:00" and line["satellite time"] == "2026-06-04 07:00:29+00:00"
    )
    assert line["place"] == "53.4808000,-2.2426000" and line["altitude"] == "38.5"
    assert line["camera"] == "Example Cam 1 #TEST0001"


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (b"2026:06:04 08:00:30", b"0000:00:00 00:00:00", set()),
        (b"+01:00\0", b"local?\0", set()),
        (b"W\0\0\0", b"?\0\0\0", {"place", "latitude", "longitude"}),
        (b"TEST0001\0", b"\0\0\0\0\0\0\0\0\0", {"serial"}),
    ],
)
def test_what_is_missing_or_senseless_is_left_empty(
    before: bytes, after: bytes, lost: set[str], tmp_path: Path
) -> None:
    (whole,) = lines("photo", SAMPLES / "photo.jpg")
    (line,) = lines("photo", _file(tmp_path, PHOTO.replace(before, after)))
    assert whole.keys() - line.keys() == lost


def test_a_picture_that_says_nothing_is_refused_with_a_reason(tmp_path: Path) -> None:
    ((row, why, raw),) = refused("photo", _file(tmp_path, NOTHING))
    assert (row, raw) == (1, "{}") and "neither when nor where" in why


@pytest.mark.parametrize("at", range(4, 320, 9))
def test_any_damage_ends_in_a_line_or_a_reject(at: int, tmp_path: Path) -> None:
    for octets in (
        PHOTO[:at],
        PHOTO[:at] + b"\xff\xff\xff\xff" + PHOTO[at + 4 :],
        PHOTO[:at] + b"\0" * 4 + PHOTO[at + 4 :],
    ):
        path = _file(tmp_path, octets)
        assert len(lines("photo", path)) + len(refused("photo", path)) == 1


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, b"GIF89a" + b"\0" * 20)
    assert reader("photo").sniff(path) is None
    with pytest.raises(Problem):
        lines("photo", path)
