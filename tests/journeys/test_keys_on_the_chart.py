"""What analysts' hands do with keys in the real window: every action of the chart and its views on its usual key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.test_at_the_chart import CTRL, PLAIN, SHIFT, Entity, chosen, drawn, place, values  # noqa: F401
from tests.ui.conftest import A, B, C, D, Settle
from workbench.case import charts, opening
from workbench.ui.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def press(drawn: MainWindow, settle: Settle, qtbot) -> Press:  # noqa: F811
    """Presses keys where the focus is, as one does, and waits for what they do."""
    qtbot.waitUntil(lambda: QApplication.activeWindow() is drawn, timeout=60_000)

    def pressed(*keys: Qt.Key, held=PLAIN) -> None:
        for key in keys:
            QTest.keyClick(drawn.focusWidget() or drawn, key, held)
            held = PLAIN
        settle()
        settle()

    return pressed


def test_everything_nothing_and_the_others_are_selected(
    drawn: MainWindow, entity: Entity, press: Press  # noqa: F811
) -> None:  # fmt: skip
    press(Key.Key_A, held=CTRL)
    assert chosen(drawn) == {A, B, C}
    press(Key.Key_Escape)
    assert not drawn.session.selection
    drawn.session.select([entity(B)])
    press(Key.Key_I, held=CTRL | SHIFT)
    assert chosen(drawn) == {A, C}
    drawn.session.select([entity(A)])
    press(Key.Key_R, held=CTRL | SHIFT)
    assert chosen(drawn) == {A, B}  # and those it is linked with


@pytest.mark.parametrize("key", [Key.Key_E, Key.Key_Right])
def test_one_hop_out(drawn: MainWindow, entity: Entity, press: Press, key: Qt.Key) -> None:  # noqa: F811
    drawn.session.select([entity(C)])
    press(key, held=CTRL)
    assert values(drawn) == {A, B, C, D}
    press(Key.Key_Z, held=CTRL)
    assert values(drawn) == {A, B, C}
    press(Key.Key_Y, held=CTRL)
    assert values(drawn) == {A, B, C, D}


def test_hide_hide_others_and_take_off(drawn: MainWindow, entity: Entity, press: Press) -> None:  # noqa: F811
    drawn.session.select([entity(C)])
    press(Key.Key_H, held=CTRL)
    assert values(drawn) == {A, B} and drawn.session.chart.hidden == [entity(C)]
    assert "1 hidden" in drawn.chart.floating.counts.said.text()
    press(Key.Key_Z, held=CTRL)
    drawn.session.select([entity(A)])
    press(Key.Key_H, held=CTRL | SHIFT)
    assert values(drawn) == {A}
    press(Key.Key_Z, held=CTRL)
    drawn.session.select([entity(B)])
    press(Key.Key_Delete)
    assert values(drawn) == {A, C} and B in drawn.session.graph.values
    press(Key.Key_Z, held=CTRL | SHIFT)  # nothing to redo: it stays so
    assert values(drawn) == {A, C}


def test_selections_are_kept_and_recalled_by_their_number(
    drawn: MainWindow, entity: Entity, press: Press  # noqa: F811
) -> None:  # fmt: skip
    for number, values_of in ((Key.Key_1, (A,)), (Key.Key_5, (B, C)), (Key.Key_9, (A, C))):
        drawn.session.select([entity(v) for v in values_of])
        press(number, held=CTRL | SHIFT)
    drawn.session.select()
    for number, expected in ((Key.Key_5, {B, C}), (Key.Key_9, {A, C}), (Key.Key_1, {A})):
        press(number, held=CTRL)
        assert chosen(drawn) == expected


def test_the_view_is_fitted_and_zoomed(drawn: MainWindow, entity: Entity, press: Press) -> None:  # noqa: F811
    canvas = drawn.chart.canvas
    canvas.fit()
    fitted = canvas.view
    for key in (Key.Key_0, Key.Key_Down):
        press(Key.Key_Plus, held=CTRL)
        assert canvas.view.scale > fitted.scale
        press(key, held=CTRL)
        assert canvas.view == fitted
    press(Key.Key_Minus, held=CTRL)
    assert canvas.view.scale < fitted.scale
    drawn.session.select([entity(A), entity(B)])
    press(Key.Key_Up, held=CTRL)
    assert all(canvas.rect().contains(place(drawn, entity(v))) for v in (A, B))
    assert canvas.view != fitted


@pytest.mark.parametrize("key", [Key.Key_F, Key.Key_K])
def test_the_one_box_searches_and_commands(
    drawn: MainWindow, press: Press, key: Qt.Key, qtbot  # noqa: F811
) -> None:  # fmt: skip
    press(key, held=CTRL)
    assert drawn.search.edit.hasFocus()
    press(Key.Key_Escape)
    assert drawn.chart.canvas.hasFocus()


def test_arrows_nudge_by_one_and_with_shift_by_fifteen(
    drawn: MainWindow, entity: Entity, press: Press, qtbot  # noqa: F811
) -> None:  # fmt: skip
    drawn.session.select([entity(A)])
    for held, far in ((PLAIN, 1), (SHIFT, 15)):
        before = place(drawn, entity(A))
        press(Key.Key_Down, held=held)
        assert place(drawn, entity(A)).y() - before.y() == pytest.approx(far, abs=1)
    qtbot.waitUntil(lambda: entity(A) in drawn.session.chart.placed, timeout=10_000)


def test_what_is_nudged_is_undone_at_once(drawn: MainWindow, entity: Entity, press: Press) -> None:  # noqa: F811
    before = dict(drawn.session.chart.positions)
    drawn.session.select([entity(A)])
    QTest.keyClick(drawn.chart.canvas, Key.Key_Right, SHIFT)  # and before it has come to rest:
    press(Key.Key_Z, held=CTRL)
    assert dict(drawn.session.chart.positions) == before and values(drawn) == {A, B, C}


def test_what_is_nudged_just_before_closing_is_kept(
    drawn: MainWindow, entity: Entity, press: Press, case_file: Path  # noqa: F811
) -> None:  # fmt: skip
    drawn.session.select([entity(A)])
    settled = dict(drawn.session.chart.positions)[entity(A)]
    QTest.keyClick(drawn.chart.canvas, Key.Key_Right, SHIFT)
    moved = entity(A)
    drawn.close()
    with opening.open_case(case_file) as case:
        chart = charts.read(case, charts.listed(case)[0][0])
    assert moved in chart.placed and chart.positions[moved] != settled


def test_tab_goes_from_one_to_the_next_and_enter_opens(
    drawn: MainWindow, entity: Entity, press: Press  # noqa: F811
) -> None:  # fmt: skip
    drawn.toggle_panel("details", show=False)
    met = []
    for _ in range(3):
        press(Key.Key_Tab)
        met.append(*chosen(drawn))
    assert sorted(met) == [A, B, C]
    press(Key.Key_Backtab, held=SHIFT)
    assert chosen(drawn) == {met[1]}
    press(Key.Key_Return)
    assert drawn.docks["details"].isVisible()


def test_a_copy_of_the_selection_is_a_chart_of_its_own(
    drawn: MainWindow, entity: Entity, press: Press  # noqa: F811
) -> None:  # fmt: skip
    drawn.session.select([entity(A), entity(B)])
    press(Key.Key_U, held=CTRL)
    assert values(drawn) == {A, B} and drawn.chart.bar.tabs.count() == 2


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("C", "circle"),
        ("H", "hierarchy"),
        ("R", "concentric"),
        ("P", "peacock"),
        ("T", "time"),
        ("F", "force"),
    ],
)
def test_a_layout_is_two_keys(drawn: MainWindow, press: Press, letter: str, name: str) -> None:  # noqa: F811
    before = dict(drawn.session.chart.positions)
    drawn.session.select()
    for entity_id in list(drawn.session.chart.placed):
        drawn.session.select([entity_id])
        drawn.perform("unpin")
    drawn.session.select()
    press(Key.Key_L, Key(ord(letter)), held=CTRL)
    if drawn.session.chart.looked.arranged == "":  # everything here was placed by hand: select it
        press(Key.Key_A, held=CTRL)
        press(Key.Key_L, Key(ord(letter)), held=CTRL)
    assert drawn.session.chart.looked.arranged.partition(":")[0] == name
    press(Key.Key_Z, held=CTRL)
    assert dict(drawn.session.chart.positions) == before


@pytest.mark.parametrize(
    ("key", "held", "panel"),
    [
        (Key.Key_T, CTRL | SHIFT, "timeline"), (Key.Key_O, CTRL | SHIFT, "pattern"),
        (Key.Key_F, CTRL | SHIFT, "filters"),
        (Key.Key_6, ALT, "tables"), (Key.Key_5, ALT, "details"), (Key.Key_3, ALT, "history"),
        (Key.Key_Y, CTRL | SHIFT, "records"), (Key.Key_K, CTRL | SHIFT, "know"),
    ],
)  # fmt: skip
def test_every_view_has_its_key(
    drawn: MainWindow, press: Press, key: Qt.Key, held: Qt.KeyboardModifier, panel: str  # noqa: F811
) -> None:  # fmt: skip
    drawn.toggle_panel(panel, show=False)
    press(key, held=held)
    assert drawn.docks[panel].isVisible()


def test_full_screen_and_back(drawn: MainWindow, press: Press) -> None:  # noqa: F811
    for key, held in ((Key.Key_F11, PLAIN), (Key.Key_Return, ALT)):
        press(key, held=held)
        assert drawn.isFullScreen()
        press(key, held=held)
        assert not drawn.isFullScreen()
