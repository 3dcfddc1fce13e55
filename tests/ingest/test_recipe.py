"""Recipes: what TOML means, that it is written back the same, and a sentence for every mistake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ingest.conftest import CALLS, picked
from workbench.ingest import recipe
from workbench.ingest.recipe import Filling, Source
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

EVERYTHING = """
id = "test.everything"
name = "Everything a recipe can say"
reader = "delimited"

[recognise]
headers = ["Target No", "Call Type"]

[layout]
delimiter = ";"
encoding = "cp1252"
footer = '^(Total|End)'
skip = '^-{5,}'
date_order = "mdy"
decimal = ","
zone = "Asia/Kolkata"
country = "IN"
empty = ["keine", "???"]

[[record]]
kind = "call"
table = "CDR"
when = { column = "Call Type", in = ["IN", "OUT"], not_in = ["X"], matches = "^.", filled = true }
[record.fields]
start = { columns = ["Date", "Time"], format = "%d/%m/%Y %H:%M", zone = { column = "Zone" } }
caller = { column = "Target No", as = "phone", plain = true, map = { own = "1" } }
callee = { preamble = 'No (\\d+)' }
caller_device = { column = "IMEI", optional = true }
service = { value = "voice" }
[record.swap]
column = "Call Type"
values = ["IN"]
roles = ["caller", "callee"]

[[record]]
kind = "listing"
when = [{ column = "a", in = ["x"] }, { column = "b", filled = false }]
[record.fields]
seen = { column = "Seen", unix = "ms", zone = "UTC" }
vendor = { column = "Vendor", platform = { column = "Market" } }
price = { column = "Price", asset = "USD", decimal = "." }
contact = { column = "Text", find = ["phone", "email"] }
title = { filename = 'x-(\\w+)' }
"""


def test_a_recipe_says_what_it_says(kinds: Kinds) -> None:
    one = recipe.parse(EVERYTHING)
    recipe.check(one, kinds)
    assert (
        one.layout.delimiter == ";"
        and one.layout.empty == ("keine", "???")
        and one.layout.date_order == "mdy"
    )
    call, listing = one.sections
    assert call.table == "CDR" and call.swap is not None and call.swap.roles == ("caller", "callee")
    assert call.fields["start"].zone == Source(("Zone",)) and listing.fields["seen"].zone == Source(
        value="UTC"
    )
    assert listing.fields["price"].asset == Source(value="USD")
    assert call.columns == ["Date", "Time", "Zone", "Target No", "IMEI", "Call Type"]
    assert call.needed == ["Date", "Time", "Zone", "Target No", "Call Type"]
    assert one.kinds == ("call", "listing") and one.headers == ("Target No", "Call Type")


def test_written_and_parsed_again_it_is_the_same() -> None:
    for text in (EVERYTHING, CALLS):
        one = recipe.parse(text)
        assert recipe.to_text(one) == text
        bare = replace(one, text="")
        assert replace(recipe.parse(recipe.to_text(bare)), text="") == bare


def test_another_layout_is_written_anew() -> None:
    changed = recipe.parse(EVERYTHING).with_layout(date_order="dmy")
    again = recipe.parse(recipe.to_text(changed))
    assert again.layout.date_order == "dmy" and again.sections == changed.sections


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("id =", "ID ="), "unknown entry ID"),
        (('name = "Calls"', "name = 3"), "name should be a text"),
        (("[[record]]", "[[records]]"), "unknown entry records"),
        (('kind = "call"', 'kind = "call"\nwhere = 1'), "record 1 has an unknown entry where"),
        (('column = "From"', 'colum = "From"'), "field caller has an unknown entry colum"),
        (
            ('{ column = "From" }', '{ column = "From", columns = ["x"] }'),
            "should say one of column, columns, value",
        ),
        (('{ column = "From" }', '"From"'), "field caller should be a table"),
        (('{ column = "From" }', "{ preamble = '(' }"), "no regular expression"),
        (('{ column = "From" }', '{ column = "From", optional = 1 }'), "optional is true or false"),
        (('{ column = "When" }', '{ column = "When", zone = "Mars/Olympus" }'), "no time zone Mars/Olympus"),
        (('{ column = "When" }', '{ column = "When", unix = "h" }'), "unix is h"),
        (("[[record]]", '[layout]\ndate_order = "dym"\n[[record]]'), "date_order is dym"),
        (("[[record]]", '[layout]\nencoding = "klingon"\n[[record]]'), "no encoding is called klingon"),
        (("[[record]]", '[layout]\nencoding = "hex"\n[[record]]'), "no encoding is called hex"),
        (("[[record]]", '[layout]\nencoding = "a\\u0000b"\n[[record]]'), "no encoding is called a"),
        (("[[record]]", '[layout]\ndelimiter = "::"\n[[record]]'), "one plain character"),
        (("[[record]]", "[layout]\nfooter = '('\n[[record]]"), "footer is no regular expression"),
        (
            ("[record.fields]", '[record.swap]\ncolumn="a"\nvalues=["b"]\nroles=["c"]\n[record.fields]'),
            "two roles",
        ),
        (("id =", "= id"), "is not TOML"),
    ],
)
def test_mistakes_in_the_text(change: tuple[str, str], said: str) -> None:
    with pytest.raises(Problem, match=said) as caught:
        recipe.parse(CALLS.replace(*change, 1), "calls.toml")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('kind = "call"', 'kind = "chat"'), "there is no record kind chat"),
        (("caller =", "callers ="), "a call has no field callers"),
        (('start = { column = "When" }', ""), "a call needs the field start"),
        (('{ column = "From" }', '{ column = "From", asset = "USD" }'), "is a entity and cannot have asset"),
        (('{ column = "From" }', '{ column = "From", as = "wallet" }'), "cannot hold a wallet"),
        (('{ column = "From" }', '{ column = "From", plain = true }'), "must say which kind"),
        (('{ column = "When" }', '{ column = "When", find = ["phone"] }'), "cannot have find"),
        (
            (
                'callee = { column = "To" }',
                'callee = { column = "To", split = ";" }\nforwarded_to = { column = "F", split = "," }',
            ),
            "only one field can give several values",
        ),
        (
            (
                "[record.fields]",
                '[record.swap]\ncolumn="a"\nvalues=["b"]\nroles=["caller", "start"]\n[record.fields]',
            ),
            "do not hold the same kinds|needs a field",
        ),
    ],
)
def test_what_the_kinds_do_not_allow(kinds: Kinds, change: tuple[str, str], said: str) -> None:
    with pytest.raises(Problem, match=said):
        recipe.check(recipe.parse(CALLS.replace(*change, 1)), kinds)


def test_a_recipe_from_picked_columns(kinds: Kinds) -> None:
    made = picked("call", {"caller": "A", "callee": "B", "start": ("Day", "Hour")})
    recipe.check(made, kinds)
    assert made.layout.headers == ("A", "B", "Day", "Hour")
    assert made.sections[0].fields["start"] == Filling(Source(("Day", "Hour")))
    assert recipe.parse(recipe.to_text(made)).sections == made.sections
