"""A file that is only in memory, opened like a path: a table pasted from the clipboard, say."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from workbench.ingest.off_disk import OffDisk, Stat


@dataclass(frozen=True)
class Held(OffDisk):
    """Named bytes that readers open like any file."""

    name: str
    octets: bytes = field(repr=False)

    def __str__(self) -> str:
        return self.name

    def begin(self) -> BinaryIO:
        return BytesIO(self.octets)

    def stat(self) -> Stat:
        """Its size; it never changes."""
        return Stat(len(self.octets))
