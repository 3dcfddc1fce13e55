"""From the chart to the page in court: a report put together in the window, moved, undone, looked at, and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from tests.journeys.test_asking import ask_by_keys
from tests.paper_text import on_paper
from workbench.case import charts, reports
from workbench.ui.main_window import MainWindow
from workbench.ui.reporting.adding import add_menu
from workbench.ui.reporting.front import FrontDialog
from workbench.ui.reporting.window import ReportWindow
from workbench.ui.reporting.words_dialog import WordsDialog
from workbench.ui.tables.saving import add_to_report

Settle = Callable[[], None]


@pytest.fixture
def settle(window: MainWindow, settle: Settle, qtbot) -> Settle:  # type: ignore[no-untyped-def]
    """Waits until the pages of the report are those of its parts as well."""

    def wait() -> None:
        settle()
        found = window.findChild(ReportWindow)
        if found is not None:
            qtbot.waitUntil(lambda: not found.preview.waiting, timeout=30_000)
            settle()

    return wait


@pytest.fixture
def reporting(opened: MainWindow, settle: Settle) -> ReportWindow:
    """The window of the report, beside the work."""
    opened.perform("report", {})
    settle()
    found = opened.findChild(ReportWindow)
    assert isinstance(found, ReportWindow)
    return found


def _sorts(window: ReportWindow) -> list[str]:
    return [part.sort for part in reports.listed(window.case)[-1].parts]


def _entry(menu: QMenu, *path: str) -> None:
    """Takes an entry of a menu by its texts."""
    for text in path[:-1]:
        menu = next(a.menu() for a in menu.actions() if a.text() == text)
    next(a for a in menu.actions() if path[-1] in a.text()).trigger()


def test_before_anything_is_put_together_the_pages_show_the_whole_case(
    reporting: ReportWindow, settle: Settle
) -> None:
    assert reporting.stack.currentWidget() is reporting.empty and "Nobody has put" in reporting.empty.text()
    assert reporting.preview.pages.count >= 3
    assert "page 1 of" in reporting.preview.where.text()


def test_parts_are_added_moved_taken_out_and_brought_back(
    opened: MainWindow, reporting: ReportWindow, settle: Settle, qtbot
) -> None:
    _entry(add_menu(reporting), "Chart", "Chart 1")
    settle()
    _entry(add_menu(reporting), "Timeline of the chart on show")
    settle()
    opened.perform("report_text", {"title": "My view", "text": "One person."})
    settle()
    assert _sorts(reporting) == ["chart", "timeline", "text"]
    assert [reporting.parts.item(n).text() for n in (0, 2)] == ["1. Chart: Chart 1", "3. Text: My view"]
    reporting.parts.setCurrentRow(2)
    qtbot.keyClick(reporting.parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert _sorts(reporting) == ["chart", "text", "timeline"]
    qtbot.keyClick(reporting.parts, Qt.Key.Key_Delete)
    settle()
    assert _sorts(reporting) == ["chart", "timeline"]
    opened.session.undo()
    settle()
    assert _sorts(reporting) == ["chart", "text", "timeline"]
    assert "My view" in [h.text for _, h in reporting.preview.pages.document.headings]


def test_words_and_front_are_changed_in_place(reporting: ReportWindow, settle: Settle, qtbot) -> None:
    reporting.add("text", {"title": "First", "text": "a", "standing": "assessed"})
    settle()
    qtbot.keyClick(reporting.parts, Qt.Key.Key_Return)
    dialog = reporting.findChild(WordsDialog)
    dialog.heading.setText("Second")
    dialog.text.setPlainText("What the rows say.")
    dialog.assessed.setChecked(False)
    dialog.accept()
    settle()
    [part] = reports.listed(reporting.case)[-1].parts
    assert part.what["title"] == "Second" and part.what["standing"] == ""
    reporting.describe.click()
    front = reporting.findChild(FrontDialog)
    front.title.setText("For the bail hearing")
    front.fields["handling"].setText("Official – sensitive")
    front.accept()
    settle()
    assert reporting.which.currentText() == "For the bail hearing"
    document = reporting.preview.pages.document
    assert (document.title, document.handling) == ("For the bail hearing", "Official – sensitive")


def test_pages_are_turned_zoomed_and_drawn_as_they_come_into_view(
    reporting: ReportWindow, settle: Settle, qtbot
) -> None:
    pages = reporting.preview.pages
    last = pages.count - 1
    qtbot.keyClick(pages, Qt.Key.Key_End)
    settle()
    assert pages.current == last and f"page {last + 1} of {last + 1}" in reporting.preview.where.text()
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    before = pages.scale
    qtbot.keyClick(pages, Qt.Key.Key_Plus)
    settle()
    assert pages.scale > before and pages.current == 0
    qtbot.keyClick(pages, Qt.Key.Key_0)
    settle()
    assert pages.zoom == 0
    qtbot.waitUntil(lambda: (0, pages._box(0).width()) in pages._drawn, timeout=10_000)
    drawn = pages.grab().toImage()
    ink = sum(
        drawn.pixelColor(x, y).lightness() < 80
        for x in range(0, drawn.width(), 3)
        for y in range(0, drawn.height(), 3)
    )
    assert ink > 10, "letters stand on the page"


def test_the_timeline_goes_into_the_report_from_where_it_is_seen(opened: MainWindow, settle: Settle) -> None:
    opened.docks["timeline"].panel.bar.reported.emit()
    settle()
    [report] = reports.listed(opened.session.open_case)
    assert [part.sort for part in report.parts] == ["timeline"]


def test_an_answer_on_show_and_a_table_as_seen_go_into_the_report(
    opened: MainWindow, settle: Settle, qtbot
) -> None:
    page = ask_by_keys(opened, "who has most contacts", settle, qtbot)
    page.wanted.emit("report")
    settle()
    opened.toggle_panel("tables")
    settle()
    add_to_report(opened.docks["tables"].panel.desk)
    settle()
    opened.perform("report", {})
    settle()
    reporting = opened.findChild(ReportWindow)
    assert _sorts(reporting) == ["answer", "table"]
    assert "Who has most contacts?" in [h.text for _, h in reporting.preview.pages.document.headings]


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".docx"])
def test_it_is_written_and_entered_in_the_log(
    reporting: ReportWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    reporting.add("text", {"title": "Found", "text": "Words of the analyst.", "standing": ""})
    settle()
    out = tmp_path / f"report{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    reporting._save(suffix)
    settle()
    assert out.stat().st_size > 5_000
    acts = [b for (b,) in reporting.case.db.conn.execute("SELECT body FROM log ORDER BY seq DESC LIMIT 3")]
    assert any('"write report"' in body for body in acts)
    if suffix == ".pdf":
        assert "Words of the analyst." in "\n".join(on_paper(out))


def test_where_there_is_no_printer_it_says_so(
    reporting: ReportWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    heard: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: [])
    monkeypatch.setattr(reporting.session, "told", heard.append)
    reporting.out[0].click()
    assert heard and "no printer" in heard[0]


def test_a_chart_that_is_gone_is_said_and_the_report_goes_on(
    opened: MainWindow, reporting: ReportWindow, settle: Settle
) -> None:
    _entry(add_menu(reporting), "Chart", "Chart 1")
    settle()
    opened.session.edit("Remove the chart", lambda case, db: charts.remove(db, charts.listed_from(db)[0][0]))
    settle()
    assert "no longer in the case" in reporting.parts.item(0).toolTip()
    assert reporting.preview.pages.document is not None


def test_it_closes_with_its_case(opened: MainWindow, reporting: ReportWindow, settle: Settle) -> None:
    opened.perform("close_case")
    settle()
    assert opened.findChild(ReportWindow) is None
