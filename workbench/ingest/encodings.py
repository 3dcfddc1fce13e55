"""How the bytes of a text file are written: encoding and line ends."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer

from workbench.model.problems import Problem

HEAD = 1 << 18
CHECKED = 1 << 26
USUAL = "cp1252"  # of several encodings that fit as well, the one most programs write
AS_GOOD = 0.02
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman", "gb18030",
    "big5", "shift_jis", "euc_kr", "euc_jp", "cp866", "cp437",
]  # fmt: skip
SINGLE_BYTE = frozenset(
    name for name in LIKELY if name not in ("gb18030", "big5", "shift_jis", "euc_kr", "euc_jp")
)


_HIGH = bytes(range(128, 256))
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Writing:
    """`encoding` is a codec's name; `line_end` is "\\n", "\\r\\n" or "\\r"."""

    encoding: str
    line_end: str

    @property
    def is_bytewise(self) -> bool:
        """Whether a line of the text is a line of the bytes and can be decoded on its own."""
        single = codecs.lookup(self.encoding).name.replace("-", "_") in SINGLE_BYTE | {
            "utf_8", "utf_8_sig", "ascii", "iso8859_1",
        }  # fmt: skip
        return single and self.line_end != "\r"


def find(path: Path, head: bytes, said: str = "") -> Writing:
    """The writing of a text file that begins with `head`; `said` is what a recipe states.

    Raises Problem where the stated encoding is unknown.
    """
    if said:
        try:
            encoding = codecs.lookup(said).name
        except LookupError as error:
            raise Problem(f"no encoding is called {said}", "try utf-8, utf-16 or cp1252") from error
        if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8):
            encoding = "utf-8-sig"
    else:
        encoding = _encoding(path, head)
    return Writing(encoding, _line_end(head.decode(encoding, "replace")))


def wide(head: bytes) -> str:
    """The encoding of a text that tells it at once: by a byte order mark, or by the NULs of UTF-16; else ""."""
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    half = max(1, min(len(head), 4096) // 2)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _encoding(path: Path, head: bytes) -> str:
    told = wide(head)
    if told:
        return told
    stranger = _not_utf8(path)
    if stranger is None or _mostly_utf8(path):
        return "utf-8"
    found = charset_normalizer.from_bytes(stranger, cp_isolation=LIKELY)
    best = found.best()
    usual = next((match for match in found if match.encoding == USUAL), None)
    if best is None or (usual is not None and usual.chaos <= best.chaos + AS_GOOD):
        return USUAL
    return best.encoding


def _mostly_utf8(path: Path) -> bool:
    """Whether a text is UTF-8 but for a few damaged places: no other encoding makes such sequences by chance."""
    whole = high = seen = 0
    with path.open("rb") as file:
        while seen < CHECKED and (piece := file.read(1 << 22)):
            whole += sum(map(len, _SEQUENCE.findall(piece)))
            high += len(piece) - len(piece.translate(None, _HIGH))
            seen += len(piece)
    return whole > 4 * (high - whole)


def _not_utf8(path: Path) -> bytes | None:
    """Text around the first bytes that are not UTF-8, None where there are none in the stretch looked at."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen = 0
    with path.open("rb") as file:
        while seen < CHECKED:
            piece = file.read(1 << 22)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                start = max(0, error.start - (1 << 15))
                return piece[start : start + (1 << 16)] or piece
            if not piece:
                break
            seen += len(piece)
    return None


def _line_end(text: str) -> str:
    if "\n" not in text:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
