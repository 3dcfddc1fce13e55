"""Who sits in the tightest core? Entities by the largest k for which they are in a part all of whose members have k
contacts."""

from __future__ import annotations

import numpy as np

from workbench.kernels.cores import core_numbers
from workbench.questions.answer import Answer, Column
from workbench.questions.held import Held
from workbench.questions.network import contacts
from workbench.questions.network.ranking import listed, ranked
from workbench.questions.question import question


@question(
    "Who sits in the tightest core?",
    "network",
    does="Peels the network from outside: first everybody with one contact goes, then with two among those left, and "
    "so on. Who stays longest sits in the part where everybody is linked with many of the others.",
    method="K-cores (Seidman 1983, by the method of Batagelj and Zaversnik 2003): the core of an entity is the largest "
    "number k for which it belongs to a part of the network in which each member has at least k contacts within that "
    "part. Two linked entities count once, whatever the number and direction of their links. Inside one core those "
    "with more contacts in the tightest core come first.",
    innocent=(
        "A family, a class or an office where everybody calls everybody is a tight core.",
        "A group message or a conference call links all its members with each other at one stroke.",
        "Where records of some are held and of others not, the core gathers round those whose are.",
    ),
    parameters=(contacts.how_many(50), *contacts.NETWORK),
    words="k-core kcore dense inner circle nucleus",
)
def tightest_core(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool
) -> Answer:
    net = contacts.contacts(held.graph, kinds, links, common)
    core = core_numbers(net.first, net.other).astype(np.int64)
    tightest = int(core.max(initial=0))
    inside = core == tightest
    among = np.asarray(net.matrix @ inside.astype(float)).astype(np.int64)
    order = ranked(net, core, among, net.degree)
    members = int(inside.sum())
    return listed(
        net,
        order,
        most,
        [
            Column("core", "Core", "count"),
            Column("inside", "Contacts in the tightest core", "count"),
            Column("contacts", "Contacts", "count"),
        ],
        lambda n: (int(core[n]), int(among[n]), int(net.degree[n])),
        lambda n: (
            f"{members:,} entities sit in the tightest core, each linked with at least {tightest} others of it."
        ),
        "Exact for what the case holds.",
        [f"Only {most:,} of the {members:,} in the tightest core are listed."] if members > most else [],
    )
