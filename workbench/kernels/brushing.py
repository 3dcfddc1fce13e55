"""Brushing: counting the records of links in a stretch of time, so that a hand moving over a timeline is followed.

Records stand in the order of time. `columns` is (k, n): the links each record makes, 0 for none.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.kernels import samples
from workbench.kernels.jit import kernel


@kernel
def add_links(columns: Any, passes: Any, begin: int, end: int, sign: int, counts: Any) -> int:
    """Adds `sign` to the count of every link of the records from `begin` to `end` that pass; how many pass."""
    found = 0
    for i in range(begin, end):
        if passes[i]:
            found += 1
    for c in range(columns.shape[0]):
        column = columns[c]
        for i in range(begin, end):
            if passes[i]:
                counts[column[i]] += sign
    return found


@kernel
def count_records(columns: Any, passes: Any, begin: int, end: int, visible: Any) -> int:
    """How many records from `begin` to `end` pass and make a visible link."""
    found = 0
    for i in range(begin, end):
        if passes[i]:
            for c in range(columns.shape[0]):
                if visible[columns[c, i]]:
                    found += 1
                    break
    return found


@kernel
def count_codes(codes: Any, passes: Any, begin: int, end: int, counts: Any) -> None:
    """Adds the records from `begin` to `end` that pass to the count of their code."""
    for i in range(begin, end):
        if passes[i]:
            counts[codes[i]] += 1


@kernel
def settle(counts: Any, judged: Any, allowed: Any, start: Any, end: Any, links: Any, touched: Any) -> int:
    """Which links stay: those allowed that still have records, or are not judged by them; marks both their ends and
    says how many stay. Link k has the count k + 1."""
    stay = 0
    for k in range(links.size):
        links[k] = allowed[k] and (counts[k + 1] > 0 or not judged[k])
        if links[k]:
            stay += 1
            touched[start[k]] = True
            touched[end[k]] = True
    return stay


@kernel
def keep_counts(counts: Any, judged: Any, stated: Any, links: Any, out: Any) -> None:
    """How many records each link that stays has, 0 for the others; what is not judged keeps what is stated of it."""
    for k in range(links.size):
        if not links[k]:
            out[k] = 0
        elif judged[k]:
            out[k] = counts[k + 1]
        else:
            out[k] = stated[k]


@kernel
def add_pairs(pairs: Any, counts: Any, judged: Any, links: Any, total: Any) -> None:
    """Adds the records of every link that stays to its pair; link k has the count k + 1."""
    for k in range(pairs.size):
        if links[k] and judged[k]:
            total[pairs[k]] += counts[k + 1]


@kernel
def keep_pairs(pairs: Any, total: Any, low: int, high: int, links: Any) -> None:
    """Lets no link stay whose pair has less than `low` records, or `high` and more."""
    for k in range(pairs.size):
        if links[k]:
            links[k] = low <= total[pairs[k]] < high


@kernel
def touch(links: Any, start: Any, end: Any, touched: Any) -> int:
    """Marks the ends of links that stay; how many stay."""
    stay = 0
    for k in range(links.size):
        if links[k]:
            stay += 1
            touched[start[k]] = True
            touched[end[k]] = True
    return stay


@kernel
def local_hours(at: Any, changes: Any, offsets: Any, hours: Any, weekdays: Any) -> None:
    """Hour and weekday (0 = Monday) of moments in order, in UTC microseconds.

    `offsets[i]` are the microseconds east of UTC before `changes[i]`, the last of them after all changes.
    """
    k = 0
    for i in range(at.size):
        while k < changes.size and at[i] >= changes[k]:
            k += 1
        hour = (at[i] + offsets[k]) // 3_600_000_000
        hours[i] = hour % 24
        weekdays[i] = (hour // 24 + 3) % 7


@kernel
def drop_unseen(columns: Any, visible: Any, passes: Any) -> None:
    """Lets no record pass that makes no visible link."""
    for i in range(passes.size):
        if passes[i]:
            seen = False
            for c in range(columns.shape[0]):
                if visible[columns[c, i]]:
                    seen = True
            passes[i] = seen


def warm() -> None:
    """Makes these kernels ready."""
    columns, yes, at = np.ones((1, 3), np.int32), samples.YES, np.zeros(3, np.int64)
    add_links(columns, yes, 0, 3, 1, np.zeros(2, np.int32))
    count_records(columns, yes, 0, 3, yes)
    drop_unseen(columns, yes, yes.copy())
    for codes in (np.ones(3, np.int16), np.ones(3, np.uint8)):
        count_codes(codes, yes, 0, 3, np.zeros(2, np.int64))
    settle(np.zeros(4, np.int32), yes, yes, samples.ALL, samples.ALL, yes.copy(), yes.copy())
    keep_counts(np.zeros(4, np.int32), yes, at, yes, at)
    for counts in (np.zeros(4, np.int32), np.zeros(4, np.int64)):
        add_pairs(samples.ALL, counts, yes, yes, np.zeros(3, np.int64))
    keep_pairs(samples.ALL, at, 0, 1, yes.copy())
    touch(yes, samples.ALL, samples.ALL, yes.copy())
    hours, weekdays = np.zeros(3, np.uint8), np.zeros(3, np.uint8)
    local_hours(at, np.zeros(1, np.int64), np.zeros(2, np.int64), hours, weekdays)
