"""Names of columns that recipes share: what exports of many languages call the same thing."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import tomlkit

from workbench.model.problems import Problem

FOLDER = Path(__file__).parents[2] / "resources" / "column_names"
_SHARED = re.compile(r'"@([a-z_]+)(?:\.([a-z_]+))?"')


def spelled_out(text: str) -> str:
    """A recipe's text with each shared list ("@calls.caller", or "@caller" where only one list is called so)
    written out, so that the recipe a case keeps says all it means. Problem where there is no such list."""
    return _SHARED.sub(lambda found: _array(found[1], found[2]), text)


def _array(first: str, second: str | None) -> str:
    lists = shared()
    found = [names for (file, key), names in lists.items() if (first, second) in ((file, key), (key, None))]
    if len(found) != 1:
        said = f"{first}.{second}" if second else first
        what = "there is no list of column names" if not found else "several lists of column names are"
        raise Problem(f"{what} called {said}", "see resources/column_names; write it as file.list")
    return _written(found[0])


@cache
def _written(names: tuple[str, ...]) -> str:
    array = tomlkit.array()
    array.extend(names)
    return array.as_string()


@cache
def shared() -> dict[tuple[str, str], tuple[str, ...]]:
    """Every shared list by (file, list)."""
    lists: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for key, names in tomllib.loads(path.read_text("utf-8")).items():
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise Problem(
                    f"column_names/{path.name}: {key} should be a list of texts", "correct the file"
                )
            lists[path.stem, key] = tuple(dict.fromkeys(names))
    return lists
