"""What filters leave of a chart is what a recount of the records leaves, for any filters and included readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain, combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.case import stories
from tests.case.stories import Entity, Row, blocks, recount, take_in
from tests.case.test_aggregates import files
from workbench.app.kinds import shipped
from workbench.case import behind, graphs, included, notes, opening, segments
from workbench.case.cases import Case
from workbench.case.filtering import Filtered, filtered
from workbench.case.local_hours import changes_of
from workbench.case.recounting import totals
from workbench.kernels import brushing
from workbench.model.block import PRECISIONS, Block
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


# No shrinking: a failing example here is small already, and every try makes a case.
@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(said=files(), data=st.data())
def test_filtered_counts_equal_a_recount_for_any_filters_and_included_readings(
    tmp_path_factory: pytest.TempPathFactory, said: list[list[Row]], data: st.DataObject
) -> None:
    folder, kinds = tmp_path_factory.mktemp("filtering"), KINDS
    with (
        pytest.MonkeyPatch.context() as patch,
        opening.create(folder / "a.case", kinds, "A", zone=ZONE) as case,
    ):
        patch.setattr(segments, "ROWS", 5)
        readings = [take_in(case, folder, f"{n}.txt", rows, size=20).reading for n, rows in enumerate(said)]
        everything = range(len(readings))
        for on in chain.from_iterable(combinations(everything, size) for size in range(1, len(readings) + 1)):
            now = set(included.readings(case.db))
            wanted = {readings[n] for n in on}
            included.switch(case, "Choose", on=sorted(wanted - now), off=sorted(now - wanted))
            graph = graphs.read(case, ("at_cell",))
            for budget in (behind.BUDGET, 0):
                patch.setattr(behind, "BUDGET", budget)
                case.kept.pop("scope", None)
                for _ in range(3):
                    tests = data.draw(st.lists(record_filters, max_size=3)) + data.draw(
                        st.lists(link_filters, max_size=2)
                    )
                    left = filtered(case, graph, tests)
                    assert counted(case, graph, left) == expected(kinds, said, set(on), tests)
                    assert left.all.links == len(graph.link_ids)
            patch.undo()
            patch.setattr(segments, "ROWS", 5)


@pytest.fixture(params=["in memory", "from the file"])
def filled(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Case]:
    if request.param == "from the file":
        monkeypatch.setattr(behind, "BUDGET", 0)
    monkeypatch.setattr(segments, "ROWS", 3)
    take_in(
        case, tmp_path, "calls",
        [
            call(0, 1, 0), call(0, 1, 100), call(1, 0, 200), call(0, 2, 300, duration=0),
            call(2, 3, 400, duration=None), call(0, 3, 7 * DAY), call(0, 1, 8 * DAY, duration=0),
        ],
    )  # fmt: skip
    yield case


def links_left(
    case: Case, *filters: Filter, moments: tuple[int, int] | None = None
) -> dict[tuple[str, str], int]:
    graph = graphs.read(case)
    left = filtered(case, graph, filters, moments)
    return {(a[1][-1], b[1][-1]): n for (_, a, b), n in counted(case, graph, left).items()}  # type: ignore[misc]


def test_what_each_filter_removes_is_said_by_itself(filled: Case) -> None:
    graph = graphs.read(filled)
    filters = [Filter("duration", drop=("0",)), Filter("time", low=0, high=DAY * 1_000_000, on=False)]
    left = filtered(filled, graph, filters)
    assert (left.all.entities, left.all.links, left.all.records) == (4, 5, 7)
    assert (left.shown.entities, left.shown.links, left.shown.records) == (4, 4, 5)
    assert [(r.entities, r.links, r.records) for r in left.removed] == [(0, 1, 2), (0, 1, 2)]
    assert left.hidden.records == 2


def test_a_stretch_of_time_is_followed_forth_and_back(filled: Case) -> None:
    second = 1_000_000
    assert links_left(filled)["0", "1"] == 3
    for low, high, wanted in (
        (0, 150, {("0", "1"): 2}), (50, 250, {("0", "1"): 1, ("1", "0"): 1}),
        (250, 500, {("0", "2"): 1, ("2", "3"): 1}), (0, 150, {("0", "1"): 2}),
        (100, 9 * DAY, {("0", "1"): 2, ("1", "0"): 1, ("0", "2"): 1, ("2", "3"): 1, ("0", "3"): 1}),
        (500, 600, {}), (0, 101, {("0", "1"): 2}),
    ):  # fmt: skip
        assert links_left(filled, moments=(low * second, high * second)) == wanted


def test_links_are_chosen_by_how_many_records_are_left_and_by_direction(filled: Case) -> None:
    assert set(links_left(filled, Filter("count", low=2))) == {("0", "1"), ("1", "0")}
    assert set(links_left(filled, Filter("direction", keep=("both ways",)))) == {("0", "1"), ("1", "0")}
    assert (
        set(links_left(filled, Filter("direction", keep=("both ways",)), Filter("duration", keep=("0",))))
        == set()
    )
    away = Filter("direction", keep=(f"from {PHONES[0][1]}",))
    assert set(links_left(filled, away)) == {("0", "1"), ("0", "2"), ("0", "3"), ("2", "3")}


def test_entities_are_chosen_by_kind_tag_and_text(filled: Case) -> None:
    graph = graphs.read(filled)
    with filled.edit("Tag") as db:
        notes.tag(db, int(graph.ids[1]), "courier")
    assert filtered(filled, graph, [Filter("kind", drop=("phone",))]).shown.entities == 0
    assert filtered(filled, graph, [Filter("tag", drop=("courier",))]).shown.entities == 3
    left = filtered(filled, graph, [Filter("text", keep=("900002", "900000"))])
    assert (left.shown.entities, left.shown.links, left.shown.records) == (2, 1, 1)


def test_totals_count_what_passes_and_stay_exact(case: Case, tmp_path: Path) -> None:
    wallets = [("wallet", f"ethereum:0x{n:040x}") for n in range(2)]
    rows = [
        {"kind": "payment", "at": n, "payer": wallets[0], "payee": wallets[1], "amount": (10**24 + n, "ETH")}
        for n in range(5)
    ]
    take_in(case, tmp_path, "payments", rows)
    graph = graphs.read(case)
    nodes, links = [graph.node_of[int(e)] for e in graph.ids], graph.link_ids.tolist()
    found = totals(case, graph, [], (1, 4), np.array(nodes, np.int32), links)
    assert found == {links[0]: {"ETH": amounts.text(3 * 10**24 + 6, "ETH")}}


def test_hours_are_those_of_the_zone(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls", [call(0, 1, 10 * 3600)])
    assert links_left(case, Filter("hour", low=11, high=12)) == {
        ("0", "1"): 1
    }  # London in the first days of 1970
    assert links_left(case, Filter("hour", low=10, high=11)) == {}


def test_what_tells_only_its_day_has_no_hour_and_the_weekday_of_that_day(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Midnight of a Thursday east of London is a Wednesday evening there."""
    honest = blocks

    def dated(kinds: Kinds, rows: list[Row], size: int) -> Iterator[Block]:
        for block in honest(kinds, rows, size):
            frame = block.records["call"]
            day = pl.lit(PRECISIONS.index("day"), pl.UInt8).alias("start.mark")
            block.records["call"] = frame.with_columns(day, pl.lit(600, pl.Int16).alias("start.offset"))
            yield block

    monkeypatch.setattr(stories, "blocks", dated)
    take_in(
        case, tmp_path, "calls", [call(0, 1, 14 * 3600)]
    )  # the first of January 1970 plus a day at UTC+10
    assert links_left(case, Filter("hour", low=0, high=24)) == {}
    assert links_left(case, Filter("weekday", keep=("fri",))) == {("0", "1"): 1}


@pytest.mark.parametrize(
    "name", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC"]
)
def test_hours_and_weekdays_are_right_where_clocks_change(name: str) -> None:
    zone, epoch = ZoneInfo(name), datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
    begin = 1_640_995_200_000_000  # 2022
    at = np.arange(begin, begin + 2 * 366 * DAY * 1_000_000, 1_730_000_000, np.int64)
    hours, weekdays = np.zeros(len(at), np.uint8), np.zeros(len(at), np.uint8)
    brushing.local_hours(at, *changes_of(zone, at), hours, weekdays)
    local = [(epoch + timedelta(microseconds=int(t))).astimezone(zone) for t in at]
    assert hours.tolist() == [t.hour for t in local]
    assert weekdays.tolist() == [t.weekday() for t in local]
