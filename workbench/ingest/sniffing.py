"""What a file is by its content, whatever its name says; a clear Problem where it cannot be a source."""

from __future__ import annotations

import re
import zipfile

from workbench.ingest import archive, damage, dbf_header, encodings
from workbench.model.files import AnyFile
from workbench.model.problems import Problem

CONTENTS = {
    "text": "delimited text",
    "json": "JSON",
    "html": "a web page",
    "web archive": "a web page saved as one file",
    "xml": "XML",
    "workbook": "an Excel workbook",
    "old workbook": "an Excel 97 workbook",
    "opendocument": "an OpenDocument spreadsheet",
    "sheet xml": "a spreadsheet saved as XML",
    "dbf": "a dBASE table",
    "locked workbook": "a workbook that a password locks",
    "zip": "a ZIP archive",
    "pdf": "a PDF document",
    "database": "an SQLite database",
    "picture": "a picture",
    "compressed": "a compressed file",
    "document": "a document of text or slides",
    "binary": "not text",
}
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"SQLite format 3\0", "database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    *((magic, "compressed") for magic in archive.STREAMS),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_TAG = re.compile(r"<(?:!--|meta|head|body|table|style|div|center|font|title)\b|<!--")
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def head_of(path: AnyFile) -> bytes:
    """The first bytes of a file that can be a source. Raises Problem where it cannot be read or is empty."""
    try:
        if path.is_dir():
            raise Problem(f"{path.name} is a folder, not a file", "choose the files inside it")
        if path.exists() and not path.is_file():  # opening a pipe would never end
            raise Problem(f"{path.name} is no file with an end", "copy what it gives to a file")
        if path.exists() and not path.is_file():  # reading a pipe would never end
            raise Problem(
                f"{path.name} is no file with an end, but a device or a pipe", "copy what it gives to a file"
            )
        with path.open("rb") as file:
            head = file.read(encodings.HEAD)
    except FileNotFoundError as error:
        raise Problem(f"there is no file {path}", "check the path; was it moved or renamed?") from error
    except PermissionError as error:
        raise Problem(f"{path.name} may not be read", "ask for read permission, or copy it") from error
    except OSError as error:
        raise Problem(f"{path.name} cannot be read: {error.strerror or error}", "copy it again") from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        kind = "is empty" if not head else "holds nothing but blanks"
        raise Problem(f"{path.name} {kind}", "ask for the file again; nothing was imported")
    return head


def content(path: AnyFile, head: bytes) -> str:
    """What the bytes are: a key of CONTENTS. Raises Problem for a ZIP or workbook that is cut off."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            if name == "old workbook" and _is_locked(path):
                return "locked workbook"
            return _zip_content(path) if name == "zip" else name
    if dbf_header.head_of(head) is not None:
        return "dbf"
    wide = encodings.wide(head)
    if not wide:
        controls = sum(head.count(bytes([c])) for c in range(32) if c not in (9, 10, 12, 13, 27))
        if controls > max(2, len(head) // 200):
            return "binary"
    return _text_content(head[:4096].decode(wide or "utf-8", "replace"))


def _is_locked(path: AnyFile) -> bool:
    """Whether an OLE file is a newer document behind a password: its directory names the stream that holds it."""
    with path.open("rb") as file:
        before = b""
        while piece := file.read(1 << 22):
            if _LOCKED in before + piece:
                return True
            before = piece[-len(_LOCKED) :]
    return False


def _zip_content(path: AnyFile) -> str:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except damage.IN_ZIP as error:
        raise Problem(
            f"{path.name} is damaged: its end is missing or was changed", "copy or download it again"
        ) from error
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "workbook"
    if "content.xml" in names and "mimetype" in names:
        return (
            "opendocument"
            if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet")
            else "document"
        )
    return "document" if names & {"word/document.xml", "ppt/presentation.xml"} else "zip"


def _text_content(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")[:512]
    low = start.lower()
    if low.startswith(("<!doctype html", "<html")) or (
        _TAG.match(low) and ("<table" in text.lower() or "<td" in low)
    ):
        return "html"
    if low.startswith("mime-version:") and "multipart/related" in low:
        return "web archive"
    if low.startswith("<?xml"):
        return "sheet xml" if "urn:schemas-microsoft-com:office:spreadsheet" in text else "xml"
    if start.startswith(("{", "[")) and _looks_like_json(start):
        return "json"
    return "text"


def _looks_like_json(start: str) -> bool:
    second = start[1:].lstrip()[:1]
    return second in ('"', "{", "[", "]", "}") or (start[0] == "[" and (second.isdigit() or second == "-"))


def refuse(path: AnyFile, found: str, wanted: str) -> Problem:
    """The sentence for a file whose content is `found` where a reader wants `wanted`."""
    hint = {
        "zip": "import it as it is: each file inside becomes a source",
        "compressed": "unpack it and import the files inside",
        "document": "ask for the table as CSV or XLSX",
        "web archive": "open it in a browser or spreadsheet program and save the table as CSV or XLSX",
        "pdf": "it holds no table that can be read; ask for the table as CSV or XLSX",
        "picture": "ask for the table as CSV or XLSX",
        "html": "it holds no table; ask for the original export",
        "locked workbook": "open it with its password, save a copy without one, and import the copy",
        "binary": "check that it is the right file",
        "json": "no layout of JSON that is known here has this form; ask for it as CSV or XLSX",
        "xml": "no layout of XML that is known here has this form; ask for it as CSV or XLSX",
        "database": "export the tables you need as CSV and import those",
    }.get(found, "choose a recipe that reads such files")
    return Problem(f"{path.name} is {CONTENTS.get(found, found)}, not {wanted}", hint)
