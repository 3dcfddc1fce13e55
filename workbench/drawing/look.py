"""Look: how entities of a kind are drawn, and badges at their corners."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.kinds import SHAPES


@dataclass(frozen=True)
class Look:
    """How entities of a kind look: `colour` is 0xffRRGGBB, `glyph` a name such as "ph.phone"."""

    kind: str
    shape: str
    colour: int
    glyph: str
    name: str = ""

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ValueError(f"look of {self.kind}: shape is one of {', '.join(SHAPES)}, not {self.shape}")


@dataclass(frozen=True)
class Badge:
    """A sign with what it means: a letter on a disc of a colour (0xffRRGGBB), or a glyph such as "ph.pencil-simple"."""

    sign: str
    colour: int
    name: str
