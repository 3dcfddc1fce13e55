"""One packed file as a seekable stream of its bytes, unpacked as they are asked for; nothing is ever written.

Backward seeks begin again from the start. What is damaged, locked or swells beyond reason raises Problem.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, TypeVar

import zstandard
from zstandard import ZstdError

from workbench.model.problems import PasswordNeeded, Problem

SMALL = 32 << 20  # what unpacks to less is never a bomb
MOST_RATIO = 400  # repetitive call records come to 60, deflate itself ends at 1032
MOST_BYTES = 1 << 40
_WINDOW = 1 << 27  # of zstd: what one frame may ask to remember
_STEP = 1 << 20
# zipfile raises this for a way of packing it does not know; it is a RuntimeError, as is a wrong password
UNKNOWN_PACKING = NotImplementedError

Begin = Callable[[], BinaryIO]
T = TypeVar("T")


def swells(unpacked: int, packed: int) -> bool:
    """Whether a file that came out of so many packed bytes is more likely made to do harm than to be read."""
    return unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1))


def bomb(name: str, unpacked: int, packed: int) -> Problem:
    """The sentence for a file that swells."""
    return Problem(
        f"{name} unpacks to {unpacked >> 20:,} MiB or more from {max(packed >> 10, 1):,} KiB,"
        " far more than text packs",
        "it may be made to do harm; ask whoever sent it for the table itself",
    )


def stream(kind: str, packed: BinaryIO) -> BinaryIO:
    """The bytes inside a stream that holds one packed file; `kind` is gz, zst, bz2 or xz."""
    if kind == "zst":
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return unpacker.stream_reader(packed, read_across_frames=True, closefd=False)
    if kind == "gz":
        return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]
    return bz2.BZ2File(packed) if kind == "bz2" else lzma.LZMAFile(packed)  # type: ignore[return-value]


class Unpacked(io.RawIOBase):
    """A packed file, readable and seekable. `begin` opens it anew; `packed` answers how many packed bytes
    the stream has taken so far, `size` is what the archive states (None = nothing). Closes `file` with itself."""

    def __init__(
        self, name: str, begin: Begin, file: BinaryIO, packed: Callable[[], int], size: int | None
    ) -> None:
        self._name = name
        self._begin = begin
        self._file = file
        self._packed = packed
        self._size = size
        self._inner: BinaryIO | None = None
        self._at = 0
        self._wanted = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._wanted

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Moves without unpacking; the next read does the work. From the end it needs to know the size."""
        if whence == io.SEEK_CUR:
            offset += self._wanted
        elif whence == io.SEEK_END:
            offset += self._whole() if self._size is None else self._size
        if offset < 0:
            raise OSError(errno.EINVAL, "a position before the beginning")
        self._wanted = offset
        return offset

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        view = memoryview(buffer).cast("B")
        self._reach()
        if self._at < self._wanted:
            return 0
        got = self._take(len(view))
        view[: len(got)] = got
        self._wanted = self._at
        return len(got)

    def close(self) -> None:
        if self._inner is not None:
            self._inner.close()
            self._inner = None
        self._file.close()
        super().close()

    def _reach(self) -> None:
        """Unpacks up to the wanted position, or to the end where that lies before it."""
        if self._wanted < self._at and self._inner is not None:
            self._inner.close()
            self._inner = None
        while self._inner is None or self._at < self._wanted:
            if self._inner is None:
                self._at = 0
                self._inner = self._guarded(self._begin)
            elif not self._take(min(_STEP, self._wanted - self._at)):
                return

    def _take(self, most: int) -> bytes:
        inner = self._inner
        assert inner is not None
        got = self._guarded(lambda: inner.read(most))
        self._at += len(got)
        packed = self._packed()
        if swells(self._at, packed):
            raise bomb(self._name, self._at, packed)
        return got

    def _whole(self) -> int:
        held, self._wanted = self._wanted, MOST_BYTES + 1
        self._reach()
        self._size, self._wanted = self._at, held
        return self._size

    def _guarded(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except (RuntimeError, zipfile.BadZipFile) as error:  # how zipfile and pyzipper say wrong password
            if isinstance(error, UNKNOWN_PACKING) or "password" not in str(error).lower():
                raise self._damaged(error) from error
            raise PasswordNeeded(
                f"the password does not open {self._name}", "type it again, or ask whoever packed it"
            ) from error
        except (zlib.error, ZstdError, EOFError, lzma.LZMAError, OSError, ValueError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> Problem:
        if isinstance(error, UNKNOWN_PACKING):
            return Problem(
                f"{self._name} is packed in a way that cannot be read here: {error}",
                "unpack it with the program that packed it, and import what is inside",
            )
        return Problem(
            f"{self._name} cannot be unpacked: {error}", "the archive is damaged; copy or download it again"
        )
