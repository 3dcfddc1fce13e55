"""What became of one written file: where each thing stands, and what an import must count."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass
class Outcome(Generic[K]):
    """`rows` gives the row each thing stands on, as an editor or Excel counts; `rejected` and `duplicates`
    are rows that a correct import refuses or counts as said before; `read` is the number of data rows."""

    file: str
    rows: dict[K, int] = field(default_factory=dict)
    rejected: list[int] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)
    read: int = 0
    sheet: str = ""
