"""What is held: the graph and the records of a case as a question may read them, and whose records they are."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from workbench.case import opening, scope, sources, spans, told
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.model.kinds import Kinds

Tell = Callable[[int, int, str], None]
Moments = tuple[int, int] | None
EVENTS = {
    "start": pl.Int64, "end": pl.Int64, "at": pl.Int64, "duration": pl.Int64, "link": pl.String, "record": pl.String,
    "ref": pl.Int64, "reading": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Cover:
    """Whose records a source holds for which period: `subject` an entity, 0 where it is not said; `first` and `last`
    UTC microseconds, None where open or unknown; `basis` is stated, assessed, or "records" where nothing is said and
    the period is that of the records themselves."""

    source: int
    name: str
    subject: int
    first: int | None
    last: int | None
    basis: str


class Held:
    """What a question is asked of. `moments` narrows it to a stretch of time (UTC microseconds, the end left out).

    `tell(done, total, text)` reports progress and raises Cancelled when somebody wants no answer any more: call it
    in every loop that may last. `kinds` are those questions are written for, the case's own where none are given: a
    case that was made before a field was declared has it, empty. `look_into` opens another case for reading: who asks
    knows where its passphrase comes from. `thin` takes away a share of the links and records by
    lot: (share, seed).
    """

    def __init__(
        self,
        case: Case,
        graph: Graph,
        *,
        moments: Moments = None,
        tell: Tell = lambda done, total, text: None,
        thin: tuple[float, int] | None = None,
        kinds: Kinds | None = None,
    ) -> None:
        self.case = case
        self.kinds = kinds or case.kinds
        self.whole = graph
        self.moments = moments
        self.tell = tell
        self.look_into: Callable[[Path], Case] = opening.open_case
        self._thin = thin
        self._tables: dict[tuple[str, tuple[str, ...], bool], pl.DataFrame] = {}
        self._made: dict[str, pl.DataFrame] = {}

    def thinned(self, share: float, seed: int) -> Held:
        """The same with a share of its links and of its records taken away by lot, the same ones for the same seed."""
        less = Held(
            self.case, self.whole, moments=self.moments, tell=self.tell, thin=(share, seed), kinds=self.kinds
        )
        less._tables, less._made, less.look_into = self._tables, self._made, self.look_into
        return less

    def again(self, tell: Tell) -> Held:
        """The same for another asking, which has its own progress: what was read once is read no more."""
        same = copy.copy(self)
        same.tell = tell
        return same

    # -- links -----------------------------------------------------------------------------------------------

    @cached_property
    def graph(self) -> Graph:
        """The graph of the records in the stretch of time; links that an analyst drew are always there."""
        graph = self.whole
        if self.moments is not None:
            graph = _within(self.case, graph, self.moments)
        if self._thin is not None:
            low = np.minimum(graph.start, graph.end).astype(np.int64)
            pairs, which = np.unique(
                low * len(graph) + np.maximum(graph.start, graph.end), return_inverse=True
            )
            graph = without(graph, ~_kept(pairs, *self._thin)[which])
        return graph

    # -- records ---------------------------------------------------------------------------------------------

    def records(self, kind: str, wanted: Sequence[str], *, once: bool = True) -> pl.DataFrame:
        """The counted records of a kind with these fields, `ref` and `reading`, as `case.told` has them; entities that
        the analyst judged to be the same are one. Empty where the case has no such records."""
        key = kind, tuple(wanted), once
        if key not in self._tables:
            frame = told.told(self.case, kind, wanted, self.moments, once=once, kinds=self.kinds)
            declared = self.kinds.records.get(kind)
            roles = [f.id for f in declared.entities if f.id in wanted] if declared else []
            self._tables[key] = frame.with_columns(self.heads(pl.col(role)) for role in roles)
        frame = self._tables[key]
        if self._thin is not None:
            frame = frame.filter(pl.Series(_kept(frame["ref"].to_numpy(), *self._thin)))
        return frame

    def events(self, links: Iterable[str] = ()) -> pl.DataFrame:
        """What happened between two at a moment: `EVENTS`, by time. A record is there once for each kind of link it
        makes, of these kinds or of all that are bundled as rows; `duration` in seconds where the record has one."""
        chosen = list(links) or [k for k, kind in self.kinds.links.items() if kind.bundle == "stored"]
        found = [pl.DataFrame(schema=EVENTS)]
        for name in chosen:
            for making in self.kinds.links[name].made_by:
                record = self.kinds.records[making.record]
                if making.other or record.moment is None:
                    continue
                lasting = ["duration"] if any(f.id == "duration" for f in record.fields) else []
                fields = [making.start, making.end, record.moment.id, *lasting]
                frame = self.records(record.id, list(dict.fromkeys(fields)))
                made = frame.select(
                    start=pl.col(making.start), end=pl.col(making.end), at=pl.col(record.moment.id),
                    duration=pl.col("duration") if lasting else pl.lit(None, pl.Int64),
                    link=pl.lit(name), record=pl.lit(record.id), ref=pl.col("ref"), reading=pl.col("reading"),
                )  # fmt: skip
                there = (pl.col("start") > 0) & (pl.col("end") > 0) & pl.col("at").is_not_null()
                found.append(made.filter(there))
        return pl.concat(found).sort("at", "ref", "link", maintain_order=True)

    def made(self, name: str, make: Callable[[Held], pl.DataFrame]) -> pl.DataFrame:
        """A table that a question makes of all records, kept under a name so that it is made once; as of records the
        lot leaves some of it, told by its `ref`."""
        if name not in self._made:
            every = Held(self.case, self.whole, moments=self.moments, tell=self.tell, kinds=self.kinds)
            every._tables = self._tables
            self._made[name] = make(every)
        frame = self._made[name]
        if self._thin is not None:
            frame = frame.filter(pl.Series(_kept(frame["ref"].to_numpy(), *self._thin)))
        return frame

    def heads(self, ids: pl.Expr) -> pl.Expr:
        """Each entity, or the first of the group it was judged to belong to."""
        grouped = self.whole.grouped
        return ids.replace(grouped) if grouped else ids

    # -- entities --------------------------------------------------------------------------------------------

    def kind(self, entity: int) -> str:
        """What sort of entity it is, "" for one the case does not hold."""
        node = self.whole.node_of.get(entity)
        return "" if node is None else self.whole.kinds[self.whole.kind[node]]

    def caption(self, entity: int) -> str:
        """What the chart writes at it."""
        node = self.whole.node_of.get(entity)
        return f"entity {entity}" if node is None else self.whole.captions[node]

    def value(self, entity: int) -> str:
        """Its identifier as the case keeps it."""
        node = self.whole.node_of.get(entity)
        return "" if node is None else self.whole.values[node]

    def of_kind(self, *kinds: str) -> list[int]:
        """All entities of some kinds."""
        numbers = [n for n, kind in enumerate(self.whole.kinds) if kind in kinds]
        found: list[int] = self.whole.ids[np.isin(self.whole.kind, numbers)].tolist()
        return found

    def is_common(self, entity: int) -> bool:
        """Whether it is a common service, which neither joins nor expands unless asked."""
        node = self.whole.node_of.get(entity)
        return node is not None and bool(self.whole.common[node])

    # -- coverage --------------------------------------------------------------------------------------------

    @cached_property
    def coverage(self) -> list[Cover]:
        """Whose records each included source holds, for which period."""
        said: dict[int, list[sources.Coverage]] = {}
        for one in sources.coverage(self.case):
            if (
                one.subject or one.basis != "records"
            ):  # what the import found by itself is the span of the records
                said.setdefault(one.source, []).append(one)
        found = []
        for source in sources.listed(self.case):
            if not source.included:
                continue
            for one in said.get(source.id, []):
                subject = self.whole.grouped.get(one.subject or 0, one.subject or 0)
                found.append(Cover(source.id, source.name, subject, one.first, one.last, one.basis))
            if source.id not in said:
                first, last = self._runs.get(source.id, (None, None))
                found.append(Cover(source.id, source.name, 0, first, last, "records"))
        return found

    @cached_property
    def _runs(self) -> dict[int, tuple[int, int]]:
        """From when to when the records of each included source run."""
        run = spans.spans(self.case)
        return {s.id: run[s.reading] for s in sources.listed(self.case) if s.reading in run}

    @cached_property
    def own(self) -> frozenset[int]:
        """The entities whose own records are held: they always look central."""
        return frozenset(cover.subject for cover in self.coverage if cover.subject)

    def covered(self, entity: int) -> list[tuple[int, int]]:
        """The stretches of time for which the entity's own records are said to be held: only there does silence mean
        anything. An open end is that of the source's records."""
        found = []
        for cover in self.coverage:
            if cover.subject == entity and entity:
                first, last = self._runs.get(cover.source, (None, None))
                begin = cover.first if cover.first is not None else first
                end = cover.last if cover.last is not None else last
                if begin is not None and end is not None:
                    found.append((begin, end))
        return sorted(found)


def day(at: int) -> str:
    """The UTC date of a moment."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)).strftime("%Y-%m-%d")


def without(graph: Graph, gone: np.ndarray) -> Graph:
    """The graph without some of its links; the nodes stay."""
    kept = np.flatnonzero(~gone)
    return replace(
        graph, link_ids=graph.link_ids[kept], start=graph.start[kept], end=graph.end[kept],
        link_kind=graph.link_kind[kept], count=graph.count[kept], first=graph.first[kept], last=graph.last[kept],
        standing=graph.standing[kept],
    )  # fmt: skip


def _within(case: Case, graph: Graph, moments: tuple[int, int]) -> Graph:
    looked = scope.scope_of(case, graph, np.arange(len(graph), dtype=np.int32))
    counted, _ = looked.count_links(case, (), moments)
    count = np.where(looked.judged, counted[1:].astype(np.int64), graph.count)
    timed = graph.first != Graph.NO_TIME
    narrowed = replace(
        graph,
        count=count,
        first=np.where(timed, np.maximum(graph.first, moments[0]), graph.first),
        last=np.where(timed, np.minimum(graph.last, moments[1] - 1), graph.last),
    )
    return without(narrowed, looked.judged & (count == 0))


def _kept(keys: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Which of some numbers a lot leaves, each by itself: the same number is always drawn alike under one seed."""
    with np.errstate(over="ignore"):
        mixed = keys.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15) * np.uint64(seed + 1)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)  # splitmix64
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53) >= share
