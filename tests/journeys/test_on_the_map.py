"""The map beside the other views: a move on it is chosen in the timeline, whose lane is that of the same person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.somewhere import OTHER, PHONE
from tests.ui.conftest import Settle
from tests.ui.panels.test_map import Entity, entity, file, panel, placed  # noqa: F401
from workbench.app.actions.assessing import attribute
from workbench.app.actions.charts import show_entities
from workbench.app.actions.folding import show_persons
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.map import MapPanel


def test_a_move_of_a_person_on_the_map_is_chosen_on_that_persons_lane(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle: Settle  # noqa: F811
) -> None:  # fmt: skip
    session = placed.session
    show_entities(session, [entity(PHONE), entity(OTHER)])
    settle()
    session.select([entity(PHONE)])
    attribute(session, "Ann Other", basis="register")
    settle()
    show_persons(session)
    settle()
    ann = next(
        int(i)
        for i, k, value in zip(session.graph.ids, session.graph.kind, session.graph.values, strict=True)
        if session.graph.kinds[k] == "person" and "ann" in value.lower()
    )
    placed.chart.canvas.choose([ann], [], Qt.KeyboardModifier.NoModifier)
    settle()
    at = panel.located.tracks[0].at
    panel.moves.table.activated.emit(panel.moves.model.index(0, 0))
    settle()
    moments = session.selection.moments
    assert session.selection.entities == {ann} and moments is not None
    assert {moments[0], moments[1] - 1} <= set(at.tolist())
    placed.toggle_panel("timeline", show=True)
    settle()
    QTest.qWait(60)
    settle()
    shown = placed.docks["timeline"].panel.surface.scene
    assert shown.brush == moments and next(lane.entity for lane in shown.lanes) == ann
