"""What libraries raise on bytes that are damaged or made to do harm: the file's fault, not ours."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from workbench.model.problems import Problem

# ValueError for a directory that lies before the file, RuntimeError for a password, LookupError for a missing part.
IN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
)


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package at a path, which may be a member of an archive itself. Raises Problem where it is damaged."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except IN_ZIP as error:
            raise _damaged(path.name, error) from error
        with archive:
            yield archive


def zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, package: str) -> IO[bytes]:
    """A member of a package, unpacked as it is read; reading raises Problem where it is damaged."""
    name = f"{member.filename} in {package}"
    try:
        return cast(IO[bytes], _Member(archive.open(member), name))
    except IN_ZIP as error:
        raise _damaged(name, error) from error


class _Member(io.RawIOBase):
    """The bytes of a member; only what the library raises is caught, not what its reader does."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = file
        self._name = name

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except IN_ZIP as error:
            raise _damaged(self._name, error) from error

    def close(self) -> None:
        self._file.close()
        super().close()


def _damaged(name: str, error: Exception) -> Problem:
    return Problem(f"{name} is damaged: {error}", "copy it again")


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust has given up; that is no Exception, and its class is not to be had."""
    return type(error).__name__ == "PanicException"
