"""What the analyst can do: the one list that menus, palette, shortcuts, manual and command line derive from."""

from __future__ import annotations

from workbench.app.actions import (
    asking,
    assessing,
    charts,
    colouring,
    comparing,
    custody,
    files,
    filters,
    folding,
    history,
    kept_selections,
    layouts,
    lines,
    moments,
    places,
    printing,
    proving,
    readings,
    reporting,
    selecting,
    sharing,
    tabs,
    upkeep,
)
from workbench.app.actions.action import REGISTERED, Action

SUBJECTS = (
    files, printing, sharing, readings, history, selecting, kept_selections, tabs, charts, layouts, lines, filters,
    moments, folding, colouring, comparing, assessing, custody, proving, places, asking, reporting, upkeep,
)  # fmt: skip


def all_actions() -> list[Action]:
    """Every action, in the order menus show them."""
    return list(REGISTERED.values())
