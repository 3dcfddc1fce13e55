"""Reads what a camera wrote into a picture (EXIF in JPEG, TIFF, HEIC, WebP and PNG): when, where, and by which camera.

The picture is the source, and its one row; the row's text is everything readable that EXIF says.
"""

from __future__ import annotations

import json
import logging
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import exifread
import polars as pl
from exifread.core.exceptions import ExifError

from workbench.api import RAW_ROWS, REJECTS, FileReader, Layout, Problem, Rows, Sniffed, Table

COLUMNS = (
    "taken", "camera", "place", "latitude", "longitude", "altitude", "satellite time", "make", "model", "serial",
    "software", "file",
)  # fmt: skip
NOTHING = "the picture says neither when nor where it was taken, nor by which camera"
DAMAGED = (  # what exifread raises on bytes that are no EXIF after all
    ValueError, TypeError, LookupError, ArithmeticError, OSError, EOFError, AttributeError, AssertionError,
    RuntimeError, struct.error, ExifError,
)  # fmt: skip
_MAGIC = (b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"\x89PNG\r\n\x1a\n")
_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc", b"avif")
_moment = re.compile(r"^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d(?::\d\d)?)")
_offset = re.compile(r"^[+-]\d\d:\d\d$|^Z$")

logging.getLogger("exifread").setLevel(logging.CRITICAL)


class Photo(FileReader):
    """The reader: one row, number 1."""

    id = "phones.photo"

    def sniff(self, path: Path) -> Sniffed | None:
        with path.open("rb") as file:
            head = file.read(16)
        if not _is_picture(head):
            return None
        return Sniffed(
            self.id, (Table("photograph", COLUMNS, 0, ((*[""] * 11, path.name),), (1,)),), {"picture": True}
        )

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with path.open("rb") as file:
            if not _is_picture(file.read(16)):
                raise Problem(f"{path.name} is no photograph", "choose another recipe")
        tags, fault = _tags(path)
        cells = _cells(tags, path.name)
        raw = json.dumps({name: str(tag)[:2_000] for name, tag in sorted(tags.items())}, ensure_ascii=False)
        self.facts = {"row_is": "element", "picture": True, "exif": len(tags)}
        known = any(cells[name] for name in ("taken", "camera", "place", "satellite time"))
        refused = [] if known else [(1, "", fault or NOTHING, raw)]
        columns = {name: [cells[name]] if known else [] for name in COLUMNS}
        frame = pl.DataFrame(columns, schema=dict.fromkeys(COLUMNS, pl.String))
        size = path.stat().st_size
        yield Rows(
            "photograph",
            frame.with_columns(pl.Series("row", [1] if known else [], pl.Int64)),
            pl.DataFrame({"row": [1], "text": [raw]}, RAW_ROWS),
            size,
            size,
            pl.DataFrame(refused, schema=REJECTS, orient="row"),
        )


def _is_picture(head: bytes) -> bool:
    return (
        head.startswith(_MAGIC)
        or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS)
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    )


def _tags(path: Path) -> tuple[dict[str, Any], str]:
    """The EXIF tags by name, and why they cannot be read where they are damaged."""
    with path.open("rb") as file:
        try:
            found = exifread.process_file(file, details=False)
        except DAMAGED as error:
            return {}, f"what the camera wrote into the picture is damaged: {type(error).__name__}: {error}"
    return {name: tag for name, tag in found.items() if not isinstance(tag, bytes)}, ""


def _cells(tags: dict[str, Any], name: str) -> dict[str, str | None]:
    make, model = _text(tags, "Image Make"), _text(tags, "Image Model")
    serial = _text(tags, "EXIF BodySerialNumber") or _text(tags, "Image CameraSerialNumber")
    called = model if make and model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()
    where = _where(tags)
    return {
        "taken": _taken(tags),
        "camera": f"{called} #{serial}" if serial and called else called or None,
        "place": f"{where[0]:.7f},{where[1]:.7f}" if where else None,
        "latitude": f"{where[0]:.7f}" if where else None,
        "longitude": f"{where[1]:.7f}" if where else None,
        "altitude": _altitude(tags),
        "satellite time": _satellite_time(tags),
        "make": make or None,
        "model": model or None,
        "serial": serial or None,
        "software": _text(tags, "Image Software") or None,
        "file": name,
    }


def _text(tags: dict[str, Any], name: str) -> str:
    return " ".join(str(tags[name]).replace("\0", " ").split()) if name in tags else ""


def _taken(tags: dict[str, Any]) -> str | None:
    """When it was taken, by the camera's clock; with its offset from UTC where the camera wrote one."""
    for name, offset in (
        ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
        ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
        ("Image DateTime", "EXIF OffsetTime"),
    ):
        found = _moment.match(_text(tags, name))
        if found and found[1] != "0000":
            said = _text(tags, offset) or _text(tags, "EXIF OffsetTime")
            return f"{found[1]}-{found[2]}-{found[3]} {found[4]}" + (said if _offset.match(said) else "")
    return None


def _numbers(tags: dict[str, Any], name: str) -> list[float]:
    """The numbers of a tag, fractions carried out; none where one of them cannot be."""
    try:
        return [float(v.num) / float(v.den) if hasattr(v, "num") else float(v) for v in tags[name].values]
    except (KeyError, AttributeError, TypeError, ValueError, ZeroDivisionError):
        return []


def _where(tags: dict[str, Any]) -> tuple[float, float] | None:
    found = []
    for name, limit in (("Latitude", 90), ("Longitude", 180)):
        parts = _numbers(tags, f"GPS GPS{name}")
        side = _text(tags, f"GPS GPS{name}Ref").upper()[:1]
        if not parts or side not in ("N", "S", "E", "W"):
            return None
        value = sum(part / 60**power for power, part in enumerate(parts[:3]))
        if not 0 <= value <= limit:
            return None
        found.append(-value if side in ("S", "W") else value)
    return (found[0], found[1]) if any(found) else None


def _altitude(tags: dict[str, Any]) -> str | None:
    metres = _numbers(tags, "GPS GPSAltitude")
    below = _numbers(tags, "GPS GPSAltitudeRef")[:1] == [1.0]
    return f"{-metres[0] if below else metres[0]:.1f}" if metres else None


def _satellite_time(tags: dict[str, Any]) -> str | None:
    """The time by satellite, which is UTC."""
    day, clock = _text(tags, "GPS GPSDate"), _numbers(tags, "GPS GPSTimeStamp")
    found = re.match(r"^(\d{4})[:-](\d\d)[:-](\d\d)$", day)
    if not found or len(clock) != 3 or found[1] == "0000":
        return None
    hour, minute, second = (int(part) for part in clock)
    return f"{found[1]}-{found[2]}-{found[3]} {hour:02}:{minute:02}:{second:02}+00:00"
