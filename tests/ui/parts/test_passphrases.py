"""The fields for a new passphrase: typed twice, how long it is, and none only where somebody says so."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.forms import Form
from workbench.ui.main_window import MainWindow
from workbench.ui.parts.passphrases import NewPassphrase
from workbench.ui.remembered import Remembered


@pytest.fixture
def field(qtbot) -> NewPassphrase:
    made = NewPassphrase(may_be_none=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_what_is_still_to_be_mended(field: NewPassphrase) -> None:
    assert field.wrong() == "Type a passphrase, or choose to have none."
    field.edit.setText("correct horse battery staple")
    assert field.wrong() == "The two passphrases are not the same."
    field.again.setText("correct horse battery stapl")
    assert field.wrong() and field.long.text() == "The two are not the same yet."
    field.again.setText("correct horse battery staple")
    assert field.wrong() == "" and field.value() == "correct horse battery staple"
    field.none.click()
    assert field.wrong() == "" and field.value() == "" and not field.edit.isEnabled()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Four words or more"), ("x", "1 word, 1 character: short."), ("ab cd", "2 words, 4 characters: short."),
        ("correct horse battery staple", "4 words, 25 characters: long enough"),
    ],
)  # fmt: skip
def test_it_says_how_long_it_is(field: NewPassphrase, typed: str, said: str) -> None:
    field.edit.setText(typed)
    assert field.long.text().startswith(said)


def test_what_is_typed_shows_only_when_asked(field: NewPassphrase) -> None:
    assert field.edit.echoMode() == field.again.echoMode() == QLineEdit.EchoMode.Password
    field.shown.click()
    assert field.edit.echoMode() == field.again.echoMode() == QLineEdit.EchoMode.Normal


def test_none_is_offered_only_to_a_new_case(qtbot) -> None:
    made = NewPassphrase(may_be_none=False)
    qtbot.addWidget(made)
    made.show()
    assert not made.none.isVisible() and made.wrong() == "Type a passphrase."


def test_a_new_case_is_not_made_without_a_passphrase_or_the_choice_of_none(
    window: MainWindow, tmp_path
) -> None:
    form = Form(window.commands.actions["new_case"], window.session, {}, window)
    form.fields["path"].edit.setText(str(tmp_path / "a.case"))
    form.fields["title"].setText("A")
    form.show()
    form.go.click()
    assert form.isVisible() and form.wrong.text() == "Type a passphrase, or choose to have none."
    form.fields["passphrase"].none.click()
    form.go.click()
    assert not form.isVisible() and form.answers()["passphrase"] == ""


def test_the_settings_say_when_a_case_is_locked_and_which_are_remembered(window: MainWindow, qtbot) -> None:
    window.remembered = window.hands.kept = Remembered()
    dialog = SettingsDialog(window.hands, window)
    assert dialog.lock_after.currentData() == "15" and dialog.remembering.currentData() == "open"
    assert dialog.lock_after.itemText(0) == "after 1 minute without a hand on it"
    for box, chosen in ((dialog.lock_after, "60"), (dialog.remembering, "none")):
        box.setCurrentIndex(box.findData(chosen))
        box.activated.emit(box.currentIndex())
    assert window.hands.lock_after == 60 and window.hands.remembering == "none"
    again = SettingsDialog(window.hands, window)
    assert again.lock_after.currentData() == "60" and again.remembering.currentData() == "none"
