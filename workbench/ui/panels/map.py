"""Map: where things were: cells as areas, addresses as exactly as they are known, ways in order of time, parcels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QToolTip

from workbench.app import mapping, tracks
from workbench.app.session import Selection
from workbench.app.tracks import Left, Located
from workbench.case.cases import Case
from workbench.drawing.map_scene import MapScene
from workbench.drawing.map_tiles import Tiles
from workbench.model.changes import Changes
from workbench.model.geography import project
from workbench.model.graph import Graph
from workbench.ui import words
from workbench.ui.map import MapSurface, saying
from workbench.ui.map.layers_menu import layers_menu
from workbench.ui.map.moves import Moves
from workbench.ui.map.pills import MapPills
from workbench.ui.map.unplaced import UnplacedDialog
from workbench.ui.panels.panel import Panel


class MapPanel(Panel):
    """Follows the selection: with an entity selected, its way; with nothing selected, all places of the case. A click
    on a place selects what lies there."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea
    shown_first = False
    beside = "records"
    roomy = True

    def __init__(self) -> None:
        super().__init__("map", "")
        self.title = self.tr("Map")
        self.located = Located()
        self.dialog: UnplacedDialog | None = None
        self._asked: tuple[Graph, Selection, Left] | None = None
        self._fitted_for: Graph | None = None
        self.surface = MapSurface()
        self.surface.picked.connect(self._pick)
        self.surface.hovered.connect(self._say_mark)
        self.surface.menu_asked.connect(self._menu)
        self.moves = Moves()
        self.moves.chosen.connect(self._show_move)
        self.moves.opened.connect(self._select_time)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.surface)
        self.split.addWidget(self.moves)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([560, 390])
        self.moves.hide()
        self.hold(self.split)
        self.pills = MapPills(self.surface, self.show_unplaced, self._open_layers)
        self._nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 132)

    # --- what is shown ---

    def _nothing(self) -> None:
        self._asked = None
        self.counted.emit("")
        self.say(self.tr("Open a case to see where things were."))

    def refresh(self, changes: Changes) -> None:
        """Reads again where another graph says other things of places, or other filters leave others."""
        session = self.session
        if session is None or session.case is None:
            return self._nothing()
        self._read()

    def pointed(self, selection: Selection) -> None:
        """Shows the way of another selection."""
        self._read()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        """Asks for the places of the selection, where the panel is seen and they are not known yet."""
        session = self.session
        if session is None or session.case is None or not self.isVisible():
            return
        graph, selection = session.graph, session.selection
        left = tracks.left_by(session.seen, session.chart.hidden if session.chart is not None else ())
        known = self._asked
        if known is not None and known[0] is graph and known[1] == selection and known[2].same(left):
            return
        asked = self._asked = graph, selection, left

        def read(case: Case, job: object) -> tuple[Located, MapScene]:
            found = tracks.gather(case, graph, selection.entities, selection.links, selection.moments, left)
            return found, mapping.scene(case, found)

        def show(found: tuple[Located, MapScene]) -> None:
            if self._asked is asked:
                self._show(*found, graph)

        session.look(self.tr("Looking for places"), read, show, replaces="map")

    def _show(self, located: Located, scene: MapScene, graph: Graph) -> None:
        session = self.session
        if session is None or session.case is None:
            return
        self.located = located
        several = any(u.why == "several" for u in located.places.unplaced)
        if located.nothing and not several:
            self.counted.emit("")
            return self.say(saying.nothing(located))
        self.show_content()
        anew = self._fitted_for is None or (bool(located.tracks) and not self._in_sight(scene))
        self._fitted_for = graph
        self.surface.show_scene(scene, fit=anew)
        self.surface.show_chosen(frozenset(session.selection.entities))
        self.moves.setVisible(bool(located.tracks))
        if located.tracks:
            self.moves.show_tracks(located.tracks, words.zone_of(session.case.about.zone))
        self._count()

    def _in_sight(self, scene: MapScene) -> bool:
        """Whether some of what matters shows already, so that the map need not jump."""
        u, v = scene.everywhere
        if not len(u):
            return True
        x, y = self.surface.view.to_screen(u, v, self.surface.width(), self.surface.height())
        inside = (x > 0) & (x < self.surface.width()) & (y > 0) & (y < self.surface.height())
        spread = max(float(np.ptp(x)), float(np.ptp(y)))
        return bool(inside.mean() > 0.5 and spread > 60)

    def _count(self) -> None:
        self.counted.emit(words.number(saying.places(self.located)))
        self.pills.say(saying.counted(self.located), len(self.located.places.unplaced))

    # --- hands ---

    def _pick(self, entities: list[int], add: bool) -> None:
        """Selects what lies at a place; with Ctrl beside what is selected."""
        session = self.session
        if session is None or session.case is None:
            return
        known = [e for e in entities if e in session.graph.node_of]
        before = session.selection.entities if add else frozenset()
        session.select(before ^ frozenset(known) if add else known)

    def _say_mark(self, mark: int) -> None:
        """The tooltip of a place: what lies there, how it is known and how exactly."""
        if mark < 0:
            return QToolTip.hideText()
        members = self.surface.scene.marks.members[mark]
        said = [saying.spot(s) for e in members[:4] for s in self.located.places.spots.get(e, ())[-1:]]
        sent = next((o for o in self.located.origins if o.vendors == members), None)
        if sent is not None:
            return QToolTip.showText(self.cursor().pos(), saying.origin(sent), self.surface)
        if len(members) > 4:
            said.append(self.tr("and %Ln more", "", len(members) - 4))
        at = self.cursor().pos()
        QToolTip.showText(at, "\n\n".join(said) or self.surface.scene.marks.captions[mark], self.surface)

    def _show_move(self, track: int, k: int) -> None:
        lat, lon = mapping.middles(self.located.tracks[track])
        east = lon[k + 1] + round((lon[k] - lon[k + 1]) / 360) * 360
        self.surface.emphasise(project(lat[k : k + 2], [lon[k], east]))

    def _select_time(self, track: int, k: int) -> None:
        """Selects the time of a move everywhere: chart, records and timeline show what happened then."""
        session = self.session
        if session is not None:
            at = self.located.tracks[track].at
            chosen = session.selection
            session.select(chosen.entities, chosen.links, (int(at[k]), int(at[k + 1]) + 1))

    def show_unplaced(self) -> None:
        """Lists what cannot be placed and why; an address of several places can be given one."""
        if self.session is not None:
            self.dialog = UnplacedDialog(self.session, self.located.places.unplaced, self.window())
            self.dialog.open()

    def _menu(self, at: QPoint) -> None:
        self.layers_menu().popup(at)

    def _open_layers(self) -> None:
        self.layers_menu().popup(self.pills.below_tools)

    def layers_menu(self) -> QMenu:
        """What is shown, to tick; the folder of tiles; the way back to all of the time."""
        moments = self.session.selection.moments if self.session is not None else None
        return layers_menu(
            self, self.surface.layers, self.switch, self._choose_tiles,
            (lambda: self.use_tiles(None)) if self.surface.tiles is not None else None,
            self._all_time if moments is not None else None,
        )  # fmt: skip

    def switch(self, layer: str, on: bool) -> None:
        """Shows or hides a layer."""
        self.surface.show_layers(replace(self.surface.layers, **{layer: on}))

    def _all_time(self) -> None:
        if self.session is not None:
            chosen = self.session.selection
            self.session.select(chosen.entities, chosen.links, None)

    def _choose_tiles(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder of tiles: zoom/column/row.png"))
        if folder:
            self.use_tiles(Path(folder))

    def use_tiles(self, folder: Path | None) -> None:
        """Draws the tiles of a folder, or none; says what is wrong with one that holds none."""
        if folder is not None and not Tiles(folder).zooms:
            text = self.tr(
                "{name} holds no tiles named zoom/column/row.png; MBTiles are databases and not read."
            )
            return self.pills.warn(text.format(name=folder.name))
        self.surface.show_tiles(folder)
        return None

    def restyle(self) -> None:
        self.surface.redraw()
        self.pills.restyle()
        self.moves.restyle()

    def end(self) -> None:
        """Ends the thread that draws."""
        self.surface.close_frames()
