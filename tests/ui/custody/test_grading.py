"""Grading in the window, and what Details shows of grades, involvement and tags."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from tests.ui.conftest import A, Settle
from workbench.app.actions.action import REGISTERED
from workbench.case import charts, drawn, entities, gradings, involvement, notes
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.ui.custody.grading import Grading
from workbench.ui.main_window import MainWindow


def select(window: MainWindow, said: str, settle: Settle) -> int:
    entity = entities.resolve(window.session.open_case, said)
    window.session.select([entity])
    settle()
    return entity


def details(window: MainWindow) -> list[str]:
    return [x.text() for x in window.docks["details"].panel.findChildren(QLabel) if x.isVisibleTo(window)]


def grading(window: MainWindow) -> Grading:
    window.perform("grade")
    found = window.findChild(Grading)
    assert found is not None
    return found


def pick(form: Grading, **codes: str) -> None:
    for part, code in codes.items():
        field = form.parts[part]
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(code))
        else:
            assert isinstance(field, QLineEdit)
            field.setText(code)


def test_a_grade_is_given_and_a_later_one_stands_beside_it(opened: MainWindow, settle: Settle) -> None:
    phone = select(opened, A, settle)
    form = grading(opened)
    form.scheme.setCurrentIndex(form.scheme.findData("uk_3x5x2"))
    assert list(form.parts) == ["source", "information", "handling", "conditions"]
    form.grade()
    assert "needs source" in form.wrong.text() and gradings.listed(form.case) == []
    pick(form, source="1", information="B", handling="C", conditions="ask first")
    form.given_by.setText("Force 42")
    form.grade()
    settle()
    again = grading(opened)
    assert again.scheme.currentData() == "uk_3x5x2"
    pick(again, source="2", information="D", handling="P")
    again.grade()
    settle()
    first, second = gradings.listed(opened.session.open_case, "entity", phone)
    assert (first.given_by, first.original, first.grades["conditions"]) == ("Force 42", True, "ask first")
    assert (second.given_by, second.original) == ("A. Nalyst", False)
    assert any("Source 1: reliable" in text for text in details(opened))


def test_the_case_and_its_sources_can_be_graded(opened: MainWindow, settle: Settle) -> None:
    form = grading(opened)
    assert [name for name, _ in form.subjects] == ["The case", "Source: calls.csv"]
    form.what.setCurrentIndex(1)
    form.scheme.setCurrentIndex(form.scheme.findData("europol_4x4"))
    pick(form, source="A", information="1")
    field = form.parts["handling"]
    assert isinstance(field, QComboBox)
    field.setEditText("H1+H2")
    form.grade()
    settle()
    (one,) = gradings.listed(opened.session.open_case, "source", 1)
    assert one.grades["handling"] == "H1+H2"


def test_details_tell_how_somebody_is_involved(opened: MainWindow, settle: Settle) -> None:
    def enter(case: Case, db: Database) -> int:
        return drawn.draw_entity(case, db, "person", "Ana", basis="heard")

    opened.session.edit("Draw", enter)
    settle()
    assert not REGISTERED["involve"].when(opened.session)
    ana = select(opened, "person:Ana", settle)
    assert REGISTERED["involve"].when(opened.session) and "Unknown" in details(opened)
    opened.perform("involve", {"category": "suspect", "basis": "her own words"})
    settle()
    opened.perform("offence", {"name": "Supplying drugs", "basis": "three listings"})
    settle()
    assert involvement.categories(opened.session.open_case) == {ana: "suspect"}
    assert [t.basis for t in notes.tags_told(opened.session.open_case, ana)] == ["three listings"]
    shown = details(opened)
    for text in ("Suspect", "her own words (A. Nalyst)", "Supplying drugs", "three listings (A. Nalyst)"):
        assert text in shown, text


def test_the_legend_tells_what_the_marks_mean(opened: MainWindow, settle: Settle) -> None:
    assert opened.session.chart is not None
    chart = opened.session.chart.id

    def enter(case: Case, db: Database) -> None:
        who = drawn.draw_entity(case, db, "person", "Ana", basis="heard")
        charts.show(db, chart, [who])
        involvement.involve(case, db, who, "victim", "her statement")

    opened.session.edit("Draw", enter)
    settle()
    legend = opened.chart.floating.legend
    legend.open_whole()
    assert legend.whole is not None
    said = [x.text() for x in legend.whole.findChildren(QLabel)]
    assert "victim" in said and "entered by hand, in no record" in said and "suspect" not in said
