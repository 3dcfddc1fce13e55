"""Gradings: the original stays, later ones stand beside it, handling is the strictest, each scheme by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.custody_edits import SCHEME
from workbench.app.gradings import scheme, schemes
from workbench.case import gradings, log
from workbench.case.cases import Case
from workbench.model import grading
from workbench.model.problems import Problem


def give(case: Case, said: str, typed: str, subject: str = "source", number: int = 1, by: str = "") -> int:
    one = scheme(said)
    with case.edit("Grade") as db:
        return gradings.grade(
            case, db, subject, number, one, one.typed(typed), given_by=by, basis="as received"
        )


def test_the_original_stays_and_later_ones_stand_beside(case: Case) -> None:
    give(case, "3x5x2", "1 a p", by="Force 42")
    give(case, "3x5x2", "2 B C only with counsel's leave")
    give(case, "admiralty", "B 2")
    first, again, other = gradings.listed(case, "source", 1)
    assert (first.grades, first.given_by, first.original) == (
        {"source": "1", "information": "A", "handling": "P"}, "Force 42", True,
    )  # fmt: skip
    assert (again.given_by, again.original) == (case.analyst, False)
    assert again.grades["conditions"] == "only with counsel's leave"
    assert (other.scheme, other.original) == ("admiralty", True)
    assert gradings.short(case, [first, again, other]) == (
        "UK 3x5x2 1 A P; UK 3x5x2 2 B C only with counsel's leave (again); Admiralty B 2"
    )
    assert gradings.words(case, other) == (
        "Admiralty: Source B: usually reliable; Information 2: probably true (A. Nalyst)"
    )
    assert gradings.listed(case, "source", 2) == [] and log.break_at(case.db) is None


def test_handling_is_the_strictest_of_each_scheme_by_itself(case: Case) -> None:
    for number, (name, typed) in enumerate(
        [("3x5x2", "1 A C"), ("3x5x2", "1 A P"), ("tlp", "AMBER+STRICT"), ("tlp", "green"), ("pap", "GREEN"),
         ("europol", "A 1 H1"), ("europol", "A 1 H0+H2"), ("admiralty", "A 1"), ("egmont", "needed")]
    ):  # fmt: skip
        give(case, name, typed, "link", number)
    assert gradings.strictest(case, gradings.listed(case)) == {
        "uk_3x5x2": {"handling": "C"}, "tlp_2": {"tlp": "AMBER+STRICT"}, "pap": {"pap": "GREEN"},
        "europol_4x4": {"handling": "H0+H1+H2"}, "egmont": {"consent": "needed"},
    }  # fmt: skip
    assert gradings.handling(case, gradings.listed(case, "link", 0)) == "UK 3x5x2 C"
    assert gradings.handling(case, []) == ""


@pytest.mark.parametrize(
    ("name", "typed"),
    [("3x5x2", "4 A P"), ("3x5x2", "1 A"), ("3x5x2", ""), ("tlp", "AMBER RED"), ("tlp", "PINK"), ("pap", ""),
     ("europol", "A 1 H0+H9"), ("3x5", "1 A P P")],
)  # fmt: skip
def test_what_is_no_grade_is_refused(case: Case, name: str, typed: str) -> None:
    with pytest.raises(Problem):
        give(case, name, typed)
        assert name == "3x5"  # its fourth part is free words
        raise Problem("that is a grade")


def test_only_what_can_be_graded_is(case: Case) -> None:
    with pytest.raises(Problem, match="one of case, source"), case.edit("Grade") as db:
        gradings.grade(case, db, "chart", 1, SCHEME, {"source": "A", "handling": "1"})


def test_a_case_reads_its_grades_where_nobody_knows_the_scheme(case: Case) -> None:
    with case.edit("Grade") as db:
        gradings.grade(case, db, "case", gradings.CASE, SCHEME, {"source": "b", "handling": "2"})
    assert "own" not in schemes()
    (one,) = gradings.listed(case)
    assert gradings.words(case, one) == "Our own: Source B: bad; Handling 2: few (A. Nalyst)"


def test_every_shipped_scheme_takes_its_own_example() -> None:
    known = schemes()
    assert set(known) == {"uk_3x5x2", "uk_5x5x5", "europol_4x4", "admiralty", "tlp_2", "pap", "egmont"}
    for one in known.values():
        assert one.typed(one.example) and one.words(one.typed(one.example)) and one.taken_from


def test_an_agency_adds_its_own(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(SCHEME.text)
    (tmp_path / "pap.toml").write_text(SCHEME.text.replace("Our own", "PAP as we have it"))
    found = schemes(tmp_path)
    assert found["ours"].name == "Our own" and found["pap"].name == "PAP as we have it"
    (tmp_path / "broken.toml").write_text("name = ")
    with pytest.raises(Problem, match="the grading scheme broken is not TOML"):
        schemes(tmp_path)


@pytest.mark.parametrize(
    "text", ['name = "A"', 'name = "A"\ntaken_from = "B"\n[[part]]\nid = "a"\nname = "A"']
)
def test_a_scheme_that_says_too_little(text: str) -> None:
    with pytest.raises(Problem, match="the grading scheme"):
        grading.parse("a", text)
