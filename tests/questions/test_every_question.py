"""Every shipped question, asked of the demonstration, keeps what an answer promises."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.questions.asked_of import Told, Watched
from tests.questions.contract import breaks
from workbench.app import answer_page, answers
from workbench.app.answer_cells import texts
from workbench.case import graphs
from workbench.case.told import records_at
from workbench.model.problems import Cancelled, Problem
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question, shipped

QUESTIONS = list(shipped().values())
DAY = 86400 * 1_000_000
SHOWN = 4  # rows of each table that are put on the page and into JSON
every = pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])


@pytest.fixture(scope="module")
def held(demo: Told) -> Watched:
    return demo.held


@pytest.fixture(scope="module")
def some_days(demo: Told) -> Held:
    """Three days in the midst of the records."""
    middle = demo.middle()
    return Held(demo.held.case, demo.held.whole, moments=(middle - DAY, middle + 2 * DAY))


@pytest.fixture(scope="module")
def answered(held: Watched, demo: Told) -> Iterator[Any]:
    """The answer to a question, asked once."""

    @cache
    def ask(id: str) -> Answer:
        question = shipped()[id]
        return asking.ask(held, question, demo.settings(question), steady=False)

    yield ask


def short(answer: Answer) -> Answer:
    """The first rows of each table only."""
    tables = tuple(type(t)(t.name, t.title, t.columns, t.rows[:SHOWN]) for t in answer.tables)
    return answer.with_(rows=answer.rows[:SHOWN], tables=tables)


def sums(held: Held) -> list[int]:
    """A checksum of each part of the graph."""
    graph = held.whole
    return [zlib.crc32(np.ascontiguousarray(v)) for v in vars(graph).values() if isinstance(v, np.ndarray)]


@every
def test_the_answer_keeps_the_contract(question: Question, held: Watched, answered: Any) -> None:
    before = sums(held)
    answer = answered(question.id)
    assert breaks(held, answer) == []
    assert sums(held) == before, "the graph was changed"
    for row in answer.rows[:SHOWN]:
        assert len(records_at(held.case, row.refs[:SHOWN])) == len(row.refs[:SHOWN])
        assert any(texts(held, answer.columns, row))


@every
def test_the_answer_is_written_as_json_and_as_a_page(
    question: Question, held: Watched, answered: Any
) -> None:
    answer = short(answered(question.id))
    said = answers.as_json(held.case, held, question, answer)
    assert json.loads(json.dumps(said))["sentence"] == answer.sentence
    page = answer_page.made(held.case, held, question, answer)
    assert "</html>" in page


@every
def test_asked_again_of_what_was_read_anew_it_says_the_same(
    question: Question, again: Held, demo: Told, answered: Any
) -> None:
    second = asking.ask(again, question, demo.settings(question), steady=False)
    assert second.digest == answered(question.id).digest


@pytest.fixture(scope="module")
def again(demo: Told) -> Held:
    return Held(demo.held.case, graphs.read(demo.held.case))


@every
def test_a_stretch_of_time_and_a_lot_are_borne(
    question: Question, held: Watched, some_days: Held, demo: Told
) -> None:
    nothing = Held(held.case, held.whole, moments=(0, DAY))
    for less in (some_days, some_days.thinned(0.1, 1), nothing):
        try:
            answer = asking.ask(less, question, demo.settings(question), steady=False)
        except Problem:
            continue
        assert breaks(less, answer) == []


@every
def test_whoever_stops_it_is_heard(question: Question, held: Watched, some_days: Held, demo: Told) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    stopped = Held(held.case, held.whole, moments=some_days.moments, tell=stop)
    try:
        answer = asking.ask(stopped, question, demo.settings(question), steady=False)
    except (Cancelled, Problem):
        return
    assert answer.sentence, "a short way, that asks nobody"


def test_the_records_were_left_as_they_are(held: Watched, again: Held, answered: Any) -> None:
    for question in QUESTIONS:
        answered(question.id)
    for kind, wanted, once in sorted(held.looked):
        fresh = Held(held.case, held.whole).records(kind, wanted, once=once)
        assert held.records(kind, wanted, once=once).equals(fresh), (kind, wanted)


@every
def test_how_many_are_shown_changes_no_sentence(question: Question, some_days: Held, demo: Told) -> None:
    """What is said of all that was found holds, however few rows are asked for; and what is not shown is counted."""
    most = question.parameter("most")
    if most is None or most.label != "How many to show":
        return
    settings = demo.settings(question)
    whole = asking.ask(some_days, question, settings | {"most": 10_000}, steady=False)
    one = asking.ask(some_days, question, settings | {"most": 1}, steady=False)
    assert one.sentence == whole.sentence
    assert one.rows == whole.rows[:1] or len(one.rows) > 1
    assert len(one.rows) == len(whole.rows) or one.left_out != whole.left_out
