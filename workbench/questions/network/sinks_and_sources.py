"""Where does it only come in, or only go out? Entities by the direction of their links."""

from __future__ import annotations

import numpy as np

from workbench.model.graph import Ints
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network import contacts, measures
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

SINK, SOURCE = "receives", "gives"


@question(
    "Who only receives, and who only gives?",
    "network",
    does="Ranks entities whose records nearly all lead to them (a collector, a voice mail, a cash-out account) or "
    "nearly all away from them (a caller who is never called back, a payer). It shows the direction of what is "
    "recorded, not of what is not.",
    method="Of all links that have a direction the records that lead to an entity and those that lead away from it are "
    "counted, links with itself left out. Who has the stated number of records, and the stated share of them one way, "
    "is listed, those with most records first. Links that have no direction do not count.",
    innocent=(
        "Whose own records are not held is seen only in those of others: somebody who was called once by each looks as "
        "if he only received.",
        "A help line, a shop and a charity mostly receive; an employer and an alarm system mostly give.",
    ),
    parameters=(
        contacts.how_many(40),
        *contacts.NETWORK,
        Parameter("share", "Share of records one way at least", "share", 1.0),
        Parameter("fewest", "Records at least", "whole", 5, least=1, most=1_000_000_000),
        Parameter("others", "With so many others at least", "whole", 2, least=1, most=1_000_000),
    ),
    words="sink source collector in-degree out-degree direction one-way",
)
def sinks_and_sources(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, share: float, fewest: int,
    others: int,
) -> Answer:  # fmt: skip
    graph = held.graph
    directed = tuple(
        name
        for name, one_way in zip(graph.link_kinds, measures.one_way(held, graph), strict=True)
        if one_way and (not links or name in links)
    )
    net = contacts.contacts(graph, kinds, directed or ("",), common)
    if not len(net):
        return Answer("No links here have a direction: bring in calls, messages or payments first.")
    start, end = net.number_of[graph.start[net.links]], net.number_of[graph.end[net.links]]
    count = graph.count[net.links]
    come, go = (np.bincount(side, count, minlength=len(net)).astype(np.int64) for side in (end, start))
    whole = come + go
    apart = np.maximum(come, go) / np.maximum(whole, 1)
    enough = (whole >= fewest) & (net.degree >= others)
    found = np.flatnonzero(enough & (apart >= max(share, 0.5)))
    found = found[np.lexsort((net.entities[found], -net.degree[found], -whole[found]))]
    rows = []
    for node in found[:most].tolist():
        entity = int(net.entities[node])
        what = SINK if come[node] >= go[node] else SOURCE
        cells = (
            entity,
            what,
            int(come[node]),
            int(go[node]),
            int(net.degree[node]),
            entity in held.own,
        )
        rows.append(Row(cells, (entity,), net.links_of(node)))
    few = int(((whole > 0) & ~enough).sum())
    left = (
        *contacts.left_out(net, len(found) - most),
        *(
            [f"{many(few, 'entity', 'entities')} with fewer than {fewest:,} records or {others:,} others."]
            if few
            else []
        ),
    )
    if not rows:
        return Answer("Nobody here only receives or only gives.", left_out=left)
    takes = come[found] >= go[found]
    return Answer(
        f"{_said(held, SINK, net.entities[found[takes]])}; {_said(held, SOURCE, net.entities[found[~takes]])}.",
        (
            Column("entity", "Who", "entity"),
            Column("what", "What it does"),
            Column("come", "Records that lead to it", "count"),
            Column("go", "Records that lead away", "count"),
            Column("others", "Others", "count"),
            Column("own", "Its own records are held", "yes"),
        ),
        tuple(rows),
        left_out=left,
        sure="Certain only where an entity's own records are held: of the others what leads the other way may stand in "
        "records nobody has brought in.",
    )  # fmt: skip


def _said(held: Held, what: str, entities: Ints) -> str:
    verb = {SINK: ("receives", "receive"), SOURCE: ("gives", "give")}[what]
    if not len(entities):
        return f"nobody only {verb[0]}"
    said = many(len(entities), f"only {verb[0]}", f"only {verb[1]}")
    return f"{said}, first {held.caption(int(entities[0]))}"
