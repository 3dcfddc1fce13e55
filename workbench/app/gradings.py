"""The grading schemes that come with Clew and those the agency added in its own folder."""

from __future__ import annotations

from pathlib import Path

from workbench.app import paths
from workbench.model import grading
from workbench.model.grading import Scheme
from workbench.model.problems import Problem


def schemes(own: Path | None = None) -> dict[str, Scheme]:
    """Every scheme by its id, the name of its file; an agency's takes the place of a shipped one of the same name."""
    found: dict[str, Scheme] = {}
    for folder in (paths.resources() / "gradings", own or paths.home() / "gradings"):
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                found[file.stem] = grading.parse(file.stem, file.read_text("utf-8-sig"))
            except (OSError, UnicodeDecodeError) as error:
                raise Problem(f"the grading scheme {file} cannot be read", str(error)) from error
    return found


def scheme(said: str) -> Scheme:
    """The scheme of an id, or of a name as people call it; Problem where there is none."""
    known = schemes()
    plain = _plain(said)
    for id, one in known.items():
        if plain in (_plain(id), _plain(one.name)):
            return one
    meant = [one for id, one in known.items() if plain and (plain in _plain(id) or plain in _plain(one.name))]
    if len(meant) != 1:
        raise Problem(f"there is no grading scheme '{said}'", "one of " + ", ".join(known))
    return meant[0]


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
