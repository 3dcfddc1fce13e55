"""Letters: shipped templates, the agency's own, and what stands in a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.app import letters
from workbench.case import entities, opening
from workbench.case.cases import Case, describe
from workbench.model.document import Paragraph, Points, Table
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

TODAY = date(2026, 6, 1)
OWN = """
name = "Our letter"
sort = "disclosure"
provider_sort = "operator"
kinds = ["phone"]
text = '''
{provider}: {legal_basis}

{identifiers}

{wanted}
'''
"""


@pytest.fixture
def case(tmp_path: Path, kinds: Kinds) -> Iterator[Case]:
    with opening.create(
        tmp_path / "test.case", kinds, "A. Nalyst", title="Test", country="GB", zone="Europe/London"
    ) as made:
        yield made


@pytest.fixture
def phone(case: Case, tmp_path: Path) -> int:
    take_in(case, tmp_path, "one.csv", [(2, "+447700900001", "+447700900002", 1_000)])
    return entities.resolve(case, "phone:+447700900001")


def drafted(case: Case, template: letters.Template, phone: int) -> letters.Request:
    return letters.drafted(case, template, [phone], TODAY, provider="Operator A", legal_basis="Order 12")


@pytest.mark.parametrize("id", sorted(letters.templates()))
def test_every_shipped_letter_can_be_filled(case: Case, phone: int, id: str) -> None:
    template = letters.templates()[id]
    request = letters.Request(
        "2026-001", template.sort, "Operator A", template.provider_sort, "Order 12", "2026-05-01", "2026-05-31",
        "\n".join(template.wanted), due=letters.answer_by(template, TODAY), entities=(phone,),
    )  # fmt: skip
    text = letters.filled(case, template, request, TODAY)
    assert "Operator A" in text and "Order 12" in text and request.due in text
    for wanted in template.wanted:
        assert f"- {wanted}" in text
    assert text.replace(letters.IDENTIFIERS, "").count("{") == 0
    assert letters.gaps(text) == text.count(letters.OPEN) > 0, (
        "the case says neither officer nor authority yet"
    )


def test_what_the_case_says_fills_the_letter(case: Case, phone: int) -> None:
    with case.edit("Say") as db:
        describe(
            db, officer="Insp. Ann", authority="Unit 4", purpose="drug trafficking", offence="", handling="P"
        )
    template = letters.templates()["operator_disclosure"]
    request = letters.drafted(
        case, template, [phone], TODAY, provider="Operator A", legal_basis="Order 12", first="2026-05-01",
        last="2026-05-31",
    )  # fmt: skip
    assert letters.gaps(request.letter) == 0
    assert request.letter.endswith("Insp. Ann\nUnit 4") and request.due == "2026-06-22"
    made = letters.document(case, replace(request), template)
    assert made.handling == "P" and made.title == "Request to disclose data"


def test_the_identifiers_become_a_table_where_they_stand(case: Case, phone: int, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    template = letters.templates(tmp_path)["own"]
    request = letters.drafted(
        case, template, [phone], TODAY, provider="Operator A", legal_basis="Order 12", wanted="calls\ncells"
    )
    said = letters.document(case, request, template).blocks
    assert [type(b) for b in said] == [Paragraph, Table, Points]
    assert isinstance(said[1], Table) and said[1].rows == (("1", "Phone", "+44 7700 900001"),)
    assert said[2] == Points(("calls", "cells"))


def test_a_letter_is_not_about_what_its_provider_cannot_know(case: Case, phone: int, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN.replace('["phone"]', '["wallet"]'), "utf-8")
    with pytest.raises(Problem, match=r"'Our letter' is not a letter about \+44 7700 900001"):
        drafted(case, letters.templates(tmp_path)["own"], phone)


def test_a_letter_whose_identifiers_were_deleted_names_them_all_the_same(case: Case, phone: int) -> None:
    template = letters.templates()["operator_disclosure"]
    request = replace(drafted(case, template, phone), letter="Only words")
    assert [type(b) for b in letters.document(case, request, template).blocks] == [Paragraph, Table]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (OWN.replace("{wanted}", "{secret}"), "has {secret} to be filled in, which nothing fills"),
        (OWN.replace('"operator"', '"baker"'), "is of no known sort"),
        (OWN.replace("name =", "nome ="), "does not say its name"),
        ("name = ", "cannot be read"),
    ],
)
def test_a_letter_of_the_agency_that_is_wrong_says_so(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(Problem) as problem:
        letters.templates(tmp_path)
    assert complaint in str(problem.value)


def test_an_agencys_letter_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "operator_disclosure.toml").write_text(OWN, "utf-8")
    assert letters.templates(tmp_path)["operator_disclosure"].name == "Our letter"
