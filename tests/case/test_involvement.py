"""Involvement: unknown until somebody says otherwise of a person, with a basis; identifiers have their owners'."""

from __future__ import annotations

import pytest

from workbench.case import assessments, drawn, involvement, notes
from workbench.case.cases import Case
from workbench.model.problems import Problem


@pytest.fixture
def people(case: Case) -> tuple[int, int, int]:
    """Ana, Ben and a phone that both used."""
    with case.edit("Draw") as db:
        ana, ben = (drawn.draw_entity(case, db, "person", name) for name in ("Ana", "Ben"))
        phone = drawn.draw_entity(case, db, "phone", "+447700900001")
        for who in (ana, ben):
            assessments.attribute(case, db, phone, who, basis="seen with it")
    return ana, ben, phone


def say(case: Case, entity: int, category: str, basis: str = "caught in the act") -> None:
    with case.edit("Involvement") as db:
        involvement.involve(case, db, entity, category, basis)


def test_nobody_is_anything_by_default(case: Case, people: tuple[int, int, int]) -> None:
    assert involvement.known(case) == {} and involvement.through_owners(case) == {}


def test_it_is_said_with_a_basis_corrected_and_taken_back(case: Case, people: tuple[int, int, int]) -> None:
    ana, ben, phone = people
    say(case, ana, "suspect")
    say(case, ben, "victim", "his own statement")
    assert involvement.categories(case) == {ana: "suspect", ben: "victim"}
    assert involvement.through_owners(case)[phone] == {"suspect", "victim"}
    say(case, ana, "witness", "cleared on 3 June")
    found = involvement.known(case)[ana]
    assert (found.category, found.basis, found.analyst) == ("witness", "cleared on 3 June", case.analyst)
    say(case, ana, "unknown", "")
    assert involvement.categories(case) == {ben: "victim"}
    case.undo()
    assert involvement.categories(case) == {ana: "witness", ben: "victim"}


def test_who_and_what_it_cannot_be_said_of(case: Case, people: tuple[int, int, int]) -> None:
    ana, _, phone = people
    with pytest.raises(Problem, match="is a phone, and only people and organisations"):
        say(case, phone, "suspect")
    with pytest.raises(Problem, match="needs a basis"):
        say(case, ana, "suspect", " ")
    with pytest.raises(Problem, match="nobody is 'guilty'"):
        say(case, ana, "guilty")
    assert involvement.known(case) == {}


def test_a_tag_keeps_its_basis_until_another_is_said(case: Case, people: tuple[int, int, int]) -> None:
    with case.edit("Tag") as db:
        notes.tag(db, people[0], "laundering", "bank's report", "Ann")
    with case.edit("Tag") as db:
        notes.tag(db, people[0], "courier")
        notes.tag(db, people[0], "laundering")
    told = {t.name: (t.basis, t.analyst) for t in notes.tags_told(case, people[0])}
    assert told == {"laundering": ("bank's report", "Ann"), "courier": ("", "")}
    with case.edit("Tag") as db:
        notes.tag(db, people[0], "laundering", "court file", "Ben")
    assert notes.tags_told(case, people[0])[1].basis == "court file"
