"""What analysts' hands do with the mouse in the real window: every gesture as other tools have it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.test_at_the_chart import (  # noqa: F401
    CTRL,
    LEFT,
    PLAIN,
    RIGHT,
    SHIFT,
    Entity,
    chosen,
    drawn,
    place,
)
from tests.ui.conftest import A, B, C, Settle
from workbench.ui.main_window import MainWindow

ALT, MIDDLE = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.MiddleButton


def wheel(window: MainWindow, at: QPoint, turned: int) -> None:
    canvas = window.chart.canvas
    where = QPointF(at)
    event = QWheelEvent(
        where, QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, PLAIN,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def drag(window: MainWindow, qtbot, *way: QPoint, button: Qt.MouseButton = LEFT, held=PLAIN) -> None:
    canvas = window.chart.canvas
    qtbot.mousePress(canvas, button, held, way[0])
    for at in way[1:]:
        qtbot.mouseMove(canvas, at)
    qtbot.mouseRelease(canvas, button, held, way[-1])


def empty_place(window: MainWindow, entity: Entity) -> QPoint:
    """Where nobody stands: to the lower left of everybody."""
    places = [place(window, entity(v)) for v in (A, B, C)]
    return QPoint(min(p.x() for p in places) - 50, max(p.y() for p in places) + 30)


def test_the_wheel_zooms_where_the_pointer_is(drawn: MainWindow, entity: Entity) -> None:  # noqa: F811
    canvas = drawn.chart.canvas
    at, other, scale = place(drawn, entity(A)), place(drawn, entity(B)), canvas.view.scale
    wheel(drawn, at, 240)
    assert canvas.view.scale > 1.4 * scale
    assert (place(drawn, entity(A)) - at).manhattanLength() <= 2
    assert (place(drawn, entity(B)) - other).manhattanLength() > 20
    wheel(drawn, at, -240)
    assert canvas.view.scale == pytest.approx(scale)


def test_a_double_click_opens_who_is_there(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
    settle: Settle,
) -> None:
    drawn.toggle_panel("details", show=False)
    qtbot.mouseClick(drawn.chart.canvas, LEFT, PLAIN, place(drawn, entity(B)))
    qtbot.mouseDClick(drawn.chart.canvas, LEFT, PLAIN, place(drawn, entity(B)))
    settle()
    assert drawn.docks["details"].isVisible() and chosen(drawn) == {B}


@pytest.mark.parametrize("button", [RIGHT, MIDDLE])
def test_right_and_middle_drags_move_the_view_and_open_no_menu(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
    settle: Settle,
    button: Qt.MouseButton,
) -> None:
    drawn.session.select([entity(A)])
    settle()
    at, start = place(drawn, entity(A)), empty_place(drawn, entity)
    drag(drawn, qtbot, start, start + QPoint(20, -5), start + QPoint(60, -15), button=button)
    settle()
    assert (place(drawn, entity(A)) - at - QPoint(60, -15)).manhattanLength() <= 2
    assert chosen(drawn) == {A} and not visible_menus()


def test_space_and_drag_moves_the_view_even_from_somebody(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
    settle: Settle,
) -> None:
    canvas, at = drawn.chart.canvas, place(drawn, entity(B))
    before = dict(drawn.session.chart.positions)
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    drag(drawn, qtbot, at, at + QPoint(15, 15), at + QPoint(30, 40))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    settle()
    assert (place(drawn, entity(B)) - at - QPoint(30, 40)).manhattanLength() <= 2
    assert drawn.session.chart.positions == before and not drawn.session.selection


def test_a_lasso_takes_what_it_goes_round_and_shift_adds_what_a_box_holds(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
) -> None:
    a, b, c = (place(drawn, entity(v)) for v in (A, B, C))
    out = QPoint(28, 28)
    drag(drawn, qtbot, a - out, a + QPoint(28, -28), a + out, a + QPoint(-28, 28), held=ALT)
    assert chosen(drawn) == {A}
    drag(drawn, qtbot, c - out, c + QPoint(5, 5), c + out, held=SHIFT)
    assert chosen(drawn) == {A, C}
    drag(drawn, qtbot, c - out, c + QPoint(5, 5), c + out, held=CTRL)
    assert chosen(drawn) == {A}
    drag(drawn, qtbot, b - out, b + out)
    assert chosen(drawn) == {B}


def test_a_click_beside_everybody_lets_go(drawn: MainWindow, entity: Entity, qtbot) -> None:  # noqa: F811
    qtbot.mouseClick(drawn.chart.canvas, LEFT, PLAIN, place(drawn, entity(A)))
    qtbot.mouseClick(drawn.chart.canvas, LEFT, PLAIN, empty_place(drawn, entity))
    assert not drawn.session.selection


def test_the_right_click_selects_and_opens_the_menu_of_who_is_there(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
    settle: Settle,
) -> None:
    qtbot.mouseClick(drawn.chart.canvas, RIGHT, PLAIN, place(drawn, entity(C)))
    settle()
    [menu] = visible_menus()
    said = {action.text().replace("&", "") for action in menu.actions()}
    assert chosen(drawn) == {C} and {"Expand", "Hide", "Take off the chart"} <= said, said
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not visible_menus()


def test_escape_in_a_drag_leaves_everybody_where_they_were(
    drawn: MainWindow,  # noqa: F811
    entity: Entity,
    qtbot,
    settle: Settle,
) -> None:
    canvas, at = drawn.chart.canvas, place(drawn, entity(A))
    before = dict(drawn.session.chart.positions)
    qtbot.mousePress(canvas, LEFT, PLAIN, at)
    qtbot.mouseMove(canvas, at + QPoint(40, 40))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, PLAIN, at + QPoint(40, 40))
    settle()
    assert place(drawn, entity(A)) == at and drawn.session.chart.positions == before


def visible_menus() -> list[QMenu]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
