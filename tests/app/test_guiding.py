"""What places of a layout mean is kept with it: the axis of time and the blocks of a grid, true for every entity."""

from __future__ import annotations

import numpy as np

from tests.app.conftest import Driven
from tests.app.network import do, of, positions
from workbench.app import charting
from workbench.app.actions.charts import move, show_entities, take_off
from workbench.app.guiding import _rising
from workbench.case import notes
from workbench.drawing.chart import Headings
from workbench.model.guides import Axis, Block, Guides
from workbench.model.looks import ChartLook


def headings(session: Driven) -> Headings | None:
    return charting.draw(session.open_case, session.graph, session.chart).chart.headings


def test_every_entity_stands_at_the_moment_it_first_appears(network: Driven) -> None:
    do(network, "time")
    said = headings(network)
    assert said is not None and said.guides.axis is not None and said.zone == "Europe/London"
    x, at = zip(*said.guides.axis.knots, strict=True)
    assert list(x) == sorted(x) and list(at) == sorted(at)
    graph = network.graph
    for entity, (across, _) in positions(network).items():
        first = graph.first[graph.links_at(graph.node_of[entity])].min()
        assert abs(np.interp(across, x, at) - first) < 60_000_000, entity


def test_blocks_hold_their_own_and_nobody_else(network: Driven) -> None:
    with network.open_case.edit("Tags") as db:
        for n in range(7):
            notes.tag(db, of(network, n), "seen")
    do(network, "grid", by="tag")
    said = headings(network)
    assert said is not None and [b.title for b in said.guides.blocks] == ["seen", "Without tag"]
    for block in said.guides.blocks:
        left, top, right, bottom = block.box
        inside = {e for e, (x, y) in positions(network).items() if left < x < right and top < y < bottom}
        seen = {of(network, n) for n in range(7)}
        assert inside == (seen if block.title == "seen" else positions(network).keys() - seen)
        assert block.apart


def test_who_is_moved_or_comes_later_is_counted_and_all_of_it_undone(network: Driven) -> None:
    network.select([of(network, 39)])
    take_off(network)
    network.settle()
    do(network, "time")
    move(network, [(of(network, 3), 40.0, 40.0)])
    show_entities(network, [of(network, 39)])
    network.settle()
    said = headings(network)
    assert said is not None and said.elsewhere == 2 and said.guides.later == (of(network, 39),)
    for _ in range(3):
        network.undo()
        network.settle()
    assert headings(network) is None


def test_another_layout_means_something_else(network: Driven) -> None:
    do(network, "grid", by="kind")
    do(network, "circle")
    assert headings(network) is None


def test_guides_are_kept_with_the_chart() -> None:
    made = Guides(
        Axis((-1.0, -2.0, 3.0, 4.5), ((0.0, 5), (1.5, 9))),
        (Block("Phones", (0.0, 0.0, 1.0, 1.0), False),),
        (7, 8),
    )
    look = ChartLook(guides=made)
    assert ChartLook.read(look.written()) == look and "guides" not in ChartLook().written()


def test_those_that_were_pushed_aside_do_not_bend_the_axis() -> None:
    assert _rising(np.array([0.0, 1.0, 9.0, 2.0, 2.0, 3.0])) == [0, 1, 3, 4, 5]
    assert _rising(np.array([3.0, 2.0, 1.0])) in ([0], [1], [2])
