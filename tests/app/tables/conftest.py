"""A case of calls in two sources, one of which tells a call of the other again, and of payments with texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import charts, graphs, opening
from workbench.case.cases import Case

A, B, C, D = (f"+4477009000{n:02d}" for n in (1, 2, 3, 4))
CALLS = f"""caller,callee,start,duration
{A},{B},2026-06-01 10:00:00,60
{B},{A},2026-06-02 11:00:00,30
{A},{C},2026-05-03 12:00:00,900
withheld,{C},2026-06-04 12:00:00,15
{A},not a number at all,2026-06-04 12:00:00,15
"""
AGAIN = f"""caller,callee,start,duration
{A},{B},2026-06-01 10:00:01,60
{C},{D},2026-06-05 09:00:00,7
"""
CALL_RECIPE = """
id = "test.calls"
name = "Test calls"
reader = "delimited"
[recognise]
headers = ["caller", "callee", "start", "duration"]
[layout]
zone = "UTC"
[[record]]
kind = "call"
[record.fields]
caller = { column = "caller", withheld = ["withheld"] }
callee = { column = "callee" }
start = { column = "start" }
duration = { column = "duration" }
"""
PAID = """on,from,to,amount,currency,reference
2026-06-07,GB29NWBK60161331926819,DE89370400440532013000,1234.50,EUR,rent
2026-06-08,DE89370400440532013000,GB29NWBK60161331926819,7.00,GBP,"=cmd|' /C calc'!A0"
"""
PAID_RECIPE = """
id = "test.payments"
name = "Test payments"
reader = "delimited"
[recognise]
headers = ["on", "from", "to", "amount", "currency", "reference"]
[[record]]
kind = "payment"
[record.fields]
at = { column = "on" }
payer = { column = "from" }
payee = { column = "to" }
amount = { column = "amount", asset = { column = "currency" } }
reference = { column = "reference" }
"""


@pytest.fixture(scope="session")
def made_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("tables")
    library = Library.shipped()
    with opening.create(
        folder / "tables.case", library.kinds, "A. Nalyst", title="Tables", country="GB", zone="Europe/London"
    ) as case:
        for name, text, recipe in (
            ("calls.csv", CALLS, CALL_RECIPE), ("again.csv", AGAIN, CALL_RECIPE), ("paid.csv", PAID, PAID_RECIPE),
        ):  # fmt: skip
            (folder / name).write_text(text)
            (folder / "recipe.toml").write_text(recipe)
            outcome = import_file(case, folder / name, library, Wishes(recipe=str(folder / "recipe.toml")))
            assert not outcome.problem, outcome.problem
        found = {v: i for i, v in case.db.conn.execute("SELECT id, value FROM entity")}
        with case.edit("Chart") as db:
            chart = charts.create(db, "Chart 1")
            charts.show(db, chart, [found[A], found[B], found[C]])
        yield case
    library.close()


@pytest.fixture
def graph(made_case: Case):
    return graphs.read(made_case)
