"""Looks into binary workbooks for what calamine does not tell: XLS (BIFF8 in an OLE file) and XLSB (BIFF12).

Only numbers beyond 15 digits and merged cells are taken; everything unexpected ends the search, never the import:
a damaged file is calamine's to name. Microsoft [MS-XLS], [MS-XLSB], [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

EXACT = 1e15  # from here on not every digit is kept
MOST_SECTORS = 1 << 21
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class Sheet:
    """What was found in one sheet: see `marks.Marks`."""

    rounded: dict[int, set[float]] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)

    def number(self, row: int, value: float) -> None:
        if abs(value) >= EXACT and value == value:
            self.rounded.setdefault(row, set()).add(value)

    def merge(self, first: int, last: int, column: int) -> None:
        if last > first:
            self.merged.append((first, last, column))


def old_workbook(octets: bytes) -> dict[str, Sheet]:
    """The sheets of an XLS file by name; none where it is older than Excel 97 or damaged."""
    sheets: dict[str, Sheet] = {}
    places: dict[int, str] = {}
    try:
        stream, _ = _workbook_stream(octets)
        now: Sheet | None = None
        for at, kind, body in _records(stream):
            if kind == 0x85 and len(body) >= 8:  # BoundSheet8
                places[struct.unpack_from("<I", body)[0]] = _short_name(body)
            elif kind == 0x809:  # BOF
                now = sheets.setdefault(places[at], Sheet()) if at in places else None
            elif now is None:
                continue
            elif kind == 0x203:  # Number
                row, _, _, value = struct.unpack_from("<HHHd", body)
                now.number(row, value)
            elif kind == 0x27E:  # RK
                row, _, _, packed = struct.unpack_from("<HHHI", body)
                now.number(row, _rk(packed))
            elif kind == 0xBD:  # MulRk
                row = struct.unpack_from("<H", body)[0]
                for place in range(4, len(body) - 2, 6):
                    now.number(row, _rk(struct.unpack_from("<I", body, place + 2)[0]))
            elif kind == 0x06 and body[12:14] != b"\xff\xff":  # Formula
                now.number(struct.unpack_from("<H", body)[0], struct.unpack_from("<d", body, 6)[0])
            elif kind == 0xE5:  # MergeCells
                for first, last, column, _ in struct.iter_unpack(
                    "<4H", body[2 : 2 + (len(body) - 2) // 8 * 8]
                ):
                    now.merge(first, last, column)
    except (struct.error, IndexError, ValueError):
        pass  # what was found so far holds; calamine judges the file
    return sheets


def is_cut_off(octets: bytes) -> bool:
    """Whether an OLE file holds less of its workbook than it says."""
    try:
        stream, length = _workbook_stream(octets)
    except (struct.error, IndexError, ValueError):
        return True
    return len(stream) < length


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _short_name(body: bytes) -> str:
    count, wide = body[6], body[7] & 1
    return body[8 : 8 + count * 2].decode("utf-16-le") if wide else body[8 : 8 + count].decode("latin-1")


def _rk(packed: int) -> float:
    """An RK number: 30 bits of a float or an integer, perhaps of hundredths."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value


def _workbook_stream(octets: bytes) -> tuple[bytes, int]:
    """The stream that holds the records of an OLE file, and how long it should be."""
    if not octets.startswith(_OLE):
        return b"", 0
    shift, short_shift = struct.unpack_from("<HH", octets, 30)
    directory, _, smallest, mini_start, _, more, count = struct.unpack_from("<IIIIIII", octets, 48)
    if not 7 <= shift <= 16:
        return b"", 0
    size = 1 << shift

    def sector(number: int) -> bytes:
        return octets[(number + 1) << shift : (number + 2) << shift]

    tables = list(struct.unpack_from("<109I", octets, 76))
    for _ in range(min(count, MOST_SECTORS)):
        numbers = struct.unpack(f"<{size // 4}I", sector(more))
        tables += numbers[:-1]
        more = numbers[-1]
    fat: list[int] = []
    for number in tables:
        if number < 0xFFFFFFFA and len(held := sector(number)) == size:
            fat += struct.unpack(f"<{size // 4}I", held)

    def chain(start: int, follows: list[int]) -> Iterator[int]:
        for _ in range(min(MOST_SECTORS, len(follows))):
            if start >= len(follows):
                return
            yield start
            start = follows[start]
        if start < len(follows):
            raise ValueError("a chain of sectors that comes back to itself")

    def whole(start: int) -> bytes:
        return b"".join(map(sector, chain(start, fat)))

    entries = whole(directory)
    found = root = None
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<IQ", entries, at + 116)
        if entries[at + 66] == 5:
            root = start
        elif name in ("Workbook", "Book"):
            found = start, length & 0xFFFFFFFF
    if found is None:
        return b"", 0
    start, length = found
    if length >= smallest or root is None:
        return whole(start)[:length], length
    short = [n for (n,) in struct.iter_unpack("<I", whole(mini_start))]
    small = whole(root)
    step = 1 << short_shift
    return b"".join(small[n * step : (n + 1) * step] for n in chain(start, short))[:length], length


def sheet_names(octets: bytes) -> dict[str, str]:
    """The sheets of an XLSB workbook part: relation id by name."""
    sheets = {}
    try:
        for kind, body in _binary_records(octets):
            if kind == 156:  # BrtBundleSh: state, id, relation id, name
                count = struct.unpack_from("<I", body, 8)[0]
                id = body[12 : 12 + count * 2].decode("utf-16-le")
                at = 12 + count * 2
                length = struct.unpack_from("<I", body, at)[0]
                sheets[body[at + 4 : at + 4 + length * 2].decode("utf-16-le")] = id
    except (struct.error, IndexError, ValueError):
        pass  # calamine judges the file
    return sheets


def binary_sheet(octets: bytes) -> Sheet:
    """One sheet part of an XLSB workbook."""
    sheet, row = Sheet(), 0
    try:
        for kind, body in _binary_records(octets):
            if kind == 0:  # BrtRowHdr
                row = struct.unpack_from("<I", body)[0]
            elif kind == 2:  # BrtCellRk
                sheet.number(row, _rk(struct.unpack_from("<I", body, 8)[0]))
            elif kind in (5, 9):  # BrtCellReal, BrtFmlaNum
                sheet.number(row, struct.unpack_from("<d", body, 8)[0])
            elif kind == 176:  # BrtMergeCell
                first, last, column, _ = struct.unpack_from("<4I", body)
                sheet.merge(first, last, column)
    except (struct.error, IndexError, ValueError):
        pass  # what was found so far holds; calamine judges the file
    return sheet


def _binary_records(octets: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(octets):
        kind = octets[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (octets[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = octets[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 28:
                break
        yield kind, octets[at : at + size]
        at += size
