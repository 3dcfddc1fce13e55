"""Small workbooks of the binary formats, written by hand: XLS (BIFF8 in an OLE file) and XLSB (BIFF12)."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

Cell = str | float | None
Merges = Sequence[tuple[int, int, int]]
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(
    sheets: Mapping[str, Sequence[Sequence[Cell]]], merged: Merges = (), hidden: Sequence[str] = ()
) -> bytes:
    """An Excel 97 workbook; `merged` (first row, last row, column) holds for its first sheet."""
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0x41, 6))
    bodies = [_sheet(rows, merged if not at else ()) for at, rows in enumerate(sheets.values())]
    names = [_name(name) for name in sheets]
    place = len(bof) + sum(4 + 6 + len(name) for name in names) + 4
    stream = bof
    for (said, name), body in zip(zip(sheets, names, strict=True), bodies, strict=True):
        stream += _record(0x85, struct.pack("<IBB", place, said in hidden, 0) + name)
        place += len(body)
    stream += _record(0x0A, b"") + b"".join(bodies)
    return _ole(stream.ljust(4096, b"\0"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _sheet(rows: Sequence[Sequence[Cell]], merged: Merges) -> bytes:
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0x41, 6))
    width = max(map(len, rows), default=0)
    body += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = struct.pack("<HHHHB", row, column, 0, len(cell), 1) + cell.encode("utf-16-le")
                body += _record(0x204, text)
            elif cell is not None:
                body += _record(0x203, struct.pack("<HHHd", row, column, 0, cell))
    if merged:
        parts = b"".join(struct.pack("<4H", first, last, column, column) for first, last, column in merged)
        body += _record(0xE5, struct.pack("<H", len(merged)) + parts)
    return body + _record(0x0A, b"")


def _ole(stream: bytes) -> bytes:
    """An OLE file with one stream, called Workbook."""
    stream = stream.ljust(-(-len(stream) // SECTOR) * SECTOR, b"\0")
    count = len(stream) // SECTOR
    fat = [FAT, END, *range(3, count + 2), END]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    assert len(fat) == SECTOR // 4, "one sector of table is enough for a test"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    entries = _entry("Root Entry", 5, END, 0, 1) + _entry("Workbook", 2, 2, len(stream), FREE)
    return head + struct.pack("<128I", *fat) + entries.ljust(SECTOR, b"\0") + stream


def _entry(name: str, sort: int, start: int, size: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    said = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, sort, 1, FREE, FREE, child)
    return said + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(sheets: Mapping[str, Sequence[Sequence[Cell]]], merged: Merges = ()) -> bytes:
    """An Excel binary workbook; `merged` holds for its first sheet."""
    made = BytesIO()
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    kind = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/_rels/workbook.bin.rels", f"{kind}{relations}</Relationships>")
        bundle = b"".join(
            _part(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
            for n, name in enumerate(sheets, 1)
        )
        archive.writestr(
            "xl/workbook.bin", _part(131, b"") + _part(143, b"") + bundle + _part(144, b"") + _part(132, b"")
        )
        for n, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", _binary_sheet(rows, merged if n == 1 else ()))
    return made.getvalue()


def _part(kind: int, body: bytes) -> bytes:
    said = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return said + length + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_sheet(rows: Sequence[Sequence[Cell]], merged: Merges) -> bytes:
    width = max(map(len, rows), default=1)
    body = (
        _part(129, b"")
        + _part(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, width - 1))
        + _part(145, b"")
    )
    for row, cells in enumerate(rows):
        body += _part(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(cells):
            start = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                body += _part(6, start + _wide(cell))
            elif cell is not None:
                body += _part(5, start + struct.pack("<d", cell))
    body += _part(146, b"")
    if merged:
        body += _part(177, struct.pack("<I", len(merged)))
        body += b"".join(_part(176, struct.pack("<4I", first, last, at, at)) for first, last, at in merged)
        body += _part(178, b"")
    return body + _part(130, b"")
