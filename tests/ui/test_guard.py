"""A protected case in the window: asked for, locked, opened again on the same chart, put under another key."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from tests.ui.conftest import WORDS
from workbench.case import charts, opening
from workbench.ui.dialogs.passphrase import PassphraseDialog
from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered


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
