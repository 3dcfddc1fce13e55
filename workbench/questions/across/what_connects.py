"""What connects these? The shortest connections among some entities, and whom or what several of them share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.model.graph import Graph
from workbench.questions import paths
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.connected import neighbours
from workbench.questions.held import Held, without
from workbench.questions.parameter import Parameter
from workbench.questions.paths import Path
from workbench.questions.question import question
from workbench.questions.wording import many

SHARED = "shared"


@question(
    "What connects these?",
    "across",
    does="Takes a list of entities of any kind (phones, persons, wallets, parcels, handles) and shows the shortest "
    "connection of each two, over all kinds of records, and whom or what several of them are linked with.",
    method="The fewest links between each two are looked for, whichever way links point. What is excluded and, unless "
    "asked, common services are not gone through. Of connections as short as each other the one with most records at "
    "each hop is shown. Shared are those linked with two or more of the list, the rarest first: who is linked with few "
    "others says more.",
    innocent=(
        "Almost everybody is connected with everybody over a few hops: a short connection says something only where "
        "what it goes through is rare.",
        "A shop, a bank or a help line that is not marked as a common service joins strangers.",
    ),
    parameters=(
        Parameter("these", "Which ones", "entities", required=True, help="two or more, with ; between them"),
        Parameter("excluded", "But not through", "entities"),
        Parameter("longest", "Links of a connection at most", "whole", 4, least=1, most=30),
        Parameter("links", "Only these kinds of link", "links"),
        Parameter("through_common", "Also through common services", "yes"),
        Parameter("most", "How many shared ones to show", "whole", 50, least=1, most=10_000),
    ),
    words="path connection between link join common neighbours shared route suspects intersection",
)  # fmt: skip
def what_connects(
    held: Held, these: tuple[int, ...], excluded: tuple[int, ...], longest: int, links: tuple[str, ...],
    through_common: bool, most: int,
) -> Answer:  # fmt: skip
    graph = _narrowed(held.graph, excluded, links)
    grouped = held.whole.grouped
    wanted = [e for e in dict.fromkeys(grouped.get(e, e) for e in these) if e in graph.node_of]
    if len(wanted) < 2:
        return Answer("Choose two entities or more that the case holds.")
    ways: list[tuple[int, int, Path]] = []
    for number, one in enumerate(wanted[:-1]):
        held.tell(number, len(wanted), "looking for connections")
        found = paths.to_each(graph, one, wanted[number + 1 :], through_common=through_common)
        ways += [(one, other, way) for other, way in found]
    near = [way for way in ways if way[2].found and len(way[2].links) <= longest]
    near.sort(key=lambda way: (len(way[2].links), -_weakest(graph, way[2]), way[0], way[1]))
    shared, more = strongest(_shared(graph, wanted, through_common), most)
    apart = sum(not way[2].found for way in ways)
    return Answer(
        _sentence(held, wanted, near, len(ways), shared),
        (
            Column("one", "From", "entity"),
            Column("other", "To", "entity"),
            Column("links", "Links", "count"),
            Column("through", "Through", "entities"),
            Column("records", "Records at the weakest link", "count"),
        ),
        tuple(_row(graph, *way) for way in near),
        left_out=_left_out(
            len(ways) - apart - len(near), apart, longest, len(excluded), more, held, through_common
        ),
        sure="Exact for what the case holds: a connection that no source names is not found.",
        tables=(Table(SHARED, "Linked with several of them", _COLUMNS, shared),) if shared else (),
        links=tuple(link for row in shared for link in row.links),
    )


_COLUMNS = (
    Column("entity", "Who or what", "entity"),
    Column("of_these", "Linked with", "entities"),
    Column("how_many", "How many of them", "count"),
    Column("contacts", "Linked with in all", "count"),
    Column("records", "Records", "count"),
)


def _narrowed(graph: Graph, gone: Sequence[int], kinds: Sequence[str]) -> Graph:
    """The graph without the links of what is excluded, and with those of some kinds only."""
    barred = np.zeros(len(graph), bool)
    barred[graph.numbers(gone)] = True
    out = barred[graph.start] | barred[graph.end]
    if kinds:
        out |= ~np.isin(graph.link_kind, [n for n, kind in enumerate(graph.link_kinds) if kind in kinds])
    return without(graph, out)


def _weakest(graph: Graph, way: Path) -> int:
    return min((int(graph.count[graph.link_of[link]]) for link in way.links), default=0)


def _row(graph: Graph, one: int, other: int, way: Path) -> Row:
    """A connection; its links in the order they are gone along, with all others that join the same two beside them."""
    beside = [way.links[0]] if way.links else []
    for start, end in zip(way.entities, way.entities[1:], strict=False):
        at = graph.links_between(np.array([graph.node_of[start], graph.node_of[end]]))
        beside += graph.link_ids[at[np.argsort(-graph.count[at], kind="stable")]].tolist()
    cells = (one, other, len(way.links), tuple(way.entities[1:-1]), _weakest(graph, way))
    return Row(cells, (one, other, *way.entities[1:-1]), tuple(dict.fromkeys([*way.links, *beside])))


def _shared(graph: Graph, wanted: Sequence[int], through_common: bool) -> list[Row]:
    """Who and what is linked with two or more of the list, the rarest first."""
    chosen = graph.numbers(wanted)
    joined: dict[int, list[int]] = {}
    for node in chosen.tolist():
        for other in graph.neighbours(node).tolist():
            joined.setdefault(other, []).append(node)
    contacts = neighbours(graph)
    rows = []
    for node, ends in joined.items():
        if len(ends) < 2 or node in chosen or (graph.common[node] and not through_common):
            continue
        at = graph.links_at(node)
        other = np.where(graph.start[at] == node, graph.end[at], graph.start[at])
        at = at[np.isin(other, ends)]
        at = at[np.argsort(-graph.count[at], kind="stable")]
        entity = int(graph.ids[node])
        of_these = tuple(int(graph.ids[end]) for end in ends)
        cells = (entity, of_these, len(ends), int(contacts[node]), int(graph.count[at].sum()))
        rows.append(Row(cells, (entity, *of_these), tuple(graph.link_ids[at].tolist())))
    return sorted(rows, key=lambda row: (-row.cells[2], row.cells[3], -row.cells[4], row.cells[0]))


def _sentence(
    held: Held,
    wanted: Sequence[int],
    near: Sequence[tuple[int, int, Path]],
    every: int,
    shared: Sequence[Row],
) -> str:
    if not near:
        return f"No two of these {len(wanted)} are connected that closely."
    said = f"{len(near):,} of {every:,} pairs are connected" if every > 1 else "They are connected"
    one, other, way = near[0]
    if every > 1:
        said += f", the closest {held.caption(one)} and {held.caption(other)}"
    said += f" by {many(len(way.links), 'link')}"
    through = [held.caption(entity) for entity in way.entities[1:-1]]
    if through:
        said += f", through {', '.join(through)}"
    if shared and shared[0].cells[2] > 2:
        said += f". {held.caption(shared[0].cells[0])} is linked with {shared[0].cells[2]} of them"
    return said + "."


def _left_out(
    far: int, apart: int, longest: int, gone: int, more: Sequence[str], held: Held, through_common: bool
) -> tuple[str, ...]:
    common = 0 if through_common else int(held.graph.common.sum())
    said = (
        f"{many(far, 'pair')} connected only by more than {longest} links." if far else "",
        f"{many(apart, 'pair')} that nothing connects." if apart else "",
        f"{gone:,} that were excluded." if gone else "",
        f"{many(common, 'common service')} not gone through." if common else "",
        *more,
    )
    return tuple(text for text in said if text)
