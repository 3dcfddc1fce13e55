"""Archives given as files: each file inside becomes a source of its own, and keeps which archive it came in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.app import folders
from workbench.app.library import Library
from workbench.case import sources
from workbench.ingest import packed
from workbench.ingest.held import Held
from workbench.ingest.packed import Packed
from workbench.model.files import AnyFile
from workbench.model.problems import PasswordNeeded, Problem


@dataclass(frozen=True)
class Part:
    """One file to import: a plain file, or a member of an archive; `refused` says why it cannot be opened,
    `left_out` why something in a folder is not meant to be imported."""

    path: AnyFile
    refused: str = ""
    left_out: str = ""


def parts(path: AnyFile, library: Library, password: str = "") -> list[Part]:
    """The files that a path stands for: itself, or the members of an archive, those that are refused or locked
    included; a locked member asks for its password by itself.

    Raises PasswordNeeded where all of an archive is locked and the password is not right, Problem where it is damaged
    or made to do harm. The password is kept nowhere.
    """
    if isinstance(path, Packed) and password:
        return _unlocked(path, library, password)
    if isinstance(path, Packed | Held):
        return [Part(path)]
    if not path.is_file():  # whoever hashes it says what it is; opening a pipe would never end
        return [Part(path)]
    found = packed.members(Path(str(path)), password, by=library.child)
    return [Part(member, entry.refused) for member, entry in found] or [Part(path)]


def _unlocked(member: Packed, library: Library, password: str) -> list[Part]:
    """A member of an archive with its password, or what is in it where it is an archive itself."""
    found = packed.members(member.archive, password, member=member.member, by=library.child)
    return [Part(inside, entry.refused) for inside, entry in found]


def offered(path: AnyFile, library: Library, password: str = "") -> list[Part]:
    """The files that somebody offers by one path: those in a folder and below it and in archives there, and at the end
    what is left out. Raises as `parts` does for an archive that is offered itself; one in a folder is told with its
    refusal."""
    if isinstance(path, Packed | Held) or not path.is_dir():
        return parts(path, library, password)
    found: list[Part] = []
    files, left_out = folders.files(Path(str(path)))
    for inside in files:
        try:
            found += parts(inside, library, password)
        except PasswordNeeded:
            found.append(Part(inside))  # its password is asked for when it is looked at
        except Problem as problem:
            found.append(Part(inside, problem.what.removeprefix(f"{inside.name} ")))
    if not found:
        raise Problem(f"there is no file in {path.name}", "name the folder that holds the files")
    return found + [Part(one.path, left_out=one.why) for one in left_out]


def origin(path: AnyFile) -> dict[str, Any]:
    """Which archive a packed file came in, as its reading's facts keep it; {} for a plain file."""
    if not isinstance(path, Packed):
        return {}
    about = path.archive.stat()
    sha256 = _sha256(path.archive, about.st_size, about.st_mtime_ns)
    return {"archive": {"name": path.archive.name, "sha256": sha256, "member": path.member}}


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, changed: int) -> str:
    return sources.hash_file(path)[0]
