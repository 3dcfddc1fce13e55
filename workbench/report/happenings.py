"""Records of an extract, a block at a time, so that however many there are only some stand in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from workbench.case import assets, dictionary, records, segments
from workbench.case.segments import Segment
from workbench.case.twins import effective
from workbench.model.kinds import Field, RecordKind
from workbench.report.chosen import Chosen
from workbench.report.extracted import Happening, Origin

BLOCK = 8_192  # records made into values at a time
At = Callable[[int, int, int], Origin]


class Happenings:
    """The records that belong, as values."""

    def __init__(self, chosen: Chosen, origin: At) -> None:
        self.chosen, self._origin = chosen, origin

    @property
    def kinds(self) -> list[str]:
        return list(self.chosen.sizes)

    def all(self, kinds: frozenset[str]) -> Iterator[Happening]:
        for number, segment in enumerate(self.chosen.segments):
            if segment.kind in kinds:
                yield from self._of(number, segment)

    def _of(self, number: int, segment: Segment) -> Iterator[Happening]:
        chosen = self.chosen
        at = np.flatnonzero(chosen.mask(segment))
        if not len(at):
            return
        kind, whole = chosen.case.kinds.records[segment.kind], segments.read(chosen.case.db, segment)
        whole = whole.with_columns(
            effective(whole).is_in(chosen.counted[segment.reading]).alias("told here")
        ).select(c for c in (*whole.columns, "told here") if not c.startswith("link."))
        codes = assets.codes(chosen.case.db)
        values = dictionary.entities(chosen.case, chosen.case.db).values
        for begin in range(0, len(at), BLOCK):
            frame = whole[at[begin : begin + BLOCK]]
            roles = {f.id: self._heads(frame, f) for f in kind.entities if f.id in frame.columns}
            texts = {r: values.gather(frame[r].fill_null(0).to_numpy()).to_list() for r in roles}
            for place, row in enumerate(frame.iter_rows(named=True)):
                heads = {r: ids[place] for r, ids in roles.items() if ids[place] >= 0}
                said = {r: texts[r][place] for r in roles if row[r]}
                yield self._made(kind, number, row, heads, said, codes)

    def _heads(self, frame: pl.DataFrame, field: Field) -> list[int]:
        """The things in a role, -1 where there is none in the extract."""
        chosen = self.chosen
        places = chosen.places(frame[field.id].fill_null(0).to_numpy())
        ids = chosen.graph.ids[chosen.nodes]
        if not len(ids):
            return [-1] * frame.height
        found: list[int] = np.where(places >= 0, ids[np.maximum(places, 0)], -1).tolist()
        return found

    def _made(
        self, kind: RecordKind, number: int, row: Mapping[str, Any], heads: Mapping[str, int],
        named: Mapping[str, str], codes: dict[int, str],
    ) -> Happening:  # fmt: skip
        fields = {}
        for f in kind.fields:
            said = row.get(f.id)
            if f.type == "entity":
                if f.id in named:
                    fields[f.id] = named[f.id]
            elif said is not None:
                fields[f.id] = records.text_of_field(f.type, said, row, f.id, codes)
        moment = kind.moment.id if kind.moment else ""
        when = row.get(moment)
        zone = records.zone_known(int(row.get(f"{moment}.mark") or 0)) if when is not None else ""
        return Happening(
            kind.id, kind.name, fields.get(moment, ""), when, zone, heads, fields, bool(row["told here"]),
            self._origin(number, int(row["row"]), int(row.get("part") or 0)),
        )  # fmt: skip
