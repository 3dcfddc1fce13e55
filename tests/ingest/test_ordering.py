"""Order and calendar are decided once for each column, over all of it; what stays open is asked with evidence."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import CALLS, apply, table
from workbench.ingest import recipe
from workbench.ingest.ordering import Deciding
from workbench.ingest.readers import Rows
from workbench.ingest.undecided import Question, Undecided, problem_facts, problem_of
from workbench.model.kinds import Kinds
from workbench.model.problems import PasswordNeeded, Problem


def calls(*when: str | None) -> Rows:
    count = len(when)
    return table({"From": ["447700900001"] * count, "To": ["447700900002"] * count, "When": list(when)})


def deciding(kinds: Kinds, layout: str = "") -> Deciding:
    text = CALLS.replace("[[record]]", f"[layout]\n{layout}\n[[record]]") if layout else CALLS
    return Deciding(recipe.parse(text), kinds)


def test_a_day_late_in_the_file_decides(kinds: Kinds) -> None:
    found = deciding(kinds)
    found.decide([calls("03/04/2024 10:00"), calls("05/06/2024 10:00"), calls("06/25/2024 10:00")])
    assert found.orders == {("When",): "mdy"}


def test_what_is_open_at_the_end_is_asked_with_dates_as_each_order_reads_them(kinds: Kinds) -> None:
    with pytest.raises(
        Undecided, match=r"can be read as day/month or as month/day, such as 03/04/2024"
    ) as caught:
        deciding(kinds).decide([calls("01/01/2024", "03/04/2024", "05/06/2024")])
    (question,) = caught.value.questions
    assert (question.id, question.column) == ("date_order", "When")
    shown = {answer.value: answer.evidence for answer in question.answers}
    assert shown["dmy"] == ("03/04/2024 is 3 April 2024", "05/06/2024 is 5 June 2024")
    assert shown["mdy"] == ("03/04/2024 is 4 March 2024", "05/06/2024 is 6 May 2024")
    assert "--date-order" in caught.value.hint


def test_the_answer_in_the_recipe_ends_the_question(kinds: Kinds) -> None:
    found = deciding(kinds, 'date_order = "dmy"')
    found.decide([calls("03/04/2024")])
    assert found.orders == {("When",): "dmy"}


def test_a_calendar_is_decided_and_told(kinds: Kinds) -> None:
    found = apply(CALLS, calls("۱۴۰۳/۰۵/۱۲ ۱۰:۲۰", "1402/12/01 23:00"), kinds)
    assert [record["start"] for record in found.records("call")] == [1722594000000000, 1708470000000000]
    told = deciding(kinds)
    told.look(calls("1403/05/12 10:20"))
    assert told.calendars[("When",)].calendar == "persian" and "2024-08-02" in told.calendars[("When",)].why


def test_years_of_two_calendars_are_asked(kinds: Kinds) -> None:
    with pytest.raises(Undecided) as caught:
        deciding(kinds).look(calls("1350-02-11", "1352-07-01"))
    (question,) = caught.value.questions
    assert question.id == "calendar"
    shown = {answer.value: answer.evidence[0] for answer in question.answers}
    assert shown == {"persian": "1350-02-11 is 1971-05-01", "hijri": "1350-02-11 is 1931-06-27"}


@pytest.mark.parametrize(("calendar", "year"), [("persian", 1971), ("hijri", 1931), ("gregorian", None)])
def test_the_calendar_a_recipe_says_is_taken(kinds: Kinds, calendar: str, year: int | None) -> None:
    text = CALLS.replace("[[record]]", f'[layout]\ncalendar = "{calendar}"\n[[record]]')
    found = apply(text, calls("1350-02-11 10:00"), kinds)
    moments = [record["start"] for record in found.records("call")]
    assert [
        1970 + at // 31_556_952_000_000 // 10**0 // 1_000_000 if False else at for at in moments
    ] == moments
    if year is None:
        assert not moments and found.rejects
    else:
        assert len(moments) == 1 and 1970 + moments[0] / 3.15576e13 == pytest.approx(year + 0.5, abs=0.5)


def test_a_calendar_nobody_knows_is_no_recipe() -> None:
    with pytest.raises(Problem, match="calendar is maya"):
        recipe.parse(CALLS.replace("[[record]]", '[layout]\ncalendar = "maya"\n[[record]]'))


def test_questions_and_locks_come_back_from_the_child() -> None:
    question = Question("encoding", "two", ())
    again = problem_of(problem_facts(Undecided([question], "say so")))
    assert isinstance(again, Undecided) and again.questions == (question,) and again.hint == "say so"
    assert isinstance(problem_of(problem_facts(PasswordNeeded("locked", "say it"))), PasswordNeeded)
    assert type(problem_of(problem_facts(Problem("what", "hint")))) is Problem


TWO = CALLS.replace('start = { column = "When" }', 'start = { column = "When" }\nend = { column = "Until" }')


def two(when: list[str], until: list[str]) -> Rows:
    count = len(when)
    said = {"From": ["447700900001"] * count, "To": ["447700900002"] * count, "When": when, "Until": until}
    return table(said)


def both(kinds: Kinds, text: str = TWO) -> Deciding:
    made = recipe.parse(text)
    assert set(made.sections[0].fields) >= {"start", "end"}
    return Deciding(made, kinds)


def test_a_sister_column_in_the_same_form_answers(kinds: Kinds) -> None:
    found = both(kinds)
    found.decide([two(["25/04/2024 10:00", "01/05/2024 10:00"], ["03/04/2024 11:00", "02/05/2024 11:00"])])
    assert found.orders == {("When",): "dmy", ("Until",): "dmy"} and found.follows == {("Until",): ("When",)}
    stated = both(kinds, TWO.replace('{ column = "When" }', '{ column = "When", order = "mdy" }'))
    stated.decide([two(["03/04/2024 10:00"], ["03/05/2024 11:00"])])
    assert stated.orders["Until",] == "mdy"


def test_a_sister_in_another_form_answers_nothing(kinds: Kinds) -> None:
    for when, until in (
        (["25.04.2024 10:00"], ["03/04/2024 11:00"]),
        (["2024-04-25 10:00"], ["03/04/2024 11:00"]),
        (["03/04/2024 10:00"], ["03/04/2024 11:00"]),
    ):
        with pytest.raises(Undecided):
            both(kinds).decide([two(when, until)])
