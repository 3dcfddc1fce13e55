"""A protected case in the window: asked for, locked, opened again on the same chart, put under another key."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from workbench.case import charts, opening, protecting, protection, recovery
from workbench.ui.dialogs.in_use import InUseDialog
from workbench.ui.dialogs.passphrase import PassphraseDialog
from workbench.ui.dialogs.protecting import ProtectingDialog
from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered

WORDS, OTHER = "correct horse battery staple", "vier worte und noch eins"


@pytest.fixture
def locked_file(case_file: Path) -> Path:
    with opening.open_case(case_file, "A. Nalyst", write=True) as case, case.edit("Second chart") as db:
        second = charts.create(db, "Chart 2")
        charts.show(db, second, [1, 2])
    protecting.lock(case_file, "A. Nalyst", WORDS)
    return case_file


@pytest.fixture
def unlocked(window: MainWindow, locked_file: Path, settle: Callable[[], None]) -> MainWindow:
    """The window with the protected case open."""
    window.guard.open(locked_file, WORDS)
    settle()
    return window


@pytest.fixture
def done(window: MainWindow, settle: Callable[[], None], qtbot) -> Callable[[], None]:
    """Waits until the guard has done what it waited to do, and the window shows it."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not window.guard.waiting, timeout=60_000)
        settle()

    return wait


def asked(window: MainWindow) -> PassphraseDialog:
    return next(d for d in window.findChildren(PassphraseDialog) if d.isVisible())


def on_screen() -> str:
    """Everything that stands on the screen as text."""
    found = []
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            found += [widget.windowTitle(), widget.toolTip() if isinstance(widget, QLabel) else ""]
            found += [widget.text()] if isinstance(widget, QLabel | QPushButton | QLineEdit) else []
    return "\n".join(found)


def test_a_protected_case_is_asked_for_until_it_opens(window: MainWindow, locked_file: Path, settle) -> None:
    window.perform("open_case", {"path": str(locked_file)})
    dialog = asked(window)
    assert window.session.case is None and dialog.typed.edit.echoMode() == QLineEdit.EchoMode.Password
    dialog.open_.click()
    assert dialog.wrong.isVisible() and dialog.wrong.text() == "Type the passphrase."
    dialog.typed.edit.setText("something else")
    dialog.open_.click()
    assert "This passphrase does not open small.case" in dialog.wrong.text() and window.session.case is None
    dialog.typed.edit.setText(WORDS)
    QTest.keyClick(dialog.typed.edit, Qt.Key.Key_Return)
    settle()
    assert not dialog.isVisible() and dialog.typed.value() == ""
    assert window.windowTitle().startswith("Small") and window.guard.protected


def test_thinking_better_of_it_leaves_the_window_as_it_was(
    opened: MainWindow, tmp_path: Path, kinds, settle
) -> None:
    other = tmp_path / "other.case"
    opening.create(other, kinds, "A", passphrase=WORDS).close()
    before, chart = opened.session.case, opened.session.chart
    opened.perform("open_case", {"path": str(other)})
    asked(opened).reject()
    settle()
    assert opened.session.case is before and opened.session.chart is chart
    assert not other.with_name("other.case.lock").exists()


def test_a_locked_case_leaves_nothing_to_be_seen_and_nothing_open(unlocked: MainWindow, done, qtbot) -> None:
    window = unlocked
    second = charts.listed(window.session.open_case)[1][0]
    window.session.show_chart(second)
    done()
    window.toggle_panel("details", show=True)
    path, case = window.session.open_case.path, weakref.ref(window.session.open_case)
    assert "Small" in on_screen()
    window.perform("lock_now")
    assert window.middle.currentWidget() is window.guard.page and not window.top.isVisible()
    done()
    assert window.session.case is None and not path.with_name("small.case.lock").exists()
    assert "Small" not in on_screen() and "4477" not in on_screen() and "calls.csv" not in on_screen()
    assert "small.case is locked" in on_screen() and window.windowTitle() == "Clew"
    assert not any(dock.isVisible() for dock in window.docks.values())
    assert not len(window.chart.canvas.chart.ids) and not len(window.session.graph.ids)

    def gone() -> bool:
        gc.collect()
        return case() is None

    qtbot.waitUntil(gone, timeout=30_000)
    window.perform("open_case", {"path": str(path)})  # no key does anything but unlock
    assert not any(d.isVisible() for d in window.findChildren(PassphraseDialog))
    window.guard.page.typed.edit.setText("something else")
    QTest.keyClick(window.guard.page.typed.edit, Qt.Key.Key_Return)
    assert "does not open" in window.guard.page.wrong.text() and window.session.case is None
    window.guard.page.typed.edit.setText(WORDS)
    QTest.keyClick(window.guard.page.typed.edit, Qt.Key.Key_Return)
    done()
    assert window.session.chart is not None and window.session.chart.id == second
    assert window.middle.currentWidget() is window.chart and window.top.isVisible()
    assert window.guard.page.typed.value() == "" and window.docks["details"].isVisible()


def test_while_something_runs_the_case_is_out_of_sight_at_once_and_closed_after_it(
    unlocked: MainWindow, qtbot
) -> None:
    import threading

    window, go_on = unlocked, threading.Event()
    case = window.session.open_case
    window.session.work("Importing", lambda case, job: go_on.wait(30))
    window.guard.lock()
    QApplication.processEvents()
    assert window.guard.covered and window.session.case is case and not window.top.isVisible()
    window.guard.unlock("something else")
    assert window.guard.covered
    window.guard.unlock(WORDS)
    assert not window.guard.covered and window.session.case is case and window.top.isVisible()
    window.guard.lock()
    go_on.set()
    qtbot.waitUntil(lambda: window.session.case is None, timeout=30_000)
    assert window.guard.covered


def test_the_locked_case_can_be_closed_for_good(unlocked: MainWindow, done) -> None:
    unlocked.perform("lock_now")
    done()
    unlocked.guard.page.left.emit()
    done()
    assert unlocked.middle.currentWidget() is unlocked.welcome and unlocked.top.isVisible()


def test_open_dialogs_go_with_the_case(unlocked: MainWindow, done) -> None:
    unlocked.perform("settings")
    assert any(d.isVisible() for d in unlocked.findChildren(SettingsDialog))
    unlocked.perform("lock_now")
    done()
    assert not any(d.isVisible() for d in unlocked.findChildren(SettingsDialog))


def test_a_case_without_a_passphrase_cannot_be_locked(opened: MainWindow) -> None:
    opened.perform("lock_now")
    assert not opened.guard.covered and "a passphrase" in opened.top.message.text.text()


# -- nobody there ------------------------------------------------------------------------------------------------


def test_nobody_there_locks_it_after_as_long_as_was_chosen(unlocked: MainWindow, done) -> None:
    guard, now = unlocked.guard, 1_000_000.0
    guard.activity.clock = lambda: now
    guard.activity.last = now
    now += 14 * 60
    guard.look()
    assert not guard.covered
    QTest.mouseMove(unlocked.windowHandle(), QPoint(30, 30))
    QTest.keyClick(unlocked.windowHandle(), Qt.Key.Key_Shift)
    assert guard.activity.last == now
    now += 14 * 60
    guard.look()
    assert not guard.covered
    now += 60
    guard.look()
    done()
    assert guard.covered and "Nobody was at it for 15 minutes" in on_screen()
    guard.unlock(WORDS)
    done()
    guard.look()
    assert not guard.covered
    now -= 16 * 60  # a clock that was set back hides how long it was
    guard.look()
    assert guard.covered


def test_an_open_case_is_never_locked_and_a_protected_one_not_where_nobody_wishes(
    opened: MainWindow, tmp_path: Path, kinds, done
) -> None:
    secret = tmp_path / "secret.case"
    opening.create(secret, kinds, "A", passphrase=WORDS).close()
    guard = opened.guard
    guard.activity.last -= 1_000_000
    guard.look()
    assert not guard.covered
    opened.session.leave()
    guard.open(secret, WORDS)
    done()
    opened.hands.kept = Remembered()
    opened.hands.choose_lock_after("0")
    guard.look()
    assert not guard.covered
    opened.hands.choose_lock_after("1")
    guard.look()
    assert guard.covered
    done()


# -- another key -------------------------------------------------------------------------------------------------


def fill(dialog: ProtectingDialog, current: str, new: str, again: str | None = None, to: str = "") -> None:
    if dialog._current is not None:
        dialog._current.setText(current)
    if dialog._new is not None and dialog._to is not None:
        dialog._new.edit.setText(new)
        dialog._new.again.setText(new if again is None else again)
        dialog._to.setText(to)
    dialog.go.click()


def dialog_of(window: MainWindow) -> ProtectingDialog:
    return next(d for d in window.findChildren(ProtectingDialog) if d.isVisible())


def test_a_case_is_protected_changed_and_opened_to_all_from_the_menu(
    opened: MainWindow, case_file: Path, done
) -> None:
    from pyrage import x25519

    agency, chart = x25519.Identity.generate(), opened.session.chart
    opened.perform("protect_case")
    dialog = dialog_of(opened)
    fill(dialog, "", WORDS, "otherwise")
    assert dialog.wrong.text() == "The two passphrases are not the same."
    fill(dialog, "", WORDS, to="age1nonsense")
    assert "no public key of age" in dialog.wrong.text()
    fill(dialog, "", WORDS, to=str(agency.to_public()))
    done()
    assert protection.is_protected(case_file) and opened.guard.protected and opened.session.chart == chart
    assert recovery.unsealed(case_file, str(agency)) and "is protected" in opened.top.message.text.text()
    opened.perform("change_passphrase")
    dialog = dialog_of(opened)
    fill(dialog, "wrong", OTHER)
    assert "not the passphrase that opens the case now" in dialog.wrong.text()
    fill(dialog, WORDS, OTHER)
    done()
    opening.open_case(case_file, passphrase=OTHER).close()
    assert not recovery.beside(case_file).exists()  # the field of the recovery key was emptied
    opened.perform("remove_passphrase")
    fill(dialog_of(opened), OTHER, "")
    done()
    assert not protection.is_protected(case_file) and not opened.guard.protected
    assert opened.middle.currentWidget() is opened.chart and opened.session.case is not None


def test_what_goes_wrong_is_said_and_the_case_is_open_as_before(
    unlocked: MainWindow, done, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(protecting.shutil, "copyfile", full)
    unlocked.perform("change_passphrase")
    fill(dialog_of(unlocked), WORDS, OTHER)
    done()
    assert "No space left on device" in unlocked.top.message.text.text()
    assert unlocked.session.case is not None and unlocked.middle.currentWidget() is unlocked.chart


# -- another window ----------------------------------------------------------------------------------------------


def test_a_case_that_somebody_has_open_can_be_read(window: MainWindow, locked_file: Path, done) -> None:
    with opening.open_case(locked_file, "B. Usy", write=True, passphrase=WORDS):
        window.perform("open_case", {"path": str(locked_file)})
        asked(window).typed.edit.setText(WORDS)
        asked(window).open_.click()
        offer = next(d for d in window.findChildren(InUseDialog) if d.isVisible())
        said = "\n".join(found.text() for found in offer.findChildren(QLabel))
        assert "B. Usy on " in said and "since " in said
        offer.accept()
        done()
        assert window.session.case is not None and not window.session.case.writable
        assert "(reading only)" in window.windowTitle()
        assert window.middle.currentWidget() is window.chart
        window.perform("new_chart")
        done()
        assert "reading only" in window.top.message.text.text()
        window.perform("change_passphrase")
        assert "reading only" in window.top.message.text.text()
        assert not any(d.isVisible() for d in window.findChildren(ProtectingDialog))


def test_the_case_of_this_window_is_not_offered_again(opened: MainWindow, case_file: Path) -> None:
    opened.perform("open_case", {"path": str(case_file)})
    assert "open in this window already" in opened.top.message.text.text()
    assert not any(d.isVisible() for d in opened.findChildren(InUseDialog))


# -- what is remembered ------------------------------------------------------------------------------------------


def test_only_cases_that_may_be_are_remembered(
    qtbot, home: Path, case_file: Path, tmp_path: Path, kinds, window: MainWindow, done
) -> None:
    kept = window.remembered = window.hands.kept = Remembered()
    secret = tmp_path / "secret.case"
    opening.create(secret, kinds, "A", passphrase=WORDS).close()
    for path in (case_file, secret):
        window.guard.open(path, WORDS)
        done()
    assert kept.recent() == [case_file.resolve()]
    assert window.guard.discreet() and window.session.discreet()
    window.hands.choose_remembering("all")
    window.guard.open(secret, WORDS) if window.session.case is None else window.show_middle()
    assert secret.resolve() in kept.recent() and not window.guard.discreet()
    window.hands.choose_remembering("open")
    assert kept.recent() == [case_file.resolve()]
    window.hands.choose_remembering("none")
    assert kept.recent() == [] and window.guard.discreet()
    assert "secret" not in (home / "window.ini").read_text()
