"""Packed files as the application holds them: their bytes come out of the child process, which alone opens archives."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from workbench.ingest import child, containers
from workbench.ingest.archive import Entry, kind_of
from workbench.ingest.containers import Member
from workbench.ingest.off_disk import Stat
from workbench.model.problems import PasswordNeeded, Problem


@dataclass(frozen=True)
class Packed(Member):
    """A member of an archive that is opened in the child process `by`; `size` is what the archive states, or 0."""

    size: int = 0
    by: child.Child | None = field(default=None, repr=False, compare=False)

    def open(self, mode: str = "rb", *_: object, **__: object) -> BinaryIO:
        """Its bytes from the start to the end, unpacked by the child; not seekable."""
        return io.BufferedReader(_Octets(self), 1 << 20)

    def stat(self) -> Stat:
        """What the archive states."""
        return Stat(self.size, self.archive.stat().st_mtime_ns)


class _Octets(io.RawIOBase):
    """The pieces that the child sends, as a stream."""

    def __init__(self, member: Packed) -> None:
        by = member.by or child.default()
        self._messages: Iterator[tuple[str, dict[str, Any], Any]] = by.run(
            "unpack", member.name, dict(containers.described(member))
        )
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            message = next(self._messages, None)
            if message is None or message[0] != "octets":
                return 0
            frames = message[2]
            self._left = memoryview(frames["octets"]["octets"][0])
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken

    def close(self) -> None:
        if not self.closed:
            self._messages.close()  # type: ignore[attr-defined]
        super().close()


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive does; whether it is one for Clew, `members` says."""
    if not path.is_file():  # opening a pipe waits for somebody to write to it
        return False
    try:
        with path.open("rb") as file:
            return bool(kind_of(file.read(8)))
    except OSError:
        return False


def members(
    path: Path, password: str = "", *, member: str = "", by: child.Child | None = None
) -> list[tuple[Packed, Entry]]:
    """The files in an archive, those that are refused included; [] where the file is a source of its own. With
    `member` that one alone, or the files in it.

    Raises PasswordNeeded where all of them are locked and the password is not right, Problem where it is damaged.
    """
    if not is_archive(path):
        return []
    by = by or child.default()
    found: list[Entry] = []
    try:
        arguments = {"path": str(path), "password": password, "of": member}
        for sort, facts, _ in by.run("members", path.name, arguments, by.limits.seconds_per_look):
            if sort == "end":
                found = [Entry(**entry) for entry in facts["members"]]
    except PasswordNeeded as problem:
        if password:
            raise
        raise PasswordNeeded(f"{path.name} is locked with a password", problem.hint) from problem
    if not found:
        return []
    if all(entry.refused for entry in found):
        first = found[0]
        raise Problem(f"{first.name} in {path.name} {first.refused}", "nothing else is in the archive")
    return [(Packed(path, entry.name, password, entry.size or 0, by), entry) for entry in found]
