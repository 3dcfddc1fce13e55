"""Which records a row gives: sections, directions, several values in a cell, lines that belong together."""

from __future__ import annotations

import polars as pl

from tests.ingest.calls_in_rows import BASIC, PHONE_A, PHONE_B, A, B, recipe
from tests.ingest.conftest import CALLS, apply, table
from workbench.ingest.applying import NOTHING_APPLIES
from workbench.model.kinds import Kinds


def test_direction_swaps_roles_and_what_belongs_to_them(kinds: Kinds) -> None:
    text = recipe(BASIC + 'caller_device = { column = "I" }\ncaller_cell = { column = "C" }') + (
        '[record.swap]\ncolumn = "Dir"\nvalues = ["in"]\nroles = ["caller", "callee"]\n'
    )
    rows = table(
        {
            "From": [A, A],
            "To": [B, B],
            "When": ["2024-05-06", "2024-05-07"],
            "I": ["004999010000072"] * 2,
            "C": ["404-93-1000-1", None],
            "Dir": ["OUT", " 'IN' "],
        }
    )
    out, into = apply(text, rows, kinds).records("call")
    assert (out["caller"], out["caller_device"], out["callee_device"]) == (
        PHONE_A,
        "device:00499901000007",
        "",
    )
    assert (into["caller"], into["callee"]) == (PHONE_B, PHONE_A)
    assert (into["callee_device"], into["caller_device"], into["callee_cell"]) == (
        "device:00499901000007",
        "",
        "",
    )
    assert out["caller_cell"] == "cell:404-93-1000-1"


def test_sections_take_their_rows_and_a_row_no_section_takes_is_refused(kinds: Kinds) -> None:
    text = recipe(BASIC, rest='when = { column = "Type", in = ["voice"] }') + (
        '[[record]]\nkind = "message"\nwhen = [{ column = "Type", matches = "(?i)^sms" }, '
        '{ column = "To", filled = true }]\n[record.fields]\nsender = { column = "From" }\n'
        'recipient = { column = "To" }\nstart = { column = "When" }\n'
    )
    rows = table(
        {
            "From": [A] * 4,
            "To": [B, B, B, "---"],
            "When": ["2024-05-06"] * 4,
            "Type": ["Voice", "SMS-MO", "GPRS", "SMS-MT"],
        }
    )
    found = apply(text, rows, kinds)
    assert [(r["row"], r["part"]) for r in found.records("call")] == [(2, 0)]
    assert [(r["row"], r["part"]) for r in found.records("message")] == [(3, 1)]
    assert [(row, column, why) for row, column, why, _ in found.rejects] == [
        (4, "Type", NOTHING_APPLIES),
        (5, "Type", NOTHING_APPLIES),
    ]


def test_one_row_may_give_two_records_and_a_fault_in_one_refuses_both(kinds: Kinds) -> None:
    text = recipe(
        'identifier = { column = "Account", as = "account" }\nsubscriber = { column = "Name" }',
        "subscription",
    ) + (
        '[[record]]\nkind = "subscription"\n[record.fields]\nidentifier = { column = "Phone", as = "phone" }\n'
        'subscriber = { column = "Name" }\n'
    )
    rows = table(
        {
            "Account": ["EH-88-1", "EH-88-2"],
            "Name": ["Rhea Kett", "Ola Nord"],
            "Phone": [A, "see list, page 3"],
        }
    )
    found = apply(text, rows, kinds)
    assert [(r["row"], r["part"], r["identifier"]) for r in found.records("subscription")] == [
        (2, 0, "account:EH-88-1"),
        (2, 1, PHONE_A),
    ]
    assert [row for row, *_ in found.rejects] == [3]


def test_split_and_find_give_a_record_for_every_value(kinds: Kinds) -> None:
    text = recipe(
        'vendor = { column = "V", platform = { column = "M" } }\n'
        'contact = { column = "C", split = ";", as = ["phone", "email"] }',
        "listing",
    ) + (
        '[[record]]\nkind = "listing"\n[record.fields]\nvendor = { column = "V", platform = "Alpha" }\n'
        'contact = { column = "Text", find = ["email", "phone"] }\n'
    )
    rows = table(
        {
            "V": ["moss", "fern"],
            "M": ["Alpha", "Beta"],
            "C": ["+44 7700 900001; m@example.com ;", None],
            "Text": ["call +44 7700 900001 or +447700900001, mail m@example.com", "nothing here"],
        }
    )
    found = apply(text, rows, kinds)
    records = sorted(found.records("listing"), key=lambda r: (r["row"], r["part"]))  # type: ignore[arg-type,return-value]
    assert [(r["row"], r["part"], r["vendor"], r["contact"]) for r in records] == [
        (2, 0, "handle:alpha:moss", PHONE_A),
        (2, 1, "handle:alpha:moss", PHONE_A),
        (2, 2, "handle:alpha:moss", "email:m@example.com"),
        (2, 3, "handle:alpha:moss", "email:m@example.com"),
        (3, 0, "handle:beta:fern", ""),
        (3, 1, "handle:alpha:fern", ""),
    ]
    assert [r["offset"] for r in records] == [None, 6.0, None, 45.0, None, None]


def test_lines_of_one_row_are_kept_refused_and_counted_together(kinds: Kinds) -> None:
    text = recipe(BASIC, rest='when = { column = "Type", in = ["voice"] }')
    rows = table(
        {
            "From": [A, A, None, A, None, A],
            "To": [B, B, None, B, None, B],
            "When": ["2024-05-06"] * 6,
            "Type": ["voice", "note", "voice", "voice", "voice", "note"],
        }
    )
    rows.frame = rows.frame.with_columns(row=pl.Series([8, 8, 9, 9, 9, 12], dtype=pl.Int64))
    found = apply(text, rows, kinds)
    assert [(r["row"], r["part"]) for r in found.records("call")] == [(8, 0)]
    assert [(row, why) for row, _, why, _ in found.rejects] == [
        (9, "neither caller nor callee is told"),
        (12, NOTHING_APPLIES),
    ]
    assert found.blocks[0].rows == 3


def test_lines_of_one_row_get_parts_of_their_own(kinds: Kinds) -> None:
    rows = table({"From": [A] * 3, "To": [B] * 3, "When": ["2024-05-06"] * 3})
    rows.frame = rows.frame.with_columns(row=pl.Series([9, 9, 12], dtype=pl.Int64))
    found = apply(CALLS, rows, kinds)
    assert [(r["row"], r["part"]) for r in found.records("call")] == [(9, 0), (9, 1), (12, 0)]


def test_sections_for_other_tables_are_left_alone(kinds: Kinds) -> None:
    text = recipe(BASIC, rest='table = "Calls"')
    rows = {"From": [A], "To": [B], "When": ["2024-05-06"]}
    assert len(apply(text, table(rows, name="calls"), kinds).records("call")) == 1
    assert apply(text, table(rows, name="Legend"), kinds).rejects[0][2] == NOTHING_APPLIES
