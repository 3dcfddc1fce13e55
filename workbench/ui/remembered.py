"""What the window remembers between two days: recent cases, its size and panels, light or dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from workbench.app import paths
from workbench.case.protection import is_protected

RECENT = 6


class Remembered:
    """Settings of the window in a file of the user's; nothing of a case is in it but the paths of recent ones."""

    def __init__(self) -> None:
        folder = paths.home()
        folder.mkdir(parents=True, exist_ok=True)
        self._kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Cases opened lately that are still there."""
        said: Any = self._kept.value("recent", [])
        paths_said = [said] if isinstance(said, str) else said or []
        return [Path(p) for p in paths_said if p and Path(p).is_file()]

    def opened(self, path: Path, *, protected: bool = False) -> None:
        """Puts a case first among the recent ones, or takes it out where it is not to be remembered."""
        path = path.resolve()
        others = [p for p in self.recent() if p != path]
        kept = [path, *others][:RECENT] if self.remembers(protected) else others
        self._kept.setValue("recent", [str(p) for p in kept])
        if not self.remembers(protected):
            self.forget_folders()

    def forget_folders(self) -> None:
        """Takes out what Qt's own file dialogs remember by themselves: which folders they were in."""
        theirs = QSettings(QSettings.Scope.UserScope, "QtProject")
        for name in ("history", "lastVisited"):
            theirs.remove(f"FileDialog/{name}")

    @property
    def which(self) -> str:
        """Which cases are remembered: "open" ones, that is those without a passphrase, "all" or "none"."""
        return str(self._kept.value("remember cases", "open"))

    @which.setter
    def which(self, choice: str) -> None:
        self._kept.setValue("remember cases", choice)
        kept = [p for p in self.recent() if self.remembers(is_protected(p))]
        self._kept.setValue("recent", [str(p) for p in kept])

    def remembers(self, protected: bool) -> bool:
        """Whether a case, with a passphrase or without, is remembered."""
        return self.which == "all" or (self.which == "open" and not protected)

    @property
    def appearance(self) -> str:
        return str(self._kept.value("appearance", "system"))

    @appearance.setter
    def appearance(self, choice: str) -> None:
        self._kept.setValue("appearance", choice)

    def said(self, name: str, usual: str) -> str:
        """What was chosen last under a name, or the usual."""
        return str(self._kept.value(name, usual))

    def keep(self, name: str, value: str) -> None:
        """Remembers what was chosen."""
        self._kept.setValue(name, value)

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """The window's geometry and the state of its panels, if it was closed before."""
        geometry, state = self._kept.value("geometry"), self._kept.value("panels")
        return (
            (geometry, state) if isinstance(geometry, QByteArray) and isinstance(state, QByteArray) else None
        )

    def keep_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        self._kept.setValue("geometry", geometry)
        self._kept.setValue("panels", state)

    def columns(self, noun: str) -> dict[str, Any]:
        """What was chosen of a table's columns: their order, which are switched on or off, how wide they are."""
        try:
            said = json.loads(str(self._kept.value(f"columns/{noun}", "{}")))
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def keep_columns(self, noun: str, said: dict[str, Any]) -> None:
        self._kept.setValue(f"columns/{noun}", json.dumps(said))
