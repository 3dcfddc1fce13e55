"""Just enough of OpenPGP (RFC 4880, RFC 9580) to find the fingerprint of a public key block."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

_block = re.compile(
    r"-----BEGIN PGP PUBLIC KEY BLOCK-----(.*?)(?:-----END PGP PUBLIC KEY BLOCK-----|$)", re.DOTALL
)
PUBLIC_KEY = 6


def fingerprint(armoured: str) -> str | None:
    """The primary key's fingerprint in capital hex: 40 digits for version 4, 64 for 5 and 6; None if
    unreadable.

    Comments, line ends, subkeys and signatures do not change it. Blocks that lost their line breaks in a
    spreadsheet are read as well.
    """
    data = dearmour(armoured)
    if data is None:
        return None
    for tag, body in packets(data):
        if tag == PUBLIC_KEY and body:
            return _of(body)
    return None


def _of(body: bytes) -> str | None:
    if body[0] == 4:
        return hashlib.sha1(b"\x99" + len(body).to_bytes(2, "big") + body).hexdigest().upper()
    if body[0] in (5, 6):
        lead = b"\x9a" if body[0] == 5 else b"\x9b"
        return hashlib.sha256(lead + len(body).to_bytes(4, "big") + body).hexdigest().upper()
    return None


def dearmour(text: str) -> bytes | None:
    """The bytes inside an ASCII-armoured public key block, or None."""
    found = _block.search(text)
    if not found:
        return None
    lines = []
    for line in re.split(r"\s+", re.sub(r"(?im)^[a-z]+:[^\n]*$", "", found[1].replace("\r", "\n"))):
        if re.match(r"^=[A-Za-z0-9+/]{4}$", line):
            break
        if line and re.match(r"^[A-Za-z0-9+/]+={0,2}$", line):
            lines.append(line)
    joined = "".join(lines).rstrip("=")
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
