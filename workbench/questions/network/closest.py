"""Who is nearest to everybody? Entities by the links it takes to reach the others."""

from __future__ import annotations

import numpy as np

from workbench.questions.answer import Answer, Column
from workbench.questions.held import Held
from workbench.questions.network import contacts, measures
from workbench.questions.network.ranking import listed, ranked
from workbench.questions.question import question


@question(
    "Who is nearest to everybody?",
    "network",
    does="Ranks entities by how few links it takes from them to all others: whoever hears soonest of what is told "
    "somewhere. It says how near they stand, not that anything was told.",
    method="Closeness: one divided by the average number of links to those who can be reached, times the share of all "
    "others who can (Wasserman and Faust 1994), in the network in which two linked entities count once, whatever the "
    "number and direction of their links. Up to the stated number of entities it is exact; above it distances are "
    "measured from entities drawn by lot (Eppstein and Wang 2004), and twice the standard error is printed.",
    innocent=(
        "Anybody linked with one very well-known entity, such as a relay or a shop, is two links from everybody.",
        "Whose own records are held is one link nearer to all its contacts than those whose records are not.",
    ),
    parameters=(
        contacts.how_many(),
        *contacts.NETWORK,
        *measures.SAMPLING,
    ),
    words="closeness central distance reach middle",
)
def closest(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, exact: int, starts: int,
    seed: int,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, kinds, links, common)
    away, close = measures.nearness(net, held.tell, exact=exact, starts=min(starts, len(net)), seed=seed)
    sizes = np.bincount(net.part, minlength=1)
    columns = [
        Column("closeness", "Closeness", "number"),
        Column("steps", "Links to another, on average", "number"),
    ]
    if not away.exact:
        columns.append(Column("error", "Give or take", "number"))
    columns += [Column("reaches", "Others it reaches", "count"), Column("contacts", "Contacts", "count")]
    return listed(
        net,
        ranked(net, np.round(close, 12), net.degree),
        most,
        columns,
        lambda n: (
            float(close[n]),
            float(away.values[n]),
            *([] if away.exact else [float(away.error[n])]),
            int(sizes[net.part[n]]) - 1,
            int(net.degree[n]),
        ),
        lambda n: f"{held.caption(int(net.entities[n]))} is nearest to the others: "
        f"{away.values[n]:.2f} links on average to {sizes[net.part[n]] - 1:,} others.",
        away.sure(),
    )  # fmt: skip
