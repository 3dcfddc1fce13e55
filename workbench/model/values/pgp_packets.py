"""Takes OpenPGP armour and packets apart (RFC 4880, RFC 9580), whatever their age; checks no signature."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

_block = re.compile(
    r"-----BEGIN PGP ([A-Z ]+?)(?:, PART [^-]*)?-----(.*?)(?:-----END PGP \1[^-]*-----|(?=-----BEGIN PGP )|$)",
    re.DOTALL,
)
_heading = re.compile(r"(?im)^(?:version|comment|hash|charset|messageid|salt)[ ]?:[^\n]*$")
ENCRYPTED_FOR, SIGNATURE, SECRET_KEY, PUBLIC_KEY, SECRET_SUBKEY, USER_ID, PUBLIC_SUBKEY = (
    1,
    2,
    5,
    6,
    7,
    13,
    14,
)


class Block(NamedTuple):
    """One armoured block: what it says it is ("PUBLIC KEY BLOCK"), its bytes (None where they cannot be read) and
    where it stands in the text."""

    label: str
    data: bytes | None
    start: int
    end: int


def blocks(text: str) -> Iterator[Block]:
    """The armoured blocks of a text in order; also those that lost their line breaks in a spreadsheet.

    A clear-signed text is its SIGNATURE alone: the words before it are no armour.
    """
    for found in _block.finditer(text):
        if found[1] != "SIGNED MESSAGE":
            yield Block(found[1], _decoded(found[2]), found.start(), found.end())


def dearmour(text: str) -> bytes | None:
    """The bytes inside the first armoured key block, or None."""
    return next((b.data for b in blocks(text) if b.label.endswith("KEY BLOCK")), None)


def _decoded(armoured: str) -> bytes | None:
    lines = []
    for line in re.split(r"\s+", _heading.sub("", armoured.replace("\r", "\n"))):
        if re.match(r"^=[A-Za-z0-9+/]{4}$", line):
            break
        if line and re.match(r"^[A-Za-z0-9+/]+={0,2}$", line):
            lines.append(line)
    joined = "".join(lines).rstrip("=")
    if not joined:
        return None
    try:
        return base64.b64decode(joined + "=" * (-len(joined) % 4))
    except binascii.Error:
        return None


def packets(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and body of each packet, old and new format; ends where the data is cut short."""
    at = 0
    while at + 1 < len(data) and data[at] & 0x80:
        head = data[at]
        at += 1
        if head & 0x40:
            tag, body = head & 0x3F, b""
            while at < len(data):
                size, at, partial = _new_length(data, at)
                body += data[at : at + size]
                at += size
                if not partial:
                    break
        else:
            tag, kind = head >> 2 & 0xF, head & 3
            width = 1 << kind if kind < 3 else 0
            size = int.from_bytes(data[at : at + width], "big") if width else len(data) - at
            at += width
            body = data[at : at + size]
            at += size
        if at > len(data):
            return
        yield tag, body


def _new_length(data: bytes, at: int) -> tuple[int, int, bool]:
    first = data[at]
    if first < 192:
        return first, at + 1, False
    if first < 224 and at + 1 < len(data):
        return (first - 192 << 8) + data[at + 1] + 192, at + 2, False
    if first == 255:
        return int.from_bytes(data[at + 1 : at + 5], "big"), at + 5, False
    return 1 << (first & 0x1F), at + 1, True
