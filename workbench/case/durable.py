"""A file put in another's place so that a crash or a loss of power leaves the one or the other, whole."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

STRETCH = 1 << 20
READ_WRITE = os.O_RDWR | getattr(os, "O_BINARY", 0)


def put(part: Path, out: Path) -> None:
    """Renames `part` to `out` once its bytes are on the disk; OSError where that cannot be done."""
    file = os.open(part, READ_WRITE)
    try:
        os.fsync(file)
    finally:
        os.close(file)
    part.replace(out)
    if sys.platform != "win32":  # there a folder cannot be opened, and its entries are written through
        folder = os.open(out.parent, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):  # the file stands there; some systems do not sync a folder
                os.fsync(folder)
        finally:
            os.close(folder)


def destroy(path: Path) -> bool:
    """Overwrites a file and what SQLite keeps beside it with zeros, which a disk that remembers may not do in place,
    and removes them; whether all was overwritten. What has another name as well is somebody else's too: only this name
    goes."""
    whole = True
    for left in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        if left.exists():
            whole = _overwrite(left) and whole
            left.unlink(missing_ok=True)
    return whole


def _overwrite(path: Path) -> bool:
    if path.stat().st_nlink > 1:
        return False
    size = path.stat().st_size
    try:
        with path.open("rb+") as file:
            for begin in range(0, size, STRETCH):
                file.write(bytes(min(STRETCH, size - begin)))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True
