"""What section 5 of the foundation asks of chart and window, with mouse and keys, and every bit of it undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.conftest import A, B, C, D, Settle
from workbench.case import journal
from workbench.ui.main_window import MainWindow

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
Entity = Callable[[str], int]


@pytest.fixture
def drawn(opened: MainWindow, settle: Settle, qtbot) -> MainWindow:
    """The window with its chart painted, so that the mouse hits what it sees."""
    opened.activateWindow()
    canvas = opened.chart.canvas
    canvas.setFocus()
    opened.perform("fit")
    qtbot.waitUntil(lambda: canvas.scene is not None and len(canvas.scene.chart) == 3, timeout=120_000)
    settle()
    return opened


def place(window: MainWindow, entity: int) -> QPoint:
    canvas = window.chart.canvas
    return canvas.on_screen(canvas.chart.number_of[entity]).toPoint()


def values(window: MainWindow) -> set[str]:
    graph = window.session.graph
    return {graph.values[graph.node_of[e]] for e in window.session.chart.shown}


def chosen(window: MainWindow) -> set[str]:
    graph = window.session.graph
    return {graph.values[graph.node_of[e]] for e in window.session.selection.entities}


def state(window: MainWindow) -> tuple[object, ...]:
    chart, graph = window.session.chart, window.session.graph
    return (
        sorted(chart.shown), sorted(chart.hidden), sorted(chart.pinned), sorted(chart.positions.items()),
        sorted(graph.values), sorted(graph.link_ids.tolist()), graph.common.tolist(),
    )  # fmt: skip


def test_click_add_toggle_box_and_escape_select(drawn: MainWindow, entity: Entity, qtbot) -> None:
    canvas = drawn.chart.canvas
    a, b, c = (place(drawn, entity(v)) for v in (A, B, C))
    qtbot.mouseClick(canvas, LEFT, PLAIN, a)
    assert chosen(drawn) == {A}
    qtbot.mouseClick(canvas, LEFT, SHIFT, b)
    assert chosen(drawn) == {A, B}
    qtbot.mouseClick(canvas, LEFT, CTRL, a)
    assert chosen(drawn) == {B}
    qtbot.mousePress(canvas, LEFT, PLAIN, QPoint(min(b.x(), c.x()) - 40, min(b.y(), c.y()) - 30))
    qtbot.mouseMove(canvas, QPoint(max(b.x(), c.x()) + 40, max(b.y(), c.y()) + 30))
    qtbot.mouseRelease(canvas, LEFT, PLAIN, QPoint(max(b.x(), c.x()) + 40, max(b.y(), c.y()) + 30))
    assert chosen(drawn) == {B, C} and drawn.session.selection.links
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not drawn.session.selection


def test_drag_hide_pin_take_off_and_undo_of_all_of_it(
    drawn: MainWindow, entity: Entity, qtbot, settle: Settle
) -> None:
    canvas, session = drawn.chart.canvas, drawn.session
    states, steps = [state(drawn)], len(journal.steps(session.case.db))

    at = place(drawn, entity(A))
    qtbot.mousePress(canvas, LEFT, PLAIN, at)
    qtbot.mouseMove(canvas, at + QPoint(30, 25))
    qtbot.mouseRelease(canvas, LEFT, PLAIN, at + QPoint(30, 25))
    settle()
    assert entity(A) in session.chart.placed
    stands = session.chart.positions[entity(A)]
    states.append(state(drawn))
    for id, given in (
        ("pin", {}), ("hide", {}), ("show_hidden", {}), ("expand", {"limit": 1}), ("take_off", {}),
        ("mark_common", {"why": "taxi rank"}), ("lay_out", {}),
    ):  # fmt: skip
        session.select([entity(C if id in ("hide", "expand") else B if id == "take_off" else A)])
        drawn.perform(id, given)
        settle()
        states.append(state(drawn))
        assert states[-1] != states[-2] or id == "lay_out", f"{id} did nothing"
    assert session.chart.positions[entity(A)] == stands, "laying out never moves what the analyst placed"
    assert drawn.session.case is not None and B in session.graph.values, (
        "taken off the chart, never out of the case"
    )
    assert len(journal.steps(session.case.db)) == steps + 8
    for before in reversed(states[:-1]):
        drawn.perform("undo")
        settle()
        assert state(drawn) == before
    for after in states[1:]:
        drawn.perform("redo")
        settle()
        assert state(drawn) == after


def test_expanding_keeps_to_its_kind_and_limit_and_says_what_it_left_out(
    drawn: MainWindow, entity: Entity, settle: Settle
) -> None:
    session = drawn.session
    session.select([entity(B), entity(C)])
    drawn.perform("take_off")
    settle()
    assert values(drawn) == {A}
    session.select([entity(A)])
    drawn.perform("expand", {"kind": "used_device", "limit": 5, "through": False})
    settle()
    assert values(drawn) == {A} and "Nothing new to add." in drawn.top.message.text.text()
    drawn.perform("expand", {"kind": "called", "limit": 5, "through": False})
    settle()
    assert values(drawn) == {A, B}
    session.select([entity(B), entity(A)])
    drawn.perform("expand", {"limit": 0, "through": False})
    settle()
    assert "1 more left out by the limit of 0" in drawn.top.message.text.text()
    # the same by the menu on the entity: its kinds of link with how many there are
    session.select([entity(B)])
    menu = drawn.commands.context_menu(drawn)
    by_kind = next(m for m in menu.findChildren(QMenu) if m.title() == "Expand by")
    assert by_kind.actions()[0].text() == "called (3)"
    by_kind.actions()[0].trigger()
    settle()
    assert values(drawn) == {A, B, C}


def test_the_path_between_two_is_charted_and_selected(
    drawn: MainWindow, entity: Entity, settle: Settle
) -> None:
    drawn.perform("new_chart")
    settle()
    drawn.session.select([entity(A), entity(D)])
    drawn.perform("path")
    settle()
    assert values(drawn) == {A, B, C, D} == chosen(drawn)
    assert len(drawn.session.selection.links) >= 3
    drawn.perform("undo")
    settle()
    assert values(drawn) == set()


def test_the_picture_of_the_chart_is_a_file(drawn: MainWindow, tmp_path: Path, settle: Settle) -> None:
    path = tmp_path / "chart.png"
    drawn.perform("picture", {"path": str(path)})
    settle()
    image = QImage(str(path))
    assert image.width() > 1000 and path.stat().st_size < 1_000_000
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}) > 4
    )
    assert "written" in drawn.top.message.text.text()


def test_everything_by_keyboard(drawn: MainWindow, entity: Entity, qtbot, settle: Settle) -> None:
    """Find, add, walk, expand, nudge, pin, hide, take off, undo and redo without a mouse."""
    canvas = drawn.chart.canvas
    qtbot.keyClick(drawn, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(drawn.search.edit.hasFocus, timeout=10_000)
    qtbot.keyClicks(drawn.search.edit, "00004")
    qtbot.waitUntil(lambda: bool(drawn.search._entities), timeout=10_000)
    qtbot.keyClick(drawn.search.edit, Qt.Key.Key_Return)
    settle()
    assert values(drawn) == {A, B, C, D} and chosen(drawn) == {D} and canvas.hasFocus()
    qtbot.keyClick(drawn, Qt.Key.Key_Delete)
    settle()
    assert values(drawn) == {A, B, C} and D in drawn.session.graph.values
    qtbot.waitUntil(lambda: canvas.scene is not None and len(canvas.scene.chart) == 3, timeout=60_000)
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    first = chosen(drawn)
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert len(first) == 1 and len(chosen(drawn)) == 1 and chosen(drawn) != first
    [at] = drawn.session.selection.entities
    before = drawn.session.chart.positions[at]
    qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: drawn.session.chart.positions[at] != before, timeout=10_000)
    settle()
    for key, modifiers, told in (
        (Qt.Key.Key_B, CTRL, lambda: at in drawn.session.chart.pinned),
        (Qt.Key.Key_H, CTRL, lambda: at in drawn.session.chart.hidden),
        (Qt.Key.Key_Z, CTRL, lambda: at not in drawn.session.chart.hidden),
        (Qt.Key.Key_Z, CTRL, lambda: at not in drawn.session.chart.pinned),
        (Qt.Key.Key_Z, CTRL, lambda: drawn.session.chart.positions[at] == before),
        (Qt.Key.Key_Y, CTRL, lambda: drawn.session.chart.positions[at] != before),
        (Qt.Key.Key_A, CTRL, lambda: chosen(drawn) == {A, B, C}),
    ):  # fmt: skip
        qtbot.keyClick(drawn, key, modifiers)
        settle()
        assert told(), QApplication.focusWidget()
    qtbot.keyClick(drawn, Qt.Key.Key_0, CTRL)
    assert all(drawn.chart.canvas.rect().contains(place(drawn, entity(v))) for v in (A, B, C))


def test_light_and_dark_are_both_whole(drawn: MainWindow, entity: Entity, qtbot, settle: Settle) -> None:
    drawn.session.select([entity(A)])
    settle()
    grounds = set()
    for look in ("dark", "light"):
        drawn.choose_appearance(look)
        settle()
        picture = drawn.grab().toImage()
        grounds.add(picture.pixelColor(5, picture.height() // 2).lightness() > 128)
    assert grounds == {True, False}
