"""A protected case under another key, recovered by the agency, open elsewhere, and remembered or not: in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.conftest import WORDS
from workbench.case import opening, protecting, protection, recovery
from workbench.ui.dialogs.in_use import InUseDialog
from workbench.ui.dialogs.passphrase import PassphraseDialog
from workbench.ui.dialogs.protecting import ProtectingDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered

OTHER = "vier worte und noch eins"


def asked(window: MainWindow) -> PassphraseDialog:
    return next(d for d in window.findChildren(PassphraseDialog) if d.isVisible())


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


# -- the agency --------------------------------------------------------------------------------------------------


def test_a_lost_passphrase_is_replaced_by_whoever_has_the_agencys_identity(
    window: MainWindow, case_file: Path, tmp_path: Path, done, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyrage import x25519

    agency, stranger = x25519.Identity.generate(), x25519.Identity.generate()
    protecting.lock(case_file, "A", WORDS, [str(agency.to_public())])
    chosen = tmp_path / "identity.txt"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    chosen.write_text(str(stranger))
    window.perform("open_case", {"path": str(case_file)})
    asked(window).lost.click()
    assert (
        "does not open with this identity" in window.top.message.text.text() and window.session.case is None
    )
    chosen.write_text(str(agency))
    window.perform("open_case", {"path": str(case_file)})
    asked(window).lost.click()
    done()
    assert window.session.case is not None
    fill(dialog_of(window), "", OTHER, to=str(agency.to_public()))
    done()
    with opening.open_case(case_file, passphrase=OTHER) as case:
        said = case.db.conn.execute(
            'SELECT count(*) FROM log WHERE body LIKE \'%"act":"recover"%\''
        ).fetchone()
    assert said[0] == 2  # that it was opened so, and that it has a new passphrase
    opening.open_case(case_file, passphrase=recovery.unsealed(case_file, str(agency))).close()


def test_without_a_sealed_key_no_way_is_offered(window: MainWindow, locked_file: Path) -> None:
    window.perform("open_case", {"path": str(locked_file)})
    assert not asked(window).lost.isVisible()
