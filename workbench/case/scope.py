"""The part of the graph that a chart shows, with the records behind it: what filters are held against."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from workbench.case import behind, included, joined, on_demand
from workbench.case.behind import Behind, Mask, Numbers, Wanted, Whole
from workbench.case.cases import Case
from workbench.case.record_filters import passes
from workbench.case.recorded import recorded
from workbench.case.segments import Segment
from workbench.kernels import brushing
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes

Tests = tuple[Filter, ...]
MASKS = 8  # tests of which is kept what passes, a byte a record each
_making = threading.Lock()
Stretch = tuple[int, int] | None  # UTC microseconds, the end left out


@dataclass
class Counted:
    """How many records of one kind each link has (by number, 0 for none) under some tests in a window, which ones
    pass the tests, and how many of them lie in the window."""

    tests: Tests
    passing: Mask
    begin: int
    end: int
    counts: Numbers
    found: int
    whole: tuple[Numbers, int] | None = None  # the same in no window


@dataclass
class Scope:
    """`nodes` are the nodes looked at, `links` the links among them; `start` and `end` the places of their ends in
    `nodes`. `judged` marks the links that have records; `linked` the nodes that have any link here."""

    graph: Graph
    nodes: Indexes
    links: Indexes
    start: Indexes
    end: Indexes
    count: Whole
    judged: Mask
    linked: Mask
    wanted: Wanted
    kinds: list[str]  # of records
    resident: list[Behind] | None
    joined: list[str]  # kinds of link that two records make together
    guard: threading.RLock = field(default_factory=threading.RLock)
    counted: dict[str, Counted] = field(default_factory=dict)
    removed: dict[object, object] = field(
        default_factory=dict
    )  # what filters remove by themselves, once known

    answers: dict[object, Mask] = field(default_factory=dict)  # of nodes, to what is asked of each by itself

    def answer(self, asked: object, work: Callable[[], Mask]) -> Mask:
        """Which nodes answer to something that takes a look at every one of them; asked once."""
        if asked not in self.answers:
            self.answers[asked] = work()
        return self.answers[asked]

    @cached_property
    def place(self) -> Indexes:
        """Where each node of the graph is in `nodes`, -1 for none."""
        place = np.full(len(self.graph), -1, np.int32)
        place[self.nodes] = np.arange(len(self.nodes), dtype=np.int32)
        return place

    @cached_property
    def whole(self) -> bool:
        """Whether these are all nodes and links of the graph, in its order."""
        every = len(self.nodes) == len(self.graph) and len(self.links) == len(self.graph.link_ids)
        return every and bool((self.nodes == np.arange(len(self.nodes))).all())

    @cached_property
    def pairs(self) -> Indexes:
        """Which pair of nodes each link joins, whichever way it runs."""
        low, high = np.minimum(self.start, self.end).astype(np.int64), np.maximum(self.start, self.end)
        return np.unique(low * len(self.nodes) + high, return_inverse=True)[1].astype(np.int32)

    @cached_property
    def pair_count(self) -> int:
        return int(self.pairs.max(initial=-1)) + 1

    def records(self, case: Case) -> Iterator[Behind]:
        """The records behind the links, all of a kind at once or a segment at a time."""
        if self.resident is not None:
            yield from self.resident
            return
        for kind in self.kinds:
            yield from behind.folded(case, kind, self.wanted)

    def count_links(self, case: Case, tests: Tests, moments: Stretch) -> tuple[Numbers, int]:
        """How many records each link has that pass all tests and lie in a stretch of time, and how many records
        these are; link k has the count k + 1, which is read before the next question."""
        together = self._joined(case, tests, moments) if self.joined else None
        if self.resident is not None:
            known = [self._move(case, records, tests, moments) for records in self.resident]
            found = sum(one.found for one in known)
            if len(known) == 1 and together is None:
                return known[0].counts, found
            counts = np.zeros(len(self.links) + 1, np.int32) if together is None else together
            for one in known:
                counts += one.counts
            return counts, found
        counts, found = np.zeros(len(self.links) + 1, np.int32) if together is None else together, 0
        for records in self.records(case):
            passing = passing_all(case, records, tests)
            found += _count(records, passing, records.window(moments), counts)
        return counts, found

    def _joined(self, case: Case, tests: Tests, moments: Stretch) -> Numbers:
        """The counts of links that two records make together: both have to pass. They are asked for on demand only,
        and folded from the file each time."""
        db, kinds = case.db, case.kinds
        codes = included.codes(db, included.readings(db))
        counts = np.zeros(len(self.links) + 1, np.int32)
        inside = partial(passing, case, tests=tests, moments=moments)
        for kind in self.joined:
            for making in kinds.links[kind].made_by:
                if making.other:
                    found = joined.links(db, kinds, making, codes, inside)
                    start, end = (found[name].to_numpy() for name in ("start", "end"))
                    numbers = self.wanted.of_asked(on_demand.numbered(kinds, kind, start, end))
                    np.add.at(counts, numbers, found["count"].to_numpy().astype(np.int32))
        return counts

    def _move(self, case: Case, records: Behind, tests: Tests, moments: Stretch) -> Counted:
        """The counts of a window, from those of the last one: a hand moves a little at a time. Where that is less
        to do, they are made anew, or from those of all records."""
        begin, end = records.window(moments)
        known = self.counted.get(records.kind.id)
        if known is None or known.tests != tests:
            passing = passing_all(case, records, tests)
            known = Counted(tests, passing, 0, 0, np.zeros(len(self.links) + 1, np.int32), 0)
            self.counted[records.kind.id] = known
        columns, passing = records.columns, known.passing
        from_last = abs(begin - known.begin) + abs(end - known.end)
        from_whole = len(records) - (end - begin) if known.whole is not None else len(records) + 1
        if begin >= known.end or end <= known.begin:
            from_last = len(records) + 1
        if end - begin <= min(from_last, from_whole):
            known.counts[:] = 0
            known.found = _count(records, passing, (begin, end), known.counts)
        elif from_whole < from_last and known.whole is not None:
            known.counts[:], known.found = known.whole
            for some in ((0, begin), (end, len(records))):
                known.found -= brushing.add_links(columns, passing, *some, -1, known.counts)
        else:
            for old, new in ((begin, known.begin), (known.end, end)):
                sign = 1 if old < new else -1
                more = brushing.add_links(columns, passing, min(old, new), max(old, new), sign, known.counts)
                known.found += sign * more
        known.begin, known.end = begin, end
        if (begin, end) == (0, len(records)) and known.whole is None:
            known.whole = known.counts.copy(), known.found
        return known

    def count_records(self, case: Case, tests: Tests, moments: Stretch, visible: Mask) -> int:
        """How many records pass all tests, lie in a stretch of time and make a visible link."""
        shown = np.concatenate([np.zeros(1, bool), visible])
        found = 0
        for records in self.records(case):
            known = self.counted.get(records.kind.id) if self.resident is not None else None
            passing = known.passing if known and known.tests == tests else passing_all(case, records, tests)
            found += brushing.count_records(records.columns, passing, *records.window(moments), shown)
        return found


def of_records(filters: Iterable[Filter]) -> Tests:
    """Those of some filters that are on and look at records, without their names, each once."""
    return tuple(dict.fromkeys(f.test for f in filters if f.on and f.by in OF_RECORDS))


def passing(case: Case, segment: Segment, tests: Tests, moments: Stretch = None) -> Mask:
    """Which records of a segment pass all tests and lie in a stretch of time, in the order of the file."""
    records = behind.of_segment(case, segment)
    inside = passing_all(case, records, tests)
    begin, end = records.window(moments)
    inside[:begin] = inside[end:] = False
    if records.order is None:
        return inside
    out = np.empty(len(inside), bool)
    out[records.order] = inside
    return out


def passing_all(case: Case, records: Behind, tests: Sequence[Filter]) -> Mask:
    """Which records pass every test; the answers of the last tests are kept with the records."""
    passing = np.ones(len(records), bool)
    answers = records.known.setdefault("answers", {})
    for test in tests:
        if test not in answers:
            while len(answers) >= MASKS:
                answers.pop(next(iter(answers)))
            answers[test] = passes(case, records, test)
        passing &= answers[test]
    return passing


def _count(
    records: Behind, passing: Mask, window: tuple[int, int], counts: npt.NDArray[np.signedinteger]
) -> int:
    found = brushing.add_links(records.columns, passing, *window, 1, counts)
    counts[0] = 0
    return int(found)


def scope_of(case: Case, graph: Graph, nodes: Indexes) -> Scope:
    """The scope of some nodes; the last one asked for is kept, and two views that ask at once make one."""
    with _making:
        known = case.kept.get("scope")
        if isinstance(known, Scope) and known.graph is graph and np.array_equal(known.nodes, nodes):
            return known
        made = _made(case, graph, nodes)
        case.kept["scope"] = made
        return made


def _made(case: Case, graph: Graph, nodes: Indexes) -> Scope:
    links = graph.links_between(nodes)
    place = np.full(len(graph), -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    start, end = place[graph.start[links]], place[graph.end[links]]
    linked = np.zeros(len(nodes), bool)
    linked[start] = linked[end] = True
    behind_them = recorded(case, graph, links)
    resident: list[Behind] | None = []
    room = behind.BUDGET
    for record in behind_them.records:
        found = behind.gathered(case, record, behind_them.wanted, room)
        if found is None:
            resident = None
            break
        room -= len(found) * (behind.BYTES + behind.LINK * len(found.columns))
        if len(found):
            resident.append(found)  # type: ignore[union-attr]
    return Scope(
        graph, nodes, links, start, end, graph.count[links], behind_them.judged, linked, behind_them.wanted,
        behind_them.records, resident, behind_them.joined,
    )  # fmt: skip
