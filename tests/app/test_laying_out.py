from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from tests.app.conftest import Driven
from tests.app.network import do, of, positions
from workbench.app.actions import layouts
from workbench.app.actions.action import REGISTERED
from workbench.app.layouts import LAYOUTS
from workbench.case import charts, journal
from workbench.model.looks import Group
from workbench.model.problems import Cancelled


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
