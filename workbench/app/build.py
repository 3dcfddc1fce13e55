"""Which build of Clew this is: one hash over all of its program, by which two machines compare theirs."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import workbench


@cache
def sha256() -> str:
    """SHA-256 over the files of the program, sorted by name: of each its name, a zero, its size, a zero and its bytes.

    In the installed application the program is one file, whose SHA-256 it is.
    """
    if getattr(sys, "frozen", False):
        return hashlib.sha256(Path(sys.executable).read_bytes()).hexdigest()
    room = Path(workbench.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(room.rglob("*.py")):
        octets = file.read_bytes()
        digest.update(f"{file.relative_to(room).as_posix()}\0{len(octets)}\0".encode())
        digest.update(octets)
    return digest.hexdigest()


def said() -> str:
    """The program with its version and the beginning of its hash."""
    return f"Clew {workbench.__version__}, build {sha256()[:16]}"
