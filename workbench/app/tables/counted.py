"""Tables of entities and links counted as a chart shows them: from the records that its filters and time let pass."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import polars as pl

from workbench.app.seen import Seen
from workbench.app.tables.arrays import ArrayTable, Make, timed
from workbench.app.tables.entities import by_hand, spread
from workbench.case import passed, summaries
from workbench.case.cases import Case
from workbench.case.passed import Passed


def counts_again(seen: Seen) -> bool:
    """Whether what is seen of a chart has other counts than the whole case."""
    return seen.left is not None or seen.brushed is not None


def counted(case: Case, table: ArrayTable, seen: Seen) -> ArrayTable:
    """A table of entities or links of which records, links, first, last, sums and sources are those that are seen.

    The records of an entity are then those behind its lines on the chart; empty where two records make a line
    together, since that does not tell how many they are.
    """
    graph = seen.graph
    links = seen.links

    @lru_cache(1)
    def found() -> Passed:
        return passed.passed(case, graph, seen.everything, seen.filters, seen.moments, links)

    @lru_cache(1)
    def sums() -> tuple[pl.Series, pl.Series]:
        return passed.sums(case, graph, seen.everything, seen.filters, seen.moments, links)

    def records() -> pl.Series:
        made = pl.Series(found().records)
        return made.set(made < 0, None)

    def sources() -> pl.Series:
        """Only what has a line, and no record behind any, is known by hand alone."""
        told = summaries.files(case, found().node_readings, len(graph))
        linked = np.zeros(len(graph), bool)
        linked[ends] = True
        return told.zip_with(
            pl.Series(~linked) & (table.whole_case.whole("sources") != "by hand"), by_hand(told)
        )

    ends = np.concatenate([graph.start[links], graph.end[links]])
    if table.noun == "entities":
        makes: dict[str, Make] = {
            "records": records,
            "links": lambda: pl.Series(np.bincount(ends, minlength=len(graph))),
            "first": lambda: spread(graph, found().first, latest=False),
            "last": lambda: spread(graph, found().last, latest=True),
            "sources": sources,
        }
    else:
        makes = {
            "records": lambda: pl.Series(seen.count),
            "first": lambda: timed(found().first),
            "last": lambda: timed(found().last),
            "seconds": lambda: sums()[0],
            "amounts": lambda: sums()[1],
            "sources": lambda: by_hand(summaries.files(case, found().link_readings, len(graph.link_ids))),
        }
    return table.whole_case.counted_under(seen, makes)
