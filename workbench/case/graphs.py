"""Reads what counts of a case into one frozen Graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from workbench.case import dictionary, entities, included, names, on_demand, tallies
from workbench.case.cases import Case
from workbench.case.links import ATTRIBUTED, DRAWN
from workbench.model.graph import Graph
from workbench.model.kinds import STANDINGS


class Captions(Sequence[str]):
    """Captions made when asked for: a case has far more entities than a screen has room."""

    def __init__(
        self,
        case: Case,
        kinds: Sequence[str],
        kind: npt.NDArray[np.int32],
        values: Sequence[str],
        own: dict[int, str],
    ) -> None:
        self._case, self._kinds, self._kind, self._values, self._own = case, kinds, kind, values, own

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        at = int(at)
        return self._own.get(at) or entities.caption(
            self._case, self._kinds[self._kind[at]], self._values[at]
        )


def read(case: Case, demanded: Iterable[str] = (), *, joined: bool = True) -> Graph:
    """The graph of the included readings and the analyst's drawing; `demanded` names on-demand link kinds to add.

    Entities judged the same become one node, unless `joined` is off; the evidence is untouched and the judgement
    can be undone. Links of an entity with itself (its own voice mail) are there only where `joined` is off: lists
    name them, a chart has nothing to draw.
    """
    db = case.db
    presence = entities.Presence(db)
    found = _links(case, demanded)
    size = max(len(presence.records), 1)
    visible = np.zeros(size, bool)
    visible[: len(presence.records)] = presence.records > 0
    visible[found["start"]] = True
    visible[found["end"]] = True
    visible[[e for e in presence.drawn if e < size]] = True

    same = (
        db.conn.execute("SELECT one, other FROM judgement WHERE verdict = 'same'").fetchall()
        if joined
        else []
    )
    grouped = _grouped(same, visible)
    visible[list(grouped)] = False
    ids = np.flatnonzero(visible).astype(np.int64)
    node = np.full(size, -1, np.int32)
    node[ids] = np.arange(len(ids), dtype=np.int32)
    records = np.zeros(size, np.int64)
    records[: len(presence.records)] = presence.records
    for member, head in grouped.items():
        node[member] = node[head]
        records[head] += records[member]

    known = dictionary.entities(case, db)
    kinds = sorted(case.kinds.entities)
    numbers = [kinds.index(k) if k in kinds else 0 for k in known.kinds]
    kind = np.array([*numbers, 0], np.int32)[known.kind[ids]]  # the last for ids that are none's
    values = dictionary.Values(known, ids)
    common = np.zeros(len(ids), bool)
    for (id,) in db.conn.execute("SELECT entity FROM common_service"):
        if node[id] >= 0:
            common[node[id]] = True
    own = {
        int(node[id]): caption
        for id, caption in db.conn.execute("SELECT entity, caption FROM drawn_entity WHERE caption <> ''")
        if node[id] >= 0
    }
    for id, name in names.known(case).items():
        at = int(node[id]) if id < len(node) else -1
        if at >= 0 and at not in own and ids[at] == id:
            own[at] = names.captioned(name, entities.caption(case, kinds[kind[at]], values[at]))
    start, end = node[found["start"]], node[found["end"]]
    keep = (start >= 0) & (end >= 0)
    if joined:
        keep &= start != end
    return Graph(
        ids, kind, kinds, Captions(case, kinds, kind, values, own), values, records[ids], common,
        found["id"][keep], start[keep], end[keep], found["kind"][keep], sorted(case.kinds.links),
        found["count"][keep], found["first"][keep], found["last"][keep], found["standing"][keep], grouped,
    )  # fmt: skip


def _links(case: Case, demanded: Iterable[str]) -> dict[str, npt.NDArray[Any]]:
    """Every link that counts as parallel arrays, bundled, demanded, drawn and attributed ones."""
    db = case.db
    kinds = sorted(case.kinds.links)
    number = {k: n for n, k in enumerate(kinds)}
    standing = {k: STANDINGS.index(case.kinds.links[k].standing) for k in kinds}
    kind, start, end = dictionary.links(db, kinds)
    count, first, last = counts(db, included.codes(db, included.readings(db)), len(kind))
    ids = np.flatnonzero((count > 0) & (kind >= 0))
    names = ("id", "kind", "start", "end", "count", "first", "last", "standing")
    shapes: dict[str, Any] = {"kind": np.int32, "start": np.int32, "end": np.int32, "standing": np.uint8}
    standings = np.array([standing[k] for k in kinds], np.uint8)[kind[ids]]
    found: tuple[npt.NDArray[Any], ...] = (
        ids,
        kind[ids],
        start[ids],
        end[ids],
        count[ids],
        first[ids],
        last[ids],
        standings,
    )
    none = Graph.NO_TIME
    asked = on_demand.counted(case, demanded) if demanded else None
    more = [
        (id, number[k], s, e, n, none if f is None else f, none if t is None else t, standing[k])
        for id, k, s, e, n, f, t in (asked.iter_rows() if asked is not None else ())
    ]
    more += [
        (
            DRAWN + i,
            number.get(k, number["associated"]),
            s,
            e,
            0,
            none if f is None else f,
            none if t is None else t,
            2,
        )
        for i, k, s, e, f, t in db.conn.execute("SELECT id, kind, start, end, first, last FROM drawn_link")
    ]
    more += [
        (
            ATTRIBUTED + i,
            number["attributed"],
            s,
            e,
            0,
            none if f is None else f,
            none if t is None else t,
            STANDINGS.index(g),
        )
        for i, s, e, f, t, g in db.conn.execute(
            "SELECT id, entity, owner, first, last, standing FROM attribution"
        )
    ]
    columns = np.array(more, np.int64).reshape(-1, len(names)).T
    return {
        name: np.concatenate([bundled, column.astype(shapes.get(name, np.int64))]) if more else bundled
        for name, bundled, column in zip(names, found, columns, strict=True)
    }


def counts(db: Any, counted: dict[int, list[int]], size: int) -> tuple[npt.NDArray[np.int64], ...]:
    """Count, first and last of every bundled link by its id, over the codes that count."""
    count = np.zeros(size, np.int64)
    first = np.full(size, np.iinfo(np.int64).max, np.int64)
    last = np.full(size, Graph.NO_TIME, np.int64)
    for _, frame in tallies.read(db, "tally", counted):
        link = frame["link"].to_numpy()
        count[link] += frame["count"].to_numpy()
        first[link] = np.minimum(first[link], frame["first"].fill_null(np.iinfo(np.int64).max).to_numpy())
        last[link] = np.maximum(last[link], frame["last"].fill_null(Graph.NO_TIME).to_numpy())
    first[first == np.iinfo(np.int64).max] = Graph.NO_TIME
    return count, first, last


def _grouped(pairs: list[tuple[int, int]], visible: npt.NDArray[np.bool_]) -> dict[int, int]:
    """Visible entities that stand behind another of their group -> the one the group shows: its first visible."""
    heads = _heads(pairs)
    shown: dict[int, int] = {}
    for member in sorted(heads):
        if visible[member]:
            shown.setdefault(heads[member], member)
    return {m: shown[h] for m, h in heads.items() if visible[m] and shown[h] != m}


def _heads(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The first entity of each group that chains of "same" join."""
    head: dict[int, int] = {}

    def find(e: int) -> int:
        while head.setdefault(e, e) != e:
            head[e] = head[head[e]]
            e = head[e]
        return e

    for one, other in pairs:
        a, b = sorted((find(one), find(other)))
        head[b] = a
    return {e: find(e) for e in head}
