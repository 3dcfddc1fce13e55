"""Long texts written some pieces at a time, so that however many there are only some stand in memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from workbench.case.exporting import whole_file

MANY = 2_000  # pieces written at a time


def write(out: Path, pieces: Iterable[str]) -> None:
    """Writes pieces one after the other as UTF-8, whole or not at all."""
    left = iter(pieces)
    with whole_file(out) as file:
        while some := list(islice(left, MANY)):
            file.write("".join(some).encode())
