from __future__ import annotations

from workbench.ui.forms import Form, NumberField, value_of
from workbench.ui.main_window import MainWindow


def test_a_form_has_a_field_for_each_thing_asked(opened: MainWindow, qtbot) -> None:
    form = Form(opened.commands.actions["draw_entity"], opened.session, {}, opened)
    qtbot.addWidget(form)
    assert list(form.fields) == ["kind", "value", "caption", "basis"]
    assert value_of(form.fields["kind"]) == "person"
    assert all(field.accessibleName() for field in form.fields.values())


def test_what_is_needed_is_asked_for(opened: MainWindow, qtbot) -> None:
    form = Form(opened.commands.actions["draw_entity"], opened.session, {}, opened)
    qtbot.addWidget(form)
    form.show()
    form.go.click()
    assert form.isVisible() and form.wrong.text() == "Number, name or address is needed."
    form.fields["value"].setText("Mary")
    form.fields["basis"].setPlainText("seen")
    form.go.click()
    assert not form.isVisible()
    assert form.answers() == {"kind": "person", "value": "Mary", "caption": "", "basis": "seen"}


def test_what_is_given_is_not_asked(opened: MainWindow, qtbot) -> None:
    form = Form(opened.commands.actions["expand"], opened.session, {"kind": "called"}, opened)
    qtbot.addWidget(form)
    assert "kind" not in form.fields
    assert isinstance(form.fields["limit"], NumberField) and form.answers()["limit"] == 50
