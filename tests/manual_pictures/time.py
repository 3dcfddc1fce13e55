"""Makes the pictures of the manual's page "Time".

Run from the top of the tree:  python -m tests.manual_pictures time
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from tests.manual_pictures.stage import Stage, run
from workbench.drawing.timeline_scene import TimeView

PHONES = ("+447700900122", "+447700900180", "+447700900662")


def at(day: int, hour: int = 0) -> int:
    """A moment of June 2026 in the case's zone, as UTC microseconds."""
    return round(datetime(2026, 6, day, hour, tzinfo=ZoneInfo("Europe/London")).timestamp() * 1_000_000)


def make(folder: Path) -> None:
    """Shows a fortnight of three phones, then two phones' weeks side by side."""
    stage = Stage(folder, (1240, 800))
    stage.only("timeline")
    timeline = stage.window.docks["timeline"].panel
    stage.window.toggle_panel("timeline", show=True)
    stage.settle()
    stage.session.select(stage.find(*PHONES), moments=(at(8), at(12)))
    stage.settle()
    timeline.look(TimeView(at(1), at(20)))
    stage.settle()
    stage.do("fit")
    stage.keep(stage.window, "timeline")
    dock = stage.window.docks["pattern"]
    stage.only("pattern")
    dock.setFloating(True)
    dock.resize(1180, 330)
    dock.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    stage.session.select(stage.find(*PHONES[:2]), moments=None)
    stage.settle()
    stage.keep(dock.panel, "pattern")
    stage.window.close()


if __name__ == "__main__":
    run(make)
