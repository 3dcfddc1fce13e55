"""A window on a small real case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.case.blocks import take_in
from workbench.app.session import Session
from workbench.case import charts, opening, protecting
from workbench.model.kinds import Kinds
from workbench.ui import application
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow
from workbench.ui.turns import Turns

A, B, C, D = "+447700900001", "+447700900002", "+447700900003", "+447700900004"
WORDS = "correct horse battery staple"  # the passphrase of the protected case
JUNE = 1_780_272_000  # 1 June 2026, 00:00 UTC
CALLS = [
    (2, A, B, JUNE + 3_600), (3, A, B, JUNE + 90_000), (4, B, A, JUNE + 180_000), (5, B, C, JUNE + 200_011),
    (6, C, D, JUNE + 300_000),
]  # fmt: skip

Settle = Callable[[], None]


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application as Clew makes it: fonts, style, plurals."""
    return application.make(["clew"])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def case_file(tmp_path: Path, kinds: Kinds, home: Path) -> Path:
    """A case of five calls between four phones; A, B and C are on its one chart."""
    path = tmp_path / "small.case"
    with opening.create(path, kinds, "A. Nalyst", title="Small", country="GB", zone="Europe/London") as case:
        take_in(case, tmp_path, "calls.csv", CALLS)
        found = {v: i for i, v in case.db.conn.execute("SELECT id, value FROM entity")}
        with case.edit("First chart") as db:
            chart = charts.create(db, "Chart 1")
            charts.show(db, chart, [found[A], found[B], found[C]])
            charts.place(db, chart, [(found[A], 0, 0), (found[B], 2, 0), (found[C], 2, 2)])
    return path


@pytest.fixture
def window(qtbot, home: Path) -> Iterator[MainWindow]:
    """A window without a case; closed, with its session, at the end."""
    thread = MainThread()
    session = Session("A. Nalyst", deliver=thread)
    made = MainWindow(session)
    made.closing = thread.close
    made.resize(1280, 820)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot, window: MainWindow) -> Settle:
    """Waits until no job is left, what the last ones delivered is shown, and nothing is on its way any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=60_000)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=60_000)
        qtbot.waitUntil(lambda: not any(t.waiting for t in window.findChildren(Turns)), timeout=60_000)
        window.chart.canvas.arrive()

    return wait


@pytest.fixture
def opened(window: MainWindow, case_file: Path, settle: Settle) -> MainWindow:
    """The window with the small case open."""
    window.perform("open_case", {"path": str(case_file)})
    settle()
    return window


@pytest.fixture
def entity(opened: MainWindow) -> Callable[[str], int]:
    """The id of an entity by its value."""
    graph = opened.session.graph
    return lambda value: int(graph.ids[list(graph.values).index(value)])


@pytest.fixture
def locked_file(case_file: Path) -> Path:
    with opening.open_case(case_file, "A. Nalyst", write=True) as case, case.edit("Second chart") as db:
        second = charts.create(db, "Chart 2")
        charts.show(db, second, [1, 2])
    protecting.lock(case_file, "A. Nalyst", WORDS)
    return case_file


@pytest.fixture
def unlocked(window: MainWindow, locked_file: Path, settle: Settle) -> MainWindow:
    """The window with the protected case open."""
    window.guard.open(locked_file, WORDS)
    settle()
    return window


@pytest.fixture
def done(window: MainWindow, settle: Settle, qtbot) -> Settle:
    """Waits until the guard has done what it waited to do, and the window shows it."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.guard.waiting, timeout=60_000)
        settle()

    return wait
