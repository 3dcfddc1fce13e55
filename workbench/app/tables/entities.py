"""The table of entities: who and what the case holds, how often, since when, and in which files."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.app.tables.arrays import ArrayTable, coded, timed
from workbench.case import gradings, involvement, summaries
from workbench.case.cases import Case
from workbench.model.graph import Graph, Ints
from workbench.model.kinds import STANDINGS
from workbench.model.tabular import Column

COLUMNS = (
    Column("kind", "Kind", "words"),
    Column("value", "Number or name", "entity"),
    Column("name", "Called"),
    Column("records", "Records", "count"),
    Column("links", "Links", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("sources", "Sources"),
    Column("involvement", "Involvement", "words"),
    Column("standing", "Standing", "words"),
    Column("tags", "Tags"),
    Column("grades", "Grades", shown=False),
    Column("common", "Common service", "words", shown=False),
)


def table(case: Case, graph: Graph) -> ArrayTable:
    """Every entity of a graph. First and last are of the records behind its links."""
    ends = np.concatenate([graph.start, graph.end])
    names = [case.kinds.entities[k].name if k in case.kinds.entities else k for k in graph.kinds]

    makes = {
        "kind": lambda: coded(graph.kind, names),
        "value": lambda: pl.Series(graph.values[:], dtype=pl.String),
        "name": lambda: spelt(graph, summaries.named(case)),
        "records": lambda: pl.Series(graph.records),
        "links": lambda: pl.Series(np.bincount(ends, minlength=len(graph))),
        "first": lambda: spread(graph, graph.first, latest=False),
        "last": lambda: spread(graph, graph.last, latest=True),
        "sources": lambda: by_hand(summaries.sources_of_entities(case, graph.ids)),
        "involvement": lambda: spelt(graph, involvement.categories(case)),
        "standing": lambda: coded(np.where(graph.records > 0, 0, 2).astype(np.int32), STANDINGS),
        "tags": lambda: spelt(graph, summaries.tagged(case)),
        "grades": lambda: spelt(graph, graded(case, "entity")),
        "common": lambda: coded(graph.common.astype(np.int32), ["", "common service"]),
    }
    made = ArrayTable("entities", COLUMNS, makes, len(graph), case.about.zone, graph.ids)
    made.graph = graph
    return made


def spread(graph: Graph, moments: Ints, latest: bool) -> pl.Series:
    """The first, or latest, of the moments of each node's links."""
    none = Graph.NO_TIME
    made = np.full(len(graph), none if latest else np.iinfo(np.int64).max, np.int64)
    ends, both = np.concatenate([graph.start, graph.end]), np.concatenate([moments, moments])
    told = both != none
    (np.maximum if latest else np.minimum).at(made, ends[told], both[told])
    made[made == np.iinfo(np.int64).max] = none
    return timed(made)


def graded(case: Case, subject: str) -> dict[int, str]:
    """The grades of everything of a sort in a few letters, by its number."""
    found: dict[int, list[gradings.Grading]] = {}
    for one in gradings.listed(case, subject):
        found.setdefault(one.number, []).append(one)
    return {number: gradings.short(case, these) for number, these in found.items()}


def spelt(graph: Graph, said: dict[int, str]) -> pl.Series:
    """What is said of some entities by id, as a column over the graph's nodes."""
    ids = np.fromiter(said, np.int64)
    nodes = graph.node_of.numbers(ids) if len(ids) else ids
    known = nodes >= 0
    texts = pl.Series(["", *said.values()], dtype=pl.String)
    place = np.zeros(len(graph), np.int64)
    place[nodes[known][::-1]] = (np.arange(len(ids)) + 1)[known][::-1]
    return texts.gather(place)


def by_hand(sources: pl.Series) -> pl.Series:
    """What no file tells was entered by an analyst."""
    return (
        sources.to_frame("s")
        .select(pl.when(pl.col("s") == "").then(pl.lit("by hand")).otherwise("s"))
        .to_series()
    )
