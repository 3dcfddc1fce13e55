"""Who is turned to by those whom others turn to? Entities by PageRank."""

from __future__ import annotations

import numpy as np

from workbench.questions.answer import Answer, Column
from workbench.questions.held import Held
from workbench.questions.network import contacts, measures
from workbench.questions.network.ranking import listed, percent, ranked
from workbench.questions.parameter import Parameter
from workbench.questions.question import question


@question(
    "Who matters to those who matter?",
    "network",
    does="Ranks entities by whom they are linked with: a link from somebody whom many turn to counts more than a link "
    "from somebody whom nobody turns to. It measures attention, not command.",
    method="PageRank (Brin and Page 1998): everybody begins with the same share of importance; again and again each "
    "hands 85 of 100 parts on along its links, in proportion to their records, and the rest is spread over all alike, "
    "as is that of those who have nobody to hand on to. This is repeated until all shares together change by less than "
    "one part in ten thousand million, whatever the size of the network.",
    innocent=(
        "A voice mail, a call centre or an exchange receives from everybody and so matters to all.",
        "Who is called by one very important entity only looks important without calling anybody.",
        "Whose own records are held shows more incoming links than those whose records are not.",
    ),
    parameters=(
        contacts.how_many(),
        *contacts.NETWORK,
        Parameter(
            "direction", "Importance goes", "choice", "along",
            choices=(("along", "along the direction of links"), ("both", "both ways along every link")),
        ),
        Parameter("weighed", "Links with more records hand on more", "yes", True),
        Parameter("damping", "Part handed on", "share", measures.DAMPING, help="0.85 is usual.", most=0.99),
    ),
    words="pagerank eigenvector influence importance prestige",
)  # fmt: skip
def most_influential(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, direction: str, weighed: bool,
    damping: float,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, kinds, links, common)
    start, end, count = measures.arcs(held, net, direction == "both")
    weight = count if weighed else np.ones(len(count), np.int64)
    rank, rounds = measures.influence(len(net), start, end, weight, held.tell, damping=damping)
    come = np.bincount(end, minlength=len(net))
    return listed(
        net,
        ranked(net, np.round(rank, 12), net.degree),
        most,
        [
            Column("rank", "Share of all importance", "share"),
            Column("times", "Times the average", "number"),
            Column("incoming", "Links that lead to it", "count"),
            Column("contacts", "Contacts", "count"),
        ],
        lambda n: (float(rank[n]), float(rank[n] * len(net)), int(come[n]), int(net.degree[n])),
        lambda n: (
            f"{held.caption(int(net.entities[n]))} matters most: it holds {percent(rank[n])} of all importance "
            f"among {len(net):,}, {rank[n] * len(net):.1f} times the average."
        ),
        f"Exact to ten digits after {rounds} rounds, for the links that the case holds.",
    )
