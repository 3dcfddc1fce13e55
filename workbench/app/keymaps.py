"""Keymaps: which keys and mouse buttons do what, as users of other tools know them (resources/keymaps)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from workbench.app import paths
from workbench.app.actions.action import Action
from workbench.model.problems import Problem

OWN = "clew"
DRAGS = ("box", "pan", "lasso")
BUTTONS = ("left", "left_shift", "left_ctrl", "left_alt", "middle")


@dataclass(frozen=True)
class Mouse:
    """What dragging over the empty chart does with each button: box, pan or lasso. Space and the right button always
    move the view; a right click asks for the menu."""

    left: str = "box"
    left_shift: str = "box"
    left_ctrl: str = "box"
    left_alt: str = "lasso"
    middle: str = "pan"


@dataclass(frozen=True)
class Keymap:
    """`keys` are those of actions that differ from what the actions declare themselves."""

    id: str
    name: str
    sentence: str
    order: int = 99
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mouse: Mouse = field(default_factory=Mouse)

    def in_force(self, actions: Iterable[Action]) -> dict[str, tuple[str, ...]]:
        """The keys of every action. Keys that the map gives to one action are taken from any other."""
        actions = list(actions)
        taken = {_same(k) for a in actions for k in self.keys.get(a.id, ())}
        return {
            a.id: self.keys[a.id] if a.id in self.keys else tuple(k for k in a.keys if _same(k) not in taken)
            for a in actions
        }


def _same(keys: str) -> str:
    """Keys as they compare, whatever the order of Ctrl, Alt and Shift."""
    return ", ".join("+".join(sorted(part.lower().split("+"))) for part in keys.split(", "))


def clashes(keys: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Two actions that share keys, or whose keys begin with all keys of another, which then could never be told
    apart: (keys, one, other)."""
    said = [(_same(k), id) for id, own in keys.items() for k in own]
    found = []
    for n, (one, first) in enumerate(said):
        for other, second in said[n + 1 :]:
            if one == other or one.startswith(other + ", ") or other.startswith(one + ", "):
                found.append((min(one, other, key=len), first, second))
    return found


def read(path: Path) -> Keymap:
    """A keymap from its file; a Problem says what is wrong in it."""
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        mouse = Mouse(**said.get("mouse", {}))
        keys = {str(id): tuple(map(str, own)) for id, own in said.get("keys", {}).items()}
        made = Keymap(path.stem, said["name"], said["sentence"], int(said.get("order", 99)), keys, mouse)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Problem(f"the keys in {path.name} cannot be read: {error}", "mend the file") from error
    wrong = [b for b in BUTTONS if getattr(mouse, b) not in DRAGS]
    if wrong:
        raise Problem(f"the keys in {path.name} say an unknown {wrong[0]}", f"one of {', '.join(DRAGS)}")
    return made


@cache
def listed() -> tuple[Keymap, ...]:
    """The keymaps there are, Clew's own first."""
    found = [read(path) for path in (paths.resources() / "keymaps").glob("*.toml")]
    return tuple(sorted(found, key=lambda k: (k.order, k.name)))


def named(id: str) -> Keymap:
    """The keymap of this name, Clew's own where there is none."""
    known = {k.id: k for k in listed()}
    return known.get(id, known[OWN])
