"""Where panels find room: one that needs much takes it from those above and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from workbench.ui import appearance
from workbench.ui.panels.panel import Dock

ENOUGH = 0.8  # of what a panel wants
LOW = 640  # screen pixels of a window in which panels stand on one another as tabs


def make_room(window: QMainWindow, dock: Dock, docks: Iterable[Dock]) -> None:
    """Gives a panel its share of the window's height where it has much less; the others in its column share the
    rest."""
    height = window.height()
    if not dock.isVisible() or dock.isFloating() or dock.height() >= height * dock.panel.share * ENOUGH:
        return
    area, tabs = window.dockWidgetArea(dock), window.tabifiedDockWidgets(dock)
    others = [
        d for d in docks
        if d is not dock and d not in tabs and d.isVisible() and not d.isFloating() and window.dockWidgetArea(d) == area
    ]  # fmt: skip
    wanted = round(height * dock.panel.share)
    left = max(sum(d.height() for d in others) + dock.height() - wanted, 0)
    whole = sum(d.height() for d in others) or 1
    sizes = [max(left * d.height() // whole, d.minimumSizeHint().height()) for d in others]
    window.resizeDocks([dock, *others], [wanted, *sizes], Qt.Orientation.Vertical)


def first_sizes(window: QMainWindow, docks: Mapping[str, Dock]) -> None:
    """Sizes of panels as they stand at first: the chart is what is looked at most."""
    side = [docks[n] for n in ("sources", "kinds", "history")]
    window.resizeDocks([docks["sources"], docks["details"]], [250, 344], Qt.Orientation.Horizontal)
    # nine sources, as the demonstration has; ten steps of history where there is room; the kinds get the rest
    height = window.height() - 90
    history = min(max(130, height // 4), 300)
    window.resizeDocks(side, [284, max(height - 284 - history, 120), history], Qt.Orientation.Vertical)
    window.resizeDocks(
        [docks["details"], docks["know"]], [250, max(height - 250, 120)], Qt.Orientation.Vertical
    )
    # a quarter of the height is for the table below it
    low = max(170, appearance.scaled(150), window.height() // 4)
    window.resizeDocks([docks["records"]], [low], Qt.Orientation.Vertical)


def is_low(window: QMainWindow) -> bool:
    """Whether there is no room for panels above one another, as on a projector at 150 %."""
    return min(window.height(), window.screen().availableGeometry().height()) < LOW


def gather(window: QMainWindow, docks: Iterable[Dock]) -> None:
    """Puts the panels of each side on one another as tabs, so that a low window shows them all."""
    sides: dict[Qt.DockWidgetArea, Dock] = {}
    front = [d for d in docks if d.isVisible() and not d.visibleRegion().isEmpty()]
    for dock in docks:
        if dock.isFloating():
            continue
        area = window.dockWidgetArea(dock)
        if area in sides:
            window.tabifyDockWidget(sides[area], dock)
        else:
            sides[area] = dock
    wide = {Qt.DockWidgetArea.LeftDockWidgetArea: 210, Qt.DockWidgetArea.RightDockWidgetArea: 240}
    beside = [area for area in sides if area in wide]
    window.resizeDocks([sides[a] for a in beside], [wide[a] for a in beside], Qt.Orientation.Horizontal)
    seen: set[Qt.DockWidgetArea] = set()
    for dock in front:
        if window.dockWidgetArea(dock) not in seen:
            seen.add(window.dockWidgetArea(dock))
            dock.raise_()
