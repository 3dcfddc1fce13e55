"""No network while Clew runs: a journey from import to report, in the command line and in the window, opens no socket.

Python's audit hook tells of every socket that Python's code asks for, in the process and in those it starts; the names
of the libraries in memory tell that no code of Qt's or of OpenSSL's is there that could do so past it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.listening import environment, heard

JOURNEY = """
import sys
from pathlib import Path
from workbench.__main__ import main

folder = Path(sys.argv[1])
case = str(folder / "a.case")
rows = ((n % 5, n % 7 + 10, n % 28 + 1, n) for n in range(90))
lines = (f"+4477009000{a:02},+4477009000{b:02},2026-06-{day:02} 10:00:00,{n}\\n" for a, b, day, n in rows)
(folder / "calls.csv").write_text("Caller,Callee,Start,Duration\\n" + "".join(lines))

def run(*said):
    code = main([str(s) for s in said])
    assert code == 0, (said, code)

run("new", case, "--country", "GB", "--zone", "Europe/London")
run("import", case, folder / "calls.csv")
run("entities", case)
run("ask", case, "most_contacts")
run("export", case, "--source", 1, "-o", folder / "original.csv")
run("export", case, "--plain", "-o", folder / "plain.sqlite")
run("know", case, "--entity", "+447700900001", "-o", folder / "know.html")
run("page", case, "-o", folder / "page.html")
run("picture", case, "-o", folder / "picture.png")
run("backup", case, "-o", folder / "backup.case")
run("archive", case, "-o", folder / "archive.case")
run("verify", case)
"""

WINDOW = """
import sys, time
from pathlib import Path
from workbench.app.session import Session
from workbench.ui import application
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow

app = application.make(["clew"])
session = Session("T. Ester", deliver=MainThread(app))
window = MainWindow(session)
window.show()
session.open(Path(sys.argv[1]) / "a.case")
end = time.monotonic() + 20
quiet = 0
while time.monotonic() < end and quiet < 10:
    app.processEvents()
    time.sleep(0.02)
    quiet = 0 if session.jobs.running else quiet + 1
assert session.graph.values, "the case was shown"
window.grab()
loaded = [m for m in ("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "ssl", "_ssl") if m in sys.modules]
maps = Path("/proc/self/maps")
if maps.exists():
    loaded += [line.split()[-1] for line in maps.read_text().splitlines() if "Network" in line]
session.close()
print("LOADED", loaded)
"""


def run(code: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], env=environment, capture_output=True, text=True, check=False,
        timeout=300, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_whole_journey_opens_no_socket(tmp_path: Path) -> None:
    environment_ = environment(tmp_path)
    said = run(JOURNEY, tmp_path, environment_)
    assert "The case is whole." in said and (tmp_path / "archive.case").exists()
    said = run(WINDOW, tmp_path, environment_)
    assert heard(tmp_path) == []
    assert "LOADED []" in said, said


def test_the_ear_hears(tmp_path: Path) -> None:
    asked = "import contextlib, socket\nwith contextlib.suppress(OSError):\n"
    asked += "    socket.create_connection(('127.0.0.1', 9), timeout=0.2)"
    run(asked, tmp_path, environment(tmp_path))
    told = heard(tmp_path)
    assert any(line.startswith("socket.connect") for line in told)
    assert any(line.startswith("socket.getaddrinfo") for line in told)
