"""What the lines of a chart say, as a table: each sentence with its standing, how often, and the first row of it."""

from __future__ import annotations

from workbench.app.charting import Drawn
from workbench.app.composing.bench import Bench
from workbench.case import claims
from workbench.model.document import Block, Table
from workbench.model.graph import Graph

MOST = 60  # lines spelt out; a chart with more says how many more


def said_by_lines(bench: Bench, graph: Graph, drawn: Drawn, figure: str) -> list[Block]:
    """The claims behind the lines of a chart, those on most records first."""
    links = [link for members in drawn.links.values() for link in members]
    if not links:
        return []
    ordered = sorted(
        dict.fromkeys(links), key=lambda k: -int(graph.count[graph.link_of[k]]) if k in graph.link_of else 0
    )
    found = claims.for_links(bench.case, ordered[:MOST], rows=1)
    rows = []
    for claim in found:
        first = next(iter(claim.proofs), None)
        where = claim.basis
        if first is not None:
            bench.used.add(first.record.source)
            where = f"Source {first.record.source}, {first.word} {first.record.row:,}"
        rows.append((claim.sentence, claim.standing, f"{claim.count:,}", where))
    return [
        Table(
            ("Claim", "Standing", "Records", "First row"),
            tuple(rows),
            caption=f"{bench.table()}. What the lines of {figure} say",
            numbers=frozenset({2}),
            rest=len(ordered) - len(found),
        )
    ]
