from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from tests.app.somewhere import CELLS, PHONE, located_case
from workbench.app.actions.charts import move, show_entities
from workbench.app.actions.filters import add_filter
from workbench.app.library import Library
from workbench.drawing.map_scene import Layers
from workbench.model.filters import Filter
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.map import MapPanel

Entity = Callable[[str], int]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case whose places are known, closed."""
    library = Library.shipped()
    case = located_case(tmp_path_factory.mktemp("located"), library)
    case.close()
    library.close()
    return case.path


@pytest.fixture
def placed(window: MainWindow, file: Path, tmp_path: Path, settle) -> MainWindow:
    """The window on that case, with its map."""
    own = tmp_path / "own.case"
    own.write_bytes(file.read_bytes())
    window.perform("open_case", {"path": str(own)})
    settle()
    window.perform("panel_map")
    settle()
    return window


@pytest.fixture
def panel(placed: MainWindow) -> MapPanel:
    return placed.docks["map"].panel


@pytest.fixture
def entity(placed: MainWindow) -> Entity:
    graph = placed.session.graph
    return lambda value: int(graph.ids[list(graph.values).index(value)])


def where(panel: MapPanel, entity: int) -> QPoint:
    """Where the sign of an entity shows."""
    marks, surface = panel.surface.scene.marks, panel.surface
    k = next(k for k, members in enumerate(marks.members) if entity in members)
    x, y = surface.view.to_screen(marks.u[k], marks.v[k], surface.width(), surface.height())
    return QPoint(round(float(x)), round(float(y)))


def drawn(panel: MapPanel, qtbot) -> None:
    qtbot.waitUntil(lambda: not panel.surface.busy, timeout=60_000)


def test_a_case_without_places_says_what_would_give_it_some(opened: MainWindow, settle) -> None:
    opened.perform("panel_map")
    settle()
    panel = opened.docks["map"].panel
    assert "Nothing in this case says yet where anything is" in panel.hint
    assert "photographs" in panel.hint and "Say where it lies" in panel.hint


def test_nothing_is_read_while_the_panel_is_closed(window: MainWindow, file: Path, settle) -> None:
    window.perform("open_case", {"path": str(file)})
    settle()
    assert window.docks["map"].panel.located.nothing


def test_all_places_of_the_case_are_shown_at_first(panel: MapPanel) -> None:
    assert panel.hint == "" and not panel.moves.isVisibleTo(panel)
    assert len(panel.surface.scene.areas.u) >= 4
    assert "cannot be placed" in panel.pills.missing.text()


def test_a_selected_phone_shows_its_way_and_what_is_impossible(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    placed.session.select([entity(PHONE)])
    settle()
    assert (
        "5 of 6 sightings placed" in panel.pills.count.text()
        and "1 impossible move" in panel.pills.count.text()
    )
    model = panel.moves.model
    assert "! over 1," in model.data(model.index(0, 2)) and "km/h" in model.data(model.index(0, 2))
    panel.moves.table.setCurrentIndex(model.index(0, 0))
    assert "Nothing that flies passengers" in panel.moves.said.text()
    assert panel.surface.strong is not None


def test_opening_a_move_selects_its_time_everywhere(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    placed.session.select([entity(PHONE)])
    settle()
    track = panel.located.tracks[0]
    panel.moves.table.activated.emit(panel.moves.model.index(0, 0))
    settle()
    _, k = 0, 2
    assert placed.session.selection.moments == (int(track.at[k]), int(track.at[k + 1]) + 1)
    assert len(panel.located.tracks[0].at) == 2
    assert any(a.text() == "All of the time again" for a in panel.layers_menu().actions())


def test_a_click_on_a_cell_selects_it_and_the_map_stays_where_it_is(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    before = panel.surface.view
    QTest.mouseClick(panel.surface, Qt.MouseButton.LeftButton, pos=where(panel, entity(CELLS["london"])))
    settle()
    assert entity(CELLS["london"]) in placed.session.selection.entities
    assert panel.surface.view == before


def test_control_adds_and_takes_away_and_a_click_beside_lets_go(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    leeds, london = entity(CELLS["leeds"]), entity(CELLS["london"])
    placed.session.select([leeds])
    settle()
    spot = where(panel, london)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(panel.surface, Qt.MouseButton.LeftButton, control, spot)
    settle()
    assert placed.session.selection.entities >= {leeds, london}
    QTest.mouseClick(panel.surface, Qt.MouseButton.LeftButton, control, where(panel, london))
    settle()
    assert london not in placed.session.selection.entities and leeds in placed.session.selection.entities
    QTest.mouseClick(panel.surface, Qt.MouseButton.LeftButton, pos=QPoint(3, panel.surface.height() - 30))
    assert not placed.session.selection


def test_shift_and_a_drag_select_what_lies_in_the_box(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    surface, shift = panel.surface, Qt.KeyboardModifier.ShiftModifier
    at = where(panel, entity(CELLS["leeds"]))
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, shift, at - QPoint(25, 25))
    QTest.mouseMove(surface, at)
    QTest.mouseMove(surface, at + QPoint(25, 25))
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, shift, at + QPoint(25, 25))
    settle()
    assert {entity(CELLS["leeds"]), entity(CELLS["leeds_south"])} <= placed.session.selection.entities


def test_dragging_moves_the_map_with_the_pointer(panel: MapPanel) -> None:
    surface = panel.surface
    lat, lon = surface.view.degrees_at(100, 100, surface.width(), surface.height())
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(surface, QPoint(130, 110))
    QTest.mouseMove(surface, QPoint(160, 120))
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert surface.view.degrees_at(160, 120, surface.width(), surface.height()) == pytest.approx(
        (lat, lon), abs=1e-6
    )


def test_the_map_works_with_keys_alone(placed: MainWindow, panel: MapPanel, settle) -> None:
    surface = panel.surface
    view = surface.view
    QTest.keyClick(surface, Qt.Key.Key_Plus)
    assert surface.view.zoom == view.zoom + 0.5
    QTest.keyClick(surface, Qt.Key.Key_Left)
    assert surface.view.u < view.u
    QTest.keyClick(surface, Qt.Key.Key_Minus)
    QTest.keyClick(surface, Qt.Key.Key_Home)
    assert surface.view.zoom == pytest.approx(view.zoom)
    QTest.keyClick(surface, Qt.Key.Key_Tab)
    settle()
    assert len(placed.session.selection.entities) >= 1
    assert surface.accessibleName() and surface.accessibleDescription()


def test_every_layer_can_be_left_out(panel: MapPanel, qtbot) -> None:
    menu = panel.layers_menu()
    for entry in menu.actions()[:6]:
        assert entry.isCheckable()
        entry.toggle()
    assert panel.surface.layers == Layers(False, False, False, False, True, False)
    drawn(panel, qtbot)


def test_a_place_says_how_exactly_it_is_known(panel: MapPanel, entity: Entity) -> None:
    from workbench.ui.map import saying

    texts = {
        n: saying.spot(panel.located.places.spot(entity(CELLS[n])))
        for n in ("leeds", "leeds_south", "london", "town")
    }
    assert (
        "looks towards 90° and covers 120°" in texts["leeds"]
        and "range is stated as 1.5 km" in texts["leeds"]
    )
    assert "Its range is not stated: drawn as 2.0 km, counted as up to 35 km" in texts["leeds_south"]
    assert "all around is possible" in texts["london"]
    assert "the middle of Sheffield" in texts["town"]


def test_an_ambiguous_address_is_placed_by_the_analyst_and_undone(
    placed: MainWindow, panel: MapPanel, settle, qtbot
) -> None:
    panel.show_unplaced()
    dialog = panel.dialog
    assert "several places" in dialog.table.item(0, 3).text() and dialog.choice.count() > 10
    assert not dialog.put.isEnabled(), "a basis is needed"
    entity = dialog.missing[0].entity
    dialog.basis.setText("the label on the parcel")
    dialog.put.click()
    settle()
    assert panel.located.places.spot(entity).because == "chosen"
    placed.session.undo()
    settle()
    assert panel.located.places.spot(entity) is None
    dialog.close()


def test_tiles_come_from_a_folder_and_a_wrong_one_is_told(panel: MapPanel, tmp_path: Path, qtbot) -> None:
    panel.use_tiles(tmp_path)
    assert "holds no tiles" in panel.pills.count.text() and panel.surface.tiles is None
    (tmp_path / "0" / "0").mkdir(parents=True)
    tile = QImage(256, 256, QImage.Format.Format_RGB32)
    tile.fill(QColor("#203040"))
    assert tile.save(str(tmp_path / "0" / "0" / "0.png"))
    panel.use_tiles(tmp_path)
    panel.surface.set_view(panel.surface.view.zoomed(-9, 0, 0, panel.surface.width(), panel.surface.height()))
    drawn(panel, qtbot)
    image = panel.surface.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() - 60).name() == "#203040"


def test_the_wheel_zooms_at_the_pointer(panel: MapPanel) -> None:
    surface = panel.surface
    there = surface.view.to_map(60, 70, surface.width(), surface.height())
    surface.zoom(1.0, QPointF(60, 70))
    x, y = surface.view.to_screen(*there, surface.width(), surface.height())
    assert (float(x), float(y)) == pytest.approx((60, 70), abs=0.01)


def test_the_filters_of_the_chart_hold_on_the_map(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    show_entities(placed.session, [entity(PHONE)])
    settle()
    placed.session.select([entity(PHONE)])
    settle()
    assert "5 of 6 sightings placed" in panel.pills.count.text()
    add_filter(placed.session, Filter("duration", low=31))
    settle()
    assert "3 of 3 sightings placed" in panel.pills.count.text()
    assert "1 filter of the chart applied" in panel.pills.count.text()
    placed.session.undo()
    settle()
    assert "5 of 6 sightings placed" in panel.pills.count.text()


def test_the_panel_reads_nothing_anew_when_a_step_changes_no_place(
    placed: MainWindow, panel: MapPanel, entity: Entity, settle
) -> None:
    show_entities(placed.session, [entity(PHONE)])
    settle()
    before = panel.located
    move(placed.session, [(entity(PHONE), 10.0, 20.0)])
    settle()
    assert panel.located is before


def test_what_is_counted_stands_one_below_the_other_rather_than_cut(panel: MapPanel) -> None:
    surface, pills = panel.surface, panel.pills
    pills.say("126 of 126 sightings placed", 455)
    surface.resize(700, 300)
    pills.place()
    assert pills.missing.y() == pytest.approx(pills.count.y(), abs=4)
    surface.resize(280, 300)
    pills.place()
    pills.counts.layout().activate()
    assert pills.missing.y() > pills.count.y() + pills.count.height() - 2
    assert pills.count.width() >= pills.count.fontMetrics().horizontalAdvance(pills.count.text())
    assert pills.missing.width() >= pills.missing.sizeHint().width()
