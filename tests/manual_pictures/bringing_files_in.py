"""Makes the pictures of the manual's page "Bringing files in" from the real window, on invented files.

Run from the top of the tree:  python -m tests.manual_pictures bringing_files_in
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from workbench.app import importing, paths
from workbench.app.session import Session
from workbench.ui import application
from workbench.ui.importing.column_menu import column_menu
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_thread import MainThread

FOLDER = paths.resources() / "manual" / "pictures"
SIZE = (1180, 660)
TARGET = "07700900122"
EITHER_WAY = "Caller;Callee;Start;Duration\n" + "".join(
    f"{TARGET};07700900{i % 40 + 150:03d};0{i % 4 + 1}/0{i % 3 + 5}/2026 {i % 24:02d}:15:00;{i * 3 + 4}\n"
    for i in range(36)
)


def operator_file() -> str:
    """A list of calls as no recipe knows it: two lines above the table, words for the direction, a damaged row."""
    lines = ["Network Services, extract 26/1187;;;;;", f"Subscriber {TARGET}, 1 to 12 June 2026;;;;;"]
    lines.append("Subscriber;Counterpart;Day;Clock;Secs;Sort")
    for i in range(120):
        day = "31/06/2026" if i == 5 else f"{i % 12 + 1:02d}/06/2026"
        other = "07700900180" if i % 5 == 0 else f"07700900{i * 7 % 90 + 100:03d}"
        other = "4.47701E+11" if i == 9 else other
        sort = ("MOC", "MTC", "SMS-MO", "SMS-MT")[i % 4]
        lines.append(f"{TARGET};{other};{day};{i % 24:02d}:{i % 60:02d}:09;{i * 7 % 400};{sort}")
    return "\n".join(lines) + "\n"


class Stage:
    """A case with one source, and the import window on it."""

    def __init__(self, folder: Path) -> None:
        os.environ["CLEW_HOME"] = str(folder / "home")
        self.app = application.make(["clew"])
        self.session = Session("J. Marsh", deliver=MainThread(self.app))
        self.session.new(folder / "demo.case", title="Operation Demo", country="GB", zone="Europe/London")
        self.settle()
        demo = paths.resources() / "demo" / "calls_operator_a.csv"
        self.session.work(
            "import", lambda case, job: list(importing.import_files(case, [demo], self.session.library))
        )
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is worked on and every late picture is drawn."""
        quiet = 0
        while quiet < 25:
            QApplication.processEvents()
            time.sleep(0.01)
            quiet = 0 if self.session.jobs.running else quiet + 1

    def keep(self, widget: QWidget, name: str) -> None:
        """Writes a picture of few colours: small, and letters stay sharp."""
        self.settle()
        path = FOLDER / f"{name}.png"
        widget.grab().toImage().save(str(path))
        with Image.open(path) as whole:
            few = whole.convert("RGB").quantize(96, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def make(folder: Path) -> None:
    """Writes every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    unknown, either = folder / "extract_1187.csv", folder / "calls_may.csv"
    unknown.write_text(operator_file())
    either.write_text(EITHER_WAY)
    stage = Stage(folder)
    window = ImportWindow(stage.session, [unknown, either], retry=lambda outcome: None)
    window.resize(*SIZE)
    window.show()
    stage.settle()
    window.teaching.put(0, "duration", "Secs")
    stage.keep(window, "columns")
    menu = column_menu(window.teaching, "Secs")
    menu.popup(window.mapToGlobal(QPoint(620, 300)))
    stage.keep(menu, "menu")
    menu.close()
    window.teaching.set_kinds(["call", "message"])
    window.page.turn_to(1)
    board = window.page.words
    board.column.setCurrentIndex(board.column.findData("Sort"))
    board.column.activated.emit(board.column.currentIndex())
    stage.keep(window, "words")
    window.page.tables.go_to_problem()
    stage.keep(window.page.tables, "problem")
    window.page.turn_to(2)
    stage.keep(window.page.split.widget(0), "written")
    window.page.turn_to(3)
    for key, text in {
        "exhibit": "EX/31", "by": "J. Marsh", "at": "2026-07-02", "basis": "Order 26/1187", "asked": TARGET,
        "asked_first": "2026-06-01", "asked_last": "2026-06-12", "delivered": TARGET, "delivered_first": "2026-06-01",
        "delivered_last": "2026-06-12",
    }.items():  # fmt: skip
        window.origin.fields[key].setText(text)
    stage.keep(window.page.split.widget(0), "origin")
    window.page.turn_to(0)
    window.list.point_at(1)
    stage.settle()
    stage.keep(window.page.question, "question")
    while window.page.question.asked is not None:
        window.page.question.buttons["dmy"].click()  # type: ignore[attr-defined]
        stage.settle()
    window.list.point_at(0)
    stage.settle()
    window.begin()
    stage.settle()
    stage.keep(window, "outcome")
    window.reject()
    stage.session.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))
