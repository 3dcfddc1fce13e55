"""Chosen: the entities and links of a chart that are selected, and the one that keys go on from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import Qt

from workbench.drawing.chart import ChartData
from workbench.drawing.frame import Highlights


class Chosen:
    """Ids of entities and links. `current` is the entity chosen last by itself, and is often no longer chosen."""

    def __init__(self) -> None:
        self.entities: set[int] = set()
        self.links: set[int] = set()
        self.current: int | None = None
        self._highlights: Highlights | None = None

    def alter(self, entities: Iterable[int], links: Iterable[int], modifiers: Qt.KeyboardModifier) -> None:
        """As the analyst asks: Shift adds, Ctrl toggles, nothing else replaces."""
        entities, links = set(entities), set(links)
        if len(entities) == 1:
            [self.current] = entities
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._become(self.entities ^ entities, self.links ^ links)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._become(self.entities | entities, self.links | links)
        else:
            self._become(entities, links)

    def become(self, entities: Iterable[int], links: Iterable[int], chart: ChartData) -> None:
        """These; what is not on the chart is left out."""
        self._become(set(entities) & chart.number_of.keys(), set(links) & chart.link_number_of.keys())

    def keep_to(self, chart: ChartData) -> bool:
        """Leaves out what another chart does not hold; whether that was any."""
        before = self.entities, self.links
        self.become(*before, chart)
        return before != (self.entities, self.links)

    def _become(self, entities: set[int], links: set[int]) -> None:
        self.entities, self.links, self._highlights = entities, links, None

    def highlights(self, chart: ChartData) -> Highlights:
        """Their numbers on the chart to which they were kept last."""
        if self._highlights is None:
            entities = sorted(chart.number_of[e] for e in self.entities)
            links = sorted(chart.link_number_of[k] for k in self.links)
            self._highlights = Highlights(np.array(entities, np.int32), np.array(links, np.int32))
        return self._highlights

    def with_ends(self, chart: ChartData) -> list[int]:
        """The numbers of the entities, those at the ends of the links included, in order."""
        numbers = {chart.number_of[e] for e in self.entities}
        for link in self.links:
            numbers.update(chart.ends[chart.link_number_of[link]].tolist())
        return sorted(numbers)
