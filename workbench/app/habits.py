"""What was chosen last time: the recipe for files with the same columns, how files were said to be acquired and hashed.

One JSON file in the user's folder: hashes of column names, recipes, and who acquired; nothing of what files hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.app import paths
from workbench.ingest.readers import normal

MOST = 500  # layouts remembered, the latest ones


@dataclass(frozen=True)
class Used:
    """The recipe that files with these columns were read with last, how often, and when (a day)."""

    recipe: str
    times: int
    last: str


class Habits:
    """Read when made, written with each change; a damaged file is as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.home() / "import_habits.json"
        self._said: dict[str, Any] = {"layouts": {}, "acquired": {}, "hashes": {}}
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict):
            self._said |= {k: v for k, v in found.items() if isinstance(v, dict)}

    def used(self, columns: Sequence[str]) -> Used | None:
        """What files with these columns were read with before."""
        said = self._said["layouts"].get(_signature(columns))
        try:
            return Used(str(said["recipe"]), int(said["times"]), str(said["last"])) if said else None
        except (KeyError, TypeError, ValueError):
            return None

    def use(self, columns: Sequence[str], recipe: str) -> None:
        """Remembers that a file with these columns was read so."""
        key, before = _signature(columns), self.used(columns)
        times = before.times + 1 if before is not None and before.recipe == recipe else 1
        layouts = self._said["layouts"]
        layouts.pop(key, None)  # the latest stand last
        layouts[key] = {"recipe": recipe, "times": times, "last": datetime.now(UTC).date().isoformat()}
        while len(layouts) > MOST:
            del layouts[next(iter(layouts))]
        self._write()

    @property
    def acquired(self) -> dict[str, str]:
        """What was said last of how files were acquired."""
        return {str(k): str(v) for k, v in self._said["acquired"].items()}

    @acquired.setter
    def acquired(self, said: dict[str, str]) -> None:
        self._said["acquired"] = said
        self._write()

    @property
    def sha512(self) -> bool:
        """Whether SHA-512 is taken of every file beside SHA-256."""
        return bool(self._said["hashes"].get("sha512", False))

    @sha512.setter
    def sha512(self, wanted: bool) -> None:
        self._said["hashes"] = {"sha512": wanted}
        self._write()

    def forget(self) -> None:
        """Forgets everything."""
        self._said = {"layouts": {}, "acquired": {}}
        self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps(self._said, ensure_ascii=False, indent=1), "utf-8")
        beside.replace(self._path)


def _signature(columns: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(normal(c) for c in columns).encode("utf-8", "replace")).hexdigest()[:24]
