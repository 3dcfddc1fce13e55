"""What a plugin says about itself: its plugin.toml, read without running any of its code.

    [plugin]
    id = "wallets"                  # the folder's name
    name = "Wallets"
    version = "1.0"
    api = 1

    [[reader]]                      # only where a format is not yet a table
    id = "wallets.esplora"
    name = "Bitcoin transactions as Esplora JSON"
    entry = "esplora:Esplora"       # module:Class in the folder

    [[question]]                    # an analysis, as workbench.api.question makes it
    id = "wallets.who_pays_whom"
    name = "Who pays whom?"
    entry = "paying:who_pays_whom"  # module:name in the folder

Every recipes/*.toml is a recipe; [[recipe]] file = "..." names one that lies elsewhere in the folder.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.api import API
from workbench.model.problems import Problem

FILE = "plugin.toml"
_ID = re.compile(r"^[a-z][a-z0-9_]{0,40}$")
_ENTRY = re.compile(r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
_NO_PART_OF_IT = {"__pycache__", ".git", ".DS_Store"}


@dataclass(frozen=True)
class Entry:
    """A reader or a question that the plugin brings: its id, and where it is (`module:name`)."""

    id: str
    name: str
    entry: str


@dataclass(frozen=True)
class Manifest:
    """A plugin as it declares itself. `sha256` is of all files of its folder, names included."""

    id: str
    name: str
    version: str
    folder: Path
    readers: tuple[Entry, ...]
    questions: tuple[Entry, ...]
    recipes: tuple[str, ...]
    sha256: str


def read(folder: Path) -> Manifest:
    """The manifest of a plugin folder. Raises Problem with what is wrong about it."""
    where = f"plugin {folder.name}"
    try:
        said = tomllib.loads((folder / FILE).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(f"{where}: {FILE} is not TOML", str(error)) from error
    except OSError as error:
        raise Problem(f"{where}: {FILE} cannot be read", str(error.strerror)) from error
    plugin = said.get("plugin")
    if not isinstance(plugin, dict):
        raise Problem(f"{where}: {FILE} has no [plugin]", "it names id, name, version and api")
    id_, name, version = (_text(where, plugin, key) for key in ("id", "name", "version"))
    if not _ID.match(id_) or id_ != folder.name:
        raise Problem(
            f"{where}: the folder holds plugin {id_}", "give the folder the name of the plugin's id"
        )
    if plugin.get("api") != API:
        raise Problem(
            f"{where} is made for plugin API {plugin.get('api')}",
            f"this program speaks API {API}: get another version",
        )
    return Manifest(
        id_,
        name,
        version,
        folder,
        tuple(_entry(where, id_, "reader", entry) for entry in _list(where, said, "reader")),
        tuple(_entry(where, id_, "question", entry) for entry in _list(where, said, "question")),
        _recipe_files(where, folder, said),
        hash_of(folder),
    )


def _text(where: str, said: Mapping[str, Any], key: str) -> str:
    found = said.get(key)
    if not isinstance(found, str) or not found:
        raise Problem(f"{where}: {key} should be a text", f"write it into {FILE}")
    return found


def _list(where: str, said: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = said.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Problem(f"{where}: write [[{key}]], with double brackets", f"correct {FILE}")
    return found


def _entry(where: str, plugin: str, sort: str, said: Mapping[str, Any]) -> Entry:
    id_, name, entry = (_text(where, said, key) for key in ("id", "name", "entry"))
    if not id_.startswith(plugin + "."):
        raise Problem(f"{where}: a {sort}'s id begins with {plugin}.", f"{id_} does not")
    if not _ENTRY.match(entry):
        raise Problem(f"{where}: {entry} does not say where {sort} {id_} is", 'write entry = "module:Name"')
    return Entry(id_, name, entry)


def _recipe_files(where: str, folder: Path, said: Mapping[str, Any]) -> tuple[str, ...]:
    named = [_inside(where, folder, _text(where, entry, "file")) for entry in _list(where, said, "recipe")]
    found = [path.relative_to(folder).as_posix() for path in sorted((folder / "recipes").glob("*.toml"))]
    return tuple(dict.fromkeys(found + named))


def _inside(where: str, folder: Path, file: str) -> str:
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Problem(f"{where}: {file} lies outside the plugin's folder", "move it inside")
    if not path.is_file():
        raise Problem(f"{where}: there is no file {file}", f"add it, or remove it from {FILE}")
    return file


def hash_of(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a plugin: a case says by it which code it used."""
    digest = hashlib.sha256()
    files = sorted(
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.is_file() and not _NO_PART_OF_IT & set(path.relative_to(folder).parts)
    )
    for name, path in files:
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
