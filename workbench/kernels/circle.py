"""Circles: every connected part on a circle of its own, ordered so that few links cross."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.circular import round_a_circle
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.parts import Tell, part_by_part, simple

APART = 1.0  # chart units from one to the next on the circle


def circle(n: int, start: Indexes, end: Indexes, tell: Tell | None = None) -> Floats:
    """Positions [n, 2] in chart units; `tell(done, total)` may raise to stop."""
    a, b = simple(n, start, end)

    def lay(nodes: Indexes, links: Indexes, one: Indexes, other: Indexes) -> Floats:
        size = len(nodes)
        xy = np.empty((size, 2), np.float32)
        xy[round_a_circle(size, one, other, look)] = ring(size)
        return xy

    def look() -> None:
        if tell:
            tell(0, n)

    return part_by_part(n, a, b, lay, APART, tell)


def ring(size: int, apart: float = APART) -> Floats:
    """So many places round a circle, the first at the top, `apart` from one to the next."""
    if size == 1:
        return np.zeros((1, 2), np.float32)
    turned = np.arange(size) * 2 * np.pi / size
    radius = max(0.5 * apart / np.sin(np.pi / size), 0.5 * apart)
    return np.stack([radius * np.sin(turned), -radius * np.cos(turned)], axis=1).astype(np.float32)


def warm() -> None:
    """Makes these kernels ready."""
    circle(samples.CHAIN, *samples.chain())
