"""Brushing: counting the records of links in a stretch of time, so that a hand moving over a timeline is followed.

Records stand in the order of time. `columns` is (k, n): the links each record makes, 0 for none.
"""

from __future__ import annotations

from typing import Any

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
def settle(counts: Any, judged: Any, allowed: Any, start: Any, end: Any, links: Any, touched: Any) -> None:
    """Which links stay: those allowed that still have records, or are not judged by them; marks both their ends."""
    for k in range(links.size):
        links[k] = allowed[k] and (counts[k] > 0 or not judged[k])
        if links[k]:
            touched[start[k]] = True
            touched[end[k]] = True


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
