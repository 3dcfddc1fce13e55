"""A field may say where else to look: the first of column, preamble, file name and value that says something."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import apply, table
from workbench.ingest import recipe as recipes
from workbench.ingest.applying import WHOSE
from workbench.ingest.context import ReadContext
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

FIELDS = """
at = { column = "When" }
payer = { column = "Account", preamble = 'Account: (\\w+)', as = "account" }
amount = { column = "Amount", asset = { column = "Currency", value = "XXX" }, decimal = "auto" }
"""
RECIPE = (
    'id = "t.r"\nname = "R"\nreader = "delimited"\n[[record]]\nkind = "payment"\n[record.fields]\n' + FIELDS
)


def test_what_the_column_does_not_say_is_looked_for_elsewhere(kinds: Kinds) -> None:
    rows = table(
        {
            "When": ["2024-05-06"] * 2,
            "Account": [None, "A2"],
            "Amount": ["1,50", "2.50"],
            "Currency": [None, "EUR"],
        }
    )
    rows.preamble = ("Account: A1",)
    records = apply(RECIPE, rows, kinds).records("payment")
    assert [record["payer"] for record in records] == ["account:A1", "account:A2"]
    assert [record["amount.asset"] for record in records] == ["XXX", "EUR"]
    assert [int(str(record["amount"])) for record in records] == [15 * 10**17, 250]


def test_the_column_may_be_lacking_then(kinds: Kinds) -> None:
    rows = table({"When": ["2024-05-06"], "Amount": ["1.50"]})
    rows.preamble = ("Account: A1",)
    (record,) = apply(RECIPE, rows, kinds).records("payment")
    assert record["payer"] == "account:A1" and record["amount.asset"] == "XXX"


def test_it_is_written_as_it_was_read() -> None:
    one = recipes.parse(RECIPE)
    again = recipes.parse(recipes.to_text(one.with_layout(date_order="dmy")))
    assert again.sections == one.sections


def test_whose_records_they_are_is_said_with_the_file(kinds: Kinds) -> None:
    asking = RECIPE.replace(
        'as = "account"', "subject = true, as = \"account\", take = '^(.+)$', give = 'X:\\1'"
    )
    rows = table({"When": ["2024-05-06"] * 2, "Account": [None, "A2"], "Amount": ["1.50"] * 2})
    said = apply(asking, rows, kinds, ReadContext(subject="ann@example.org"))
    assert [r["payer"] for r in said.records("payment")] == ["account:X:ANN@EXAMPLE.ORG", "account:X:A2"]
    assert not said.oddities
    silent = apply(asking, rows, kinds)
    assert [r["payer"] for r in silent.records("payment")] == ["", "account:X:A2"]
    assert silent.oddities == {WHOSE: 1}


def test_a_subject_that_cannot_be_one_is_refused_by_name(kinds: Kinds) -> None:
    rows = table({"When": ["2024-05-06"], "Amount": ["1.50"]})
    asking = RECIPE.replace('as = "account"', 'subject = true, as = "account"')
    applied = apply(asking, rows, kinds, ReadContext(subject="4111 11** **** 1111"))
    ((_, column, reason, _),) = applied.rejects
    assert column == "whose records these are" and "hidden" in reason


def test_whose_it_is_is_written_as_it_was_read() -> None:
    one = recipes.parse(RECIPE.replace('as = "account"', "subject = true"))
    assert one.asks_whose and not recipes.parse(RECIPE).asks_whose
    again = recipes.parse(recipes.to_text(one.with_layout(date_order="dmy")))
    assert again.sections == one.sections
    with pytest.raises(Problem, match="subject can only be true"):
        recipes.parse(RECIPE.replace('as = "account"', "subject = false"))
