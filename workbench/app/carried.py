"""Whose phones and accounts were where: what a selected person had, as long as it was theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.case import assessments, owners
from workbench.case.cases import Case
from workbench.case.owners import Periods
from workbench.model.graph import Graph


@dataclass(frozen=True)
class Carried:
    """An identifier (`entities`: itself and those judged the same) that was `owner`'s in some of its `periods`."""

    owner: int
    entities: tuple[int, ...]
    node: int
    periods: Periods

    def theirs(self, told: pl.DataFrame) -> pl.DataFrame:
        """The sightings of the identifier while it was the owner's; one without a time only where it always was."""
        mine = told.filter(pl.col("seen").is_in(list(self.entities)))
        if self.periods.only == self.node:
            return mine
        mine = mine.filter(pl.col("at").is_not_null())
        period = np.searchsorted(self.periods.begin, mine["at"].to_numpy(), "right") - 1
        return mine.filter(pl.Series(self.periods.owner[period] == self.node))


def carried(case: Case, graph: Graph, chosen: Iterable[int], hidden: Iterable[int] = ()) -> list[Carried]:
    """What the chosen entities had by attribution, in the order it was said; `hidden` entities own nothing."""
    heads = {graph.node_of[e]: e for e in sorted(chosen, reverse=True) if e in graph.node_of}
    said = [a for a in assessments.attributions(case) if graph.node_of.get(a.owner, -1) in heads]
    had = dict.fromkeys(graph.node_of[a.entity] for a in said if a.entity in graph.node_of)
    found = []
    for node, periods in owners.periods(case, graph, np.array(list(had), np.int32), list(hidden)).items():
        members = tuple(graph.members(int(graph.ids[node])))
        for owner in dict.fromkeys(periods.owner.tolist()):
            if owner in heads:
                found.append(Carried(int(graph.ids[owner]), members, owner, periods))
    return found
