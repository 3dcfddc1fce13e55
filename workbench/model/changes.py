"""What one committed step touched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """The tables a step touched, so that each view can decide whether it is concerned."""

    title: str
    tables: frozenset[str]

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed."""
        return not self.tables.isdisjoint(tables)

    def then(self, later: Changes) -> Changes:
        """These and later ones as one, called by the latest step."""
        return Changes(later.title, self.tables | later.tables)
