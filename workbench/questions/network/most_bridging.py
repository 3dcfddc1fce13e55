"""Who stands between the others? Entities by the share of shortest paths that lead through them."""

from __future__ import annotations

import numpy as np

from workbench.questions.answer import Answer, Column
from workbench.questions.held import Held
from workbench.questions.network import contacts, measures
from workbench.questions.network.ranking import listed, percent, ranked
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "Who stands between the others?",
    "network",
    does="Ranks entities by how many of the shortest paths between any two others lead through them: whoever joins "
    "groups that otherwise hardly know each other comes first. It shows positions, not what was passed on.",
    method="Betweenness (Freeman 1977), by Brandes' method of 2001, on the network in which two linked entities "
    "count once, whatever the number and direction of their links. Up to the stated number of entities the figure is "
    "exact; above it the paths from entities drawn by lot are counted, and the error is printed beside each figure as "
    "twice the standard error.",
    innocent=(
        "A colleague who belongs to two teams, a relative who moved, a shop between two districts stand between.",
        "Whose own records are held stands between all its contacts, for nobody else's contacts are seen in full.",
        "Two sources that share one entity only make that entity a bridge, whatever its part.",
    ),
    parameters=(
        contacts.how_many(),
        *contacts.NETWORK,
        *measures.SAMPLING,
    ),
    words="betweenness broker bridge gatekeeper centrality in between",
)  # fmt: skip
def most_bridging(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, exact: int, starts: int,
    seed: int,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, kinds, links, common)
    found = measures.bridging(net, held.tell, exact=exact, starts=min(starts, len(net)), seed=seed)
    order = ranked(net, np.round(found.values, 12), net.degree)
    through = order[found.values[order] > 0]
    aside = len(net) - len(through)
    columns = [Column("share", "Of the paths between two others", "share")]
    if not found.exact:
        columns.append(Column("error", "Give or take", "share"))
    columns.append(Column("contacts", "Contacts", "count"))
    if len(net) and not len(through):
        return Answer(
            "Nobody stands between others: each part of the network is linked all with all.",
            left_out=contacts.left_out(net),
        )
    return listed(
        net,
        through,
        most,
        columns,
        lambda n: (
            float(found.values[n]),
            *([] if found.exact else [float(found.error[n])]),
            int(net.degree[n]),
        ),
        lambda n: f"{held.caption(int(net.entities[n]))} stands between most others: {'' if found.exact else 'about '}"
        f"{percent(found.values[n])} of the shortest paths between two others lead through it.",
        found.sure(),
        [f"{many(aside, 'entity', 'entities')} that no path looked at leads through."] if aside else [],
    )  # fmt: skip
