"""What the parts of one report share while it is composed: the case, its graph, what they used, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.app.library import Library
from workbench.case import charts, graphs, sources
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.sources import Source
from workbench.model.graph import Graph

Tell = Callable[[int, int, str], None]
QUOTED = 5  # rows quoted behind a claim where nobody asks for more


def silent(done: int, total: int, text: str) -> None:
    """Tells nobody."""


@dataclass
class Bench:
    """One report being composed. `live` is whether charts come as web pages too; `quoted` how many rows are quoted
    behind each claim; `known` the graph of the case where somebody read it already; `used` the sources whose rows it
    quotes, `filters` what each view was seen through."""

    case: Case
    library: Library | None = None
    live: bool = False
    quoted: int = QUOTED
    tell: Tell = silent
    known: Graph | None = None
    used: set[int] = field(default_factory=set)
    filters: dict[str, Sequence[str]] = field(default_factory=dict)
    _figures: int = 0
    _tables: int = 0
    _findings: int = 0

    @cached_property
    def graph(self) -> Graph:
        """The graph of the whole case."""
        return self.known if self.known is not None else graphs.read(self.case)

    @cached_property
    def sources(self) -> list[Source]:
        """The sources of the case."""
        return sources.listed(self.case)

    @cached_property
    def readings(self) -> dict[int, Source]:
        """The sources by their reading that counts."""
        return {source.reading: source for source in self.sources}

    def seen_by(self, chart: Chart) -> Graph:
        """The graph with the kinds of link that only this chart asked for."""
        demanded = chart.look.get("demanded", ())
        return graphs.read(self.case, demanded) if demanded else self.graph

    def chart(self, id: int | None) -> Chart | None:
        """A chart of the case, its first where none is named; None where there is none (any more)."""
        known = [number for number, _ in charts.listed(self.case)]
        wanted = id if id is not None else next(iter(known), None)
        return charts.read(self.case, wanted) if wanted in known else None

    def figure(self) -> str:
        self._figures += 1
        return f"Figure {self._figures}"

    def table(self) -> str:
        self._tables += 1
        return f"Table {self._tables}"

    def finding(self) -> str:
        self._findings += 1
        return f"Finding {self._findings}"
