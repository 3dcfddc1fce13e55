"""Pairs of entities with what speaks for and against them, and what was judged already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, held, shown, tell
from workbench.case import assessments
from workbench.case.cases import Case
from workbench.questions.across.who_may_be_the_same import who_may_be_the_same
from workbench.questions.likeness.entities import may_be_same

NAMES = (
    "Igor Popov",
    "Lena Marsh",
    "Tom Reed",
    "Mia Stone",
    "Omar Haddad",
    "Ines Costa",
    "Kurt Vogel",
    "Nora Lund",
)


def register(name: str, number: int, phone: str = "", street: str = "", born: str = "") -> Row:
    row: Row = {
        "kind": "subscription", "identifier": ("account", f"A{number}"), "subscriber": ("person", name.upper()),
        "contact_phone": ("phone", phone or f"+4477009001{number:02}"),
        "address": ("address", street or f"{number + 3} {name.split()[1].upper()} STREET, LEEDS LS{number} 4AB"),
    }  # fmt: skip
    return row | ({"born": at(born)} if born else {})


def story(case: Case, folder: Path) -> None:
    rows = [
        register(name, number, born=f"19{50 + 4 * number}-02-1{number}") for number, name in enumerate(NAMES)
    ]
    tell(case, folder, rows, "one.csv")
    again = [
        register(
            "Ihor Popow", 21, "+447700900100", "3 POPOV STREET, LEEDS LS0 4AB", "1950-02-10"
        ),  # Igor Popov
        register("عمر حداد", 22, "+447700900104", born="1966-02-14"),  # Omar Haddad
        register("Lena Marsh-Reed", 23),  # only part of a name
        register("Paula West", 24),
    ]
    tell(case, folder, again, "other.csv")


def pair(case: Case, *names: str) -> tuple[int, ...]:
    return tuple(sorted(entity(case, "person", name) for name in names))


def test_other_spellings_and_scripts_are_found_with_their_reasons(case: Case, tmp_path: Path) -> None:
    story(case, tmp_path)
    answer = ask(case, who_may_be_the_same)
    found = {tuple(sorted(row.cells[:2])): row for row in answer.rows}
    popov, haddad = pair(case, "IGOR POPOV", "IHOR POPOW"), pair(case, "OMAR HADDAD", "عمر حداد")
    assert {popov, haddad} <= set(found) and len(found) == 2
    row = found[popov]
    assert any(why.startswith("+ phone: the same, +447700900100") for why in row.why)
    assert any(why.startswith("+ date of birth: the same, 1950-02-10") for why in row.why)
    assert any("IHOR POPOW" in why for why in row.why)
    assert any(why[0] == "-" or why[0] == "~" for why in row.why)  # the accounts differ
    assert len(row.refs) == 2 and row.entities == row.cells[:2]
    assert "2 pairs of persons" in answer.sentence and answer.sure


def test_what_was_judged_is_not_asked_again_unless_wanted(case: Case, tmp_path: Path) -> None:
    story(case, tmp_path)
    popov = pair(case, "IGOR POPOV", "IHOR POPOW")
    with case.edit("Judge") as db:
        assessments.judge(case, db, *popov, "not the same", "two birth certificates")
    answer = ask(case, who_may_be_the_same)
    assert popov not in {tuple(sorted(row.cells[:2])) for row in answer.rows}
    assert any("1 pair judged already" in said for said in answer.left_out)
    again = {
        tuple(sorted(row.cells[:2])): row.cells[4]
        for row in ask(case, who_may_be_the_same, decided=True).rows
    }
    assert again[popov] == "not the same"


def test_those_judged_the_same_are_one_and_speak_for_both(case: Case, tmp_path: Path) -> None:
    story(case, tmp_path)
    popov = pair(case, "IGOR POPOV", "IHOR POPOW")
    with case.edit("Judge") as db:
        assessments.judge(case, db, *popov, "same", "one passport")
    assert len(ask(case, who_may_be_the_same).rows) == 1
    told = may_be_same(held(case), "person").told
    names = told.records["name"][list(told.entities).index(popov[0])].to_list()
    assert names == ["IGOR POPOV", "IHOR POPOW"]


def test_between_sources_each_is_in_one_pair(case: Case, tmp_path: Path) -> None:
    story(case, tmp_path)
    compared = may_be_same(held(case), "person", once=True)
    pairs = list(compared.pairs(0.0))
    ends = [end for pair in pairs for end in (pair.one, pair.other)]
    assert len(ends) == len(set(ends)) and {pair.one for pair in pairs[:2]} <= set(
        held(case).of_kind("person")
    )


@pytest.mark.parametrize("kind", ["organisation", "address", "handle"])
def test_other_kinds_are_compared_too(case: Case, tmp_path: Path, kind: str) -> None:
    value: Any = {
        "organisation": ("NORTH PRINTS LTD", "NORTH PRINTS LIMITED"),
        "address": ("12 HIGH STREET, LEEDS LS1 4AB", "12 HIGH ST, LEEDS LS1 4AB"),
        "handle": ("alpha:northstar", "beta:n0rthst4r"),
    }[kind]
    rows: list[Row] = []
    for number, said in enumerate(value):
        if kind == "handle":
            rows.append({"kind": "profile", "vendor": (kind, said), "key": ("pgp_key", "AB12")})
        else:
            rows.append({
                "kind": "shipment", "parcel": ("parcel", f"RR{number}"), "sender_phone": ("phone", "+447700900100"),
                "sender": (kind, said) if kind == "organisation" else ("person", "ANNA BELL"),
                "sender_address": (kind, said) if kind == "address" else ("address", f"{number} HILL, YORK"),
            })  # fmt: skip
    tell(case, tmp_path, rows)
    answer = ask(case, who_may_be_the_same, kind=kind, least=0.3)
    assert sorted(shown(case, answer, "one", "other")[0]) == sorted(value)


def test_a_case_with_nobody_says_what_to_bring(case: Case) -> None:
    assert "fewer than two persons" in ask(case, who_may_be_the_same).sentence
