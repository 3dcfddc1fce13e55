"""A fitted chart lies under nothing that floats on it, however much is said there and whichever way one reads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication

from workbench.app.actions.action import REGISTERED
from workbench.ui.main_window import MainWindow


def uncovered(window: MainWindow) -> bool:
    """Whether every icon stands free of every pill."""
    canvas = window.chart.canvas
    boxes = [QRectF(b[0], b[1], b[2] - b[0], b[3] - b[1]) for b in window.chart.floating.boxes()]
    assert boxes
    places = [canvas.on_screen(n) for n in range(len(canvas.chart))]
    return not any(box.adjusted(-20, -20, 20, 20).contains(at) for box in boxes for at in places)


@pytest.mark.parametrize("size", [(1280, 820), (1024, 700)])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_no_icon_stands_under_a_pill(
    opened: MainWindow, settle, size: tuple[int, int], direction: Qt.LayoutDirection
) -> None:
    QApplication.setLayoutDirection(direction)
    try:
        opened.resize(*size)
        for name, answers in (
            ("lay_out_grid", {"by": "kind"}),
            ("colour_by", {"by": "records"}),
            ("size_by", {"by": "records"}),
            ("lay_out_circle", {}),
            ("lay_out_time", {}),
        ):
            REGISTERED[name].run(opened.session, **answers)
            settle()
            opened.chart.canvas.fit()
            settle()
            assert uncovered(opened), name
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_selected_entities_are_shown_beside_the_pills(opened: MainWindow, settle, entity) -> None:
    opened.session.select([entity(v) for v in list(opened.session.graph.values)[:2]])
    settle()
    opened.chart.canvas.fit_selection()
    settle()
    canvas = opened.chart.canvas
    for chosen in canvas.chosen.entities:
        at = canvas.on_screen(canvas.chart.number_of[chosen])
        assert canvas.rect().adjusted(40, 30, -40, -40).contains(at.toPoint())


def test_a_legend_that_grows_moves_the_chart_aside_unless_one_looked_elsewhere(
    opened: MainWindow, settle
) -> None:
    canvas = opened.chart.canvas
    canvas.fit()
    before = canvas.view
    REGISTERED["lay_out_grid"].run(opened.session, by="kind")
    REGISTERED["colour_by"].run(opened.session, by="links")
    settle()
    REGISTERED["lines_parallel"].run(opened.session)
    settle()
    assert uncovered(opened) and canvas.view != before
    assert opened.chart.floating.meanings.width() < 360  # sentences are broken below colours
    canvas.zoom_in()
    there = canvas.view
    REGISTERED["lines_beads"].run(opened.session)
    settle()
    assert canvas.view == there
