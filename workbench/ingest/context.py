"""What is known around a file when it is read: whose country and zone, and which period may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.model.block import ZONE_BASES


@dataclass(frozen=True)
class ReadContext:
    """`zone` is used where neither a cell nor the recipe states one; `zone_basis` says how it is known ("set
    by user" or "assumed"). `filename` is what filename patterns look at ("" = the file's own name).

    `period` is the authorised stretch of time in UTC microseconds, first included, last excluded; rows whose
    moment lies outside are withheld: counted, never delivered. With `keep_rows` the text of every row delivered
    comes with it, for a case that will not hold the file. `only` are the rows to read, by sheet ("" without sheets).
    `subject` is whose records the file holds, as the analyst says ("" = not said), for files that do not say it.
    """

    country: str = ""
    zone: str = "UTC"
    zone_basis: str = "assumed"
    filename: str = ""
    period: tuple[int, int] | None = None
    keep_rows: bool = False
    only: Mapping[str, frozenset[int]] | None = None
    subject: str = ""

    def __post_init__(self) -> None:
        if self.zone_basis not in ZONE_BASES:
            raise ValueError(f"zone_basis is one of {', '.join(ZONE_BASES)}")

    def named(self, name: str) -> ReadContext:
        """The same for a file of this name, unless another was said."""
        return self if self.filename else replace(self, filename=name)
