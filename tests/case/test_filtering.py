"""What filters leave of a chart is what a recount of the records leaves, for any filters and included readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.case.slow_filters import (
    DAY,
    KINDS,
    PHONES,
    ZONE,
    call,
    counted,
    expected,
    link_filters,
    links_left,
    record_filters,
)
from tests.case.stories import Row, take_in
from tests.case.test_aggregates import files
from workbench.case import behind, graphs, included, notes, opening, segments
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.case.recounting import totals
from workbench.model.filters import Filter
from workbench.model.values import amounts


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
