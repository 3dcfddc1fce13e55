"""Chart, time, map and tables seen together: what is concluded looks unlike what is stated, and one selection is
everywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.case.blocks import take_in
from tests.journeys.test_at_the_chart import LEFT, PLAIN, Entity, chosen, drawn, place  # noqa: F401
from tests.plugins.reading_plugins import PLUGINS
from tests.ui.conftest import CALLS, JUNE, A, B, C, Settle
from tests.ui.panels.test_tables import turn
from workbench.app.actions.assessing import attribute, draw_link
from workbench.app.actions.charts import show_entities
from workbench.app.actions.filters import add_filter
from workbench.app.actions.folding import show_persons
from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import charts, opening
from workbench.drawing.view import View
from workbench.model.filters import parse
from workbench.ui import motion
from workbench.ui.main_window import MainWindow
from workbench.ui.parts.pills import Stroke

DAY = 86_400


def opened_with(window: MainWindow, path: Path, settle: Settle) -> dict[str, int]:
    """The case at a path in the window; who is in it by value."""
    window.perform("open_case", {"path": str(path)})
    settle()
    graph = window.session.graph
    return {value: int(graph.ids[k]) for k, value in enumerate(graph.values)}


def test_what_is_derived_or_assessed_is_drawn_unlike_what_is_stated_and_the_legend_says_so(
    window: MainWindow, tmp_path: Path, settle: Settle, qtbot
) -> None:
    library = Library.shipped()
    path = tmp_path / "keys.case"
    with opening.create(path, library.kinds, "A. Nalyst", zone="Europe/London") as case:
        take_in(case, tmp_path, "calls.csv", CALLS)
        assert not import_file(case, PLUGINS / "vendors" / "samples" / "pgp.asc", library, Wishes()).problem
    library.close()
    who = opened_with(window, path, settle)
    graph = window.session.graph
    derived = int(np.flatnonzero(graph.standing == 1)[0])
    ends = [int(graph.ids[n]) for n in (graph.start[derived], graph.end[derived])]
    show_entities(window.session, [who[A], who[B], who[C], *ends])
    settle()
    draw_link(window.session, str(who[A]), str(who[C]), basis="seen together")
    settle()
    canvas = window.chart.canvas
    qtbot.waitUntil(
        lambda: canvas.scene is not None and set(canvas.scene.chart.standing.tolist()) == {0, 1, 2},
        timeout=60_000,
    )
    strokes = {stroke.standing: stroke for stroke in window.chart.findChildren(Stroke) if stroke.isVisible()}
    assert strokes.keys() == {0, 1, 2}
    assert [strokes[k].parentWidget().toolTip().partition(":")[2] for k in (0, 1, 2)] == [
        "", " derived by rule", " assessed by an analyst",
    ]  # fmt: skip


@pytest.fixture
def anns(window: MainWindow, tmp_path: Path, kinds, home: Path, settle: Settle) -> dict[str, int]:
    """A phone that calls at ten each day, eight times on the 20th, and is silent from the 8th to the 18th; Ann's since
    the first; the chart shows persons, and the timeline is open."""
    days = [*range(1, 9), *range(18, 27)]
    rows = [(day, A, B, JUNE + (day - 1) * DAY + 10 * 3_600) for day in days]
    rows += [(day, A, B, JUNE + (day - 1) * DAY + 19 * 3_600) for day in days]
    rows += [(100 + k, A, C, JUNE + 19 * DAY + 10 * 3_600 + 60 * (k + 1)) for k in range(8)]
    rows = [(n + 2, *row[1:]) for n, row in enumerate(sorted(rows, key=lambda row: row[3]))]
    path = tmp_path / "ann.case"
    with opening.create(path, kinds, "A. Nalyst", zone="Europe/London") as case:
        take_in(case, tmp_path, "calls.csv", rows)
        found = {v: i for i, v in case.db.conn.execute("SELECT id, value FROM entity")}
        with case.edit("First chart") as db:
            chart = charts.create(db, "Chart 1")
            charts.show(db, chart, [found[A], found[B], found[C]])
    who = opened_with(window, path, settle)
    window.session.select([who[A]])
    attribute(window.session, "Ann Other", basis="register")
    settle()
    show_persons(window.session)
    settle()
    graph = window.session.graph
    who["Ann"] = next(
        int(i) for i, k in zip(graph.ids, graph.kind, strict=True) if graph.kinds[k] == "person"
    )
    window.toggle_panel("timeline", show=True)
    window.chart.canvas.choose([who["Ann"]], [], PLAIN)
    arrive(settle)
    return who


def arrive(settle: Settle) -> None:
    """Until the timeline, which waits a moment for more, has read what was selected."""
    settle()
    QTest.qWait(60)
    settle()


def test_a_persons_silence_and_burst_are_marked_on_the_timeline(
    window: MainWindow, anns: dict[str, int]
) -> None:
    shown = window.docks["timeline"].panel.surface.scene
    [silence] = [mark for mark in shown.marks if mark.sort == "silence"]
    assert silence.low == (JUNE + 7 * DAY + 19 * 3_600) * 1_000_000
    assert silence.high == (JUNE + 17 * DAY + 10 * 3_600) * 1_000_000
    [burst] = [mark for mark in shown.marks if mark.sort == "burst"]
    assert burst.many == 9 and shown.chosen.sum() == 42


def test_another_clock_keeps_the_person_and_counts_the_same(
    window: MainWindow, anns: dict[str, int], settle: Settle
) -> None:
    panel = window.docks["timeline"].panel
    edges, marks = panel.surface.scene.edges.tolist(), panel.surface.scene.marks
    panel.bar.clocks.setCurrentIndex(1)
    panel.bar.clocks.activated.emit(1)
    arrive(settle)
    shown = panel.surface.scene
    assert shown.zone_name == "UTC" and shown.edges.tolist() != edges
    assert next(lane.caption for lane in shown.lanes) == "Ann Other"
    assert shown.chosen.sum() == 42 and {m.sort for m in shown.marks} == {m.sort for m in marks}


def test_a_cell_of_a_filtered_table_leads_to_its_row(
    drawn: MainWindow, settle: Settle  # noqa: F811
) -> None:  # fmt: skip
    drawn.toggle_panel("tables", show=True)
    settle()
    panel = drawn.docks["tables"].panel
    add_filter(drawn.session, parse("time=2026-06-02..2026-06-03"))
    settle()
    table = turn(panel, "records", settle)
    panel.scopes.buttons["chart"].click()
    settle()
    assert table.rows.rowCount() == 3
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    settle()
    [card] = drawn.docks["know"].panel.pinned
    assert card.rows[0].toPlainText() == f"{A},{B},{JUNE + 90_000}"


def test_where_motion_is_reduced_a_layout_jumps(
    drawn: MainWindow, settle: Settle  # noqa: F811
) -> None:  # fmt: skip
    canvas, chart, glided = drawn.chart.canvas, drawn.session.chart, []
    everyone = [(e, 0.0, 0.0) for e in chart.shown]
    drawn.session.edit("Let go", lambda case, db: charts.pin(db, chart.id, everyone, False))
    settle()
    canvas.painted.connect(lambda: glided.append(canvas.gliding))
    motion.choose("reduced")
    try:
        before = canvas.positions.copy()
        drawn.perform("lay_out_circle")
        settle()
    finally:
        motion.choose("system")
    assert not np.array_equal(canvas.positions, before) and not any(glided)


PRESETS = {  # keymap, what is held while the left button drags over the empty chart: what the drag does
    ("i2", "plain"): "box",
    ("maltego", "plain"): "box",
    ("gephi", "plain"): "box",
    ("cytoscape", "plain"): "pan",
    ("cytoscape", "shift"): "box",
}


@pytest.mark.parametrize(("preset", "held"), PRESETS)
def test_hands_used_to_another_tool_drag_as_there(
    drawn: MainWindow, entity: Entity, qtbot, preset: str, held: str  # noqa: F811
) -> None:  # fmt: skip
    canvas, does = drawn.chart.canvas, PRESETS[preset, held]
    modifier = Qt.KeyboardModifier.ShiftModifier if held == "shift" else PLAIN
    drawn.hands.choose_keymap(preset)
    try:
        everyone = [place(drawn, entity(v)) for v in (A, B, C)]
        low = QPoint(min(p.x() for p in everyone) - 30, min(p.y() for p in everyone) - 30)
        high = QPoint(max(p.x() for p in everyone) + 30, max(p.y() for p in everyone) + 30)
        before: View = canvas.view
        qtbot.mousePress(canvas, LEFT, modifier, low)
        qtbot.mouseMove(canvas, (low + high) / 2)
        qtbot.mouseMove(canvas, high)
        qtbot.mouseRelease(canvas, LEFT, modifier, high)
        assert (chosen(drawn), canvas.view != before) == (
            ({A, B, C}, False) if does == "box" else (set(), True)
        )
    finally:
        drawn.hands.choose_keymap("clew")
