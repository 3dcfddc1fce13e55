"""Drop a file, see it on the chart, click a line, read the row it came from; and everything can be undone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent

from tests.ui.conftest import A, D
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow

CALLS = """caller,callee,start,duration
+447700900001,+447700900002,2026-06-01 10:00:00,60
+447700900001,+447700900002,2026-06-02 11:00:00,70
+447700900002,+447700900003,2026-06-03 12:00:00,80
"""


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPointF(400, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_dropped_file_leads_to_pixels_and_a_click_back_to_its_row(
    window: MainWindow, tmp_path, qtbot, settle
) -> None:
    window.perform(
        "new_case",
        {"path": str(tmp_path / "thread.case"), "title": "Thread", "country": "GB", "zone": "Europe/London",
         "purpose": "", "authority": "", "officer": ""},
    )  # fmt: skip
    settle()
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    drop(window, path)
    dialog = window.findChild(ImportWindow)
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=60_000)
    settle()
    dialog.go.click()
    settle()
    assert dialog.outcomes is not None
    dialog.reject()
    assert window.chart.drawn is not None and window.chart.drawn.total == 3

    canvas = window.chart.canvas
    with qtbot.waitSignal(canvas.painted, timeout=120_000):
        window.activateWindow()
        window.search.begin()
        qtbot.waitUntil(window.search.edit.hasFocus, timeout=60_000)
        qtbot.keyClicks(window.search.edit, "900001")
        qtbot.waitUntil(lambda: bool(window.search._entities), timeout=60_000)
        qtbot.keyClick(window.search.edit, Qt.Key.Key_Return)
        settle()
    window.perform("expand")
    settle()
    window.perform("fit")
    qtbot.waitUntil(lambda: canvas.scene is not None and len(canvas.scene.chart) == 2, timeout=60_000)

    # the line between the two is drawn where the chart says
    chart = canvas.chart
    ends = [canvas.view.to_screen(*chart.xy[n].tolist()) for n in chart.ends[0].tolist()]
    at = QPoint(*(round(ends[0][k] * 0.65 + ends[1][k] * 0.35) for k in (0, 1)))
    picture = canvas.grab_picture()
    ratio = picture.devicePixelRatio()
    near = {
        picture.pixelColor(round((at.x() + dx) * ratio), round((at.y() + dy) * ratio)).name()
        for dx in range(-3, 4)
        for dy in range(-3, 4)
    }
    assert near != {QColor(canvas.theme.chart).name()}

    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    [card] = window.docks["know"].panel.cards
    assert card.claim.sentence == "+44 7700 900001 called +44 7700 900002"
    assert card.rows[0].toPlainText() == "+447700900001,+447700900002,2026-06-01 10:00:00,60"
    assert card.claim.proofs[0].record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    records = window.docks["records"].panel
    assert [line.record.row for line in records.model.lines] == [2, 3]


def test_search_add_expand_undo(opened: MainWindow, entity, qtbot, settle) -> None:
    opened.activateWindow()
    opened.search.begin()
    qtbot.waitUntil(opened.search.edit.hasFocus, timeout=60_000)
    qtbot.keyClicks(opened.search.edit, "900004")
    qtbot.waitUntil(lambda: bool(opened.search._entities), timeout=60_000)
    qtbot.keyClick(opened.search.edit, Qt.Key.Key_Return)
    settle()
    assert entity(D) in opened.session.chart.shown
    opened.perform("take_off")
    settle()
    assert entity(D) not in opened.session.chart.shown
    opened.perform("undo")
    opened.perform("undo")
    settle()
    assert entity(D) not in opened.session.chart.shown
    opened.perform("redo")
    settle()
    assert entity(D) in opened.session.chart.shown


def test_draw_an_entity_and_undo_it(opened: MainWindow, entity, settle) -> None:
    opened.perform(
        "draw_entity", {"kind": "person", "value": "John Doe", "caption": "", "basis": "informant"}
    )
    settle()
    graph = opened.session.graph
    assert "JOHN DOE" in list(graph.values)
    drawn = next(iter(opened.session.selection.entities))
    opened.session.select([drawn, entity(A)])
    opened.perform(
        "draw_link", {"start": str(drawn), "kind": "associated", "end": str(entity(A)), "basis": "seen"}
    )
    settle()
    [card] = opened.docks["know"].panel.cards
    assert "assessed by an analyst" in card.sentence.text() and card.claim.basis == "A. Nalyst: seen"
    opened.perform("undo")
    opened.perform("undo")
    settle()
    assert "JOHN DOE" not in list(opened.session.graph.values)
    rows = opened.docks["history"].panel.list.model_.rows
    assert [r.text for r in rows if r.tone == "muted"] == ["Draw a link", "Draw John Doe"]
