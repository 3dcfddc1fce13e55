"""The menu of what can be added to a report: findings, charts, when and where, tables, rows, words, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from workbench.case import charts, findings
from workbench.ui import icons
from workbench.ui.reporting.part_list import SIGNS
from workbench.ui.reporting.words_dialog import WordsDialog

if TYPE_CHECKING:
    from workbench.ui.reporting.window import ReportWindow

LONGEST = 70  # signs of an entry
ROWS = 10


def add_menu(window: ReportWindow) -> QMenu:
    """The menu; what there is none of in the case says so."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setObjectName("AddToReport")
    case, session = window.case, window.session

    def entry(into: QMenu, sort: str, text: str, what: Mapping[str, Any]) -> None:
        made = into.addAction(icons.sign(SIGNS[sort]), _short(text))
        made.triggered.connect(lambda checked=False: window.add(sort, what))

    known = findings.listed(case)
    found = menu.addMenu(icons.sign(SIGNS["finding"]), window.tr("Finding"))
    for one in (f for f in known if not f.asked):
        entry(found, "finding", one.statement, {"finding": one.id})
    if window.perform is not None:
        if not found.isEmpty():
            found.addSeparator()
        found.addAction(window.tr("State a new one…")).triggered.connect(
            lambda checked=False: window.perform("state_finding", {})
        )
    kept = menu.addMenu(icons.sign(SIGNS["answer"]), window.tr("Answer that was kept"))
    for one in (f for f in known if f.asked):
        entry(kept, "answer", one.statement, {"finding": one.id})
    if kept.isEmpty():
        kept.addAction(window.tr("No answer is kept yet: ask a question, and keep it")).setEnabled(False)
    drawn = menu.addMenu(icons.sign(SIGNS["chart"]), window.tr("Chart"))
    for id, title in charts.listed(case):
        entry(drawn, "chart", title, {"chart": id})
    if drawn.isEmpty():
        drawn.addAction(window.tr("The case has no chart yet")).setEnabled(False)
    chosen = session.selection
    if session.chart is not None:
        view: dict[str, Any] = {"chart": session.chart.id}
        view |= {"entities": sorted(chosen.entities)} if chosen.entities else {}
        view |= {"moments": list(chosen.moments)} if chosen.moments else {}
        entry(menu, "timeline", window.tr("Timeline of the chart on show"), view)
        if len(chosen.entities) <= 2:
            entry(menu, "pattern", window.tr("Hours of the week"), view)
    where = {"entities": sorted(chosen.entities)} if chosen.entities else {}
    entry(menu, "map", window.tr("Map of what is selected") if where else window.tr("Map of the case"), where)
    tables = menu.addMenu(icons.sign(SIGNS["table"]), window.tr("Table"))
    for noun, text in (
        ("entities", window.tr("Entities")), ("links", window.tr("Links")), ("records", window.tr("Records")),
        ("rejects", window.tr("Rejected rows")),
    ):  # fmt: skip
        if session.chart is not None and noun != "rejects":
            what = {"noun": noun, "chart": session.chart.id, "scope": "chart"}
            entry(tables, "table", window.tr("{table} on the chart").format(table=text), what)
        entry(tables, "table", window.tr("{table} of the whole case").format(table=text), {"noun": noun})
    rows = menu.addAction(icons.sign(SIGNS["rows"]), window.tr("Rows behind the selection"))
    rows.setEnabled(bool(chosen.links or chosen.entities) and window.perform is not None)
    rows.triggered.connect(lambda checked=False: window.perform("report_rows", {}))
    menu.addSeparator()
    words = menu.addAction(icons.sign(SIGNS["text"]), window.tr("Words…"))
    words.triggered.connect(lambda checked=False: _words(window))
    menu.addSeparator()
    placed = {part.sort for part in window.report.parts} if window.report is not None else set()
    for sort, text in (
        ("sources", window.tr("Sources, here instead of at the end")),
        ("custody", window.tr("Custody of exhibits, here instead of at the end")),
        ("method", window.tr("Method, here instead of at the end")),
    ):
        if sort not in placed:
            entry(menu, sort, text, {})
    return menu


def _words(window: ReportWindow) -> None:
    def said(what: dict[str, Any]) -> None:
        window.add("text", what | {"analyst": window.session.analyst})

    WordsDialog({}, said, window).open()


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return (line if len(line) <= LONGEST else line[: LONGEST - 1] + "…").replace("&", "&&")
