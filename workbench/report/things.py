"""Entities of an extract, one at a time: what the records, the analyst and the chart say of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from workbench.case import entities, names, sentences
from workbench.case.assessments import Attribution
from workbench.case.charts import Chart
from workbench.case.notes import Note as Written
from workbench.case.said_of import Said
from workbench.model.kinds import EntityKind
from workbench.report.chosen import Chosen, Rows
from workbench.report.extracted import Attributed, Note, Origin, Tag, Thing

Graded = Callable[[str, int], str]
OriginsAt = Callable[[Rows, int], tuple[Origin, ...]]
UNKNOWN = EntityKind("", "", "", "", "", "#5b6675", "rounded")  # a kind that only a newer case knows


class Things:
    """The things of the chosen nodes."""

    def __init__(
        self, chosen: Chosen, said: Said, origins_at: OriginsAt, chart: Chart | None,
        attributions: Callable[[], Sequence[Attribution]], graded: Graded,
    ) -> None:  # fmt: skip
        self.chosen, self.said, self._origins_at = chosen, said, origins_at
        self._attributions, self._graded = attributions, graded
        self._places = chart.positions if chart is not None else {}
        self._names: dict[int, str] = {}
        self._shown: dict[int, str] = {}

    def has(self, id: int) -> bool:
        """Whether an entity is in the extract."""
        return 0 <= id < len(self.chosen.node_of) and self.chosen.node_of[id] >= 0

    @property
    def unplaced(self) -> int:
        """How many have no place on the chart."""
        ids = self.chosen.graph.ids[self.chosen.nodes]
        return len(ids) - int(np.isin(ids, list(self._places)).sum())

    def get(self, id: int) -> Thing | None:
        return self._thing(int(self.chosen.node_of[id])) if self.has(id) else None

    def all(self) -> Iterator[Thing]:
        for place in range(len(self.chosen.nodes)):
            yield self._thing(place)

    def _thing(self, place: int) -> Thing:
        chosen, graph, said = self.chosen, self.chosen.graph, self.said
        node = int(chosen.nodes[place])
        id, value = int(graph.ids[node]), graph.values[node]
        kind = self._kind(node)
        members = graph.members(id)
        x, y = self._places.get(id, (None, None))
        return Thing(
            id,
            graph.kinds[graph.kind[node]],
            kind.name or graph.kinds[graph.kind[node]],
            value,
            self._shown_of(node),
            graph.captions[node],
            id not in said.invalid,
            next((said.involvement[m] for m in members if m in said.involvement), ""),
            tuple(Tag(*tag) for m in members for tag in said.tags.get(m, ())),
            notes(note for m in members for note in said.notes.get(m, ())),
            tuple(a for m in members for a in self._attributed.get(m, ())),
            tuple(entities.named(chosen.case, m) for m in members if m != id),
            bool(graph.common[node]),
            int(graph.records[node]),
            next((said.entities_by_hand[m] for m in members if m in said.entities_by_hand), ""),
            self._origins_at(chosen.first_rows, place),
            kind.icon,
            kind.colour,
            kind.shape,
            None if x is None else float(x),
            None if y is None else float(y),
            "; ".join(filter(None, (self._graded("entity", m) for m in members))),
        )

    def named(self, node: int) -> str:
        """What a sentence calls the entity of a node of the graph: its whole value, and its name where that is a bare
        number."""
        if node not in self._names:
            name = self._called.get(int(self.chosen.graph.ids[node]), "")
            self._names[node] = sentences.called(self._kind(node).id, self._shown_of(node), name)
        return self._names[node]

    def _shown_of(self, node: int) -> str:
        """A value as a person reads it; made once, for both ends of links and the entity itself say it."""
        if node not in self._shown:
            value = self.chosen.graph.values[node]
            self._shown[node] = entities.shown(self.chosen.case, self._kind(node).id, value)
        return self._shown[node]

    def _kind(self, node: int) -> EntityKind:
        graph = self.chosen.graph
        return self.chosen.case.kinds.entities.get(graph.kinds[graph.kind[node]], UNKNOWN)

    @cached_property
    def _called(self) -> dict[int, str]:
        return names.known(self.chosen.case)

    @cached_property
    def _attributed(self) -> dict[int, list[Attributed]]:
        """Whose each identifier was; owners that are left out are not named."""
        found: dict[int, list[Attributed]] = {}
        for a in self._attributions():
            if self.has(a.entity) and self.has(a.owner):
                head = self.chosen.graph.grouped.get(a.owner, a.owner)
                found.setdefault(a.entity, []).append(
                    Attributed(a.entity, head, a.role, a.first, a.last, a.standing, a.basis, a.analyst)
                )
        return found


def notes(said: Iterable[Written]) -> tuple[Note, ...]:
    """Notes as plain values."""
    return tuple(Note(n.text, n.analyst, n.at) for n in said)
