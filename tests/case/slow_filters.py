"""What filters leave of a case, told the slow and simple way from the rows; and filters and calls to try it on."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.case.stories import Entity, Row, recount
from workbench.app.kinds import shipped
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.case.filtering import Filtered, filtered
from workbench.model.filters import OF_RECORDS, WEEKDAYS, Filter
from workbench.model.graph import Graph
from workbench.model.kinds import Kinds
from workbench.model.values import amounts

ZONE = "Asia/Kolkata"  # half an hour beside the full one
PHONES = [("phone", f"+4477009000{n:02}") for n in range(6)]
DAY = 86_400
KINDS = shipped()


def call(caller: int, callee: int, at: int, **more: object) -> Row:
    """A call between two of the phones, `at` in UTC seconds."""
    said = {"kind": "call", "start": at * 1_000_000, "caller": PHONES[caller], "callee": PHONES[callee]}
    return said | {"duration": 30} | more


def passes(test: Filter, number: int, row: Row) -> bool:
    """Whether a record passes, told the slow and simple way."""
    moment = KINDS.records[row["kind"]].moment
    at = row.get(moment.id) if moment else None
    local = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(microseconds=at or 0)
    local = local.astimezone(ZoneInfo(ZONE))
    if test.by == "source":
        return _listed(test, {str(number + 1)})
    if test.by == "time":
        return moment is None or (at is not None and _inside(test, at))
    if test.by == "hour":
        low, high = int(test.low or 0), int(test.high or 24)
        wrapped = low <= local.hour < high if low < high else not high <= local.hour < low
        return moment is None or (at is not None and wrapped)
    if test.by == "weekday":
        return moment is None or _listed(test, {WEEKDAYS[local.weekday()] if at is not None else ""})
    if test.by == "type":
        return _listed(test, {row["kind"]})
    if test.by == "duration":
        said = row.get("duration")
        listed = _listed(test, {"" if said is None else str(said)})
        ranged = test.low is not None or test.high is not None
        return row["kind"] != "call" or (
            listed and (not ranged or (said is not None and _inside(test, said)))
        )
    if test.by == "cell":
        named = {row[n][1] for n in ("caller_cell", "caller_last_cell") if row.get(n)} or {""}
        return row["kind"] != "call" or _listed(test, named)
    said = row.get("amount")
    if row["kind"] not in ("payment", "transaction_output", "listing"):
        return True
    if test.low is None and test.high is None:
        return _listed(test, {said[1] if said else ""})
    return said is not None and _listed(test, {said[1]}) and _inside(test, Decimal(amounts.text(*said)))


def _listed(test: Filter, said: set[str]) -> bool:
    return (not test.keep or bool(said & set(test.keep))) and not said & set(test.drop)


def _inside(test: Filter, value: int | Decimal) -> bool:
    return (test.low is None or value >= test.low) and (test.high is None or value < test.high)


times = st.sampled_from([0, 3_000_000, 60_000_000, 63_000_000, 120_000_000, 10**12])
record_filters = st.one_of(
    st.builds(Filter, st.just("source"), keep=st.sampled_from([(), ("1",), ("2", "3")]),
              drop=st.sampled_from([(), ("1",)])),
    st.builds(lambda a, b: Filter("time", low=min(a, b), high=max(a, b) + 1), times, times),
    st.sampled_from([Filter("hour", low=5, high=6), Filter("hour", low=22, high=6), Filter("hour", low=6)]),
    st.sampled_from([Filter("weekday", keep=("thu",)), Filter("weekday", drop=("thu",))]),
    st.sampled_from([Filter("type", keep=("call",)), Filter("type", drop=("call", "listing"))]),
    st.sampled_from([
        Filter("duration", drop=("0",)), Filter("duration", low=1), Filter("duration", keep=("", "30")),
        Filter("duration", low=0, high=31), Filter("duration", drop=("",)),
    ]),
    st.sampled_from([
        Filter("cell", keep=("234-10-1-1",)), Filter("cell", drop=("234-10-1-2",)), Filter("cell", keep=("",)),
    ]),
    st.sampled_from([
        Filter("amount", keep=("BTC",)), Filter("amount", low=Decimal("0.00000001")), Filter("amount", drop=("",)),
        Filter("amount", high=Decimal("0.00000004"), keep=("BTC",)), Filter("amount", low=Decimal(10**6)),
    ]),
)  # fmt: skip


link_filters = st.sampled_from([
    Filter("link_kind", keep=("called", "at_cell")), Filter("link_kind", drop=("called", "paid")),
    Filter("count", low=2), Filter("count", low=1, high=2), Filter("kind", drop=("device",)),
    Filter("kind", keep=("phone", "cell")), Filter("direction", keep=("both ways",)),
    Filter("direction", drop=("one way",)), Filter("standing", keep=("derived",)), Filter("text", drop=("0900001",)),
    Filter("direction", keep=("from +447700900001",)), Filter("direction", drop=("to +447700900002",)),
])  # fmt: skip


def expected(kinds: Kinds, said: list[list[Row]], on: set[int], tests: list[Filter]) -> dict[object, int]:
    """What is left, counted the slow and simple way."""
    made: dict[tuple[str, Entity, Entity], int] = {}
    of_records = [t for t in tests if t.by in OF_RECORDS]
    for bundle in ("stored", "on demand"):
        found = recount(kinds, said, on, bundle, lambda n, row: all(passes(t, n, row) for t in of_records))
        made |= {k: n for k, n in found.count.items() if k[1] != k[2]}
    made = {k: n for k, n in made.items() if kinds.links[k[0]].bundle == "stored" or k[0] == "at_cell"}
    made = {k: n for k, n in made.items() if all(_link_passes(kinds, t, k) for t in tests)}
    pairs: dict[frozenset[Entity], int] = {}
    arrows: dict[frozenset[Entity], set[Entity]] = {}
    for (link, start, end), count in made.items():
        pair = frozenset((start, end))
        pairs[pair] = pairs.get(pair, 0) + count
        arrows.setdefault(pair, set()).update([start] if kinds.links[link].directed else [])
    for test in tests:
        if test.by == "count":
            made = {k: n for k, n in made.items() if _inside(test, pairs[frozenset(k[1:])])}
        if test.by == "direction":
            ways = {p: ("", "one way", "both ways")[len(a)] for p, a in arrows.items()}
            plain = not any(v.startswith(("from ", "to ")) for v in (*test.keep, *test.drop))
            made = {k: n for k, n in made.items() if not plain or _listed(test, {ways[frozenset(k[1:])]})}
    return {k: n for k, n in made.items() if all(_entity_passes(t, e) for t in tests for e in k[1:])}


def _link_passes(kinds: Kinds, test: Filter, key: tuple[str, Entity, Entity]) -> bool:
    link, start, end = key
    if test.by == "link_kind":
        return _listed(test, {link})
    if test.by == "standing":
        return _listed(test, {kinds.links[link].standing})
    for value in test.keep + test.drop if test.by == "direction" else ():
        way, _, who = value.partition(" ")
        runs, other = (start[1] == who, end[1] == who) if way == "from" else (end[1] == who, start[1] == who)
        if way in ("from", "to") and (
            (value in test.keep and other and not runs) or (value in test.drop and runs)
        ):
            return False
    return True


def _entity_passes(test: Filter, entity: Entity) -> bool:
    if test.by == "text":
        return not any(v in entity[1] for v in test.drop)
    return test.by != "kind" or _listed(test, {entity[0]})


def counted(case: Case, graph: Graph, left: Filtered) -> dict[object, int]:
    """The visible links that records stand behind, by kind and ends, with how many records each has."""

    def entity(node: int) -> tuple[str, str]:
        return graph.kinds[graph.kind[node]], graph.values[node]

    return {
        (graph.link_kinds[graph.link_kind[k]], entity(graph.start[k]), entity(graph.end[k])): int(
            left.count[k]
        )
        for k in range(len(graph.link_ids))
        if left.links[k]
    }


def links_left(
    case: Case, *filters: Filter, moments: tuple[int, int] | None = None
) -> dict[tuple[str, str], int]:
    graph = graphs.read(case)
    left = filtered(case, graph, filters, moments)
    return {(a[1][-1], b[1][-1]): n for (_, a, b), n in counted(case, graph, left).items()}  # type: ignore[misc]
