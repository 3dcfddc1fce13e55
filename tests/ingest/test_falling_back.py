"""A field may say where else to look: the first of column, preamble, file name and value that says something."""

from __future__ import annotations

from tests.ingest.conftest import apply, table
from workbench.ingest import recipe as recipes
from workbench.model.kinds import Kinds

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
