"""Lines in one bundle, beside one another and with beads; widths and labels; each is one step that is undone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.app.conftest import Driven
from workbench.app import charting, lines
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.assessing import note
from workbench.app.actions.charts import show_entities
from workbench.case.owners import Pieces
from workbench.model.kinds import Kinds


@pytest.fixture
def shown(filled: Driven) -> Driven:
    """All four phones on the chart: 1 - 2 - 3 - 4, two calls between the first two."""
    show_entities(filled, filled.graph.ids.tolist())
    filled.settle()
    return filled


def _drawn(session: Driven) -> charting.Drawn:
    return charting.draw(session.open_case, session.graph, session.chart, session.selection.moments)


def _do(session: Driven, id: str) -> None:
    assert REGISTERED[id].when(session), id
    REGISTERED[id].run(session)
    session.settle()


def test_records_become_lines_of_their_own_and_say_when_they_were(shown: Driven) -> None:
    before = _drawn(shown)
    assert len(before.chart.link_ids) == 3 and sorted(before.chart.weight.tolist()) == [1, 1, 2]
    _do(shown, "lines_parallel")
    drawn = _drawn(shown)
    assert len(drawn.chart.link_ids) == 4 and set(drawn.chart.weight.tolist()) == {1}
    assert sorted(drawn.chart.label) == [
        "2026-06-01 10:00", "2026-06-02 11:00", "2026-06-03 12:00", "2026-06-04 12:00"
    ]  # fmt: skip
    double = [k for k, link in enumerate(drawn.chart.link_ids.tolist()) if link < 0]
    assert len(double) == 2
    link = drawn.links_of([int(drawn.chart.link_ids[double[0]])])
    assert drawn.lines_of(frozenset(link)) == {int(drawn.chart.link_ids[k]) for k in double}
    assert "each record" in drawn.meaning.lines
    shown.undo()
    shown.settle()
    assert len(_drawn(shown).chart.link_ids) == 3


def test_beads_stand_in_the_order_of_time_and_tell_their_direction(shown: Driven) -> None:
    _do(shown, "lines_beads")
    chart = _drawn(shown).chart
    assert chart.beads is not None
    assert np.diff(chart.beads.first).tolist() == [int(n) for n in (2, 1, 1)]
    assert list(chart.beads.said[:2]) == ["2026-06-01 10:00, 60 s", "2026-06-02 11:00, 30 s"]
    assert set(chart.beads.towards.tolist()) == {1} and not chart.beads.more.any()


def test_a_stretch_of_time_leaves_only_its_beads(shown: Driven) -> None:
    _do(shown, "lines_beads")
    at = 1_780_354_800_000_000  # 2026-06-01 23:00 UTC
    shown.select(moments=(at, at + 86_400_000_000))
    chart = _drawn(shown).chart
    assert chart.beads is not None and list(chart.beads.said) == ["2026-06-02 11:00, 30 s"]


def test_the_ways_follow_one_another_and_too_many_lines_are_said(
    shown: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = []
    for _ in range(3):
        _do(shown, "lines_next")
        assert shown.chart is not None
        ways.append(shown.chart.looked.lines)
    assert ways == ["parallel", "beads", "bundled"]
    _do(shown, "lines_parallel")
    monkeypatch.setattr("workbench.app.strands.MOST", 2)
    drawn = _drawn(shown)
    assert len(drawn.chart.link_ids) == 3 and "more than 2 lines" in drawn.meaning.lines


def test_widths_and_labels(shown: Driven) -> None:
    _do(shown, "width_same")
    assert len(set(_drawn(shown).chart.weight.tolist())) == 1
    _do(shown, "width_amount")
    drawn = _drawn(shown)
    assert set(drawn.chart.weight.tolist()) == {1} and "amount" in drawn.meaning.lines
    _do(shown, "labels")
    assert not _drawn(shown).chart.pills and "2 calls" in _drawn(shown).chart.label
    _do(shown, "labels")
    assert _drawn(shown).chart.pills


def test_a_note_marks_its_entity(shown: Driven) -> None:
    one = int(shown.graph.ids[0])
    shown.select([one])
    note(shown, text="Who is this?")
    shown.settle()
    chart = _drawn(shown).chart
    assert chart.noted.tolist() == [e == one for e in chart.ids.tolist()]


def test_lines_hold_what_a_loop_would_put_together(filled: Driven) -> None:
    """Random pieces of links, against bundling them one by one."""
    graph, kinds = filled.graph, filled.open_case.kinds
    random = np.random.default_rng(8)
    for size in (0, 1, 60):
        pieces = Pieces(
            random.integers(0, len(graph.link_ids), size).astype(np.int32),
            random.integers(0, len(graph), size).astype(np.int32),
            random.integers(0, len(graph), size).astype(np.int32),
            random.integers(1, 9, size),
        )
        found = lines.bundled(graph, kinds, pieces)
        expected: dict[tuple[int, int], list[int]] = {}
        for i, (a, b) in enumerate(zip(pieces.start.tolist(), pieces.end.tolist(), strict=True)):
            expected.setdefault((min(a, b), max(a, b)), []).append(i)
        assert len(found) == len(expected) and len(set(found.ids.tolist())) == len(expected)
        for k in range(len(found)):
            a, b = int(found.start[k]), int(found.end[k])
            own = expected[min(a, b), max(a, b)]
            assert sorted(found.of(k).tolist()) == own
            assert found.count[k] == pieces.count[own].sum()
            assert bool(found.directed[k]) == (_ways(graph, kinds, pieces, own) == 1)
        apart = lines.beside(graph, kinds, pieces)
        assert apart.count.sum() == pieces.count.sum()
        if size:
            assert np.bincount(apart.pair).max() <= lines.BESIDE


def _ways(graph: object, kinds: Kinds, pieces: Pieces, own: list[int]) -> int:
    return len({pieces.start[i] <= pieces.end[i] for i in own})


def test_more_sorts_than_there_is_room_for_are_counted_in_the_last(
    filled: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "BESIDE", 2)
    graph = filled.graph
    links = np.arange(len(graph.link_ids), dtype=np.int32)
    kinds = len(set(graph.link_kind[links].tolist()))
    ends = np.zeros(len(links), np.int32)
    both = Pieces(
        np.tile(links, 2), np.tile(ends, 2), np.tile(ends + 1, 2), np.ones(2 * len(links), np.int64)
    )
    found = lines.beside(graph, filled.open_case.kinds, both)
    assert len(found) == min(kinds, 2) and found.count.sum() == 2 * len(links)
