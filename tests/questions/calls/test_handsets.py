"""Handsets with several SIMs or numbers, and SIMs in several handsets."""

from __future__ import annotations

from tests.questions.calls.conftest import DAY, HOUR, Told, call, id_of, message, named, session
from workbench.questions import asking
from workbench.questions.calls.several_handsets import several_handsets
from workbench.questions.calls.several_sims import several_sims

H1, H2, S1, S2 = ("device", "H1"), ("device", "H2"), ("sim", "S1"), ("sim", "S2")
ROWS = [
    call("+441", "+449", 0, caller_device=H1, caller_sim=S1),
    call("+441", "+449", HOUR, caller_device=H1, caller_sim=S1),
    message("+449", "+442", DAY, recipient_device=H1, recipient_sim=S2),
    session(2 * DAY, phone=("phone", "+441"), device=H2, sim=S1),
    call("+443", "+449", DAY, caller_device=("device", "H3"), caller_sim=("sim", "S3")),
]


def test_a_handset_with_two_sims_and_two_numbers(told: Told) -> None:
    held = told(ROWS)
    answer = asking.ask(held, several_sims, {}, steady=False)
    assert named(held, answer, "of", "sim", "phone", "which", "order", "records") == [
        ("H1", 2, 2, ("S1", "S2", "+441", "+442"), "one after the other", 3)
    ]
    assert len(answer.rows[0].refs) == 3 and "2 others with fewer" in answer.left_out[0]
    assert [(held.value(r.cells[1]), r.cells[4]) for r in answer.tables[0].rows] == [
        ("S1", 2), ("S2", 1), ("+441", 2), ("+442", 1),
    ]  # fmt: skip


def test_used_by_turns(told: Told) -> None:
    held = told([*ROWS, call("+441", "+449", 3 * DAY, caller_device=H1, caller_sim=S1)])
    assert named(held, asking.ask(held, several_sims, {}, steady=False), "order") == [("by turns",)]


def test_a_sim_in_two_handsets(told: Told) -> None:
    held = told(ROWS)
    answer = asking.ask(held, several_handsets, {}, steady=False)
    assert named(held, answer, "of", "device", "which", "records") == [("S1", 2, ("H1", "H2"), 3)]
    by_number = asking.ask(held, several_handsets, {"by": "phone"}, steady=False)
    assert named(held, by_number, "of", "which") == [("+441", ("H1", "H2"))]


def test_only_some(told: Told) -> None:
    held = told(ROWS)
    for who, many in (("S2", 1), ("H1", 1), ("S3", 0)):
        answer = asking.ask(held, several_sims, {"only": (id_of(held, who),)}, steady=False)
        assert len(answer.rows) == many


def test_without_handsets_it_says_what_is_missing(told: Told) -> None:
    held = told([call("+441", "+442", 0)])
    for question in (several_sims, several_handsets):
        assert "Bring in call records" in asking.ask(held, question, {}).sentence
