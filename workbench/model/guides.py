"""Guides: what the places of a laid-out chart mean: times from left to right, and blocks with headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom in chart units


@dataclass(frozen=True)
class Axis:
    """Times from left to right: `knots` are (x in chart units, UTC microseconds), both rising; between two of them
    time runs evenly."""

    box: Box
    knots: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class Block:
    """Entities that stand together for what they share; no others stand in its box where it is `apart`."""

    title: str
    box: Box
    apart: bool = True


@dataclass(frozen=True)
class Guides:
    """What a layout made of the places on a chart; `later` are the entities (ids) that came after it, and stand beside
    their neighbours instead."""

    axis: Axis | None = None
    blocks: tuple[Block, ...] = ()
    later: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.axis is not None or bool(self.blocks)

    @property
    def corners(self) -> list[tuple[float, float]]:
        """The corners of all boxes: what has to be in view where the whole chart is."""
        boxes = [*([self.axis.box] if self.axis else []), *(b.box for b in self.blocks)]
        return [corner for left, top, right, bottom in boxes for corner in ((left, top), (right, bottom))]

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Guides:
        """Guides as a case keeps them."""
        axis = said.get("axis")
        return cls(
            Axis(_box(axis["box"]), tuple((float(x), int(at)) for x, at in axis["knots"])) if axis else None,
            tuple(Block(str(b["title"]), _box(b["box"]), bool(b["apart"])) for b in said.get("blocks", ())),
            tuple(int(e) for e in said.get("later", ())),
        )

    def written(self) -> dict[str, Any]:
        """The guides as JSON keeps them."""
        said: dict[str, Any] = {}
        if self.axis is not None:
            said["axis"] = {"box": list(self.axis.box), "knots": [list(k) for k in self.axis.knots]}
        if self.blocks:
            said["blocks"] = [{"title": b.title, "box": list(b.box), "apart": b.apart} for b in self.blocks]
        return said | ({"later": list(self.later)} if self.later else {})


def _box(said: Any) -> Box:
    left, top, right, bottom = (float(v) for v in said)
    return left, top, right, bottom
