"""A file that gives an XML parser more at once than the parser asks for."""

from __future__ import annotations

from typing import BinaryIO

GULP = 4 << 20


class Gulps:
    """Small pieces first, GULP bytes at a time in the end.

    expat looks through a tag that has not ended from its beginning, each time it gets more: in pieces of 16 KiB, as
    iterparse asks for, an attribute of 20 MB takes half a minute, and ten times that takes an hour.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._next = 1 << 16

    def read(self, size: int = -1) -> bytes:
        octets = self._file.read(max(size, self._next))
        self._next = min(self._next * 2, GULP)
        return octets
