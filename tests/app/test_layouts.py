from __future__ import annotations

import numpy as np
import pytest

from tests.app.conftest import Driven
from tests.app.network import do, of, overlaps, positions
from workbench.app import arranging, grouping
from workbench.app import layouts as all_layouts
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.charts import move
from workbench.app.layouts import LAYOUTS, Wish
from workbench.case import entities, journal, notes
from workbench.model.problems import Problem


@pytest.mark.parametrize("name", [n for n in LAYOUTS if n != "place"])
def test_every_layout_is_one_step_and_undone_by_one(network: Driven, name: str) -> None:
    before, steps = positions(network), len(journal.steps(network.open_case.db))
    do(network, name)
    after = positions(network)
    assert after.keys() == before.keys() and overlaps(network) == 0
    assert len(journal.steps(network.open_case.db)) == steps + 1
    assert journal.steps(network.open_case.db)[-1].title.startswith("Lay out")
    assert network.chart is not None and network.chart.looked.arranged.partition(":")[0] == name
    network.undo()
    network.settle()
    assert positions(network) == before


@pytest.mark.parametrize("name", [n for n in LAYOUTS if n != "place"])
def test_no_layout_moves_what_is_pinned_or_placed(network: Driven, name: str) -> None:
    pinned, dragged = of(network, 1), of(network, 20)
    network.select([pinned])
    REGISTERED["pin"].run(network)
    network.settle()
    move(network, [(dragged, 3.25, -7.5)])
    network.settle()
    network.select()
    before, said = positions(network), []
    network.told = said.append
    do(network, name)
    after = positions(network)
    assert after[pinned] == before[pinned] and after[dragged] == (3.25, -7.5)
    assert sum(after[e] != before[e] for e in before) > 30
    assert overlaps(network) == 0
    stayed = (
        "2 entities stayed in place: pinned, or placed by hand. What was placed by hand moves when selected."
    )
    assert len(said) == 1 and said[0].startswith(stayed)


@pytest.mark.parametrize("name", [n for n in LAYOUTS if n != "place"])
def test_a_selection_is_laid_out_in_its_own_place_and_nothing_else_moves(network: Driven, name: str) -> None:
    chosen = [of(network, 0), *(of(network, n) for n in range(4, 13))]
    move(network, [(chosen[3], *positions(network)[chosen[3]])])  # placed by hand, but selected
    network.settle()
    pinned = chosen[5]
    network.select([pinned])
    REGISTERED["pin"].run(network)
    network.settle()
    before = positions(network)
    network.select(chosen)
    do(network, name)
    after = positions(network)
    assert all(after[e] == before[e] for e in before if e not in chosen or e == pinned)
    assert sum(after[e] != before[e] for e in chosen) >= 7
    assert overlaps(network) == 0
    assert network.chart is not None and chosen[3] not in network.chart.placed
    network.undo()
    network.settle()
    assert positions(network) == before and chosen[3] in network.chart.placed


def test_a_selection_without_pinned_ones_keeps_its_middle_unless_others_are_there(network: Driven) -> None:
    chosen = [of(network, n) for n in range(4, 13)]
    move(network, [(e, 100.0 + k, 50.0) for k, e in enumerate(chosen)])
    network.settle()
    network.select(chosen)
    do(network, "circle")
    there = np.array([positions(network)[e] for e in chosen])
    middle = (there.min(axis=0) + there.max(axis=0)) / 2
    assert np.allclose(middle, (104.0, 50.0), atol=0.01)


def test_one_selected_entity_stands_at_the_top_of_a_hierarchy(network: Driven) -> None:
    top = of(network, 2)
    network.select([top])
    do(network, "hierarchy")
    there = positions(network)
    assert min(there, key=lambda e: there[e][1]) == top


def test_in_time_the_chart_reads_as_things_happened(network: Driven) -> None:
    do(network, "time")
    case, graph, chart = network.open_case, network.graph, network.chart
    assert chart is not None
    part = arranging.compute(case, graph, chart, Wish("time")).part
    seen = part.first_seen
    x = np.array([chart.positions[int(graph.ids[n])][0] for n in part.nodes])
    order = np.argsort(seen, kind="stable")
    assert (np.diff(x[order]) >= -1e-3).all() and np.isfinite(seen).all()
    assert np.ptp(x) > 5


def test_a_grid_by_what_entities_have_in_common(network: Driven) -> None:
    graph, nodes = network.graph, np.arange(len(network.graph), dtype=np.int32)
    group, names = grouping.groups(network.open_case, graph, nodes, "country")
    assert names == ["GB"] and not group.any()
    group, names = grouping.groups(network.open_case, graph, nodes, "source")
    assert names == ["calls.csv"]
    network.edit("Tag", lambda case, db: [notes.tag(db, of(network, n), "seen") for n in (1, 2)])
    network.settle()
    group, names = grouping.groups(network.open_case, graph, nodes, "tag")
    assert names == ["seen", ""] and (group == 0).sum() == 2
    said: list[str] = []
    network.told = said.append
    do(network, "grid", by="tag")
    assert said == ["Blocks from the upper left, row by row: seen, without a tag."]
    with pytest.raises(Problem, match="nothing is grouped by shoe size"):
        grouping.groups(network.open_case, graph, nodes, "shoe size")


def test_by_place_needs_places(network: Driven) -> None:
    problems = []
    network.problem = problems.append
    do(network, "place")
    assert "nothing here has a place" in str(problems[0])


def test_by_place_phones_stand_beside_the_cells_they_used(
    network: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells and addresses come from the map; here two of the phones stand for them."""

    class Spot:
        def __init__(self, longitude: float, latitude: float) -> None:
            self.longitude, self.latitude = longitude, latitude

    spots = {of(network, 0): Spot(-0.1, 51.5), of(network, 2): Spot(-3.2, 55.9)}

    class Known:
        def spot(self, entity: int) -> Spot | None:
            return spots.get(entity)

    monkeypatch.setattr(all_layouts.places, "place_all", lambda *a: Known())
    do(network, "place")
    there = positions(network)
    south, north = there[of(network, 0)], there[of(network, 2)]
    assert north[1] < south[1] and north[0] < south[0]
    own = [np.hypot(*np.subtract(there[of(network, 4 + k)], south)) for k in range(9)]
    assert max(own) < np.hypot(*np.subtract(north, south)) and overlaps(network) == 0


def test_by_place_addresses_stand_where_their_towns_are(network: Driven) -> None:
    for value in ("Edinburgh", "London", "Berlin, Germany"):
        REGISTERED["draw_entity"].run(
            network, kind="address", value=value, caption="", basis="seen on an envelope"
        )
        network.settle()
    edinburgh, london, berlin = (
        entities.resolve(network.open_case, f"address:{v}")
        for v in ("Edinburgh", "London", "Berlin, Germany")
    )
    network.select()
    said: list[str] = []
    network.told = said.append
    do(network, "place")
    assert said == ["40 of 43 have no place of their own: put beside what has one."]
    there = positions(network)
    assert there[edinburgh][1] < there[london][1]  # north is up
    assert there[edinburgh][0] < there[london][0] < there[berlin][0]
    assert overlaps(network) == 0
