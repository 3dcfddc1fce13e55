"""A large XLSX workbook with only the first rows of its sheets: looking at it takes no longer than at a small one.

The parts are cut in their packed streams: each sheet after so many rows, the shared strings after the last one these
rows use. What follows the rows (merged cells) is not there.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from workbench.ingest import damage

LARGE = 6 << 20  # unpacked; below that the whole is as quick
MOST = 24 << 20  # bytes of a part that are unpacked at most
CHUNK = 1 << 18
_SHEETS = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_OTHERS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
)
_STRINGS = "xl/sharedStrings.xml"
_NO_STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
_SHARED = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<')
_BODY = re.compile(rb"<(\w+:)?sheetData\b")
_STRING_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")


def of(octets: bytes, rows: int) -> bytes:
    """The workbook with the first rows of each sheet; itself where it is small, no XLSX, or cannot be cut."""
    try:
        with zipfile.ZipFile(BytesIO(octets)) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            sheets = [name for name in sizes if _SHEETS.match(name)]
            if (
                "xl/workbook.xml" not in sizes
                or sum(sizes[n] for n in (*sheets, _STRINGS) if n in sizes) < LARGE
            ):
                return octets
            return _cut(archive, sizes, sheets, rows) or octets
    except damage.IN_ZIP:
        return octets  # whoever reads it whole says what is wrong with it


def _cut(archive: zipfile.ZipFile, sizes: dict[str, int], sheets: list[str], rows: int) -> bytes | None:
    parts = {name: archive.read(name) for name in _OTHERS if name in sizes}
    used = -1
    for name in sheets:
        cut = _sheet(archive, name, rows)
        if cut is None:
            return None
        parts[name] = cut
        used = max([used, *map(int, _SHARED.findall(cut))])
    if _STRINGS in sizes:
        strings = _strings(archive, used + 1)
        if strings is None:
            return None
        parts[_STRINGS] = strings
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as short:
        for name, octets in parts.items():
            short.writestr(name, octets)
    return made.getvalue()


def _sheet(archive: zipfile.ZipFile, name: str, rows: int) -> bytes | None:
    """A sheet up to the end of its `rows`-th row; None where that is not found in the bytes looked at."""
    held = b""
    with archive.open(name) as part:
        while len(held) < MOST:
            piece = part.read(CHUNK)
            held += piece
            body = _BODY.search(held)
            if body is None and piece:
                continue
            prefix = (body[1] or b"") if body else b""
            end = b"</%srow>" % prefix
            if held.count(end) >= rows:
                at = -1
                for _ in range(rows):
                    at = held.index(end, at + 1)
                return held[: at + len(end)] + b"</%ssheetData></%sworksheet>" % (prefix, prefix)
            if not piece:
                return held
    return None


def _strings(archive: zipfile.ZipFile, count: int) -> bytes | None:
    """The first `count` shared strings; None where they are not in the bytes looked at."""
    if not count:
        return _NO_STRINGS
    held, seen, at = b"", 0, 0
    with archive.open(_STRINGS) as part:
        while len(held) < MOST:
            piece = part.read(CHUNK)
            held += piece
            for end in _STRING_END.finditer(held, at):
                seen, at = seen + 1, end.end()
                if seen >= count:
                    break
            if seen >= count:
                root = re.search(rb"<(\w+:)?sst\b", held)
                return held[:at] + b"</%ssst>" % ((root[1] or b"") if root else b"")
            if not piece:
                return held
    return None
