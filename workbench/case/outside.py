"""The original of a source that is only referred to: read where it was taken from, while it is the same file there.

It is hashed as a whole before anything of it is shown, and again once its size or its time of change is another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.digests import Digests
from workbench.model.problems import Problem

BLOCK = sources.BLOCK


class NotAtHand(Problem):
    """The original stays outside the case, and is not there or is another file now."""


@dataclass(frozen=True)
class Outside:
    """An original outside the case, checked: its path, and how many line ends stand before each of its blocks."""

    path: Path
    lines_before: tuple[int, ...]

    def block(self, number: int) -> bytes:
        """The bytes of one block as the case would hold them, b"" behind the last."""
        with self.path.open("rb") as file:
            file.seek(number * BLOCK)
            return file.read(BLOCK)

    def copy(self, out: BinaryIO) -> str:
        """Copies it bit for bit; the SHA-256 of what was copied."""
        again = Digests(long=False)
        with self.path.open("rb") as file:
            while octets := file.read(8 * BLOCK):
                again.update(octets)
                out.write(octets)
        return again.sha256

    def block_of_line(self, number: int) -> tuple[int, int]:
        """The block in which the line of this number (from 1) begins, and the line ends before that block."""
        found = 0
        for at, before in enumerate(self.lines_before):
            if at == 0 or before < number - 1:
                found = at
        return found, self.lines_before[found]


def of(case: Case, source: int) -> Outside:
    """The original of a source that is referred to; NotAtHand, with the reason, where it is not what it was."""
    name, path, sha256, octets = case.db.conn.execute(
        "SELECT name, path, sha256, bytes FROM source WHERE id = ?", (source,)
    ).fetchone()
    file = Path(path)
    said = f"the original of {name} is not in the case and"
    try:
        about = file.stat()
    except OSError as error:
        raise NotAtHand(f"{said} not at {path} any more", f"its SHA-256 is {sha256}") from error
    try:
        found, lines = _checked(file, (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino))
    except Problem as problem:
        raise NotAtHand(f"{said} cannot be read at {path}", problem.what) from problem
    if (found, about.st_size) != (sha256, octets):
        raise NotAtHand(f"{said} what is at {path} now is another file", f"its SHA-256 was {sha256}")
    return Outside(file, lines)


@lru_cache(maxsize=8)
def _checked(path: Path, state: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The SHA-256 of a file as it is now, and the line ends before each of its blocks. `state` is its size, times and
    number on the disk, so that a file that is another by any of them is read anew."""
    lines, ends, seen = [0], 0, 0

    def look(octets: bytes) -> None:
        nonlocal ends, seen
        for start in range(0, len(octets), BLOCK):
            part = octets[start : start + BLOCK]
            ends, seen = ends + part.count(b"\n"), seen + len(part)
            if seen % BLOCK == 0:
                lines.append(ends)

    sha256, _ = sources.hash_file(path, look)
    return sha256, tuple(lines)
