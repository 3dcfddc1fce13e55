"""Who knows most others? Entities by how many others they hang together with."""

from __future__ import annotations

import numpy as np

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.connected import neighbours
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question


@question(
    "Who has most contacts?",
    "network",
    does="Ranks entities by how many different others they are linked with, whatever the kinds of link.",
    method="For each entity the other entities it has any link with are counted once each (degree of the simple "
    "graph). Common services are left out of the ranking, not of the counting.",
    innocent=(
        "A taxi rank, a doctor or a shop has many contacts and leads nobody.",
        "Whose own records are held is linked with all its contacts; others only with those whose records are held.",
    ),
    parameters=(
        Parameter("most", "How many to show", "whole", 20, least=1, most=10_000),
        Parameter("kinds", "Only these kinds of entity", "kinds"),
    ),
    words="degree hub popular centrality top",
)
def most_contacts(held: Held, most: int, kinds: tuple[str, ...]) -> Answer:
    graph = held.graph
    counts = neighbours(graph)
    wanted = (counts > 0) & ~graph.common
    if kinds:
        wanted &= np.isin(graph.kind, [n for n, kind in enumerate(graph.kinds) if kind in kinds])
    ranked = np.flatnonzero(wanted)
    ranked = ranked[np.lexsort((graph.ids[ranked], -graph.records[ranked], -counts[ranked]))]
    rows = []
    for node in ranked[:most].tolist():
        links = graph.links_at(node)
        strongest = links[np.argsort(-graph.count[links], kind="stable")]
        entity = int(graph.ids[node])
        cells = (entity, int(counts[node]), int(graph.records[node]))
        rows.append(Row(cells, (entity,), tuple(graph.link_ids[strongest].tolist())))
    if not rows:
        return Answer("Nothing here is linked with anything.")
    first = held.caption(rows[0].entities[0])
    common = int(((counts > 0) & graph.common).sum())
    return Answer(
        f"{first} is linked with {rows[0].cells[1]:,} others, more than anybody else.",
        (
            Column("entity", "Who", "entity"),
            Column("contacts", "Contacts", "count"),
            Column("records", "Records", "count"),
        ),
        tuple(rows),
        left_out=tuple(
            said
            for said in (
                f"{len(ranked) - most:,} further entities with fewer contacts." if len(ranked) > most else "",
                f"{common:,} common services, which so many share that they say nothing." if common else "",
            )
            if said
        ),
        sure="Exact for what the case holds; contacts that no source names are not counted.",
    )
