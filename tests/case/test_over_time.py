"""Bars over time sum to the records that pass, and no event is lost between lanes, for any files and filters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.case.stories import Row, take_in
from tests.case.test_aggregates import files
from tests.case.test_filtering import DAY, PHONES, ZONE, call, link_filters, record_filters
from workbench.app import when
from workbench.app.kinds import shipped
from workbench.case import behind, graphs, opening, segments
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.case.lives import life
from workbench.case.over_time import over_time
from workbench.drawing.timeline_axis import UNITS, edges
from workbench.drawing.timeline_scene import TimeView
from workbench.model.filters import Filter

SECOND = 1_000_000


@given(
    said=files(),
    tests=st.lists(st.one_of(record_filters, link_filters), max_size=3),
    picked=st.lists(st.integers(0, 30), max_size=4),
    in_memory=st.booleans(),
    unit=st.sampled_from(UNITS),
)
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_bars_sum_to_the_records_that_pass_and_lanes_lose_none(
    tmp_path_factory: pytest.TempPathFactory, said: list[list[Row]], tests: list[Filter], picked: list[int],
    in_memory: bool, unit: object,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("time")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "ROWS", 5)
        if not in_memory:
            patch.setattr(behind, "BUDGET", 0)
        with opening.create(folder / "c.case", shipped(), "A", zone=ZONE) as case:
            for number, rows in enumerate(said):
                take_in(case, folder, f"file {number}", rows)
            graph = graphs.read(case)
            nodes = np.arange(len(graph), dtype=np.int32)
            entities = {int(graph.ids[n % len(graph)]) for n in picked} if len(graph) else set()
            over = over_time(case, graph, nodes, tests, entities)
            left = filtered(case, graph, tests, nodes=nodes, each=False)
            assert over.records + over.untimed == left.shown.records
            whole = when.whole_of(over)
            zone = when.case_zone(ZONE)
            if unit.usual * 5_000 > whole[1] - whole[0]:  # type: ignore[attr-defined]
                counts = over.bars(edges(*whole, unit, zone))  # type: ignore[arg-type]
                assert counts.sum() == over.records
            mine = filtered(case, graph, tests, nodes=nodes, each=False).count
            chosen = sum(len(part) for part in over.chosen) + over.chosen_untimed
            at = [graph.link_of[k] for e in entities for k in _links_of(graph, e)]
            assert (chosen == 0) == (mine[at].sum() == 0 or not over.wanted.any())
            lanes = when.lanes(case, graph, over, entities)
            events, found = when.events(over, lanes, TimeView(*whole), 700)
            assert found == sum(len(part) for part in over.chosen)
            assert found <= events.count.sum()
            assert (events.first >= whole[0]).all() and (events.last < whole[1]).all()


def _links_of(graph, entity: int) -> list[int]:
    return [int(graph.link_ids[k]) for k in graph.links_at(graph.node_of[entity])]


@pytest.fixture(params=["in memory", "from the file"])
def filled(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Case:
    if request.param == "from the file":
        monkeypatch.setattr(behind, "BUDGET", 0)
    monkeypatch.setattr(segments, "ROWS", 3)
    rows = [
        call(0, 1, 100), call(1, 0, 200, duration=None), call(0, 2, 300), call(2, 3, DAY, duration=0),
        call(3, 4, 2 * DAY), call(0, 1, 50),
    ]  # fmt: skip
    take_in(case, tmp_path, "calls", rows)
    return case


def test_the_selections_records_stand_in_order_with_what_they_took(filled: Case) -> None:
    graph = graphs.read(filled)
    who = {graph.values[n]: int(graph.ids[n]) for n in range(len(graph))}
    nodes = np.arange(len(graph), dtype=np.int32)
    over = over_time(filled, graph, nodes, [], [who[PHONES[0][1]]])
    at = np.concatenate([part.at for part in over.chosen])
    seconds = np.concatenate([part.seconds for part in over.chosen])
    order = np.argsort(at)
    assert (at[order] // SECOND).tolist() == [50, 100, 200, 300] and seconds[order].tolist() == [
        30,
        30,
        -1,
        30,
    ]
    assert over.ends == (50 * SECOND, 2 * DAY * SECOND + 1) and over.records == 6
    lanes = when.lanes(filled, graph, over, [who[PHONES[0][1]]])
    assert [lane.entity for lane in lanes.lanes] == [who[PHONES[0][1]], 0] and lanes.more == 0
    events, found = when.events(over, lanes, TimeView(0, 400 * SECOND), 17 * 40)
    assert found == 4 and events.count.tolist() == [1, 1, 1, 1]
    by_time = dict(zip((events.first // SECOND).tolist(), events.ways.tolist(), strict=True))
    assert by_time == {50: 1, 100: 1, 200: 2, 300: 1}  # away from the upper lane, and once towards it
    merged, found = when.events(over, lanes, TimeView(0, 400 * SECOND), 17)
    assert found == 4 and merged.count.tolist() == [4] and merged.ways.tolist() == [3]
    assert merged.seconds.tolist() == [-1]


def test_entities_beyond_the_bound_share_a_lane_that_says_so(
    filled: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(when, "MOST_LANES", 2)
    graph = graphs.read(filled)
    over = over_time(filled, graph, np.arange(len(graph), dtype=np.int32), [], graph.ids.tolist())
    lanes = when.lanes(filled, graph, over, graph.ids.tolist())
    assert len(lanes.lanes) == 3 and lanes.more == 3
    events, found = when.events(over, lanes, TimeView(*when.whole_of(over)), 700)
    assert found == 6 == events.count.sum()


def test_filters_leave_out_and_a_life_is_told_wherever_it_is(filled: Case) -> None:
    graph = graphs.read(filled)
    who = {graph.values[n]: int(graph.ids[n]) for n in range(len(graph))}
    first = who[PHONES[0][1]]
    pair = np.array([graph.node_of[first], graph.node_of[who[PHONES[1][1]]]], np.int32)
    assert over_time(filled, graph, pair, []).records == 3
    assert over_time(filled, graph, pair, [Filter("time", low=0, high=150 * SECOND)]).records == 2
    parts, untimed = life(filled, graph, [], [first])
    assert sum(len(part) for part in parts) == 4 and untimed == 0
    parts, _ = life(filled, graph, [Filter("duration", keep=("",))], [first])
    assert [int(t) // SECOND for part in parts for t in part.at] == [200]
