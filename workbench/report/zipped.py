"""Zip files whose bytes depend on what is in them alone: no clock and no machine stands in them."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from workbench.case.exporting import whole_file

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name


class Zipped:
    """A zip file being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextlib.contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[IO[bytes]]:
        """A file in it to be written to; `packed` is False for what is packed by itself."""
        info = zipfile.ZipInfo(name, LONG_AGO)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        with self._archive.open(info, "w", force_zip64=True) as file:
            yield file


@contextlib.contextmanager
def zipped(out: Path) -> Iterator[Zipped]:
    """A zip file that stands there whole or not at all; Problem where it cannot be written."""
    with whole_file(out) as file, zipfile.ZipFile(file, "w", compresslevel=6) as archive:
        yield Zipped(archive)
