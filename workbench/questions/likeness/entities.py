"""Pairs of entities of one kind that may be the same, by all that the records of a case state of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from workbench.case import assessments
from workbench.case.entities import sources_of
from workbench.questions.held import Held
from workbench.questions.likeness.pairing import Alike, Part, alike
from workbench.questions.likeness.stated import Stated, stated


@dataclass(frozen=True)
class Pair:
    """Two entities that may be the same: `chance` from 0 to 1, `bits` the weight of all fields together, `parts` what
    each field adds, the heaviest first, and the records that state them (`refs`, those of the heaviest field first).
    `verdict` is what was judged, "" where nothing was."""

    one: int
    other: int
    chance: float
    bits: float
    parts: tuple[Part, ...]
    refs: tuple[int, ...]
    verdict: str


@dataclass(frozen=True)
class MayBeSame:
    """What comparing all entities of a kind gave. `named_by_both` entities were left out of a comparison between
    sources because several sources name them already."""

    told: Stated
    found: Alike
    verdicts: dict[tuple[int, int], str]
    named_by_both: int

    def count(self, least: float) -> int:
        """How many pairs are at least so likely."""
        return int((self.found.chance >= least).sum())

    def pairs(self, least: float) -> Iterator[Pair]:
        """The pairs that are at least so likely, the likeliest first."""
        grouped = self.told.behind.group_by("entity", "field").agg("ref")
        behind = {(entity, field): refs for entity, field, refs in grouped.iter_rows()}
        for number in range(self.count(least)):
            yield self._pair(number, behind)

    def _pair(self, number: int, behind: dict[tuple[int, str], list[int]]) -> Pair:
        one = self.told.entities[int(self.found.left[number])]
        other = self.told.entities[int(self.found.right[number])]
        parts = tuple(self.found.parts(number))
        refs = [
            ref
            for part in parts
            for entity in (one, other)
            for ref in sorted(behind.get((entity, part.field.name), ()))
        ]
        return Pair(
            one, other, float(self.found.chance[number]), float(self.found.bits[number]), parts,
            tuple(dict.fromkeys(refs)), self.verdicts.get((min(one, other), max(one, other)), ""),
        )  # fmt: skip


def may_be_same(held: Held, kind: str, *, once: bool = False) -> MayBeSame:
    """Compares all entities of a kind. With `once` each source is taken to name everybody once: only entities that
    different sources name make pairs, each is in one pair at most."""
    told = stated(held, kind)
    sides, both = None, 0
    if once:
        sources = [tuple(sorted(set(found))) for found in sources_of(held.case, list(told.entities))]
        alone = np.array([len(found) == 1 for found in sources], bool)
        both = int((~alone).sum())
        sides = np.array([found[0] for found, one in zip(sources, alone, strict=True) if one], np.int64)
        kept = np.flatnonzero(alone)
        told = Stated([told.entities[k] for k in kept.tolist()], told.records[kept], told.fields, told.behind)
    found = alike(told.records, told.fields, sides=sides, once=once, tell=held.tell)
    grouped = held.whole.grouped
    verdicts: dict[tuple[int, int], str] = {}
    for (one, other), verdict in assessments.judged(held.case).items():
        pair = sorted((grouped.get(one, one), grouped.get(other, other)))
        verdicts[pair[0], pair[1]] = verdict
    return MayBeSame(told, found, verdicts, both)
