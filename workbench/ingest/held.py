"""A file that is only in memory, opened like a path: a table pasted from the clipboard, say."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO


@dataclass(frozen=True)
class Size:
    """What `stat` of such a file answers."""

    st_size: int
    st_mtime_ns: int = 0


@dataclass(frozen=True)
class Held:
    """Named bytes that readers open like any file: `open("rb")`, `name`, `suffix`, `stat().st_size`."""

    name: str
    octets: bytes = field(repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    def exists(self) -> bool:
        return True

    def is_file(self) -> bool:
        return True

    def is_dir(self) -> bool:
        return False

    def open(self, mode: str = "rb", *_: object, **__: object) -> BinaryIO:
        """Its bytes, seekable."""
        if mode not in ("rb", "br"):
            raise ValueError("what is held in memory is read as bytes")
        return BytesIO(self.octets)

    def read_bytes(self) -> bytes:
        return self.octets

    def stat(self) -> Size:
        """Its size; it never changes."""
        return Size(len(self.octets))
