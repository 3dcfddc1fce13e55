"""Offences and links to other crime as a list to tag by: what comes with Clew, and what the agency added in its folder.

A tag of the list is an assessment with a basis, like any tag; nothing is concluded from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from workbench.app import paths
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Offence:
    """One offence: its name as a tag, the group it belongs to, what is meant in plain words, and the law it is in."""

    id: str
    group: str
    name: str
    says: str
    law: str


def offences(own: Path | None = None) -> list[Offence]:
    """Every offence in the order of the files; an agency's file takes the place of a shipped one of the same name."""
    files: dict[str, Path] = {}
    for folder in (paths.resources() / "offences", own or paths.home() / "offences"):
        files |= {file.stem: file for file in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}
    return [one for file in files.values() for one in _read(file)]


def offence(said: str) -> Offence:
    """The offence of an id or a name; Problem where there is none."""
    known = offences()
    plain = " ".join(said.casefold().split())
    for one in known:
        if plain in (one.id, one.name.casefold()):
            return one
    raise Problem(f"the list has no offence '{said}'", "see 'clew offences', or tag it in your own words")


def _read(file: Path) -> list[Offence]:
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
        group = str(said["name"])
        return [
            Offence(str(one["id"]), group, str(one["name"]), str(one["says"]), str(one.get("law", "")))
            for one in said["offence"]
        ]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise Problem(f"the list of offences {file} cannot be read", str(error)) from error
    except KeyError as missing:
        raise Problem(f"the list of offences {file} does not say {missing}", "add it") from missing
