"""The panels of a window: which there are, and how they stand, are shown, gathered and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer

from workbench.ui.panels.ask import AskPanel
from workbench.ui.panels.details import DetailsPanel
from workbench.ui.panels.filters import FiltersPanel
from workbench.ui.panels.history import HistoryPanel
from workbench.ui.panels.jobs import JobsPanel
from workbench.ui.panels.kinds import KindsPanel
from workbench.ui.panels.know import KnowPanel
from workbench.ui.panels.map import MapPanel
from workbench.ui.panels.panel import Dock
from workbench.ui.panels.pattern import PatternPanel
from workbench.ui.panels.placing import first_sizes, gather, is_low, make_room
from workbench.ui.panels.records import RecordsPanel
from workbench.ui.panels.sources import SourcesPanel
from workbench.ui.panels.tables import TablesPanel
from workbench.ui.panels.timeline import TimelinePanel

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

PANELS = (
    SourcesPanel,
    KindsPanel,
    FiltersPanel,
    HistoryPanel,
    JobsPanel,
    RecordsPanel,
    DetailsPanel,
    KnowPanel,
    MapPanel,
    TimelinePanel,
    PatternPanel,
    TablesPanel,
    AskPanel,
)


class Docking:
    """Docks of one window by the names of their panels. `kept` is how they stood when a case was left, as Qt writes
    it down (None: nobody has moved one yet); it outlives the window in its settings."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.docks: dict[str, Dock] = {}
        self.kept: Any = None
        self._spread: Any = None  # how they stood before the window became low
        self._place()
        self._first: Any = window.saveState()

    def _place(self) -> None:
        """Left what is in the case, right what is selected, below the records; left and right reach to the bottom."""
        window = self.window
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        window.setCorner(Qt.Corner.BottomLeftCorner, left)
        window.setCorner(Qt.Corner.BottomRightCorner, right)
        for make in PANELS:
            panel = make()
            dock = Dock(panel)
            self.docks[panel.name] = dock
            window.addDockWidget(panel.area, dock)
            panel.asked.connect(window.perform)
            if panel.beside:
                window.tabifyDockWidget(self.docks[panel.beside], dock)

    def hide(self) -> None:
        """Closes all panels, as there is no case."""
        for dock in self.docks.values():
            dock.hide()

    def stand(self) -> None:
        """Shows the panels as they were left, else as they stand at first."""
        self._show_first()
        if self.kept is not None:
            self.window.restoreState(self.kept)
        else:
            first_sizes(self.window, self.docks)
        self.fit_height()

    def toggle(self, name: str, show: bool | None = None) -> None:
        """Shows a panel and goes to it, or closes it."""
        dock = self.docks[name]
        visible = dock.isVisible() if show is None else not show
        dock.setVisible(not visible)
        if not visible:
            dock.raise_()
            if dock.panel.roomy:  # once it has its place
                QTimer.singleShot(0, dock, lambda: make_room(self.window, dock, self.docks.values()))
            dock.panel.setFocus()

    def reset(self) -> None:
        """Puts every panel back where it stood at first."""
        for dock in self.docks.values():
            dock.setFloating(False)
        self.window.restoreState(self._first)
        self._show_first()
        first_sizes(self.window, self.docks)
        self._spread = None
        self.fit_height()

    def fit_height(self) -> None:
        """In a low window panels stand on one another; they go back to their places where there is room again."""
        low = is_low(self.window)
        if low and self._spread is None:
            self._spread = self.window.saveState()
            gather(self.window, self.docks.values())
        elif not low and self._spread is not None:
            there = [dock for dock in self.docks.values() if dock.isVisible()]
            self.window.restoreState(self._spread)
            self._spread = None
            for dock in there:
                dock.show()

    def keep(self) -> None:
        """Keeps how the panels stand in a window that is high enough."""
        self.kept = self.window.saveState() if self._spread is None else self._spread

    def restyle(self) -> None:
        """Every panel shows itself in the theme that is in force now."""
        for dock in self.docks.values():
            dock.panel.restyle()

    def end(self) -> None:
        """The window closes: every panel ends what runs for it."""
        for dock in self.docks.values():
            dock.panel.end()

    def _show_first(self) -> None:
        for dock in self.docks.values():
            dock.setVisible(dock.panel.shown_first)
