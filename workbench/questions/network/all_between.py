"""Who and what stands between these? Everything on the ways between any two of a list."""

from __future__ import annotations

import networkx
import numpy as np

from workbench.model.graph import Indexes
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.held import Held
from workbench.questions.network import contacts, ways
from workbench.questions.network.contacts import Contacts, Flags
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

FAR = 1 << 20  # links that lead nowhere
GOAL = -1


@question(
    "Who and what stands between these?",
    "network",
    does="Takes a list of suspects and shows everybody and everything on the ways between any two of them, not the "
    "shortest way only: the whole of what joins them, without what an analyst excludes. It shows that ways exist, not "
    "that anything went along them.",
    method="For each entity the fewest links to each of the list are counted, whichever way links point. Kept is whose "
    "links to the two nearest of the list add up to no more than the stated number. Then dead ends go: whoever is on "
    "no way, among those kept, that joins two of the list and goes twice through nobody. Those who stand between most "
    "of the list come first, then those with the shortest ways, then those with fewest contacts in all. What is "
    "excluded and, unless asked, common services are not gone through.",
    innocent=(
        "The longer the ways allowed, the more of the town stands between any two of its inhabitants.",
        "A shop, a bank or a help line that is not marked as a common service joins strangers.",
    ),
    parameters=(
        Parameter(
            "these", "Between whom", "entities", required=True, help="two or more, with ; between them"
        ),
        Parameter("longest", "Links of a way at most", "whole", 3, least=2, most=12),
        Parameter("excluded", "But not through", "entities"),
        contacts.how_many(100),
        *contacts.NETWORK,
    ),
    words="everything connecting suspects exclusions subgraph steiner join link all paths",
)
def all_between(
    held: Held, these: tuple[int, ...], longest: int, excluded: tuple[int, ...], most: int, kinds: tuple[str, ...],
    links: tuple[str, ...], common: bool,
) -> Answer:  # fmt: skip
    listed = list(dict.fromkeys(held.whole.grouped.get(e, e) for e in these))
    net = contacts.contacts(held.graph, kinds, links, common, excluded, listed)
    chosen = net.numbers(listed)
    left = (
        *contacts.left_out(net),
        *([f"{len(excluded):,} that were excluded."] if excluded else []),
        *([f"{len(listed) - len(chosen):,} of the list without links here."] if len(chosen) < len(listed) else []),
    )  # fmt: skip
    if len(chosen) < 2:
        return Answer("Choose two entities or more that have links in this case.", left_out=left)
    steps = _steps(held, net, chosen)
    two = np.partition(steps, 1, axis=0)[:2].sum(axis=0)
    held.tell(0, 0, "taking dead ends away")
    kept = _on_ways(net, two <= longest, chosen)
    found = np.setdiff1d(np.flatnonzero(kept), chosen)
    joined = [_joined(steps[:, node], longest) for node in found.tolist()]
    order = sorted(
        range(len(found)),
        key=lambda k: (
            -len(joined[k]),
            int(two[found[k]]),
            int(net.degree[found[k]]),
            int(net.entities[found[k]]),
        ),
    )
    rows = [
        _row(
            net,
            int(found[k]),
            tuple(int(net.entities[chosen[s]]) for s in joined[k]),
            int(two[found[k]]),
            kept,
        )
        for k in order[:most]
    ]
    kept[chosen] = True
    direct = _direct(net, chosen)
    return Answer(
        _sentence(held, rows, len(listed), len(found), len(direct), longest),
        (
            Column("entity", "Who or what", "entity"),
            Column("between", "Between", "entities"),
            Column("how_many", "How many of the list", "count"),
            Column("shortest", "Links of the shortest way", "count"),
            Column("contacts", "Contacts in all", "count"),
        ),
        tuple(rows),
        left_out=(*contacts.left_out(net, len(found) - most)[: len(found) > most], *left),
        sure="Exact for what the case holds: a way that no source names is not found.",
        tables=(Table("direct", "Directly linked", DIRECT, tuple(direct)),),
        links=net.links_in(np.flatnonzero(kept[net.low] & kept[net.high])),
    )


DIRECT = (
    Column("one", "From", "entity"),
    Column("other", "To", "entity"),
    Column("records", "Records", "count"),
)


def _steps(held: Held, net: Contacts, chosen: list[int]) -> Indexes:
    """How many links each is away from each of the list [list, n], FAR where nothing leads there."""
    found = np.empty((len(chosen), len(net)), np.int32)
    for place, node in enumerate(chosen):
        held.tell(place, len(chosen), "measuring distances")
        found[place] = ways.steps_from(net, node)
    found[found < 0] = FAR
    return found


def _on_ways(net: Contacts, near: Flags, chosen: list[int]) -> Flags:
    """Which of those near are on a way between two of the list that goes twice through nobody.

    With one more node that all of the list are linked with, these are the ones on a circle through it: those of its
    biconnected parts."""
    inside = near.copy()
    inside[chosen] = True
    pairs = inside[net.low] & inside[net.high]
    round_about = networkx.Graph()
    round_about.add_edges_from(zip(net.low[pairs].tolist(), net.high[pairs].tolist(), strict=True))
    round_about.add_edges_from((GOAL, node) for node in chosen)
    found = np.zeros(len(net), bool)
    for part in networkx.biconnected_components(round_about):
        if GOAL in part and len(part) > 2:
            found[sorted(part - {GOAL})] = True
    return found


def _joined(steps: Indexes, longest: int) -> list[int]:
    """Those of the list that one stands between: each with another so near that the way is short enough."""
    first, second = np.partition(steps, 1)[:2].tolist()
    nearest = int(steps.argmin())
    return [s for s, far in enumerate(steps.tolist()) if far + (second if s == nearest else first) <= longest]


def _row(net: Contacts, node: int, between: tuple[int, ...], shortest: int, kept: Flags) -> Row:
    """One in between, with all its links to the list and to others in between."""
    slots = np.arange(net.first[node], net.first[node + 1])
    behind = net.pair[slots[kept[net.other[slots]]]]
    entity = int(net.entities[node])
    cells = (entity, between, len(between), shortest, int(net.degree[node]))
    return Row(cells, (entity, *between), net.links_in(behind))


def _direct(net: Contacts, chosen: list[int]) -> list[Row]:
    """The pairs of the list that are linked, those with most records first."""
    listed = np.zeros(len(net), bool)
    listed[chosen] = True
    rows = []
    for pair in np.flatnonzero(listed[net.low] & listed[net.high]).tolist():
        ends = int(net.entities[net.low[pair]]), int(net.entities[net.high[pair]])
        rows.append(Row((*ends, int(net.records[pair])), ends, net.links_in(np.array([pair]))))
    return sorted(rows, key=lambda row: (-row.cells[2], row.entities))


def _sentence(held: Held, rows: list[Row], listed: int, found: int, direct: int, longest: int) -> str:
    said = f"No two of these {listed:,} are linked directly"
    if direct:
        said = f"Of these {listed:,}, {many(direct, 'pair is', 'pairs are')} linked directly"
    if not rows:
        return f"{said}; nobody else stands between two of them on ways of {longest} links or fewer."
    first = rows[0]
    return (
        f"{said}; {many(found, 'other stands', 'others stand')} between two of them on ways of {longest} links "
        f"or fewer, first {held.caption(first.cells[0])}, between {first.cells[2]:,}."
    )
