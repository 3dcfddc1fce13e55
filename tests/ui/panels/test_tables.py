from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from tests.ui.conftest import A, B, C, D
from workbench.app.tables.table import Look, Shown
from workbench.model.tabular import Column
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.tables import TablesPanel
from workbench.ui.tables import saving
from workbench.ui.tables.tab import TableTab


@pytest.fixture
def panel(opened: MainWindow, settle) -> TablesPanel:
    opened.toggle_panel("tables", show=True)
    settle()
    found = opened.docks["tables"].panel
    assert isinstance(found, TablesPanel)
    return found


def turn(panel: TablesPanel, noun: str, settle) -> TableTab:
    panel.turn_to(noun)
    settle()
    settle()
    return panel.desk.table


def cells(table: TableTab, *names: str) -> list[tuple[str, ...]]:
    ids = [c.id for c in table.rows.columns]
    places = [ids.index(n) for n in names]
    return [tuple(table.rows.cell(r, c) for c in places) for r in range(table.rows.rowCount())]


def click_title(table: TableTab, column: str) -> None:
    number = [c.id for c in table.rows.columns].index(column)
    at = table.heading.sectionViewportPosition(number) + 12
    QTest.mouseClick(table.heading.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))


def test_the_tabs_list_what_the_case_holds(panel: TablesPanel, settle) -> None:
    assert sorted(cells(panel.desk.table, "value", "records")) == [(A, "3"), (B, "4"), (C, "2"), (D, "1")]
    assert cells(turn(panel, "links", settle), "start", "end", "records") == [
        (A, B, "2"), (B, A, "1"), (B, C, "1"), (C, D, "1"),
    ]  # fmt: skip
    records = cells(turn(panel, "records", settle), "when", "from", "to", "source", "row")
    assert records[0] == ("2026-06-01 02:00:00+01:00", A, B, "calls.csv", "2") and len(records) == 5
    assert turn(panel, "rejects", settle).rows.rowCount() == 0
    assert "Nothing was rejected" in panel.footer.said.text()


def test_a_click_on_a_title_sorts_the_second_turns_it_and_the_third_takes_it_back(
    panel: TablesPanel, settle
) -> None:
    table = turn(panel, "records", settle)
    orders = []
    for _ in range(3):
        click_title(table, "field.duration")
        settle()
        settle()
        orders.append([int(row) for (row,) in cells(table, "row")])
    assert orders == [[2, 3, 4, 6, 5], [5, 6, 4, 3, 2], [2, 3, 4, 5, 6]]


def test_what_is_typed_under_a_title_filters(panel: TablesPanel, settle, qtbot) -> None:
    table = turn(panel, "records", settle)
    line = table.heading.lines["from"]
    QTest.keyClicks(line, "00002")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert cells(table, "row") == [("4",), ("5",)]
    assert "2 of 5 rows" in panel.footer.said.text()
    table.heading.type_in("when", "someday")
    assert "cannot be understood" in panel.footer.said.text() and table.heading.lines["when"].property(
        "wrong"
    )
    panel.footer.clear.click()
    settle()
    assert table.rows.rowCount() == 5 and line.text() == ""


def test_a_menu_offers_the_values_of_a_column_of_few_words(panel: TablesPanel, settle) -> None:
    desk = panel.desk
    menu = desk.table.heading.choose("kind", desk.table.rows.shown.table.listed("kind"))
    assert [a.text() for a in menu.actions()] == ["Phone"]
    menu.actions()[0].trigger()
    settle()
    assert desk.table.heading.lines["kind"].text() == "=Phone" and desk.table.rows.rowCount() == 4


def test_the_scope_is_all_the_chart_or_the_selection(
    opened: MainWindow, panel: TablesPanel, entity, settle
) -> None:
    panel.scopes.buttons["chart"].click()
    settle()
    assert sorted(v for (v,) in cells(panel.desk.table, "value")) == [A, B, C]
    table = turn(panel, "records", settle)
    panel.scopes.buttons["selection"].click()
    settle()
    assert table.rows.rowCount() == 0 and "Select something" in panel.footer.said.text()
    opened.session.select([entity(A)])
    settle()
    assert cells(table, "row") == [("2",), ("3",), ("4",)]
    opened.session.select([entity(A), entity(B)], moments=(1_780_272_000_000_000, 1_780_358_400_000_000))
    settle()
    assert cells(table, "row") == [("2",)]
    turn(panel, "rejects", settle)
    assert not panel.scopes.buttons["chart"].isEnabled()


def test_selecting_goes_both_ways(opened: MainWindow, panel: TablesPanel, entity, settle, qtbot) -> None:
    table = panel.desk.table
    place = [v for (v,) in cells(table, "value")].index(C)
    table.selectRow(place)
    qtbot.waitUntil(lambda: opened.session.selection.entities == {entity(C)})
    opened.session.select([entity(B)])
    settle()
    chosen = [cells(table, "value")[p][0] for p in table.chosen().tolist()]
    assert chosen == [B]
    records = turn(panel, "records", settle)
    records.selectRow(4)
    qtbot.waitUntil(lambda: len(opened.session.selection.links) == 1)
    settle()
    assert records.chosen().tolist() == [4]  # what is chosen here stays chosen


def test_enter_shows_the_row_in_how_do_we_know(opened: MainWindow, panel: TablesPanel, settle) -> None:
    table = turn(panel, "records", settle)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    settle()
    know = opened.docks["know"].panel
    assert opened.docks["know"].isVisible()
    [card] = know.pinned
    assert (
        card.rows[0].toPlainText().startswith(f"{C},{D}")
        and "row 6" in card.findChildren(type(card.sentence))[1].text()
    )
    opened.session.select()
    settle()
    assert know.pinned == []


def test_the_keyboard_sorts_filters_and_goes_to_either_end(panel: TablesPanel, settle) -> None:
    table = turn(panel, "records", settle)
    table.setFocus()
    column = [c.id for c in table.rows.columns].index("field.duration")
    table.setCurrentIndex(table.rows.index(0, column))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert cells(table, "row")[0] == ("5",)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 4 and table.currentIndex().column() == column
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.chosen().tolist() == [0]
    QTest.keyClick(table, Qt.Key.Key_Slash)
    line = table.heading.lines["field.duration"]
    assert line.hasFocus()
    QTest.keyClicks(line, ">0")
    QTest.keyClick(line, Qt.Key.Key_Down)
    settle()
    assert table.hasFocus() and cells(table, "row") == [("5",)]


def test_rows_are_copied_with_their_headings(panel: TablesPanel, settle, qtbot) -> None:
    table = turn(panel, "links", settle)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("From\tLink\tTo\tRecords\tFirst") and len(lines) == 5
    assert lines[1].startswith(f"'{A}\tcalled\t'{B}\t2\t2026-06-01 02:00:00+01:00")


def test_columns_are_chosen_moved_and_remembered(opened: MainWindow, panel: TablesPanel, settle) -> None:
    desk = panel.desk
    menu = desk.columns_menu(panel)
    by = {a.text(): a for a in menu.actions()}
    by["Tags"].trigger()
    by["Common service"].trigger()
    names = [c.id for c in desk.table.rows.columns]
    assert "tags" not in names and "common" in names
    desk.table.heading.moveSection(names.index("value"), 0)
    desk.table.heading.resizeSection(0, 222)
    assert [c.id for c in desk.seen_columns()][:2] == ["value", "kind"]
    desk._later.timeout.emit()  # as it does a moment after the last pull
    again = TablesPanel()
    kept = [c.id for c in again.desks["entities"].columns.chosen(desk.table.rows.shown.table.columns)]
    assert (
        kept == [c.id for c in desk.seen_columns()] and again.desks["entities"].columns.widths["kind"] == 222
    )
    again.deleteLater()


def test_what_is_seen_is_saved(opened: MainWindow, panel: TablesPanel, settle, tmp_path, monkeypatch) -> None:
    desk = panel.desk
    desk.sort_by("value", falling=True)
    settle()
    desk.table.heading.type_in("value", "!=" + D)
    settle()
    menu = saving.save_menu(desk, panel)
    assert len([act for act in menu.actions() if not act.isSeparator()]) == 4
    out = tmp_path / "seen"
    monkeypatch.setattr(saving.QFileDialog, "getSaveFileName", lambda *a: (str(out), ""))
    menu.actions()[1].trigger()
    settle()
    lines = (tmp_path / "seen.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Kind,") and [line.split(",")[1] for line in lines[1:]] == [
        f"'{v}" for v in (C, B, A)
    ]
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    menu.actions()[2].trigger()  # the warning is shown, and not agreed to
    assert "as a formula" in asked[0] and list(tmp_path.glob("*.part")) == []


def test_ten_million_rows_open_scroll_and_are_chosen_at_once(qapp, qtbot) -> None:
    class Endless:
        noun, size, columns, orders = "records", 10_000_000, (Column("n", "N", "count"), Column("t", "T")), {}

        def ready(self, rows, columns):
            return True

        def texts(self, rows, columns):
            import polars as pl

            return pl.DataFrame({"n": pl.Series(rows).cast(pl.String), "t": pl.Series(rows).cast(pl.String)})

    table = TableTab("records", "Records")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    order = np.arange(10_000_000, dtype=np.int32)[::-1]
    endless = Endless()
    began = time.perf_counter()
    table.show_rows(Shown(endless, order, Look()), list(endless.columns), {})
    table.verticalScrollBar().setValue(5_000_000)
    qapp.processEvents()
    table.selectAll()
    qapp.processEvents()
    table.grab()
    took = time.perf_counter() - began
    assert table.rows.cell(5_000_000, 0) == "4999999"
    assert len(table.chosen()) == 10_000_000
    assert took < 2, "choosing all rows asks every one of them"
