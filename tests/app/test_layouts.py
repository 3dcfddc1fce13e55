from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.app.conftest import Driven
from workbench.app import arranging, grouping
from workbench.app import layouts as all_layouts
from workbench.app.actions import layouts
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.charts import move, show_entities
from workbench.app.importing import import_files
from workbench.app.layouts import LAYOUTS, Wish
from workbench.app.library import Library
from workbench.app.session import GRAPH_TABLES
from workbench.case import charts, entities, journal, notes
from workbench.kernels.quality import overlapping
from workbench.model.changes import Changes
from workbench.model.looks import Group
from workbench.model.problems import Cancelled, Problem

ICON = 34 / 80


def phone(n: int) -> str:
    return f"+4477009{n:05}"


@pytest.fixture
def network(session: Driven, tmp_path: Path, library: Library) -> Iterator[Driven]:
    """A chart of 40 phones: four hubs that call each other, each with nine others."""
    rows = [(h, (h + 1) % 4, 1 + h) for h in range(4)]
    rows += [(h, 4 + 9 * h + k, 10 + 2 * k + h) for h in range(4) for k in range(9)]
    lines = [f"{phone(a)},{phone(b)},2026-06-{day:02} 10:00:00,60" for a, b, day in rows]
    path = tmp_path / "calls.csv"
    path.write_text("caller,callee,start,duration\n" + "\n".join(lines) + "\n")
    assert [o.problem for o in import_files(session.open_case, [path], library)] == [""]
    session.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    session.settle()
    show_entities(session, session.graph.ids.tolist())
    session.settle()
    session.select()
    yield session


def of(session: Driven, n: int) -> int:
    return entities.resolve(session.open_case, phone(n))


def positions(session: Driven) -> dict[int, tuple[float, float]]:
    assert session.chart is not None
    return dict(session.chart.positions)


def do(session: Driven, name: str, **answers: object) -> None:
    REGISTERED[f"lay_out_{name}"].run(session, **answers)
    session.settle()


def overlaps(session: Driven) -> int:
    return len(overlapping(np.array(list(positions(session).values()), np.float32), ICON))


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


def test_a_stopped_layout_keeps_nothing(network: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(part, wish, tell, show):
        started.set()
        assert go_on.wait(30)
        tell(1, 2)
        raise AssertionError("it was told to stop")

    monkeypatch.setitem(LAYOUTS, "circle", replace(LAYOUTS["circle"], run=slow))
    before, steps = positions(network), len(journal.steps(network.open_case.db))
    job = layouts.begin(network, "circle")
    assert started.wait(30)
    REGISTERED["stop_layout"].run(network)
    go_on.set()
    network.settle()
    assert job.state == "cancelled" and isinstance(job.problem, Cancelled)
    assert positions(network) == before and len(journal.steps(network.open_case.db)) == steps
    REGISTERED["stop_layout"].run(network)  # nothing runs: nothing happens


def test_while_a_layout_is_computed_steps_are_taken_and_what_was_placed_meanwhile_stays(
    network: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()
    run = LAYOUTS["circle"].run

    def slow(part, wish, tell, show):
        started.set()
        assert go_on.wait(30)
        return run(part, wish, tell, show)

    monkeypatch.setitem(LAYOUTS, "circle", replace(LAYOUTS["circle"], run=slow))
    layouts.begin(network, "circle")
    assert started.wait(30)
    dragged, gone = of(network, 7), of(network, 8)
    moved = network.edit("Move", lambda case, db: charts.place(db, network.chart.id, [(dragged, 1.0, 2.0)]))
    while moved.state in ("waiting", "running"):
        network.delivered.get(timeout=30)()
    assert moved.state == "done"
    network.edit("Take off", lambda case, db: charts.take_off(db, network.chart.id, [gone]))
    go_on.set()
    network.settle()
    assert positions(network)[dragged] == (1.0, 2.0)
    assert network.chart.looked.arranged == "circle" and gone not in network.chart.shown


def test_a_layout_shows_what_it_knows_before_it_is_done(
    network: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    def showing(part, wish, tell, show):
        show(np.full((len(part), 2), 7, np.float32))
        return np.zeros((len(part), 2), np.float32) + np.arange(len(part), dtype=np.float32)[:, None]

    monkeypatch.setitem(LAYOUTS, "force", replace(LAYOUTS["force"], run=showing))
    seen = []
    network.working.connect(lambda job: seen.append(job.unfinished))
    layouts.begin(network, "force")
    network.settle()
    there = next(u for u in seen if u is not None)
    assert isinstance(there, layouts.Unfinished) and there.chart == network.chart.id
    wanted = np.array([of(network, 3), 999_999])
    assert there.placed(wanted, np.zeros((2, 2), np.float32)).tolist() == [[7, 7], [0, 0]]


def test_again_is_the_layout_used_last_with_what_it_was_told(network: Driven) -> None:
    do(network, "concentric", by="records")
    assert network.chart is not None and network.chart.looked.arranged == "concentric:records"
    there = positions(network)
    do(network, "circle")
    network.undo()
    network.settle()
    REGISTERED["lay_out"].run(network)
    network.settle()
    assert positions(network) == there


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


def test_a_closed_group_is_laid_out_as_one_and_takes_its_members_with_it(network: Driven) -> None:
    assert network.chart is not None
    members = tuple(of(network, n) for n in range(4, 13))
    id = network.chart.id
    network.edit(
        "Group",
        lambda case, db: charts.relook(
            db, id, lambda look: replace(look, groups=(Group(1, "The nine", members),))
        ),
    )
    network.settle()
    before = positions(network)
    do(network, "circle")
    after = positions(network)
    shifts = np.array([np.subtract(after[m], before[m]) for m in members])
    assert np.abs(shifts).max() > 0.1
    others = shifts - np.median(shifts, axis=0)
    assert np.allclose(others, 0, atol=1e-3)


def test_what_is_laid_out_needs_something_to_move(network: Driven) -> None:
    problems = []
    network.problem = problems.append
    everyone = network.graph.ids.tolist()
    network.select(everyone)
    REGISTERED["pin"].run(network)
    network.settle()
    do(network, "circle")
    assert "pinned" in str(problems[0])
    assert all(e in network.chart.pinned for e in everyone)


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
