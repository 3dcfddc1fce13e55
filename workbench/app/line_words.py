"""What the pills of lines say: an amount where one is paid, else how often; and how wide lines are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal

import numpy as np

from workbench.app.lines import Lines
from workbench.case.links import DRAWN
from workbench.drawing.chart import Floats
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import Kinds, LinkKind
from workbench.model.values.assets import shown

EXACTLY = Context(prec=80)  # more digits than two amounts of 38 have together
WIDEST = 512  # the weight of the line that carries most
ALIKE = 2.0  # the weight of all lines where widths say nothing
Totals = Mapping[int, dict[str, str]]


def with_amounts(graph: Graph, kinds: Kinds, links: Indexes) -> list[int]:
    """Which of some links (by number) carry amounts, by id."""
    paid = np.array(["amount" in kinds.links[k].totals for k in graph.link_kinds], bool)
    ids = graph.link_ids[links[paid[graph.link_kind[links]]]]
    found: list[int] = ids[ids < DRAWN].tolist()
    return found


def amounts_of(graph: Graph, kinds: Kinds, lines: Lines, line: int, totals: Totals) -> dict[str, Decimal]:
    """What the links of a line add up to, by asset."""
    amounts: dict[str, Decimal] = {}
    for i in lines.of(line).tolist():
        k = int(lines.pieces.link[i])
        if "amount" in _kind_of(kinds, graph, k).totals:
            own = lines.pieces.totals.get((k, int(lines.pieces.start[i]), int(lines.pieces.end[i])))
            for asset, text in (totals.get(int(graph.link_ids[k]), {}) if own is None else own).items():
                amounts[asset] = EXACTLY.add(amounts.get(asset, Decimal(0)), Decimal(text))
    return amounts


def label(graph: Graph, kinds: Kinds, lines: Lines, line: int, totals: Totals) -> str:
    """What the pill of a line says: an amount where one is paid, else how often where that is more than once."""
    amounts = amounts_of(graph, kinds, lines, line, totals)
    if amounts:
        return ", ".join(
            f"{units.normalize(EXACTLY):f} {shown(asset)}" for asset, units in sorted(amounts.items())
        )
    counts: dict[str, int] = {}
    for i in lines.of(line).tolist():
        k = int(lines.pieces.link[i])
        kind = _kind_of(kinds, graph, k)
        if "amount" in kind.totals or graph.link_ids[k] >= DRAWN or not kind.directed:
            continue
        if kind.made_by and kinds.records[kind.made_by[0].record].moment is not None:
            plural = kinds.records[kind.made_by[0].record].plural.lower()
            counts[plural] = counts.get(plural, 0) + int(lines.pieces.count[i])
    return ", ".join(f"{n:,} {plural}" for plural, n in counts.items() if n > 1)


def _kind_of(kinds: Kinds, graph: Graph, link: int) -> LinkKind:
    return kinds.links[graph.link_kinds[graph.link_kind[link]]]


def weights(graph: Graph, kinds: Kinds, lines: Lines, by: str, totals: Totals, beaded: bool) -> Floats:
    """How much each line carries: records, unless they are beads on it; its share of the largest amount in its asset;
    or all the same."""
    if by == "same" or (by == "count" and beaded):
        return np.full(len(lines), ALIKE, np.float32)
    if by != "amount":
        return np.maximum(lines.count, 1).astype(np.float32)
    found = [amounts_of(graph, kinds, lines, k, totals) for k in range(len(lines))]
    most: dict[str, Decimal] = {}
    for amounts in found:
        for asset, units in amounts.items():
            most[asset] = max(most.get(asset, Decimal(0)), abs(units))
    shares = [
        max((float(abs(u) / most[a]) for a, u in amounts.items() if most[a]), default=0.0)
        for amounts in found
    ]
    return np.maximum(WIDEST * np.array(shares, np.float32), 1).astype(np.float32)
