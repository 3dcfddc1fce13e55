"""What colours and sizes of entities say on a chart: an attribute in colours that stay apart, a measure in sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from workbench.app import grouping
from workbench.app.folding import Folded
from workbench.case.cases import Case
from workbench.drawing.chart import Floats, Look
from workbench.model.graph import Graph, Ints
from workbench.model.problems import Problem

# told apart with every kind of colour blindness (Okabe and Ito 2008; its yellow darkened for white paper)
PALETTE = (0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7, 0xFFE69F00, 0xFF56B4E9, 0xFF9A8C00, 0xFF5B4B9A)
STEPS = (0xFF9CC3DD, 0xFF6AA6CC, 0xFF3D87B8, 0xFF16679C, 0xFF0A4370)  # few to many
REST = 0xFF8A93A3
GROUPED = 0xFF4A5568
SMALL, LARGE = 0.85, 1.9  # sizes of icons against the normal

Measure = Callable[[Graph, Folded], Ints]


@dataclass(frozen=True)
class Colouring:
    """`looks` and each node's number among them; `said` is the group of each node in words, to stand under captions,
    and `legend` the groups with their colour and how many entities each has."""

    title: str
    looks: Sequence[Look]
    look: npt.NDArray[np.uint8]
    said: Sequence[str] = ()
    legend: Sequence[tuple[str, int, int]] = field(default=())


def by_kind(kinds: Sequence[Look], graph: Graph, folded: Folded) -> Colouring:
    """As kinds of entity are declared."""
    return Colouring("", kinds, graph.kind[folded.nodes].astype(np.uint8))


def coloured(case: Case, graph: Graph, folded: Folded, kinds: Sequence[Look], by: str) -> Colouring:
    """Colours by an attribute, or by how much of a measure; shapes and signs stay those of the kinds.

    The eight largest groups have a colour each, the rest and what has no such attribute one together.
    """
    if by in grouping.ATTRIBUTES:
        title = grouping.ATTRIBUTES[by][0]
        group, names = grouping.groups(case, graph, folded.nodes, by)
        named = len([n for n in names if n])
        kept = named if named <= len(PALETTE) else len(PALETTE) - 1
        legend = [*names[:kept]]
        if named > kept:
            legend.append(f"{named - kept:,} others")
        if named < len(names):
            legend.append("not known")
        rest = np.where(group < named, kept, len(legend) - 1) if len(names) > kept else group
        place = np.where(group < kept, group, rest)
        inks = [*PALETTE[:kept], *[REST] * (len(legend) - kept)]
        said = [names[g] for g in group.tolist()]
    elif by in MEASURES:
        title = MEASURES[by][0]
        values = MEASURES[by][1](graph, folded)
        edges = _steps(values)
        place = np.searchsorted(edges, values, "right") - 1
        legend = [_between(low, high) for low, high in zip(edges, [*edges[1:], None], strict=True)]
        inks = list(STEPS[-len(edges) :])
        said = [f"{v:,}" for v in values.tolist()]
    else:
        raise Problem(
            f"nothing is coloured by {by}", f"one of {', '.join([*grouping.ATTRIBUTES, *MEASURES])}"
        )
    pairs, look = np.unique(
        np.stack([graph.kind[folded.nodes], place], 1).reshape(-1, 2), axis=0, return_inverse=True
    )
    if len(pairs) > 255:
        raise Problem("that many kinds and groups cannot be told apart", "colour by something else")
    looks = [Look(k.kind, k.shape, inks[g], k.glyph, k.name) for k, g in ((kinds[k], g) for k, g in pairs)]
    count = np.bincount(place, minlength=len(legend))
    used = [(name, ink, int(n)) for name, ink, n in zip(legend, inks, count, strict=True) if n]
    return Colouring(title, looks or kinds, look.ravel().astype(np.uint8), said, used)


def with_groups(made: Colouring, folded: Folded) -> Colouring:
    """The same with a sign of their own for closed groups, which are of no kind."""
    if not folded.groups:
        return made
    group = Look("", "rounded", GROUPED, "ph.stack")
    look = np.where(np.isin(folded.nodes, list(folded.groups)), len(made.looks), made.look)
    return replace(made, looks=[*made.looks, group], look=look.astype(np.uint8))


def _steps(values: Ints) -> list[int]:
    """Up to five lowest values of classes that each hold about as many entities."""
    if not len(values):
        return [0]
    cuts = np.quantile(values, np.linspace(0, 1, len(STEPS) + 1)[:-1], method="lower")
    return sorted({int(cut) for cut in cuts})


def _between(low: int, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if high == low + 1 else f"{low:,} to {high - 1:,}"


def sizes(graph: Graph, folded: Folded, by: str) -> tuple[Floats, str]:
    """How large icons are by a measure, growing with its logarithm, and what that means in words."""
    usual = np.array([1.35 if int(n) in folded.groups else 1.0 for n in folded.nodes], np.float32)
    if not by:
        return usual, ""
    if by not in MEASURES:
        raise Problem(f"sizes say nothing of {by}", f"one of {', '.join(MEASURES)}")
    title, measure = MEASURES[by]
    values = np.maximum(measure(graph, folded), 0)
    if not len(values) or values.min() == values.max():
        return usual, ""
    low, high = np.log1p(values.min()), np.log1p(values.max())
    grown = SMALL + (LARGE - SMALL) * (np.log1p(values) - low) / (high - low)
    return grown.astype(np.float32), f"Size: {title.lower()}, {values.min():,} to {values.max():,}"


def _linked(graph: Graph, folded: Folded) -> Ints:
    """To how many others an entity is linked on the chart."""
    pieces = folded.pieces
    pairs = np.unique(np.sort(np.stack([pieces.start, pieces.end], 1), axis=1), axis=0).reshape(-1, 2)
    return np.bincount(pairs.ravel(), minlength=len(graph))[folded.nodes].astype(np.int64)


def _recorded(graph: Graph, folded: Folded) -> Ints:
    """How many records stand behind the links of an entity on the chart."""
    pieces = folded.pieces
    ends = np.concatenate([pieces.start, pieces.end])
    counts = np.concatenate([pieces.count, pieces.count])
    return np.bincount(ends, counts, minlength=len(graph))[folded.nodes].astype(np.int64)


MEASURES: dict[str, tuple[str, Measure]] = {
    "linked": ("Linked entities", _linked),
    "records": ("Records", _recorded),
}
