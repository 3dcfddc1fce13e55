"""Nothing of a protected case lies anywhere in clear, while it is worked with and afterwards: not in temporary folders,
not in settings, not in reports of mistakes."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.conftest import A, B
from workbench.case import sources
from workbench.ui import application
from workbench.ui.dialogs.crash import CrashDialog
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered

WORDS = "correct horse battery staple"
TITLE, OFFICER, EXHIBIT, NAME = "Operation Falcon", "DCI Quillfeather", "EX/4711", "Marmaduke Featherstone"
CALLS = f"""Caller,Caller name,Callee,Start,Duration
{A},{NAME},{B},2026-06-01 10:00:00,60
{B},{NAME},{A},2026-06-02 11:00:00,30
nobody at all ???,{NAME},{A},2026-06-02 11:00:00,30
"""
# of what is in the case, and of the case: how it is called, where it lies, what opens it
SECRETS = [A[1:], B[1:], NAME, TITLE, OFFICER, EXHIBIT, "telltale", "falconry", WORDS]


class Watch:
    """Looks, again and again, into every file of some folders for what must not be there."""

    def __init__(self, *folders: Path) -> None:
        self.folders, self.found, self.seen = folders, set[str](), set[str]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.look()

    def _go_on(self) -> None:
        while not self._stop.wait(0.01):
            self.look()

    def look(self) -> None:
        for folder in self.folders:
            for path in folder.rglob("*"):
                try:
                    held = path.read_bytes() if path.is_file() else b""
                except OSError:
                    continue  # gone in between
                self.seen.add(path.name)
                self.found |= {f"{secret} in {path.name}" for secret in _in(held, path.relative_to(folder))}


def _in(held: bytes, name: Path) -> Iterator[str]:
    """What of the case stands in a file or its name; the name of the case's own file was chosen by the analyst."""
    said = str(name).encode() if not name.name.startswith("falconry.case") else b""
    for secret in SECRETS:
        for form in (secret.encode(), secret.encode("utf-16-le"), secret.replace(" ", "%20").encode()):
            if form in held or form in said:
                yield secret


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Folders of its own for everything a program writes to by itself."""
    made = {name: tmp_path / name for name in ("home", "temporary", "user", "cases", "seized", "out")}
    for folder in made.values():
        folder.mkdir(exist_ok=True)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(made["temporary"]))
    monkeypatch.setattr(tempfile, "tempdir", str(made["temporary"]))
    for name in (
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(made["user"]))
    monkeypatch.chdir(made["user"])
    return made


@pytest.fixture
def at_work(qtbot, places: dict[str, Path], home: Path) -> Iterator[MainWindow]:
    """The window as the program opens it, with its settings in a file."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    window = application.start(None, "A. Nalyst")
    qtbot.addWidget(window)
    yield window
    window.close()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def quiet(qtbot, window: MainWindow) -> None:
    for _ in range(2):
        qtbot.waitUntil(lambda: not window.session.jobs.running, timeout=120_000)
        QApplication.processEvents()


def test_nothing_of_a_protected_case_lies_anywhere_in_clear(
    qtbot, at_work: MainWindow, places: dict[str, Path], capfd: pytest.CaptureFixture[str], monkeypatch
) -> None:
    window, case = at_work, places["cases"] / "falconry.case"
    source = places["seized"] / "telltale.csv"
    source.write_text(CALLS)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", staticmethod(lambda *_: ([str(source)], ""))
    )  # a dialog of the system's own would remember by itself
    quiet(qtbot, window)
    with Watch(places["home"], places["temporary"], places["user"], places["cases"]) as watch:
        window.perform(
            "new_case",
            {"path": str(case), "title": TITLE, "country": "GB", "zone": "Europe/London", "purpose": "",
             "authority": "", "officer": OFFICER, "passphrase": WORDS},
        )  # fmt: skip
        quiet(qtbot, window)
        window.perform("import_files")
        importing = window.findChild(ImportWindow)
        qtbot.waitUntil(lambda: importing.go.isEnabled(), timeout=120_000)
        importing.origin.said.common["exhibit"] = EXHIBIT
        importing.origin.said.common["by"] = OFFICER
        importing.go.click()
        quiet(qtbot, window)
        assert importing.outcomes is not None
        importing.reject()
        assert len(window.session.graph.ids) >= 2
        assert [s.exhibit for s in sources.listed(window.session.open_case)] == [EXHIBIT]
        source.unlink()
        window.perform("read_again", {"source": "1"})  # out of the case, for the file is gone
        again = lambda: next(d for d in window.findChildren(ImportWindow) if d.again)  # noqa: E731
        qtbot.waitUntil(lambda: any(d.again for d in window.findChildren(ImportWindow)), timeout=120_000)
        qtbot.waitUntil(lambda: again().go.isEnabled(), timeout=120_000)
        quiet(qtbot, window)
        again().reject()
        window.perform("ask", {"question": "most_contacts"})
        quiet(qtbot, window)
        panel = window.docks["ask"].panel
        panel.form.go.click()
        quiet(qtbot, window)
        assert panel.page is not None
        window.perform("export_plain", {"path": str(places["out"] / "plain.sqlite")})
        quiet(qtbot, window)
        assert A[1:].encode() in (places["out"] / "plain.sqlite").read_bytes()
        try:
            raise KeyError(f"{A} of {NAME}")
        except KeyError as error:
            sys.excepthook(KeyError, error, error.__traceback__)
        report = window.findChild(CrashDialog)
        assert not any(secret in report.text.toPlainText() for secret in SECRETS)
        report.accept()
        window.perform("lock_now")
        qtbot.waitUntil(lambda: not window.guard.waiting, timeout=60_000)
        quiet(qtbot, window)
        window.guard.unlock(WORDS)
        quiet(qtbot, window)
        window.close()
    assert {"window.ini", "falconry.case"} <= watch.seen and any(n.endswith("-wal") for n in watch.seen)
    assert not watch.found
    said = capfd.readouterr()
    assert "KeyError" in said.err
    assert not any(secret in said.err + said.out for secret in SECRETS)
    left = {p.name for p in places["cases"].iterdir()}
    assert Remembered().recent() == [] and left <= {"falconry.case", "falconry.case.checkpoints"}
    assert not [*places["temporary"].iterdir()]


def test_what_watches_finds_what_is_there(tmp_path: Path) -> None:
    with Watch(tmp_path) as watch:
        (tmp_path / "notes.txt").write_text(f"called {A}")
        (tmp_path / "kept.ini").write_bytes(NAME.encode("utf-16-le"))
    assert watch.found == {f"{A[1:]} in notes.txt", f"{NAME} in kept.ini"}
