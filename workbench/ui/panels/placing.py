"""Where panels find room: one that needs much takes it from those above and below it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from workbench.ui.panels.panel import Dock

ENOUGH = 0.8  # of what a panel wants


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
