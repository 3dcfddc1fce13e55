"""Files packed in archives: which there are, and each as a path that readers open like any file.

A `Member` is only a description (archive, name inside, password) until `open`, and that happens in the child
process alone. Nothing is written anywhere. An archive inside an archive is opened once more, held in memory; a
third level is named and left alone. What is locked does not lock the files beside it: it asks when it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from workbench.ingest.archive import INSIDE, Archive, Entry
from workbench.ingest.held import Held
from workbench.ingest.off_disk import OffDisk, Stat
from workbench.model.files import AnyFile
from workbench.model.problems import PasswordNeeded, Problem


@dataclass(frozen=True)
class Member(OffDisk):
    """A packed file that can be opened like a path. Opening raises Problem where it is damaged, and PasswordNeeded
    where it is locked."""

    archive: Path
    member: str
    password: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.archive}/{self.member}"

    @property
    def name(self) -> str:
        return PurePosixPath(self.member).name

    def exists(self) -> bool:
        return self.archive.is_file()

    def begin(self) -> BinaryIO:
        """Its bytes, seekable, unpacked as they are asked for."""
        return self._opened[0]()

    def stat(self) -> Stat:
        """Its size, and when the archive was changed."""
        return Stat(self._opened[1], self.archive.stat().st_mtime_ns)

    @cached_property
    def _opened(self) -> tuple[Callable[[], BinaryIO], int]:
        outer, _, inner = self.member.partition(INSIDE)
        place = Archive(self.archive, self.archive.name, self.password)
        if inner:
            place = place.inside(outer)
        return place.opener(inner or outer)


def is_packed(path: object) -> bool:
    """Whether a path is a member of an archive, where going to its end means unpacking all of it."""
    return isinstance(path, Member)


def described(path: AnyFile) -> dict[str, Any]:
    """A path as the child process gets it: {"path"}, and {"member", "password"} for a packed file, {"octets"} for
    one that is only in memory."""
    if isinstance(path, Held):
        return {"path": path.name, "octets": path.octets}
    if isinstance(path, Member):
        return {"path": str(path.archive), "member": path.member, "password": path.password}
    return {"path": str(path)}


def place(said: Mapping[str, Any]) -> Any:
    """The path that `described` wrote down: a pathlib.Path, a Member or a Held, which readers open alike."""
    if "octets" in said:
        return Held(said["path"], said["octets"])
    path = Path(said["path"])
    return Member(path, said["member"], said.get("password", "")) if said.get("member") else path


def as_place(path: Any) -> Any:
    """A path as readers open it: a Member or a Held as it is, everything else as a pathlib.Path."""
    return path if isinstance(path, OffDisk) else Path(path)


def members(path: Path, password: str = "", member: str = "") -> list[Entry]:
    """What is in an archive, archives inside it opened once; [] where `path` is none. With `member` that one alone,
    and what is in it.

    Raises Problem for what is damaged or made to do harm.
    """
    outer = Archive(path, path.name, password)
    if not outer.kind or (outer.kind == "zip" and outer.is_package):
        return []
    if outer.kind == "zip" and not outer.entries:
        raise Problem(f"{path.name} holds no files", "ask for the archive again")
    wanted, _, inside = member.partition(INSIDE)
    found: list[Entry] = []
    for entry in outer.entries:
        if not wanted or entry.name == wanted:
            inner = _nested(outer, entry, password)
            found += [entry] if inner is None else _deeper(entry, inner, password)
    return [entry for entry in found if not inside or entry.name == member]


def _deeper(entry: Entry, inner: Archive, password: str) -> list[Entry]:
    """What is in an archive inside an archive, by the names it has in the outer one."""
    found = []
    for deeper in inner.entries:
        again = _nested(inner, deeper, password) if inner.kind == "zip" else None
        refused = (
            "is an archive in an archive in an archive: unpack one of them first" if again else deeper.refused
        )
        name = f"{entry.name}{INSIDE}{deeper.name}"
        found.append(replace(deeper, name=name, refused=refused))
    return found


def _nested(archive: Archive, entry: Entry, password: str) -> Archive | None:
    """The archive that a member is; None where it is none, is refused, or does not open with the password."""
    if entry.refused or (entry.locked and not password):
        return None
    try:
        return archive.nested(entry)
    except PasswordNeeded:
        return None
