"""How a recipe reads moments: zone, precision, order of day and month, the authorised period."""

from __future__ import annotations

import polars as pl
import pytest

from tests.ingest.calls_in_rows import BASIC, A, B, micros, recipe
from tests.ingest.conftest import CALLS, apply, table
from workbench.ingest.context import ReadContext
from workbench.model.block import read_mark
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem


def test_moments_keep_zone_precision_and_how_it_is_known(kinds: Kinds) -> None:
    text = recipe(
        'caller = { column = "From" }\ncallee = { column = "To" }\n'
        'start = { columns = ["D", "T"], zone = { column = "Z" } }'
    )
    rows = table(
        {
            "From": [A] * 5,
            "To": [B] * 5,
            "D": ["'15/03/2025'", "15/03/2025", "15/03/2025", "15/03/2025", "26/10/2025"],
            "T": ["8:59:54", "08:59", "-", "10:00:00", "01:30:00"],
            "Z": ["Asia/Kolkata", "UTC", "+02:00", "Atlantis", "Europe/London"],
        }
    )
    found = apply(text, rows, kinds)
    records = found.records("call")
    assert [r["start"] for r in records] == [
        micros(2025, 3, 15, 3, 29, 54),
        micros(2025, 3, 15, 8, 59),
        micros(2025, 3, 14, 22),
        micros(2025, 10, 26, 0, 30),
    ]
    assert [r["start.offset"] for r in records] == [330, 0, 120, 60]
    assert [read_mark(r["start.mark"]) for r in records] == [  # type: ignore[arg-type]
        ("second", "stated in column", False),
        ("minute", "stated in column", False),
        ("day", "stated in column", False),
        ("second", "stated in column", True),
    ]
    assert found.rejects[0][:3] == (5, "D + T", "no time zone is called Atlantis")
    assert found.oddities == {"times that happened twice at the change of clocks": 1}


@pytest.mark.parametrize(
    ("layout", "context", "basis"),
    [
        ('zone = "Asia/Kolkata"', ReadContext(country="GB"), "stated in file"),
        ("", ReadContext(country="GB", zone="Asia/Kolkata", zone_basis="set by user"), "set by user"),
        ("", ReadContext(country="GB", zone="Asia/Kolkata"), "assumed"),
    ],
)
def test_where_the_zone_comes_from(kinds: Kinds, layout: str, context: ReadContext, basis: str) -> None:
    rows = table({"From": [A], "To": [B], "When": ["2025-03-15 05:30:00"]})
    (record,) = apply(recipe(BASIC, layout=layout), rows, kinds, context).records("call")
    assert record["start"] == micros(2025, 3, 15) and read_mark(record["start.mark"])[1] == basis  # type: ignore[arg-type]


def test_unix_and_formatted_times(kinds: Kinds) -> None:
    text = recipe(
        'caller = {column="From"}\ncallee = {column="To"}\nstart = { column = "When", unix = "ms" }'
    )
    rows = table({"From": [A], "To": [B], "When": ["1714978800123"]})
    (record,) = apply(text, rows, kinds).records("call")
    assert record["start"] == 1_714_978_800_123_000 and read_mark(record["start.mark"])[0] == "microsecond"  # type: ignore[arg-type]
    text = recipe('caller={column="From"}\ncallee={column="To"}\nstart={column="When", format="%Y%m%d %H%M"}')
    rows = table({"From": [A], "To": [B], "When": ["20060601 0008"]})
    assert apply(text, rows, kinds).records("call")[0]["start"] == micros(2006, 6, 1, 0, 8)


def test_day_and_month_are_decided_for_the_column(kinds: Kinds) -> None:
    rows = table({"From": [A] * 2, "To": [B] * 2, "When": ["03/04/2025", "2/20/2025"]})
    assert [r["start"] for r in apply(CALLS, rows, kinds).records("call")] == [
        micros(2025, 3, 4),
        micros(2025, 2, 20),
    ]
    with pytest.raises(Problem, match=r"day/month or as month/day, such as 0[34]/0[43]/2025"):
        apply(CALLS, table({"From": [A], "To": [B], "When": ["03/04/2025"]}), kinds)
    stated = CALLS.replace("[[record]]", '[layout]\ndate_order = "dmy"\n[[record]]')
    rows = table({"From": [A], "To": [B], "When": ["03/04/2025"]})
    assert apply(stated, rows, kinds).records("call")[0]["start"] == micros(2025, 4, 3)


def test_a_few_damaged_dates_do_not_hide_the_order(kinds: Kinds) -> None:
    good = [f"{day:02}/{month:02}/2025" for month in range(1, 7) for day in range(1, 29)]
    rows = table({"From": [A] * 169, "To": [B] * 169, "When": [*good, "45/45/2025"]})
    found = apply(CALLS, rows, kinds)
    assert len(found.records("call")) == 168 and [r[0] for r in found.rejects] == [170]
    mixed = table(
        {"From": [A] * 4, "To": [B] * 4, "When": ["13/01/2025", "01/13/2025", "14/01/2025", "01/15/2025"]}
    )
    with pytest.raises(Problem, match="several orders"):
        apply(CALLS, mixed, kinds)


def test_rows_outside_the_authorised_period_are_withheld(kinds: Kinds) -> None:
    period = (micros(2024, 5, 1), micros(2024, 6, 1))
    rows = table(
        {
            "From": [A, "447700900009", "447700900008", "???"],
            "To": [B] * 4,
            "When": ["2024-05-06", "2024-06-01", "2024-04-30 23:59:59", "2023-01-01"],
        }
    )
    rows.raw = pl.DataFrame({"row": [2, 3, 4, 5], "text": ["a", "b", "c", "d"]})
    found = apply(CALLS, rows, kinds, ReadContext(country="GB", period=period))
    block = found.blocks[0]
    assert (block.rows, block.withheld, len(found.records("call")), found.rejects) == (4, 3, 1, [])
    assert {value for _, value, _ in found.values} == {"+447700900001", "+447700900002"}
    assert block.raw_rows is not None and block.raw_rows["text"].to_list() == ["a"]
