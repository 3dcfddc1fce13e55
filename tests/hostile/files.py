"""What a hostile file is here: a name, how its bytes are made, and what Clew must say of it.

A maker gives bytes, or pieces of them one after the other where the whole is large; nothing is kept between runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Maker = Callable[[], "bytes | Iterable[bytes]"]
CALLS = (
    b"Caller,Callee,Start,Duration\n"
    b"+447700900001,+447700900002,2026-06-01 10:00:00,60\n"
    b"+447700900002,+447700900003,2026-06-02 11:30:00,30\n"
    b"+447700900001,+447700900003,2026-06-03 12:00:05,0\n"
)
HEADER, *ROWS = CALLS.splitlines(keepends=True)


@dataclass(frozen=True)
class Hostile:
    """`says` is an expression found in the sentence that refuses the file, or in the reason of its first rejected
    row; "" = the file is taken in whole. `kept` and `rejected` are rows, None = not told. `recipe` names the recipe to
    read it with where none should be found; `slow` says why it takes long."""

    name: str
    make: Maker
    says: str = ""
    kept: int | None = None
    rejected: int | None = None
    recipe: str = ""
    slow: str = ""

    def write(self, folder: Path) -> Path:
        """The file, in a folder."""
        path = folder / self.name
        made = self.make()
        with path.open("wb") as file:
            for piece in [made] if isinstance(made, bytes) else made:
                file.write(piece)
        return path


FILES: dict[str, Hostile] = {}


def hostile(
    name: str,
    says: str = "",
    *,
    kept: int | None = None,
    rejected: int | None = None,
    recipe: str = "",
    slow: str = "",
) -> Callable[[Maker], Maker]:
    """Declares a maker of bytes as a hostile file."""

    def declare(make: Maker) -> Maker:
        assert name not in FILES, name
        FILES[name] = Hostile(name, make, says, kept, rejected, recipe, slow)
        return make

    return declare
