"""Makes UTF-8 with \\n line ends of the bytes of a text file, a piece at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace

from workbench.ingest import encodings
from workbench.ingest.readers import SPACES

Decoder = Callable[[bytes, bool], bytes]  # bytes, and whether they are the last


def decoder(writing: encodings.Writing, delimiter: str) -> Decoder:
    """A function (bytes, final) -> UTF-8 bytes with \\n line ends, for one pass over a file."""
    plain = _decoded(writing)
    if delimiter != SPACES:
        return plain
    held = b""

    def parted(octets: bytes, final: bool) -> bytes:
        nonlocal held
        text = held + plain(octets, final)
        end = len(text) if final else text.rfind(b"\n") + 1
        held = text[end:]
        return re.sub(rb" {2,}", b"\t", re.sub(rb"(?m)^ +| +(?=\r?$)", b"", text[:end]))

    return parted


def _decoded(writing: encodings.Writing) -> Decoder:
    """As `decoder`, but for the delimiter."""
    name = codecs.lookup(writing.encoding).name
    plain_ends = writing.line_end not in ("\r", encodings.MIXED)
    if name in ("utf-8", "ascii") and plain_ends:
        return lambda octets, final: octets
    if name == "utf-8-sig" and plain_ends:
        begun: list[bool] = []

        def without_mark(octets: bytes, final: bool) -> bytes:
            if begun:
                return octets
            begun.append(True)
            return octets.removeprefix(codecs.BOM_UTF8)

        return without_mark
    incremental = codecs.getincrementaldecoder(writing.encoding)("replace")
    held = ""

    def recode(octets: bytes, final: bool) -> bytes:
        nonlocal held
        text = held + incremental.decode(octets, final).removeprefix("\ufeff")
        if not plain_ends:
            held = "\r" if text.endswith("\r") and not final else ""
            text = text.removesuffix("\r") if held else text
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.encode("utf-8", "replace")

    return recode


def stretch_decoder(writing: encodings.Writing, delimiter: str) -> Callable[[bytes], bytes]:
    """Makes UTF-8 of bytes from the middle of a file."""
    wide = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(writing.encoding, writing.encoding)
    plain = replace(writing, encoding=wide)
    return lambda octets: decoder(plain, delimiter)(octets, True)
