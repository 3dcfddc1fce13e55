"""How far the import of one file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.model.files import AnyFile

Tell = Callable[[int, int, str], None]


def unheard(done: int, total: int, text: str) -> None:
    """A `Tell` that nobody listens to."""


@dataclass(frozen=True)
class Stage:
    """How far one file is: `doing` is hashing, keeping, reading, finishing or done; bytes and rows so far."""

    path: AnyFile
    doing: str
    done: int = 0
    total: int = 0
    rows: int = 0


Watch = Callable[[Stage], None]


def unwatched(stage: Stage) -> None:
    """A `Watch` that looks away."""
