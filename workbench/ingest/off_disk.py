"""What is opened like a path though no file on the disk holds it: a packed file, or bytes in memory."""

from __future__ import annotations

import stat
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol


@dataclass(frozen=True)
class Stat:
    """What `stat` of such a file answers; `st_size` is only an estimate where an archive states no size."""

    st_size: int
    st_mtime_ns: int = 0
    st_mode: int = stat.S_IFREG


class Named(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str: ...


class OffDisk(ABC):
    """As much of pathlib.Path as readers need, for whatever has a `name` and bytes: `open("rb")`, `suffix`,
    `stat().st_size`."""

    @property
    def suffix(self: Named) -> str:
        return PurePosixPath(self.name).suffix

    @property
    def stem(self: Named) -> str:
        return PurePosixPath(self.name).stem

    def exists(self) -> bool:
        return True

    def is_file(self) -> bool:
        return self.exists()

    def is_dir(self) -> bool:
        return False

    def open(self, mode: str = "rb", *_: object, **__: object) -> BinaryIO:
        """Its bytes, seekable. Raises ValueError for any mode but reading bytes."""
        if mode not in ("rb", "br"):
            raise ValueError("what is no file on the disk is read as bytes")
        return self.begin()

    @abstractmethod
    def begin(self) -> BinaryIO:
        """Its bytes from the start, each time anew."""

    def read_bytes(self) -> bytes:
        with self.open() as file:
            return file.read()

    @abstractmethod
    def stat(self) -> Stat:
        """Its size, and when it was changed."""
