"""The log as a list to be handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from workbench.case.logbook import Entry
from workbench.report import comma

TITLES = ("Entry", "When (UTC)", "Who", "Did", "Why", "What")


def row(entry: Entry) -> tuple[str, ...]:
    """An entry as it stands in the list."""
    return (str(entry.seq), moment(entry.at), entry.analyst, entry.act, entry.reason, entry.said)


def moment(at: int) -> str:
    """A moment of the log to the second."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def save(entries: Sequence[Entry], path: Path) -> int:
    """Writes entries as CSV; how many."""
    names = [str(n) for n in range(len(TITLES))]
    frame = pl.DataFrame([row(e) for e in entries], schema=dict.fromkeys(names, pl.String), orient="row")
    comma.write(path, TITLES, [frame], [True, *[False] * (len(TITLES) - 1)])
    return len(entries)
