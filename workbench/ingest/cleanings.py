"""Which cleaning the cells of a field go through: one for all rows, or one for each platform and kind told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import columns
from workbench.ingest.cells import Cells
from workbench.ingest.entities import Cleaning, Entities
from workbench.ingest.recipe_parts import Filling, Source
from workbench.ingest.withheld import WORDS as WITHHELD
from workbench.model.kinds import Field, Kinds
from workbench.model.values import Context
from workbench.model.values.wrapping import unwrap

Positions = NDArray[np.int64]


class Cleanings:
    """The cleanings of one reading, each made once; `country` is whose national numbers are meant."""

    def __init__(self, entities: Entities, kinds: Kinds, country: str, empty: frozenset[str]) -> None:
        self._entities = entities
        self._kinds = kinds
        self._country = country
        self._empty = empty
        self._made: dict[tuple[object, ...], Cleaning] = {}

    def of(
        self, declared: Field, filling: Filling, cells: Cells, at: Positions
    ) -> list[tuple[Positions | None, Cleaning]]:
        """The cleaning for all rows (None), or one for the rows of each platform."""
        whole = self.of_all(declared, filling, cells)
        if whole is not None:
            return [(None, whole)]
        source, telling = filling.platform, filling.telling
        groups = (
            pl.DataFrame(
                {
                    "platform": _told(source, cells, at),
                    "kind": _told(telling.source if telling else None, cells, at),
                }
            )
            .with_row_index("at")
            .group_by("platform", "kind", maintain_order=True)
        )
        return [
            (
                group["at"].to_numpy().astype(np.int64),
                self.one(_kinds_told(declared, filling, str(word), self._kinds), str(platform), filling),
            )
            for (platform, word), group in groups
        ]

    def of_all(self, declared: Field, filling: Filling, cells: Cells) -> Cleaning | None:
        """The cleaning for all rows; None where rows differ."""
        source = filling.platform
        if filling.telling is not None or (source is not None and source.columns):
            return None
        platform = (cells.constant(source) or "") if source else ""
        return self.one(filling.kinds or declared.kinds, platform, filling)

    def one(self, allowed: Sequence[str], platform: str, filling: Filling) -> Cleaning:
        """The cleaning for cells that may hold these kinds."""
        key = (tuple(allowed), platform, tuple(sorted(filling.map.items())), filling.plain, filling.withheld)
        if key not in self._made:
            replaces = {k.strip().casefold(): v for k, v in filling.map.items()}
            context = Context(self._country, platform)
            self._made[key] = Cleaning(
                self._entities,
                self._kinds,
                allowed,
                context,
                replaces,
                self._empty,
                filling.plain,
                _untold(allowed, filling),
            )
        return self._made[key]


def _told(source: Source | None, cells: Cells, at: Positions) -> pl.Series:
    """What a column says beside each cell, unwrapped; the same for all where it is no column."""
    if source is not None and source.columns:
        return columns.per_distinct(cells.of(source).gather(at), unwrap).fill_null("")
    said = (cells.constant(source) or "") if source is not None else ""
    return pl.Series([said], dtype=pl.String).new_from_index(0, len(at))


def _untold(allowed: Sequence[str], filling: Filling) -> frozenset[str]:
    """The words for a party that is not told; only a number can be withheld unless the recipe says others."""
    said = frozenset(unwrap(word).casefold() for word in filling.withheld)
    return said | WITHHELD if "phone" in allowed else said


def _kinds_told(declared: Field, filling: Filling, word: str, kinds: Kinds) -> Sequence[str]:
    """The kinds to try for a cell beside which the column says `word`; none where nobody knows the word."""
    telling = filling.telling
    if telling is None:
        return filling.kinds or declared.kinds
    by_word = {said.casefold(): kind for said, kind in telling.map.items()}
    holds = kinds.entities if "*" in declared.kinds else (*declared.kinds, *declared.also)
    told = by_word.get(word.casefold(), word.casefold() if word.casefold() in holds else "")
    return [kind for kind in dict.fromkeys((told, telling.other)) if kind]
