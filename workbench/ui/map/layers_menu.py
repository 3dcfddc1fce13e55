"""The menu of what the map shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from workbench.drawing.map_scene import Layers
from workbench.ui.dialogs import manual
from workbench.ui.words import translate


def layers_menu(
    parent: QWidget,
    layers: Layers,
    switch: Callable[[str, bool], None],
    choose_tiles: Callable[[], None],
    without_tiles: Callable[[], None] | None,
    all_time: Callable[[], None] | None,
) -> QMenu:
    """A tick for each layer, then what concerns tiles, and the whole of the time where a part of it is selected."""
    names = {
        "cells": translate("Map", "Areas of cells and uncertainty"),
        "places": translate("Map", "Places"),
        "ways": translate("Map", "Ways in order of time"),
        "parcels": translate("Map", "Parcels"),
        "heat": translate("Map", "Heat"),
        "names": translate("Map", "Names of towns"),
    }
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for field in fields(Layers):
        entry = QAction(names[field.name], menu)
        entry.setCheckable(True)
        entry.setChecked(getattr(layers, field.name))
        entry.toggled.connect(lambda on, name=field.name: switch(name, on))
        menu.addAction(entry)
    menu.addSeparator()
    menu.addAction(translate("Map", "Detailed tiles from a folder…"), choose_tiles)
    if without_tiles is not None:
        menu.addAction(translate("Map", "Without the tiles"), without_tiles)
    menu.addSeparator()
    if all_time is not None:
        menu.addAction(translate("Map", "All of the time again"), all_time)
    menu.addAction(translate("Map", "About the map…"), lambda: manual.open_page("map", parent.window()))
    return menu
