"""Records in the order of time as their owners' of that moment: whoever had a phone when it was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from workbench.case.behind import Mask, Numbers, Whole
from workbench.case.happened import Happened, OverTime
from workbench.case.owners import Periods, at_ends
from workbench.model.graph import Indexes

Ends = list[
    tuple[Whole, Whole, Whole, Whole]
]  # of a column: rows, links (from 0), who stands at start and end


def owned_by(nodes: Mask, had: Mapping[int, Periods]) -> Mask:
    """Which nodes belonged at some time to one of `nodes`."""
    found = np.zeros(len(nodes), bool)
    for node, periods in had.items():
        owners = periods.owner[periods.owner >= 0]
        found[node] = bool(nodes[owners].any())
    return found


def _ends(
    columns: Numbers, at: Whole | None, start: Indexes, end: Indexes, wanted: Mask, had: Mapping[int, Periods]
) -> Ends:
    """Who stands at the ends of the wanted links that records make; `at` is None for records without a time."""
    found: Ends = []
    for column in columns:
        rows = np.flatnonzero(column)
        links = column[rows].astype(np.int64) - 1
        rows, links = rows[wanted[links]], links[wanted[links]]
        when = np.zeros(len(rows), np.int64) if at is None else at[rows]
        timed = np.full(len(rows), at is not None)
        found.append((rows, links, *(at_ends(side[links], when, timed, had) for side in (start, end))))
    return found


def by_owner(
    over: OverTime, nodes: Mask, asked: Mask, had: Mapping[int, Periods], untimed: Sequence[Numbers]
) -> OverTime:
    """The same with owners at the ends of links, each link cut into those between the same two owners. Chosen stay the
    records that one of `nodes` has part in at their moment, and those of links `asked` for; `untimed` are the links of
    chosen records without a time."""
    several = [_ends(p.columns, p.at, over.start, over.end, over.wanted, had) for p in over.chosen]
    ends = [[_chosen(column, nodes, asked) for column in part] for part in several]
    flat = [column for part in ends for column in part]
    none = np.zeros((0, 3), np.int64)
    keys = np.concatenate([none, *(np.stack(column[1:], axis=1) for column in flat)])
    pieces, number = np.unique(keys, axis=0, return_inverse=True)
    number = number.ravel() + 1
    parts: list[Happened] = []
    begin = 0
    for part, columns in zip(over.chosen, ends, strict=True):
        made = np.zeros_like(part.columns)
        for place, (rows, *_) in enumerate(columns):
            made[place, rows] = number[begin : begin + len(rows)]
            begin += len(rows)
        stay = made.any(axis=0)
        if stay.any():
            kept = {n: getattr(part, n)[stay] for n in ("at", "seconds", "hours", "weekdays")}
            parts.append(replace(part, columns=np.ascontiguousarray(made[:, stay]), **kept))
    late = 0
    for columns_of in untimed:
        there = np.zeros(columns_of.shape[1], bool)
        for column in _ends(columns_of, None, over.start, over.end, over.wanted, had):
            there[_chosen(column, nodes, asked)[0]] = True
        late += int(there.sum())
    return replace(
        over, chosen=tuple(parts), chosen_untimed=late, start=pieces[:, 1].astype(np.int32),
        end=pieces[:, 2].astype(np.int32), directed=over.directed[pieces[:, 0]], wanted=np.ones(len(pieces), bool),
    )  # fmt: skip


def _chosen(
    column: tuple[Whole, Whole, Whole, Whole], nodes: Mask, asked: Mask
) -> tuple[Whole, Whole, Whole, Whole]:
    """Those of a column's links that one of some nodes has part in, or that are asked for."""
    rows, links, start, end = column
    stay = nodes[start] | nodes[end] | asked[links]
    return rows[stay], links[stay], start[stay], end[stay]


def theirs(
    columns: Numbers, at: Whole | None, start: Indexes, end: Indexes, nodes: Mask, asked: Mask,
    had: Mapping[int, Periods],
) -> Mask:  # fmt: skip
    """Which records make a link that one of some nodes has part in at that moment, or one that is `asked` for. Links
    are numbered from 1; `start` and `end` are the nodes they join."""
    found = np.zeros(columns.shape[1], bool)
    for column in _ends(columns, at, start, end, np.ones(len(start), bool), had):
        found[_chosen(column, nodes, asked)[0]] = True
    return found
