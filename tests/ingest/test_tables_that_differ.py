"""One recipe for tables that differ: columns that may be there, parts taken out of cells, headers named as they are."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import apply, table
from workbench.ingest import recipe
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

A, B = "447700900001", "447700900002"
HEAD = """
id = "t.differ"
name = "R"
reader = "delimited"
[names]
who = ["Calling", "Von"]
day = ["Date", "Started"]
clock = ["Time", "Started"]
kind = ["Type"]
"""
CALL = """
[[record]]
kind = "call"
when = { column = "kind", not_in = ["SMS"], if_there = true }
[record.fields]
caller = { column = "who" }
callee = { column = "To" }
start = { columns = ["day", "clock"], if_there = true }
[record.swap]
column = "kind"
values = ["IN"]
if_there = true
roles = ["caller", "callee"]
[[record]]
kind = "message"
when = { column = "kind", in = ["SMS"], if_there = true }
[record.fields]
sender = { column = "who" }
recipient = { column = "To" }
start = { columns = ["day", "clock"], if_there = true }
"""


def test_date_and_time_in_one_column_or_two(kinds: Kinds) -> None:
    apart = table({"Von": [A], "To": [B], "Date": ["13/02/2026"], "Time": ["08:01:02"]})
    together = table({"Calling": [A], "To": [B], "Started": ["2026-02-13 08:01:02"]})
    (one,) = apply(HEAD + CALL, apart, kinds).records("call")
    (two,) = apply(HEAD + CALL, together, kinds).records("call")
    assert one["start"] == two["start"] is not None
    assert apply(HEAD + CALL, table({"Von": [A], "To": [B]}), kinds).rejects[0][2] == "start is empty"


def test_a_condition_on_a_column_that_is_not_there_sees_empty_cells(kinds: Kinds) -> None:
    rows = {"Von": [A] * 3, "To": [B] * 3, "Started": ["2026-02-13"] * 3}
    bare = apply(HEAD + CALL, table(rows), kinds)
    assert len(bare.records("call")) == 3 and not bare.records("message")
    told = apply(HEAD + CALL, table({**rows, "Type": ["IN", "sms", "OUT"]}), kinds)
    assert [r["caller"] for r in told.records("call")] == [f"phone:+{B}", f"phone:+{A}"]
    assert len(told.records("message")) == 1


def test_a_row_may_be_taken_for_what_it_does_not_say(kinds: Kinds) -> None:
    text = (HEAD + CALL).replace('not_in = ["SMS"]', "not_matches = '(?i)sms'")
    rows = {"Von": [A] * 3, "To": [B] * 3, "Started": ["2026-02-13"] * 3, "Type": ["SMS-MT", None, "OUT"]}
    assert [r["row"] for r in apply(text, table(rows), kinds).records("call")] == [3, 4]


def test_rejects_name_the_header_that_the_file_has(kinds: Kinds) -> None:
    rows = table({"Von": ["!"], "To": [B], "Started": ["2026-02-13"]})
    assert apply(HEAD + CALL, rows, kinds).rejects[0][1] == "Von"


PLACED = """
[[record]]
kind = "cell_site"
[record.fields]
cell = { column = "Id", take = '^(\\d{3})(\\d{2})([0-9A-F]{4})([0-9A-F]{7})$', give = '\\1-\\2-0x\\3-0x\\4' }
latitude = { column = "At", take = '^([-\\d.]+)/' }
longitude = { column = "At", take = '/([-\\d.]+)$' }
site = { column = "At", take = '[a-z]+' }
"""


def test_parts_are_taken_out_of_a_cell(kinds: Kinds) -> None:
    rows = table({"Id": ["'4049303E892BAC01'"], "At": ["24.08363/-75.05968"]})
    (site,) = apply(HEAD + PLACED, rows, kinds).records("cell_site")
    assert site["cell"] == "cell:404-93-1000-153857025"
    assert (site["latitude"], site["longitude"]) == (24.08363, -75.05968)


def test_a_cell_without_the_part_is_judged_as_it_is(kinds: Kinds) -> None:
    rows = table({"Id": ["MAST 7"] * 2, "At": ["north of the river", "---"]})
    found = apply(HEAD + PLACED, rows, kinds)
    assert [(r[0], r[1]) for r in found.rejects] == [(2, "At")]
    assert [r["latitude"] for r in found.records("cell_site")] == [None]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("give = '\\1", "give = '\\9"), "give does not go with take"),
        (("take = '[a-z]+'", "give = 'x'"), "give goes with take"),
        (("take = '[a-z]+'", "take = '['"), "no regular expression"),
        (("take = '[a-z]+'", "if_there = 3"), "true or false"),
    ],
)
def test_mistakes_are_named(change: tuple[str, str], said: str) -> None:
    with pytest.raises(Problem, match=said):
        recipe.parse((HEAD + PLACED).replace(*change, 1))


def test_it_is_written_as_it_was_read(kinds: Kinds) -> None:
    made = recipe.parse(HEAD + CALL + PLACED)
    again = recipe.parse(recipe.to_text(made.with_layout(delimiter=";")))
    assert again.sections == made.sections
    recipe.check(again, kinds)


def test_lines_of_an_address_are_joined_as_one_writes_it(kinds: Kinds) -> None:
    text = (
        HEAD
        + """
[[record]]
kind = "cell_site"
[record.fields]
cell = { column = "Id" }
address = { columns = ["Street", "Town"], join = ", " }
"""
    )
    rows = table({"Id": ["A1", "A2"], "Street": ["14 Quay St", None], "Town": ["Mere", "Mere"]})
    assert [r["address"] for r in apply(text, rows, kinds).records("cell_site")] == [
        "address:14 QUAY ST, MERE",
        "address:MERE",
    ]
    made = recipe.parse(text)
    assert recipe.parse(recipe.to_text(made.with_layout(delimiter=";"))).sections == made.sections


def test_degrees_minutes_and_seconds_are_numbers_too(kinds: Kinds) -> None:
    text = (
        HEAD
        + """
[[record]]
kind = "cell_site"
[record.fields]
cell = { column = "Id" }
latitude = { column = "Lat" }
longitude = { column = "Lon" }
"""
    )
    rows = table(
        {"Id": ["A1", "A2", "A3"], "Lat": ["51°27'16.2\"N", "51.4545", "up"], "Lon": ["2º35'W", "-2.5", "1"]}
    )
    found = apply(text, rows, kinds)
    assert [r["latitude"] for r in found.records("cell_site")] == [51.4545, 51.4545]
    assert found.records("cell_site")[0]["longitude"] == pytest.approx(-2.5833333)
    assert [(row, column) for row, column, *_ in found.rejects] == [(4, "Lat")]
