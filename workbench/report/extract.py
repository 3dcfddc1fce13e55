"""Extract: a selection of a case, or all of it, as plain values that any format can be written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np

import workbench
from workbench.case import assessments, gradings, said_of, sources, verbatim
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.filtering import filtered
from workbench.case.scope import Stretch, of_records
from workbench.model.filters import Filter
from workbench.model.graph import Graph, Ints
from workbench.report.chosen import Chosen, Rows
from workbench.report.extracted import (
    Amounts,
    Facts,
    File,
    Happening,
    Origin,
    Sighting,
    Spot,
    Thing,
    Tie,
)  # fmt: skip
from workbench.report.happenings import Happenings
from workbench.report.sightings import sightings
from workbench.report.things import Things
from workbench.report.ties import Ties

EVERY = 500  # values after which it is told how far it is
Tell = Callable[[int, int, str], None]
Value = TypeVar("Value")
SUSPECTS = ("suspect", "convicted")  # whoever is known to be something else is no suspect


def unheard(done: int, of: int, what: str) -> None:
    """For when nobody wants to know how far it is."""


class Extract:
    """What is handed out. Everything is made when it is asked for, a value at a time, so that a million records never
    stand in memory; asked twice it says the same in the same order (things and ties by their ids, happenings by file).
    `filters` are those beyond the chart's own. `tell` hears how far whoever goes through them is (how many, of how
    many, of what) and may raise to stop it.
    """

    def __init__(
        self, chosen: Chosen, shown: str, left_out: tuple[str, ...], chart: Chart | None,
        spots: Mapping[int, Spot], filters: Sequence[Filter], further: Sequence[Filter], count: Ints | None,
    ) -> None:  # fmt: skip
        self.case, self.graph, self.chosen = chosen.case, chosen.graph, chosen
        self.chart, self.filters = chart, tuple(further)
        self._shown, self._left_out, self._spots = shown, left_out, spots
        self.said = said_of.read(chosen.case)
        self.tell: Tell = unheard
        self._things = Things(
            chosen,
            self.said,
            self.origins_at,
            chart,
            lambda: assessments.attributions(chosen.case),
            self._graded,
        )
        self._ties = Ties(chosen, self.said, self.origins_at, self._things, filters, count, self._graded)
        self._happenings = Happenings(chosen, self.origin)

    @cached_property
    def facts(self) -> Facts:
        """On whose work and authority this is handed out."""
        about = self.case.about
        length, head = said_of.log_head(self.case)
        return Facts(
            about.title or self.case.path.stem, about.uuid, about.purpose, about.authority, about.officer,
            about.offence, about.handling, about.zone, about.country, self.case.analyst, head, length,
            workbench.__version__, self._shown, self._left_out,
        )  # fmt: skip

    @cached_property
    def amounts(self) -> Amounts:
        """How much this is."""
        chosen = self.chosen
        return Amounts(len(chosen.nodes), len(chosen.links), chosen.size, len(self.files))

    # -- what is in it -------------------------------------------------------------------------------------

    def things(self) -> Iterator[Thing]:
        """Every entity, in the order of ids."""
        return self._told(self._things.all(), len(self.chosen.nodes), "entities")

    def has(self, id: int) -> bool:
        """Whether an entity, or one judged to be the same, is in this extract."""
        return self._things.has(id)

    def thing(self, id: int) -> Thing | None:
        """The entity of an id, None where it is not in this extract."""
        return self._things.get(id)

    def ties(self) -> Iterator[Tie]:
        """Every link between things, in the order of ids."""
        return self._told(self._ties.all(), len(self.chosen.links), "links")

    def who(self, id: int) -> tuple[str, str]:
        """Kind and value of a thing."""
        node = self.chosen.nodes[self.chosen.node_of[id]]
        return self.graph.kinds[self.graph.kind[node]], self.graph.values[node]

    def happenings(self, kinds: Iterable[str] | None = None) -> Iterator[Happening]:
        """The records that belong, in the order they were taken in, of some kinds or all."""
        wanted = frozenset(self.chosen.sizes if kinds is None else kinds)
        size = sum(count for kind, count in self.chosen.sizes.items() if kind in wanted)
        return self._told(self._happenings.all(wanted), size, "records")

    def _told(self, values: Iterator[Value], size: int, what: str) -> Iterator[Value]:
        for number, value in enumerate(values):
            if number % EVERY == 0:
                self.tell(number, size, what)
            yield value

    @property
    def happening_kinds(self) -> list[str]:
        """The kinds of record that there are, in the order of the first of each."""
        return self._happenings.kinds

    @cached_property
    def files(self) -> list[File]:
        """The files that rows of this extract stand in; of a whole case every included one."""
        used = {self.chosen.readings[s.reading][0] for s in self.chosen.segments if self.chosen.mask(s).any()}
        every = self.chosen.whole
        return [f for f in self._files.values() if every or f.id in used]

    @cached_property
    def spots(self) -> dict[int, Spot]:
        """Where things lie, as the map has it."""
        return {t: spot for t, spot in sorted(self._spots.items()) if self._things.has(t)}

    def spot(self, entity: int) -> Spot | None:
        """Where any entity of the case lies, in the extract or not."""
        return self._spots.get(self.graph.grouped.get(entity, entity))

    def name_of(self, entity: int | None) -> str:
        """What the chart calls any entity of the case, "" for none."""
        at = -1 if entity is None else self.graph.node_of.get(entity, -1)
        return self.graph.captions[at] if at >= 0 else ""

    @property
    def unplaced(self) -> int:
        """How many things have no place on a chart."""
        return self._things.unplaced

    @property
    def alone(self) -> int:
        """How many things no tie joins to another."""
        chosen = self.chosen
        joined = np.union1d(chosen.graph.start[chosen.links], chosen.graph.end[chosen.links])
        return len(chosen.nodes) - len(joined)

    def sightings(self) -> Iterator[Sighting]:
        """Where things were when, by thing and time."""
        return sightings(self)

    def verbatim(self, origin: Origin) -> str:
        """The row as it stands in its file."""
        return verbatim.row(self.case, origin.reading, origin.sheet, origin.row)

    def _graded(self, subject: str, number: int) -> str:
        """The grades of something, shortly, "" where it has none."""
        given = self._grades.get((subject, number), ())
        return gradings.short(self.case, given) if given else ""

    @cached_property
    def _grades(self) -> dict[tuple[str, int], list[gradings.Grading]]:
        found: dict[tuple[str, int], list[gradings.Grading]] = {}
        for one in gradings.listed(self.case):
            found.setdefault((one.subject, one.number), []).append(one)
        return found

    # -- where it comes from -------------------------------------------------------------------------------

    @cached_property
    def _files(self) -> dict[int, File]:
        long = said_of.hashes_512(self.case)
        return {
            s.id: File(
                s.id, s.name, s.sha256, long.get(s.id, ""), s.bytes, s.exhibit, s.acquired_by, s.acquired_at,
                s.acquired_how, s.added_at, s.added_by, s.recipe, s.rows, s.kept_rows, s.rejected, s.withheld,
                self._graded("source", s.id),
            )
            for s in sources.listed(self.case)
            if s.included
        }  # fmt: skip

    def file(self, source: int) -> File:
        """An included file by its number."""
        return self._files[source]

    def origin(self, segment: int, row: int, part: int) -> Origin:
        """A row by the number of its segment (its place in `chosen.segments`)."""
        stood = self.chosen.segments[segment]
        source, word = self.chosen.readings[stood.reading]
        file = self.file(source)
        return Origin(source, file.name, file.sha256, stood.reading, stood.sheet, row, part, word)

    def origins_at(self, rows: Rows, number: int) -> tuple[Origin, ...]:
        """The rows of something by its number."""
        begin, end = int(rows.begin[number]), int(rows.begin[number + 1])
        return tuple(
            self.origin(segment, row, part)
            for segment, row, part in zip(
                rows.segment[begin:end].tolist(), rows.row[begin:end].tolist(), rows.part[begin:end].tolist(),
                strict=True,
            )
        )  # fmt: skip


def extract(
    case: Case, graph: Graph, entities: Iterable[int] | None = None, *, chart: Chart | None = None,
    filters: Iterable[Filter] = (), moments: Stretch = None, non_suspects: bool = True,
    spots: Mapping[int, Spot] | None = None, shown: str = "the whole case",
) -> Extract:  # fmt: skip
    """What a case says of some entities (all by default) and what joins them.

    Of a `chart` only what it shows, through its own filters, with its places. `filters` are further ones, `moments` a
    stretch of time (UTC microseconds, the end left out). Without `non_suspects` everybody known to be a victim, witness
    or contact is left out with the identifiers that are attributed to them alone, and so are the records that name
    them; nobody's standing is guessed. `spots` is where things lie by entity, `shown` says in words what was chosen.
    """
    nodes = np.arange(len(graph), dtype=np.int32) if chart is None else np.sort(graph.numbers(chart.shown))
    if entities is not None:
        nodes = np.intersect1d(nodes, graph.numbers(entities)).astype(np.int32)
    left_out: tuple[str, ...] = ()
    without: frozenset[int] = frozenset()
    if not non_suspects:
        without = no_suspects(case, graph)
        stay = nodes[~np.isin(graph.ids[nodes], list(without))]
        left_out = (_left_out(len(nodes) - len(stay)),)
        nodes = stay
    more = tuple(filters)
    on = [f for f in (*(chart.looked.filtering if chart is not None else ()), *more) if f.on]
    count = None
    if on or moments is not None:
        left = filtered(case, graph, on, moments, nodes=nodes, each=False)
        nodes = nodes[left.nodes[nodes]]
        links, count = np.flatnonzero(left.links).astype(np.int32), left.count
    else:
        links = graph.links_between(nodes)
    order = np.argsort(graph.link_ids[links], kind="stable")
    whole = len(nodes) == len(graph) and len(links) == len(graph.link_ids)
    chosen = Chosen(case, graph, nodes, links[order], whole, of_records(on), moments, without)
    return Extract(chosen, shown, left_out, chart, spots or {}, on, more, count)


def no_suspects(case: Case, graph: Graph) -> frozenset[int]:
    """The entities known to be somebody other than a suspect, and the identifiers attributed to such alone."""
    known = said_of.read(case).involvement
    innocent = {e for e, said in known.items() if said not in SUSPECTS}
    owners: dict[int, set[int]] = {}
    for a in assessments.attributions(case):
        owners.setdefault(a.entity, set()).add(a.owner)
    theirs = {entity for entity, of in owners.items() if of <= innocent and entity not in known}
    return frozenset(member for e in innocent | theirs for member in graph.members(e))


def _left_out(count: int) -> str:
    named = "1 entity was" if count == 1 else f"{count:,} entities were"
    return f"{named} left out with the records that name them: persons known not to be suspects, and what is theirs."
