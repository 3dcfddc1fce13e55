"""The table of links: who is linked with whom, by what, how often and how much, and how firmly that stands."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl

from workbench.app.tables.arrays import ArrayTable, coded, timed
from workbench.app.tables.entities import by_hand, graded, spelt
from workbench.case import summaries
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.model.kinds import STANDINGS
from workbench.model.tabular import Column

COLUMNS = (
    Column("start", "From", "entity"),
    Column("start_name", "From, called", shown=False),
    Column("kind", "Link", "words"),
    Column("end", "To", "entity"),
    Column("end_name", "To, called", shown=False),
    Column("records", "Records", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("seconds", "Seconds in all", "duration"),
    Column("amounts", "Amounts in all"),
    Column("standing", "Standing", "words"),
    Column("sources", "Sources"),
    Column("grades", "Grades", shown=False),
)


def table(case: Case, graph: Graph) -> ArrayTable:
    """Every link of a graph."""
    kinds = [case.kinds.links[k].name if k in case.kinds.links else k for k in graph.link_kinds]

    @lru_cache(1)
    def values() -> pl.Series:
        return pl.Series(graph.values[:], dtype=pl.String)

    @lru_cache(1)
    def names() -> pl.Series:
        return spelt(graph, summaries.named(case))

    @lru_cache(1)
    def totals() -> tuple[pl.Series, pl.Series]:
        return summaries.totals_of_links(case, graph.link_ids)

    def grades() -> pl.Series:
        said = graded(case, "link")
        return pl.Series([said.get(link, "") for link in graph.link_ids.tolist()], dtype=pl.String)

    makes = {
        "start": lambda: values().gather(graph.start),
        "start_name": lambda: names().gather(graph.start),
        "kind": lambda: coded(graph.link_kind, kinds),
        "end": lambda: values().gather(graph.end),
        "end_name": lambda: names().gather(graph.end),
        "records": lambda: pl.Series(graph.count),
        "first": lambda: timed(graph.first),
        "last": lambda: timed(graph.last),
        "seconds": lambda: totals()[0],
        "amounts": lambda: totals()[1],
        "standing": lambda: coded(graph.standing.astype(np.int32), STANDINGS),
        "sources": lambda: by_hand(summaries.sources_of_links(case, graph.link_ids)),
        "grades": grades,
    }
    made = ArrayTable("links", COLUMNS, makes, len(graph.link_ids), case.about.zone, graph.link_ids)
    made.graph = graph
    return made
