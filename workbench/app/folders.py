"""The files of a folder and of those below it, and what is left out there because nobody meant it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SYSTEM = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "ntuser.dat", "pagefile.sys", "hiberfil.sys"}
SYSTEM_FOLDERS = {"__macosx", "$recycle.bin", "system volume information", "lost+found"}


@dataclass(frozen=True)
class LeftOut:
    """A file or folder that is not taken in, and why, as what follows its name in a sentence."""

    path: Path
    why: str


def files(folder: Path) -> tuple[list[Path], list[LeftOut]]:
    """Every file to import, in order of path, and what is left out: what is hidden or the system's, links (they may
    lead anywhere), what is no file, and folders that cannot be opened."""
    found: list[Path] = []
    left: list[LeftOut] = []

    def locked(error: OSError) -> None:
        left.append(LeftOut(Path(str(error.filename)), f"cannot be opened: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=locked):
        for name in sorted(folders):
            why = _why_left_out(Path(place, name), SYSTEM_FOLDERS)
            if why:
                folders.remove(name)
                left.append(LeftOut(Path(place, name), why))
        folders.sort()
        for name in names:
            path = Path(place, name)
            why = _why_left_out(path, SYSTEM) or ("" if path.is_file() else "is no ordinary file")
            if why:
                left.append(LeftOut(path, why))
            else:
                found.append(path)
    return sorted(found), sorted(left, key=lambda one: one.path)


def _why_left_out(path: Path, system: set[str]) -> str:
    if path.is_symlink():
        return "is a link to somewhere else"
    if path.name.casefold() in system:
        return "belongs to the operating system"
    if path.name.startswith("~$"):
        return "is left by a program that has a document open"
    return "is hidden" if path.name.startswith(".") else ""
