"""In which order would taking somebody out break this network? Orders of removal and what is left after each."""

from __future__ import annotations

import numpy as np

from workbench.model.graph import Indexes, Ints
from workbench.questions.answer import Answer, Column, Curve, Row, Table
from workbench.questions.held import Held
from workbench.questions.network import breaking, contacts
from workbench.questions.network.contacts import Contacts, Flags, Numbers
from workbench.questions.network.ranking import percent
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "In which order would removing people break this network?",
    "network",
    does="Takes entities out one after another, the weightiest first, and shows how much of the network still hangs "
    "together after each, beside what is left when they are drawn by lot. People, phones, parcels, wallets, sites: any "
    "kinds may be chosen. It shows where the network as recorded is weak, not what people would do next: real "
    "networks find new ways.",
    method="Two linked entities count once, whatever the number and direction of their links. At each step the figure "
    "named is computed anew for what is left, the highest goes, and the entities in the largest connected part are "
    "counted; the share is of the largest part at the beginning. Who stands between most others is told by betweenness "
    "(Brandes 2001). Who joins groups: of those in the largest part with a contact in another group (by Leiden's "
    "method, found anew when no two groups are left in it) whoever had the highest betweenness at the beginning, "
    "after da Cunha and others 2015. Who leaves least together is found by trying everybody. Of equal figures whoever "
    "the links name last goes. By lot: the same number drawn at random, several times over, and averaged.",
    innocent=(
        "An entity whose removal breaks the network may be a shop or a relay that serves all its parts unknowingly.",
        "Links that no source tells of would hold the network together where it seems to break.",
        "Whose own records are held joins all its contacts, who may know each other besides.",
    ),
    parameters=(
        Parameter(
            "order", "Who goes first", "choice", "betweenness",
            choices=tuple((name, text) for name, (text, _) in breaking.ORDERS.items()),
        ),
        Parameter("most", "How many to take out", "whole", 20, least=1, most=10_000),
        Parameter("kinds", "Only these kinds may be taken out", "kinds"),
        Parameter("within", "Only these kinds make up the network", "kinds"),
        contacts.LINKS,
        contacts.COMMON,
        Parameter("lots", "How many times by lot", "whole", 20, least=1, most=1_000),
        Parameter("compare", "Show the other orders too", "yes", False),
    ),
    words="disruption dismantle percolation attack resilience robustness key player removal arrest takedown",
)  # fmt: skip
def disruption(
    held: Held, order: str, most: int, kinds: tuple[str, ...], within: tuple[str, ...], links: tuple[str, ...],
    common: bool, lots: int, compare: bool,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, within, links, common)
    may_go = net.is_kind(kinds)
    if not may_go.any():
        return Answer(contacts.NOTHING, left_out=contacts.left_out(net))
    chosen = breaking.ORDERS[order][1](net, may_go, most, held.tell)
    size = breaking.left(net, chosen)
    lot = breaking.by_lot(net, may_go, most, lots) / size[0]
    lines = {breaking.ORDERS[order][0]: size / size[0]}
    for name, (text, other) in breaking.ORDERS.items():
        if compare and name != order:
            lines[text] = breaking.left(net, other(net, may_go, most, held.tell)) / size[0]
    steps = list(range(len(size)))
    half = _first_below(size / size[0], 0.5)
    return Answer(
        _sentence(held, net, chosen, size, lot, half),
        (
            Column("step", "Taken out", "count"),
            Column("entity", "Who", "entity"),
            Column("largest", "Still together", "count"),
            Column("share", "Of the largest part", "share"),
            Column("lot", "The same number by lot", "share"),
            Column("contacts", "Contacts at the beginning", "count"),
        ),
        _rows(net, chosen, size, lot),
        left_out=_left_out(net, may_go, chosen),
        sure=_sure(net, order, lots),
        tables=(_compared(lines, lot),),
        curves=(
            Curve(
                "largest", "What still hangs together", "taken out", "share of the largest part",
                {name: (steps, line.tolist()) for name, line in (lines | {"by lot": lot.mean(axis=0)}).items()},
            ),
        ),
    )  # fmt: skip


def _rows(net: Contacts, chosen: Indexes, size: Ints, lot: Numbers) -> tuple[Row, ...]:
    rows = []
    for step, node in enumerate(chosen.tolist(), 1):
        entity = int(net.entities[node])
        share = float(size[step] / size[0])
        cells = (step, entity, int(size[step]), share, float(lot[:, step].mean()), int(net.degree[node]))
        rows.append(Row(cells, (entity,), net.links_of(node)))
    return tuple(rows)


def _first_below(share: Numbers, wanted: float) -> int:
    """After how many the share is at most what is wanted; 0 where it never is."""
    below = np.flatnonzero(share <= wanted)
    return int(below[0]) if len(below) else 0


def _sentence(held: Held, net: Contacts, chosen: Indexes, size: Ints, lot: Numbers, half: int) -> str:
    first = held.caption(int(net.entities[chosen[0]]))
    if half:
        return (
            f"Without {half:,} of {len(net):,}, beginning with {first}, at most half of the largest part ({size[0]:,}) "
            f"hangs together; by lot {percent(float(lot[:, half].mean()))} of it would."
        )
    return (
        f"Without {len(chosen):,} of {len(net):,}, beginning with {first}, {percent(float(size[-1] / size[0]))} of the "
        f"largest part ({size[0]:,}) still hangs together; by lot {percent(float(lot[:, -1].mean()))} would."
    )


def _left_out(net: Contacts, may_go: Flags, chosen: Indexes) -> tuple[str, ...]:
    stay = len(net) - int(may_go.sum())
    said = (
        [f"{many(stay, 'entity', 'entities')} of other kinds, which stay whatever their place."]
        if stay
        else []
    )
    beyond = int(may_go.sum()) - len(chosen)
    return (*contacts.left_out(net, beyond, where="not taken out"), *said)


def _sure(net: Contacts, order: str, lots: int) -> str:
    largest = int(np.bincount(net.part, minlength=1).max())
    said = f"What is left is counted exactly; by lot it is the average of {many(lots, 'time')}."
    if order in ("betweenness", "module") and largest > breaking.EXACT:
        return (
            f"{said} Who stands between most others is an estimate from {breaking.drawn(net)} entities drawn by lot, "
            f"as long as a part has more than {breaking.EXACT:,}."
        )
    return said


def _compared(lines: dict[str, Numbers], lot: Numbers) -> Table:
    """For each order after how many half and a tenth are left, and the average of what is left after each step."""
    rows = []
    for name, line in (lines | {"by lot": lot.mean(axis=0)}).items():
        half, tenth = _first_below(line, 0.5), _first_below(line, 0.1)
        rows.append(Row((name, half or None, tenth or None, float(line[1:].mean()))))
    return Table(
        "orders",
        "Orders compared",
        (
            Column("order", "Who goes first"),
            Column("half", "Half is left after", "count"),
            Column("tenth", "A tenth is left after", "count"),
            Column("average", "Left on average", "share"),
        ),
        tuple(rows),
    )
