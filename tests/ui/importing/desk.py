"""What the tests of the import window open and look at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from workbench.case import entities, records
from workbench.ui import words
from workbench.ui.importing.lines import BEFORE, HEADER
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow

RECIPE = """
id = "own.strange"
name = "Strange calls"
reader = "delimited"
[recognise]
headers = ["Who rang", "Whom"]
[layout]
delimiter = ";"
[[record]]
kind = "call"
[record.fields]
caller = { column = "Who rang" }
callee = { column = "Whom" }
start = { column = "Call date" }
"""
EITHER_WAY = """Who rang;Whom;Call date
07700900001;07700900002;03/04/2026 10:00:00
07700900001;07700900002;05/04/2026 10:00:00
"""
UNKNOWN = "Party one;Party two;Day of it;Long;Sort\n" + "".join(
    f"077009000{i % 40:02d};0770090{i + 500:04d};{i % 27 + 1:02d}/06/2026 12:{i:02d}:00;{i * 7};"
    f"{'OUT' if i % 2 else 'IN'}\n"
    for i in range(40)
)


def opened_on(window: MainWindow, paths: list[Path], qtbot, settle) -> ImportWindow:
    window.perform("import_files", {"paths": [str(p) for p in paths]})
    made = window.findChildren(ImportWindow)[-1]
    qtbot.waitUntil(lambda: not any(f.open for f in made.files), timeout=60_000)
    look(made, qtbot, settle)
    return made


def look(made: ImportWindow, qtbot, settle) -> None:
    """Waits until the debounced preview is there."""
    qtbot.waitUntil(lambda: not made._soon.isActive(), timeout=60_000)
    settle()


def header(made: ImportWindow) -> list[str]:
    return made.page.tables.made_model.names


def made_cell(made: ImportWindow, line: int, name: str) -> str:
    model = made.page.tables.made_model
    return str(model.data(model.index(line, header(made).index(name))) or "")


def first_row(made: ImportWindow) -> int:
    return next(at for at, line in enumerate(made.page.tables.lines) if line.sort not in (BEFORE, HEADER))


def drop(widget, x: int, sort: str, text: str, keys=Qt.KeyboardModifier.NoModifier) -> None:
    data = QMimeData()
    data.setData(sort, text.encode())
    widget.dropEvent(
        QDropEvent(QPointF(x, 6), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    )


def starts(window: MainWindow, source: int) -> list[str]:
    case = window.session.case
    a = entities.resolve(case, "+447700900001")
    found = [r for r in records.about(case, a, None) if r.source == source]
    return sorted(words.moment(r.at_utc, words.zone_of("Europe/London"), seconds=False) for r in found)
