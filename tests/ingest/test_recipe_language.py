"""What a recipe can say of a layout beyond plain columns: names, signs, kinds told by a column, two-column amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ingest.conftest import apply, table
from workbench.ingest import column_names, recipe
from workbench.ingest.child import Child
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds, parse
from workbench.model.problems import Problem

Write = Callable[..., Path]
A, B = "447700900001", "447700900002"
HEAD = 'id = "t.r"\nname = "R"\nreader = "delimited"\n'
CALL = (
    '[[record]]\nkind = "call"\n[record.fields]\nstart = { column = "when" }\n'
    'caller = { column = "caller" }\ncallee = { column = "callee" }\n'
)
NAMES = """
[names]
caller = ["Caller", "Número A", "主叫号码"]
callee = ["Callee", ["Número B", ["被叫号码"]]]
when = ["Start", "Fecha", "时间"]
[recognise]
headers = ["caller", "callee", "when"]
"""


@pytest.mark.parametrize("columns", [("Caller", "Callee", "Start"), ("主叫号码", "被叫号码", "时间")])
def test_a_name_stands_for_the_column_that_is_there(
    write: Write, by: Child, kinds: Kinds, columns: tuple[str, ...]
) -> None:
    text = HEAD + NAMES + CALL
    found = apply(text, table(dict(zip(columns, ([A], [B], ["2024-05-06"]), strict=True))), kinds)
    assert found.records("call")[0]["callee"] == "phone:+447700900002"
    path = write(f"{','.join(columns)}\n{A},{B},2024-05-06 01:02:03\n")
    best = recognise(path, [recipe.parse(text)], by=by).best
    assert best is not None and best.confidence == 1.0


def test_a_shared_list_is_written_out_in_what_the_case_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {("calls", "who"): ("Who", 'The "caller"'), ("calls", "to"): ("To",), ("parcels", "to"): ("For",)}
    monkeypatch.setattr(column_names, "shared", lambda: lists)
    one = recipe.parse(HEAD + '[names]\ncaller = ["First", "@who"]\ncallee = "@parcels.to"\n' + CALL)
    assert one.layout.names == {"caller": ("First", "Who", 'The "caller"'), "callee": ("For",)}
    assert "@" not in one.text and recipe.parse(one.text) == one
    with pytest.raises(Problem, match="several lists of column names are called to"):
        recipe.parse(HEAD + '[names]\ncaller = "@to"\n' + CALL)
    with pytest.raises(Problem, match=r"no list of column names called calls\.nothing"):
        recipe.parse(HEAD + '[names]\ncaller = "@calls.nothing"\n' + CALL)


def test_every_shipped_list_can_be_used() -> None:
    for (file, key), names in column_names.shared().items():
        one = recipe.parse(HEAD + f'[names]\ncaller = "@{file}.{key}"\n' + CALL)
        assert one.layout.names["caller"] == names


EVERYTHING = (
    HEAD
    + """
[names]
who = ["Who", "Wer"]
[recognise]
headers = ["who"]
without = ["Target No"]
filename = 'export-\\d+'
preamble = 'Search Criteria'
cells = { who = '^\\+?\\d' }
[[record]]
kind = "call"
[record.fields]
start = { column = "When", order = "mdy" }
caller = { column = "who", withheld = ["gesperrt"] }
callee = { column = "B", if_there = true }
[record.swap]
column = "Type"
matches = '^in'
roles = ["caller", "callee"]
[[record]]
kind = "payment"
[record.fields]
at = { column = "When" }
payer = { column = "who", as = { column = "Sort", map = { Telefon = "phone" } }, else = "account" }
amount = { column = "In", minus = "Out", asset = "EUR" }
[[record]]
kind = "payment"
[record.fields]
at = { column = "When" }
amount = { column = "Sum", sign = "absolute", asset = "EUR" }
"""
)


def test_written_and_parsed_again_it_is_the_same(kinds: Kinds) -> None:
    one = recipe.parse(EVERYTHING)
    recipe.check(one, kinds)
    bare = replace(one, text="")
    assert replace(recipe.parse(recipe.to_text(bare)), text="") == bare


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('["Who", "Wer"]', "[1]"), "list of headers"),
        (("'^\\+?\\d'", "'('"), "no regular expression"),
        (('order = "mdy"', 'order = "dym"'), "order is dym"),
        (("matches = '^in'", ""), "says no values"),
        (('sign = "absolute"', 'sign = "both"'), "sign is both"),
        (('as = { column = "Sort", map = { Telefon = "phone" } }, ', ""), "else goes with as"),
    ],
)
def test_mistakes_are_named(change: tuple[str, str], said: str) -> None:
    assert change[0] in EVERYTHING
    with pytest.raises(Problem, match=said):
        recipe.parse(EVERYTHING.replace(*change, 1))


def test_a_kind_that_the_field_cannot_hold_is_refused(kinds: Kinds) -> None:
    with pytest.raises(Problem, match="cannot hold a site"):
        recipe.check(recipe.parse(EVERYTHING.replace('Telefon = "phone"', 'Telefon = "site"')), kinds)


ONE_OF = """
id = "ring"
name = "Ring"
plural = "Rings"
one_of = ["caller", "callee"]
field = [
    { id = "caller", type = "entity", kinds = ["phone", "sender"] },
    { id = "callee", type = "entity", kinds = ["phone"] },
]
"""


@pytest.fixture
def with_rings(kinds: Kinds) -> Kinds:
    """The shipped kinds, and one of which one of two roles is needed."""
    texts = [(sort, name, text) for (sort, name), text in kinds.texts.items()]
    return parse([*texts, ("records", "ring.toml", ONE_OF)])


def test_a_withheld_party_leaves_its_role_empty_and_the_row_in(with_rings: Kinds) -> None:
    text = HEAD + (
        '[[record]]\nkind = "ring"\n[record.fields]\n'
        'caller = { column = "A", withheld = ["0"] }\ncallee = { column = "B" }\n'
    )
    rows = table({"A": ["Private", "'СКРЫТ'", "0", None, "!"], "B": [B, B, B, "Anonymous", B]})
    found = apply(text, rows, with_rings)
    assert [r["caller"] for r in found.records("ring")] == ["", "", ""]
    assert [(row, column, reason) for row, column, reason, _ in found.rejects] == [
        (5, "A + B", "neither caller nor callee is told"),
        (6, "A", "not a telephone number, short code or sender name"),
    ]
    assert {value for _, value, _ in found.values} == {"+447700900002"}


def test_a_recipe_must_fill_one_of_the_roles(with_rings: Kinds) -> None:
    text = HEAD + '[[record]]\nkind = "ring"\n[record.fields]\n'
    with pytest.raises(Problem, match="fills no fields"):
        recipe.parse(text)
    with pytest.raises(Problem, match="needs one of the fields caller, callee"):
        made = recipe.parse(text + 'caller = { column = "A" }\n')
        section = replace(made.sections[0], fields={})
        recipe.check(replace(made, sections=(section,)), with_rings)


def test_a_handle_may_be_called_anonymous(kinds: Kinds) -> None:
    text = HEAD + '[[record]]\nkind = "listing"\n[record.fields]\nvendor = { column = "V", platform = "M" }\n'
    (listing,) = apply(text, table({"V": ["Anonymous"]}), kinds).records("listing")
    assert "anonymous" in str(listing["vendor"]).lower()


def test_the_kind_of_a_value_is_told_by_a_column(kinds: Kinds) -> None:
    text = HEAD + (
        '[[record]]\nkind = "payment"\n[record.fields]\nat = { column = "T" }\n'
        'payer = { column = "P", as = { column = "K", map = { Telefon = "phone", Konto = "account" } } }\n'
        'payee = { column = "P", as = { column = "K", map = { Telefon = "phone" } }, else = "person" }\n'
    )
    rows = table(
        {
            "P": [A, "12345678", "Ann Lee", "x"],
            "K": ["TELEFON", "Konto", "person", "Ding"],
            "T": ["2024-05-06"] * 4,
        }
    )
    found = apply(text, rows, kinds)
    payments = found.records("payment")
    assert [str(r["payer"]).partition(":")[0] for r in payments] == ["phone", "account", "person"]
    assert [str(r["payee"]).partition(":")[0] for r in payments] == ["phone", "person", "person"]
    assert [(row, column) for row, column, _, _ in found.rejects] == [(5, "P")]


def test_amounts_of_two_columns(kinds: Kinds) -> None:
    text = HEAD + (
        '[[record]]\nkind = "payment"\n[record.fields]\nat = { column = "T" }\n'
        'payer = { column = "P", as = "account" }\namount = { column = "In", minus = "Out", asset = "EUR" }\n'
    )
    rows = table(
        {
            "In": ["5.00", None, "0.00", "", "1.00", None],
            "Out": ["0.00", "2.50", "-3.00", None, "1.00", "'4'"],
            "P": ["12345678"] * 6,
            "T": ["2024-05-06"] * 6,
        }
    )
    found = apply(text, rows, kinds)
    assert [None if r["amount"] is None else int(str(r["amount"])) for r in found.records("payment")] == [
        500, -250, -300, None, -400,
    ]  # fmt: skip
    assert [(row, column) for row, column, _, _ in found.rejects] == [(6, "In")]


def test_a_sign_that_only_tells_the_direction_turns_the_roles(kinds: Kinds) -> None:
    text = HEAD + (
        '[[record]]\nkind = "payment"\n[record.fields]\nat = { column = "T" }\n'
        'payer = { column = "Mine", as = "account" }\npayee = { column = "Theirs", as = "account" }\n'
        'amount = { column = "Sum", sign = "absolute", asset = "EUR" }\n'
        '[record.swap]\ncolumn = "Sum"\nmatches = \'^[^-]\'\nroles = ["payer", "payee"]\n'
    )
    rows = table(
        {
            "Mine": ["11111111"] * 2,
            "Theirs": ["22222222"] * 2,
            "Sum": ["-5.00", "5.00"],
            "T": ["2024-05-06"] * 2,
        }
    )
    out, into = apply(text, rows, kinds).records("payment")
    assert (out["payer"], into["payer"]) == ("account:11111111", "account:22222222")
    assert out["amount"] == into["amount"] and int(str(out["amount"])) == 500


def test_each_column_has_its_own_date_order(kinds: Kinds) -> None:
    text = HEAD + (
        '[[record]]\nkind = "subscription"\n[record.fields]\nidentifier = { column = "N", as = "phone" }\n'
        'subscriber = { column = "S", as = "person" }\n'
        'from = { column = "F", order = "dmy" }\nuntil = { column = "U", order = "mdy" }\n'
    )
    rows = table({"N": [A], "S": ["Ann Lee"], "F": ["01/02/2024"], "U": ["03/04/2024"]})
    (record,) = apply(text, rows, kinds).records("subscription")
    day = 86_400_000_000
    assert (int(str(record["until"])) - int(str(record["from"]))) // day == 32  # 1 February to 4 March


def test_what_is_left_empty_is_counted(kinds: Kinds) -> None:
    text = HEAD + CALL.replace('"when"', '"W"').replace('"caller"', '"A"').replace('"callee"', '"B"')
    text += (
        'duration = { column = "D", optional = true }\ncaller_device = { column = "I", optional = true }\n'
    )
    rows = table(
        {"A": [A] * 2, "B": [B] * 2, "W": ["2024-05-06"] * 2, "D": ["soon", "5"], "I": ["4.9E+14", "x!"]}
    )
    found = apply(text, rows, kinds)
    assert len(found.records("call")) == 2
    assert found.oddities == {
        "values of D left empty that could not be read": 1,
        "values of I left empty that could not be read": 2,
    }


def test_a_column_that_may_be_missing_still_has_to_be_right(kinds: Kinds) -> None:
    text = HEAD + CALL.replace('"when"', '"W"').replace('"caller"', '"A"').replace('"callee"', '"B"')
    text += 'duration = { column = "D", if_there = true }\n'
    rows = {"A": [A], "B": [B], "W": ["2024-05-06"]}
    assert apply(text, table(rows), kinds).records("call")[0]["duration"] is None
    assert [r[1] for r in apply(text, table({**rows, "D": ["soon"]}), kinds).rejects] == ["D"]
