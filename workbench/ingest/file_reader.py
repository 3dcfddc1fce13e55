"""What a reader of one file format is made of: it reads one file once, and leaves behind what it found out."""

from __future__ import annotations

import codecs
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.ingest.readers import Layout, Rows, Sniffed


class FileReader(ABC):
    """A `Reader` to build on. `facts` and `sha256` are filled by `tables`; a hash left empty is taken later."""

    id: str = ""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    @abstractmethod
    def sniff(self, path: Path) -> Sniffed | None:
        """What is in the file, or None when it is not of this format. Reads little; raises Problem."""

    @abstractmethod
    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        """The rows of every table, in the order of the file. Raises Problem."""


def head_of(path: Path, most: int) -> bytes:
    """The beginning of a file."""
    with path.open("rb") as file:
        return file.read(most)


def unicode_of(head: bytes) -> str:
    """The form of Unicode a text begins in: UTF-16 where a mark says so, UTF-8 else."""
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def utf8_or_latin(octets: bytes) -> str:
    """The text of bytes in UTF-8, or in Latin-1, which can be any bytes."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
