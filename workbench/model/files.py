"""What can be opened as a source: a file on disk, or one packed in an archive."""

from __future__ import annotations

from typing import Any, BinaryIO, Literal, Protocol


class AnyFile(Protocol):
    """As much of pathlib.Path as reading a file needs."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    @property
    def stem(self) -> str: ...

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """The bytes, from the start."""
        ...

    def stat(self) -> Any:
        """At least st_size and st_mtime_ns."""
        ...

    def is_file(self) -> bool: ...

    def is_dir(self) -> bool: ...

    def exists(self) -> bool: ...
