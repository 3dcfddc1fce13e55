"""Lines of a chart: what each bundles, and what its pill says."""

from __future__ import annotations

from decimal import Context, Decimal

import numpy as np

from workbench.case.links import DRAWN
from workbench.case.owners import Pieces
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import Kinds, LinkKind
from workbench.model.values.assets import shown

EXACTLY = Context(prec=80)  # more digits than two amounts of 38 have together


def bundles(graph: Graph, pieces: Pieces) -> dict[tuple[int, int], Indexes]:
    """Pieces of links by the pair of nodes they join, whichever way they run."""
    low = np.minimum(pieces.start, pieces.end).astype(np.int64)
    high = np.maximum(pieces.start, pieces.end).astype(np.int64)
    among = np.lexsort((graph.link_kind[pieces.link], high, low)).astype(np.int32)
    low, high = low[among], high[among]
    cuts = np.flatnonzero((np.diff(low, prepend=-1) != 0) | (np.diff(high, prepend=-1) != 0))
    return {
        (int(low[at]), int(high[at])): part
        for at, part in zip(cuts.tolist(), np.split(among, cuts[1:]), strict=False)
        if len(part)
    }


def kind_of(kinds: Kinds, graph: Graph, link: int) -> LinkKind:
    """The kind of a link of the graph."""
    return kinds.links[graph.link_kinds[graph.link_kind[link]]]


def _has_time(kinds: Kinds, kind: LinkKind) -> bool:
    return kinds.records[kind.made_by[0].record].moment is not None


def label(
    kinds: Kinds, graph: Graph, pieces: Pieces, those: Indexes, totals: dict[int, dict[str, str]]
) -> str:
    """What the pill of a line says: an amount where one is paid, else how often where that is more than once."""
    amounts: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for i in those.tolist():
        k = int(pieces.link[i])
        kind, id = kind_of(kinds, graph, k), int(graph.link_ids[k])
        if "amount" in kind.totals:
            own = pieces.totals.get((k, int(pieces.start[i]), int(pieces.end[i])))
            for asset, text in (totals.get(id, {}) if own is None else own).items():
                amounts[asset] = EXACTLY.add(amounts.get(asset, Decimal(0)), Decimal(text))
        elif id < DRAWN and kind.directed and kind.made_by and _has_time(kinds, kind):
            plural = kinds.records[kind.made_by[0].record].plural.lower()
            counts[plural] = counts.get(plural, 0) + int(pieces.count[i])
    if amounts:
        return ", ".join(
            f"{units.normalize(EXACTLY):f} {shown(asset)}" for asset, units in sorted(amounts.items())
        )
    return ", ".join(f"{n:,} {plural}" for plural, n in counts.items() if n > 1)
