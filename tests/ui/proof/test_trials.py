"""Replay and self-test in the window: the result, the first difference, what is missing, stopping."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Settle
from workbench.app import proving
from workbench.app.actions import proving as actions
from workbench.app.proving import Replayed
from workbench.app.selftest import running
from workbench.app.selftest.checks import Check, Run
from workbench.model.problems import Problem
from workbench.ui.main_window import MainWindow
from workbench.ui.proof import replay, selftest
from workbench.ui.proof.replay import open_replay
from workbench.ui.proof.selftest import open_selftest


class Nothing:
    """In place of the library, whose reading process no test here needs."""

    @classmethod
    def shipped(cls) -> Nothing:
        return cls()

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def opened(window: MainWindow, case_file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "Library", Nothing)
    monkeypatch.setattr(selftest, "Library", Nothing)
    window.session.open(case_file)
    settle()


def test_what_came_out_is_said(window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    same = Replayed(True, "", "ab" * 32, "ab" * 32, 1, 3, {})
    monkeypatch.setattr(proving, "replay", lambda *_, **__: same)
    dialog = open_replay(window.session, window)
    assert open_replay(window.session, window) is dialog
    dialog.begin()
    assert not dialog.go.isEnabled()
    settle()
    assert "The same came out" in dialog.result.text() and "ab" * 32 in dialog.more.text()
    other = Replayed(False, "readings, line 1, kept: 4 in the first", "ab" * 32, "cd" * 32, 1, 3, {})
    monkeypatch.setattr(proving, "replay", lambda *_, **__: other)
    dialog.begin()
    settle()
    assert dialog.result.text().startswith("▲") and "kept: 4" in dialog.more.text() and dialog.go.isEnabled()


def test_a_missing_original_is_named_and_its_folder_is_used(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Path | None] = []

    def missing(*_: object, originals: Path | None = None, **__: object) -> Replayed:
        asked.append(originals)
        raise Problem("the bytes of these files are not at hand", "name the folder")

    monkeypatch.setattr(proving, "replay", missing)
    dialog = open_replay(window.session, window)
    dialog.folder.setText(str(tmp_path))
    dialog.begin()
    settle()
    assert asked == [tmp_path] and "The bytes of these files" in dialog.result.text()


def test_stopping_a_replay(window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(*_: object, tell: object = None, **__: object) -> Replayed:
        while True:
            tell(1, 2, "calls.csv")  # type: ignore[operator]

    monkeypatch.setattr(proving, "replay", long)
    dialog = open_replay(window.session, window)
    dialog.begin()
    dialog.stop.click()
    settle()
    assert "Stopped" in dialog.result.text()


def test_the_self_test_names_what_failed(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"clew": "1", "build": "ef" * 32}
    checks = tuple(Check("Sample of x", f"{n}.csv", n == 0, "1", "2") for n in range(9))
    monkeypatch.setattr(running, "run", lambda library, tell: Run(made, 0, 1.0, checks))
    dialog = open_selftest(window.session, window)
    assert not dialog.save.isVisible()
    dialog.begin()
    settle()
    assert "8 checks did not give" in dialog.result.text() and "2 more" in dialog.more.text()
    assert dialog.save.isVisible()


def test_the_method_is_saved(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    actions.save_method(window.session, str(tmp_path / "method"))
    settle()
    assert '"what": "method of a Clew case"' in (tmp_path / "method.json").read_text("utf-8")
