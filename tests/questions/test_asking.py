"""What every answer says of itself: coverage, whose own records are held, the stretch of time, how steady it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.case.blocks import take_in
from workbench.case import assessments, graphs, sources, told
from workbench.case.cases import Case
from workbench.model.kinds import Kinds
from workbench.model.problems import Cancelled, Problem
from workbench.questions import asking
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network.most_contacts import most_contacts
from workbench.questions.parameter import Parameter
from workbench.questions.question import Question, question, shipped

JUNE = 1_780_272_000  # 1 June 2026, 00:00 UTC
A, B, C, D = (f"+44770090000{n}" for n in range(1, 5))
CALLS = [(2, A, B, JUNE), (3, A, C, JUNE + 60), (4, A, D, JUNE + 86_400), (5, B, C, JUNE + 172_800)]


@pytest.fixture
def phones(case: Case, tmp_path: Path) -> dict[str, int]:
    take_in(case, tmp_path, "calls.csv", CALLS)
    return {value: id for id, value in case.db.conn.execute("SELECT id, value FROM entity")}


def held(case: Case, **more: object) -> Held:
    return Held(case, graphs.read(case), **more)  # type: ignore[arg-type]


def test_most_contacts_ranks_and_names_the_links_behind_each(case: Case, phones: dict[str, int]) -> None:
    answer = asking.ask(held(case), most_contacts, {"most": 2})
    assert [row.cells for row in answer.rows] == [(phones[A], 3, 3), (phones[B], 2, 2)]
    graph = graphs.read(case)
    first = answer.rows[0]
    assert {int(graph.ids[graph.start[graph.link_of[k]]]) for k in first.links} == {phones[A]}
    assert answer.left_out == ("2 further entities with fewer contacts.",)
    assert answer.method and answer.innocent and answer.settings == {"most": 2, "kinds": ()}


def test_coverage_says_what_is_stated_and_marks_whose_own_records_are_held(
    case: Case, phones: dict[str, int]
) -> None:
    before = asking.ask(held(case), most_contacts, {}, steady=False)
    assert before.coverage == (
        "calls.csv: whose records these are is not stated; what it holds runs from 2026-06-01 to 2026-06-03.",
    )
    assert before.held == frozenset()
    with case.edit("Cover") as db:
        (source,) = sources.listed(case)
        sources.cover(db, source.id, JUNE * 1_000_000, None, subject=phones[A])
    known = held(case)
    after = asking.ask(known, most_contacts, {}, steady=False)
    assert after.coverage == (
        f"calls.csv: the records of {known.caption(phones[A])}, from 2026-06-01 (stated).",
    )
    assert after.held == {phones[A]}
    assert known.covered(phones[A]) == [(JUNE * 1_000_000, (JUNE + 172_800) * 1_000_000)]
    assert known.covered(phones[B]) == []


def test_a_stretch_of_time_narrows_links_and_records_alike(case: Case, phones: dict[str, int]) -> None:
    day = held(case, moments=(JUNE * 1_000_000, (JUNE + 86_400) * 1_000_000))
    assert day.records("call", ["caller"]).height == 2
    assert day.events(["called"]).height == 2
    assert len(day.graph.link_ids) == 2 and int(day.graph.count.sum()) == 2
    answer = asking.ask(day, most_contacts, {}, steady=False)
    assert answer.rows[0].cells == (phones[A], 2, 3)
    assert answer.left_out[-1] == "Only records from 2026-06-01 up to 2026-06-02 (UTC) were looked at."


def test_taking_links_away_is_the_same_for_the_same_lot(case: Case, phones: dict[str, int]) -> None:
    whole = held(case)
    half = [whole.thinned(0.5, seed) for seed in (1, 1, 2)]
    assert np.array_equal(half[0].graph.link_ids, half[1].graph.link_ids)
    kept = [whole.thinned(0.5, seed).records("call", ["caller"]).height for seed in range(200)]
    assert 1.5 < np.mean(kept) < 2.5
    assert whole.thinned(0.0, 3).records("call", ["caller"]).height == 4


def test_steadiness_counts_how_often_rows_stay(case: Case, phones: dict[str, int]) -> None:
    asked = []

    @question("How steady?", "network", does="", method="", innocent=())
    def steady(held: Held) -> Answer:
        asked.append(held)
        gone = 0 if len(asked) < 4 else 1
        return Answer("", (Column("n", "N", "count"),), tuple(Row((n,)) for n in range(gone, 4)))

    answer = asking.ask(held(case), steady, {})
    assert len(asked) == 1 + asking.ROUNDS
    assert (
        "of the first 4 rows 3.4 stay on average and 3 at the least; the first stays first 2 times."
        in answer.steady
    )


def test_a_question_that_is_steady_by_nature_says_why(case: Case) -> None:
    @question("Certain?", "network", does="", method="", innocent=(), steady="A key is a key.")
    def certain(held: Held) -> Answer:
        return Answer("Yes.", (Column("n", "N", "count"),), (Row((1,)),))

    assert asking.ask(held(case), certain, {}).steady == "A key is a key."


def test_an_unknown_setting_and_a_wrong_one_are_refused(case: Case, phones: dict[str, int]) -> None:
    with pytest.raises(Problem, match="no setting 'mots'"):
        asking.settings(most_contacts, {"mots": "3"}, lambda text: 0)
    with pytest.raises(Problem, match="too small"):
        asking.ask(held(case), most_contacts, {"most": 0})


def test_asking_can_be_stopped(case: Case, phones: dict[str, int]) -> None:
    def tell(done: int, total: int, text: str) -> None:
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        asking.ask(held(case, tell=tell), most_contacts, {})


def test_judged_to_be_the_same_is_one_in_links_and_records(case: Case, phones: dict[str, int]) -> None:
    with case.edit("Same") as db:
        assessments.judge(case, db, phones[C], phones[D], "same", "one voice")
    known = held(case)
    assert set(known.records("call", ["callee"])["callee"].to_list()) == {phones[B], phones[C]}
    assert asking.ask(known, most_contacts, {}, steady=False).rows[0].cells[:2] == (phones[A], 2)


def test_a_ref_leads_back_to_its_row(case: Case, phones: dict[str, int]) -> None:
    refs = held(case).records("call", ["caller"])["ref"].to_list()
    found = told.records_at(case, reversed(refs))
    assert [record.row for record in found] == [5, 4, 3, 2]
    assert [(row, part) for _, row, part in told.rows_at(case, refs[:2])] == [(2, 0), (3, 0)]


def test_the_same_answer_has_the_same_digest(case: Case, phones: dict[str, int]) -> None:
    one, other = (asking.ask(held(case), most_contacts, {}, steady=s) for s in (False, True))
    assert one.digest == other.digest
    assert asking.ask(held(case), most_contacts, {"most": 1}, steady=False).digest != one.digest


@pytest.mark.parametrize("one", shipped().values(), ids=lambda q: q.id)
def test_every_question_says_what_it_must_and_bears_an_empty_case(case: Case, one: Question) -> None:
    assert one.title.endswith("?") or one.title[0].isupper()
    assert one.does.endswith(".") and one.method.endswith(".") and one.innocent
    assert all(said.endswith((".", "?")) for said in one.innocent)
    names = [p.name for p in one.parameters]
    assert len(names) == len(set(names)) and all(isinstance(p, Parameter) and p.label for p in one.parameters)
    words = f"{one.title} {one.does} {one.method}".casefold()
    assert not {"guilty", "criminal", "culprit", "eigenvector"} & set(words.replace(",", " ").split())
    if any(p.required for p in one.parameters):
        with pytest.raises(Problem, match="nothing is chosen"):
            asking.ask(held(case), one, {})
        return
    answer = asking.ask(held(case), one, {})
    assert answer.sentence.endswith((".", "?")) and not answer.rows
    assert answer.coverage == ("The case holds no records: the answer rests on what an analyst drew.",)


def test_a_field_declared_after_the_case_was_made_is_empty_in_it(
    case: Case, phones: dict[str, int], kinds: Kinds
) -> None:
    older = replace(
        kinds,
        records=dict(kinds.records)
        | {"call": replace(kinds.records["call"], fields=kinds.records["call"].fields[:-1])},
    )
    last = kinds.records["call"].fields[-1].id
    case._kinds = older
    with pytest.raises(KeyError):
        held(case).records("call", [last])
    found = held(case, kinds=kinds).records("call", ["caller", last])
    assert found.height == 4 and found[last].null_count() == 4


def test_asked_again_what_was_read_once_is_read_no_more(case: Case, phones: dict[str, int]) -> None:
    told_of: list[str] = []
    first = held(case)
    table = first.records("call", ["caller"])
    second = first.again(lambda done, total, text: told_of.append(text))
    assert second.records("call", ["caller"]) is table
    second.tell(0, 1, "second")
    first.tell(0, 1, "first")
    assert told_of == ["second"]
