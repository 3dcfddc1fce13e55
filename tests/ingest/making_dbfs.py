"""Small dBASE tables written by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Fields = Sequence[tuple[str, str, int]]


def table(
    fields: Fields, records: Sequence[Sequence[bytes]], *, driver: int = 0x03, deleted: Sequence[int] = (),
    stated: int | None = None, version: int = 3,
) -> bytes:  # fmt: skip
    """The bytes of a table; `deleted` are record numbers, `stated` how many records the header claims."""
    size = 1 + sum(length for _, _, length in fields)
    begins = 33 + 32 * len(fields)
    count = len(records) if stated is None else stated
    head = struct.pack("<B3BIHH17xB2x", version, 126, 6, 14, count, begins, size, driver)
    for name, type, length in fields:
        head += struct.pack("<11sc4xB15x", name.encode("ascii"), type.encode("ascii"), length)
    body = b""
    for number, cells in enumerate(records, 1):
        body += b"*" if number in deleted else b" "
        for cell, (_, type, length) in zip(cells, fields, strict=True):
            body += cell.rjust(length) if type in "NF" else cell.ljust(length)
    return head + b"\r" + body + b"\x1a"
