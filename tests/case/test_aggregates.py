"""For any set of included readings, what the case says of links and entities is what a recount says."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.case.stories import Row, recount, take_in
from workbench.app.kinds import shipped
from workbench.case import derived, entities, graphs, included, links, on_demand, opening, records, segments
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.model.kinds import Kinds
from workbench.model.values import amounts

phones = st.sampled_from([("phone", f"+4477009000{n:02}") for n in range(4)])
devices = st.sampled_from([("device", "35693803564380"), ("device", "49015420323751")])
cells = st.sampled_from([("cell", "234-10-1-1"), ("cell", "234-10-1-2")])
wallets = st.sampled_from([("wallet", f"bitcoin-testnet:w{n}") for n in range(3)])
maybe = st.none()

calls = st.fixed_dictionaries(
    {
        "kind": st.just("call"), "start": st.sampled_from([0, 60_000_000, 120_000_000]), "caller": phones,
        "callee": phones, "duration": st.sampled_from([None, 0, 30]), "caller_device": maybe | devices,
        "callee_device": maybe | devices, "caller_cell": maybe | cells, "caller_last_cell": maybe | cells,
    }
)  # fmt: skip
payments = st.fixed_dictionaries(
    {
        "kind": st.just("payment"), "at": st.sampled_from([0, 5]), "payer": maybe | wallets, "payee": maybe | wallets,
        "amount": maybe | st.tuples(st.sampled_from([0, 1, 10**24]), st.sampled_from(["BTC", "ETH"])),
    }
)  # fmt: skip
outputs = st.fixed_dictionaries(
    {
        "kind": st.just("transaction_output"), "wallet": wallets, "transaction": st.just(("transaction", "ab" * 32)),
        "amount": maybe | st.tuples(st.sampled_from([3, 4]), st.just("BTC")),
    }
)  # fmt: skip
listings = st.fixed_dictionaries(
    {
        "kind": st.just("listing"), "vendor": st.just(("handle", "m:v")), "wallet": maybe | wallets,
        "title": st.sampled_from(["a", "b"]), "description": st.sampled_from(["x", "y"]),
    }
)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> list[list[Row]]:
    """Files that hold much of the same: rows of one pool, some of them told a little differently elsewhere."""
    pool = draw(st.lists(st.one_of(calls, calls, payments, outputs, listings), min_size=2, max_size=8))
    return [
        [_retold(draw, row) for row in draw(st.lists(st.sampled_from(pool), min_size=1, max_size=12))]
        for _ in range(draw(st.integers(1, 3)))
    ]


def _retold(draw: st.DrawFn, row: Row) -> Row:
    if row["kind"] != "call" or draw(st.booleans()):
        return row
    later = draw(st.sampled_from([0, 3_000_000, 5_000_000, 6_000_000]))
    seconds = row["duration"] + draw(st.integers(0, 3)) if row["duration"] is not None else None
    device = draw(st.sampled_from([row["caller_device"], None]))
    return row | {"start": row["start"] + later, "duration": seconds, "caller_device": device}


def said(case: Case, demanded: tuple[str, ...] = ()) -> dict[Any, Any]:
    """What the case says: links by kind and ends with count, first, last and totals."""
    graph = graphs.read(case, demanded)
    tallied = links.tallied(case, [int(i) for i in graph.link_ids if i < links.DRAWN])
    made = {}
    for k, id in enumerate(graph.link_ids.tolist()):
        start, end = (_entity(graph, int(n)) for n in (graph.start[k], graph.end[k]))
        times = tuple(None if t == Graph.NO_TIME else int(t) for t in (graph.first[k], graph.last[k]))
        totals = {a: t for a, t in tallied[id].totals.items() if t.strip("0.")} if id in tallied else {}
        made[graph.link_kinds[graph.link_kind[k]], start, end] = (int(graph.count[k]), *times, totals)
        if id in tallied:
            assert (tallied[id].count, tallied[id].first, tallied[id].last) == (int(graph.count[k]), *times)
        assert len(records.behind(case, [id])) == graph.count[k]
    return made


def _entity(graph: Graph, node: int) -> tuple[str, str]:
    return graph.kinds[graph.kind[node]], graph.values[node]


def expected(
    kinds: Kinds, said_files: list[list[Row]], on: set[int], bundle: str = "stored"
) -> dict[Any, Any]:
    """The same from a recount; links of an entity to itself are not on the graph."""
    counted = recount(kinds, said_files, on, bundle)
    made = {}
    for key, count in counted.count.items():
        if key[1] == key[2]:
            continue
        times = counted.times.get(key, [None])
        totals = {
            asset: str(units) if asset == "s" else amounts.text(units, asset)
            for asset, units in counted.totals.get(key, {}).items()
            if units
        }
        made[key] = (count, min(times), max(times), totals)
    return made


# No shrinking: a failing example here is small already, and every try makes a case.
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(said_files=files())
def test_aggregates_equal_a_recount_for_every_set_of_included_readings(
    tmp_path_factory: pytest.TempPathFactory, said_files: list[list[Row]]
) -> None:
    folder, kinds = tmp_path_factory.mktemp("aggregates"), shipped()
    with pytest.MonkeyPatch.context() as patch, opening.create(folder / "a.case", kinds, "A") as case:
        patch.setattr(segments, "ROWS", 5)
        readings = [
            take_in(case, folder, f"{n}.txt", rows, size=20).reading for n, rows in enumerate(said_files)
        ]
        everything = range(len(readings))
        for on in chain.from_iterable(combinations(everything, size) for size in range(len(readings) + 1)):
            now = set(included.readings(case.db))
            wanted = {readings[n] for n in on}
            included.switch(case, "Choose", on=sorted(wanted - now), off=sorted(now - wanted))
            assert said(case) == expected(kinds, said_files, set(on))
            found = {(e.kind, e.value): e.records for e in entities.listed(case)}
            assert found == dict(recount(kinds, said_files, set(on)).presence)
            at_cell = {k: v for k, v in said(case, ("at_cell",)).items() if k[0] == "at_cell"}
            assert at_cell == expected(kinds, said_files, set(on), "on demand")
        assert derived.differences(case) == []
        with case.write() as db:
            derived.rebuild(db, case.kinds)
        assert said(case) == expected(kinds, said_files, set(everything))


def test_links_on_demand_name_their_sources(case: Case, tmp_path: Path) -> None:
    row = {
        "kind": "call", "start": 1, "caller": ("phone", "+447700900001"), "callee": ("phone", "+447700900002"),
        "caller_cell": ("cell", "234-10-1-1"),
    }  # fmt: skip
    take_in(case, tmp_path, "a.txt", [row])
    take_in(case, tmp_path, "b.txt", [row | {"start": 2}])
    [link] = on_demand.counted(case, ["at_cell"])["id"].to_list()
    assert on_demand.sources(case, [link]) == {link: [1, 2]}
