"""Which of the values a file names the case knows already, and from which other sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.entities import Presence

Value = tuple[str, str]


@dataclass(frozen=True)
class Met:
    """`known` are the names of the other sources each known value stands in; `asked` counts the different values."""

    asked: int = 0
    known: dict[Value, tuple[str, ...]] = field(default_factory=dict)

    @property
    def by_source(self) -> list[tuple[str, int]]:
        """How many of the values each source holds, most first."""
        counted = Counter(name for names in self.known.values() for name in names)
        return counted.most_common()


class Acquaintances:
    """Looks values up in the included readings of a case, as they stood when it was made."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._there = Presence(case.db)
        self._names = {s.id: s.name for s in sources.listed(case)}
        self._source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())

    def met(self, values: Iterable[Value], source: int | None = None) -> Met:
        """Those of the values that sources other than this one hold, or that were entered by hand."""
        wanted = set(values)
        known: dict[Value, tuple[str, ...]] = {}
        for kind, value in wanted:
            row = self._case.db.conn.execute(
                "SELECT id FROM entity WHERE kind = ? AND value = ?", (kind, value)
            ).fetchone()
            if row is None:
                continue
            found = {
                self._source_of[reading]
                for reading, there in self._there.by_reading.items()
                if row[0] < len(there) and there[row[0]]
            }
            names = [self._names[s] for s in sorted(found) if s in self._names and s != source]
            if names or row[0] in self._there.drawn:
                known[kind, value] = tuple(names)
        return Met(len(wanted), known)
