"""The timeline of a chart that shows persons: their lanes, and their records only while a phone was theirs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import A
from workbench.app.actions.assessing import attribute
from workbench.app.actions.folding import show_persons
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel


def test_lanes_stand_for_the_persons_that_the_chart_shows(
    opened: MainWindow,
    panel: TimelinePanel,
    entity,
    settle,
) -> None:
    session = opened.session
    session.select([entity(A)])
    attribute(session, "Ann Other", basis="register", last="2026-06-02")
    settle()
    show_persons(session)
    settle()
    ann = next(int(i) for i, k in zip(session.graph.ids, session.graph.kind, strict=True)
               if session.graph.kinds[k] == "person")  # fmt: skip
    opened.chart.canvas.choose([ann], [], Qt.KeyboardModifier.NoModifier)
    settle()
    QTest.qWait(60)
    settle()
    captions = [lane.caption for lane in panel.found.lanes.lanes]
    assert captions == ["Ann Other", "others"]
    assert (
        sum(len(part) for part in panel.found.over.chosen) == 2
    )  # of three calls of the phone, one after 2 June
