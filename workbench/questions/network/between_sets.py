"""What links these with those? The shortest connections between two lists or kinds of entity."""

from __future__ import annotations

import numpy as np

from workbench.model.graph import Indexes
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network import contacts, ways
from workbench.questions.network.contacts import Contacts
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "What links these with those?",
    "network",
    does="Takes two sets, lists of entities or whole kinds, and shows for each pair of one from either how they are "
    "connected: directly, through one other, or by a few links. Two gangs, the suspects and the accounts, the phones "
    "of one case and the phones of another.",
    method="For each entity of the smaller set the fewest links to each of the larger are counted, whichever way links "
    "point; of equally short connections the one with most records at each hop is shown, and how many others stand in "
    "the middle where there are two links. What is excluded and, unless asked, common services are not gone through.",
    innocent=(
        "A connection through somebody with hundreds of contacts says next to nothing.",
        "Two sets of one town are connected by its shops, banks and doctors.",
    ),
    parameters=(
        Parameter("these", "These", "entities"),
        Parameter("these_kinds", "and all of these kinds", "kinds"),
        Parameter("those", "Those", "entities"),
        Parameter("those_kinds", "and all of those kinds", "kinds"),
        Parameter("longest", "Links of a connection at most", "whole", 2, least=1, most=12),
        contacts.how_many(100),
        Parameter("excluded", "But not through", "entities"),
        *contacts.NETWORK,
    ),
    words="sets two groups overlap connection between lists ties across",
)  # fmt: skip
def between_sets(
    held: Held, these: tuple[int, ...], these_kinds: tuple[str, ...], those: tuple[int, ...],
    those_kinds: tuple[str, ...], longest: int, most: int, excluded: tuple[int, ...], kinds: tuple[str, ...],
    links: tuple[str, ...], common: bool,
) -> Answer:  # fmt: skip
    sides = [_members(held, these, these_kinds), _members(held, those, those_kinds)]
    if not all(sides):
        return Answer("Choose entities or kinds for both sides that the case holds.")
    net = contacts.contacts(held.graph, kinds, links, common, excluded, sorted(sides[0] | sides[1]))
    one, other = (net.numbers(sorted(side)) for side in sides)
    turned = len(one) > len(other)
    near, far = (other, one) if turned else (one, other)
    found: list[tuple[int, int, int]] = []  # links, from, to
    apart = 0
    for place, begin in enumerate(near):
        held.tell(place, len(near), "looking for connections")
        steps = ways.steps_from(net, begin)[far]
        apart += int(((steps > longest) | (steps < 0)).sum())
        found += [(int(steps[k]), begin, far[k]) for k in np.flatnonzero((steps > 0) & (steps <= longest))]
    found = _each_once(found, set(one) & set(other))
    found.sort(
        key=lambda way: (way[0], -_strength(net, way), int(net.entities[way[1]]), int(net.entities[way[2]]))
    )
    rows = _rows(held, net, found[:most], turned)
    direct = sum(hops == 1 for hops, _, _ in found)
    left = (
        *contacts.left_out(net, len(found) - most, "further pair", where="connected no more closely"),
        *([f"{many(apart, 'pair')} not connected by {longest} links or fewer."] if apart else []),
    )
    if not rows:
        return Answer(f"Nothing links these with those by {longest} links or fewer.", left_out=left)
    return Answer(
        f"{many(len(found), 'pair')} of one of these and one of those {'is' if len(found) == 1 else 'are'} connected "
        f"by {longest} links or fewer, {f'{direct:,}' if direct else 'none'} of them directly.",
        (
            Column("one", "Of these", "entity"),
            Column("other", "Of those", "entity"),
            Column("hops", "Links", "count"),
            Column("through", "Through", "entities"),
            Column("middle", "How many stand in the middle", "count"),
            Column("weakest", "Records at the weakest tie", "count"),
        ),
        tuple(rows),
        left_out=left,
        sure="Exact for what the case holds: a connection that no source names is not found.",
    )


def _members(held: Held, named: tuple[int, ...], kinds: tuple[str, ...]) -> set[int]:
    heads = {held.whole.grouped.get(entity, entity) for entity in named}
    return {e for e in heads if e in held.whole.node_of} | set(held.of_kind(*kinds) if kinds else ())


def _each_once(found: list[tuple[int, int, int]], both: set[int]) -> list[tuple[int, int, int]]:
    """The pairs, those of two that stand in both sets once."""
    return [way for way in found if not (way[1] in both and way[2] in both and way[1] > way[2])]


def _strength(net: Contacts, way: tuple[int, int, int]) -> int:
    """The records of a direct tie; 0 of others."""
    return int(net.records[net.pair_of(way[1], way[2])]) if way[0] == 1 else 0


def _rows(held: Held, net: Contacts, found: list[tuple[int, int, int]], turned: bool) -> list[Row]:
    """The rows in the order given; each beginning is searched from once."""
    searched: dict[int, Indexes] = {}
    rows = []
    for place, (hops, begin, end) in enumerate(found):
        held.tell(place, len(found), "following connections")
        if begin not in searched:
            searched[begin] = ways.steps_from(net, begin)
        way = ways.walked(net, searched[begin], end)
        way = way[::-1] if turned else way
        middle = len(_common(net, begin, end)) if hops == 2 else 0
        ends = int(net.entities[way[0]]), int(net.entities[way[-1]])
        through = tuple(net.entities[list(way[1:-1])].tolist())
        weakest = min(int(net.records[pair]) for pair in ways.pairs_of(net, way))
        cells = (*ends, hops, through, middle or None, weakest)
        rows.append(Row(cells, (*ends, *through), ways.links_along(net, way)))
    return rows


def _common(net: Contacts, one: int, other: int) -> set[int]:
    mine, theirs = (set(net.other[net.first[n] : net.first[n + 1]].tolist()) for n in (one, other))
    return mine & theirs
