"""Involvement: unknown until somebody says otherwise of a person, with a basis; identifiers have their owners'."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.case import assessments, drawn, graphs, histograms, involvement, notes
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.model.filters import Filter
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


def test_people_are_filtered_by_it_and_their_identifiers_with_them(
    case: Case, people: tuple[int, int, int]
) -> None:
    ana, ben, phone = people
    with case.edit("Draw") as db:
        other = drawn.draw_entity(case, db, "phone", "+447700900002")
        cora = drawn.draw_entity(case, db, "person", "Cora")
    say(case, ana, "suspect")
    graph = graphs.read(case)

    def left(test: Filter) -> set[int]:
        return {
            int(e) for e, stays in zip(graph.ids, filtered(case, graph, [test]).nodes, strict=True) if stays
        }

    assert left(Filter("involvement", keep=("suspect",))) == {ana, phone, other}
    assert left(Filter("involvement", drop=("unknown",))) == {ana, phone, other}
    assert left(Filter("involvement", keep=("unknown",))) == {ben, cora, other}
    say(case, ben, "victim")
    assert left(Filter("involvement", drop=("victim",))) == {ana, cora, other}
    every = np.arange(len(graph), dtype=np.int32)
    (found,) = histograms.histograms(case, graph, [], None, every, ["involvement"])
    assert [(bar.test.keep, bar.all) for bar in found.bars] == [
        (("suspect",), 2), (("victim",), 2), (("unknown",), 1),
    ]  # fmt: skip
