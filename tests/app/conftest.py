from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.network import phone
from workbench.app.actions.charts import show_entities
from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.session import GRAPH_TABLES, Session
from workbench.model.changes import Changes

CALLS = """caller,callee,start,duration
+447700900001,+447700900002,2026-06-01 10:00:00,60
+447700900001,+447700900002,2026-06-02 11:00:00,30
+447700900002,+447700900003,2026-06-03 12:00:00,15
+447700900003,+447700900004,2026-06-04 12:00:00,15
+447700900001,not a number at all,2026-06-04 12:00:00,15
"""
RECIPE = """
id = "test.calls"
name = "Test calls"
reader = "delimited"
[recognise]
headers = ["caller", "callee", "start", "duration"]
[[record]]
kind = "call"
[record.fields]
caller = { column = "caller" }
callee = { column = "callee" }
start = { column = "start" }
duration = { column = "duration" }
"""


class Driven(Session):
    """A session whose views live on the test's thread: `settle` runs what was delivered until nothing is left."""

    def __init__(self, library: Library) -> None:
        self.delivered: queue.Queue[Callable[[], None]] = queue.Queue()
        super().__init__("A. Nalyst", self.delivered.put, library)

    def settle(self) -> None:
        while self.jobs.running or not self.delivered.empty():
            self.delivered.get(timeout=30)()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = Library.shipped()
    yield made
    made.close()


@pytest.fixture
def session(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driven]:
    monkeypatch.setattr(Library, "close", lambda self: None)  # one reading process for all tests
    made = Driven(library)
    made.new(tmp_path / "test.case", title="Test", country="GB", zone="Europe/London")
    made.settle()
    yield made
    made.settle()
    made.close()


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(CALLS)
    return path


@pytest.fixture
def filled(session: Driven, calls: Path, library: Library) -> Driven:
    """A session on a case that holds the test calls."""
    assert [o.problem for o in import_files(session.open_case, [calls], library)] == [""]
    session.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    session.settle()
    return session


@pytest.fixture
def network(session: Driven, tmp_path: Path, library: Library) -> Iterator[Driven]:
    """A chart of 40 phones: four hubs that call each other, each with nine others."""
    rows = [(h, (h + 1) % 4, 1 + h) for h in range(4)]
    rows += [(h, 4 + 9 * h + k, 10 + 2 * k + h) for h in range(4) for k in range(9)]
    lines = [f"{phone(a)},{phone(b)},2026-06-{day:02} 10:00:00,60" for a, b, day in rows]
    path = tmp_path / "calls.csv"
    path.write_text("caller,callee,start,duration\n" + "\n".join(lines) + "\n")
    assert [o.problem for o in import_files(session.open_case, [path], library)] == [""]
    session.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    session.settle()
    show_entities(session, session.graph.ids.tolist())
    session.settle()
    session.select()
    yield session
