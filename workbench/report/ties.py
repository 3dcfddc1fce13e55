"""Links of an extract, one at a time: what each says, how firmly, on how many records, and where these stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import polars as pl

from workbench.case import assets, on_demand, records, recounting, sentences, tallies
from workbench.case.passed import passed
from workbench.case.said_of import Said
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Ints
from workbench.model.kinds import STANDINGS
from workbench.report.chosen import Chosen, words_of_links
from workbench.report.extracted import Origin, Tie
from workbench.report.things import Graded, OriginsAt, Things, notes

NONE: Mapping[str, str] = {}


class Ties:
    """The ties of the chosen links; `count` says how many records each link of the graph still has under filters."""

    def __init__(
        self, chosen: Chosen, said: Said, origins_at: OriginsAt, things: Things, filters: Sequence[Filter],
        count: Ints | None, graded: Graded,
    ) -> None:  # fmt: skip
        self.chosen, self.said, self._origins_at = chosen, said, origins_at
        self._things, self._filters, self._graded = things, filters, graded
        self._count = chosen.graph.count if count is None else count

    def all(self) -> Iterator[Tie]:
        chosen, graph = self.chosen, self.chosen.graph
        kinds = [chosen.case.kinds.links[k] for k in graph.link_kinds]
        first, last = self._times
        for place, link in enumerate(chosen.links.tolist()):
            id, kind = int(graph.link_ids[link]), kinds[graph.link_kind[link]]
            start, end = int(graph.start[link]), int(graph.end[link])
            yield Tie(
                id,
                kind.id,
                kind.name,
                kind.sentence.format(start=self._things.named(start), end=self._things.named(end))
                + self._words_of(id),
                int(graph.ids[start]),
                int(graph.ids[end]),
                kind.directed,
                STANDINGS[int(graph.standing[link])],
                int(self._count[link]),
                _moment(first[link]),
                _moment(last[link]),
                self._totals.get(id, NONE),
                self._origins(place, id),
                notes(self.said.notes_on_links.get(id, ())),
                self.said.links_by_hand.get(id, ""),
                self.said.captions_of_links.get(id, ""),
                kind.colour,
                self._graded("link", id),
            )

    def _words_of(self, id: int) -> str:
        """What records call a link, where its kind has words for that."""
        told = sentences.worded(self._words.get(id, ()))
        return f": {told}" if told else ""

    def _origins(self, place: int, id: int) -> tuple[Origin, ...]:
        if not on_demand.is_on_demand(id):
            return self._origins_at(self.chosen.behind_links, place)
        behind = records.behind(self.chosen.case, [id], None, self.chosen.moments)
        return tuple(
            Origin(
                r.source, r.file, r.sha256, r.reading, r.sheet, r.row, r.part,
                self.chosen.readings[r.reading][1],
            )
            for r in behind
        )  # fmt: skip

    @property
    def _narrowed(self) -> bool:
        """Whether only some of the records count."""
        return self.chosen.moments is not None or any(f.by in OF_RECORDS for f in self._filters)

    @cached_property
    def _times(self) -> tuple[Ints, Ints]:
        chosen = self.chosen
        if not self._narrowed:
            return chosen.graph.first, chosen.graph.last
        found = passed(chosen.case, chosen.graph, chosen.nodes, self._filters, chosen.moments, chosen.links)
        return found.first, found.last

    @cached_property
    def _totals(self) -> Mapping[int, Mapping[str, str]]:
        """What the records of each link add up to, by link id."""
        chosen = self.chosen
        wanted = chosen.graph.link_ids[chosen.links]
        if self._narrowed:
            return recounting.totals(
                chosen.case, chosen.graph, self._filters, chosen.moments, chosen.nodes, wanted.tolist()
            )
        parts = [
            f.select("link", "asset", "units")
            for _, f in tallies.read(chosen.case.db, "total", chosen.counted)
        ]
        if not parts:
            return NONE_AT_ALL
        stored = pl.Series(wanted[wanted < 1 << 31].astype(np.int32))
        whole = pl.concat(parts).filter(pl.col("link").is_in(stored.implode()))
        whole = whole.group_by("link", "asset").agg(pl.col("units").sum()).sort("link", "asset")
        codes = assets.codes(chosen.case.db)
        found: dict[int, dict[str, str]] = {}
        for link, asset, units in whole.iter_rows():
            found.setdefault(link, {})[codes[asset]] = assets.text(int(units), codes[asset])
        return found

    @cached_property
    def _words(self) -> Mapping[int, list[str]]:
        return words_of_links(self.chosen)


NONE_AT_ALL: Mapping[int, Mapping[str, str]] = {}


def _moment(at: np.int64) -> int | None:
    return None if at == Graph.NO_TIME else int(at)
