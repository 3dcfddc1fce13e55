"""What the recipe engine makes of rows: records, refused rows with reasons, nothing lost and nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.conftest import CALLS, apply, table
from workbench.ingest.applying import NOTHING_APPLIES
from workbench.ingest.context import ReadContext
from workbench.model.block import NEW_VALUES, REJECTS, read_mark
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

A, B = "447700900001", "+44 7700 900002"
PHONE_A, PHONE_B = "phone:+447700900001", "phone:+447700900002"


def micros(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1_000_000)  # type: ignore[arg-type,misc]


def recipe(fields: str, kind: str = "call", rest: str = "", layout: str = "") -> str:
    return (
        f'id = "t.r"\nname = "R"\nreader = "delimited"\n[layout]\n{layout}\n'
        f'[[record]]\nkind = "{kind}"\n{rest}\n[record.fields]\n{fields}\n'
    )


BASIC = 'caller = { column = "From" }\ncallee = { column = "To" }\nstart = { column = "When" }\n'


def test_a_row_becomes_a_record_with_its_row_number(kinds: Kinds) -> None:
    found = apply(CALLS, table({"From": [A], "To": [B], "When": ["2024-05-06 07:08:09"]}, first=7), kinds)
    (record,) = found.records("call")
    assert (record["row"], record["part"]) == (7, 0)
    assert (record["caller"], record["callee"]) == (PHONE_A, PHONE_B)
    assert record["start"] == micros(2024, 5, 6, 7, 8, 9)
    assert read_mark(record["start.mark"]) == ("second", "assumed", False)  # type: ignore[arg-type]
    block = found.blocks[0]
    assert block.values.schema == NEW_VALUES and block.rejects.schema == REJECTS
    schema = block.records["call"].schema
    wanted = {
        "row": pl.Int64,
        "part": pl.Int32,
        "caller": pl.Int32,
        "start": pl.Int64,
        "start.offset": pl.Int16,
    }
    assert wanted.items() <= schema.items() and schema["start.mark"] == pl.UInt8


def test_the_same_value_has_one_index_over_blocks_and_spellings(kinds: Kinds) -> None:
    one = table({"From": [A, "07700 900001"], "To": [B, B], "When": ["2024-05-06", "2024-05-07"]})
    two = table({"From": ["+447700900001"], "To": ["447700900003"], "When": ["2024-05-08"]}, first=4)
    found = apply(CALLS, [one, two], kinds)
    assert found.values == [
        ("phone", "+447700900001", False),
        ("phone", "+447700900002", False),
        ("phone", "+447700900003", False),
    ]
    assert [b.records["call"]["caller"].to_list() for b in found.blocks] == [[1, 1], [1]]
    assert [b.values.height for b in found.blocks] == [2, 1]


def test_a_refused_row_leaves_neither_record_nor_entity(kinds: Kinds) -> None:
    rows = table({"From": [A, A], "To": [B, "447700900003"], "When": ["2024-05-06", "not a date"]})
    found = apply(CALLS, rows, kinds)
    assert len(found.records("call")) == 1
    assert "+447700900003" not in {value for _, value, _ in found.values}
    assert found.rejects == [
        (3, "When", "not a date and time that can be read", f"{A}\t447700900003\tnot a date")
    ]


def test_the_first_fault_of_a_row_counts_and_only_once(kinds: Kinds) -> None:
    found = apply(CALLS, table({"From": [None, "???"], "To": ["???", B], "When": ["x", "x"]}), kinds)
    assert [(row, column) for row, column, _, _ in found.rejects] == [(2, "To"), (3, "From")]
    nobody = apply(CALLS, table({"From": [None], "To": ["---"], "When": ["x"]}), kinds)
    assert nobody.rejects[0][1:3] == ("When", "not a date and time that can be read")


def test_optional_fields_empty_signs_and_constants(kinds: Kinds) -> None:
    text = recipe(
        BASIC + 'duration = { column = "D", optional = true }\ncaller_device = { column = "I" }\n'
        'service = { value = "voice" }',
        layout='empty = ["keine"]',
    )
    rows = table(
        {
            "From": [A] * 4,
            "To": [B] * 4,
            "When": ["2024-05-06"] * 4,
            "D": ["-1", "1:15", "---", "60"],
            "I": ["---", "keine", "'004999010000072'", "4.9E+14"],
        }
    )
    found = apply(text, rows, kinds)
    records = found.records("call")
    assert [r["duration"] for r in records] == [None, 75, None]
    assert [r["caller_device"] for r in records] == ["", "", "device:00499901000007"]
    assert {r["service"] for r in records} == {"voice"}
    assert [(row, column) for row, column, _, _ in found.rejects] == [(5, "I")]
    assert "rounded" in found.rejects[0][2]


def test_an_optional_column_may_be_absent_and_a_needed_one_not(kinds: Kinds) -> None:
    rows = table({"From": [A], "To": [B], "When": ["2024-05-06"]})
    text = recipe(BASIC + 'duration = { column = "D", optional = true }')
    assert apply(text, rows, kinds).records("call")[0]["duration"] is None
    with pytest.raises(Problem, match="no column D"):
        apply(recipe(BASIC + 'duration = { column = "D" }'), rows, kinds)


def test_columns_are_found_whatever_their_case_and_spaces(kinds: Kinds) -> None:
    rows = table({" from ": [A], "TO": [B], "When\u00a0": ["2024-05-06"], "row (2)": ["5"]})
    text = recipe(BASIC + 'duration = { column = "row" }')
    assert apply(text, rows, kinds).records("call")[0]["duration"] == 5


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


def test_values_from_preamble_and_file_name(kinds: Kinds) -> None:
    text = recipe(
        "caller = { preamble = 'Mobile No .?(\\d+)' }\ncallee = { column = \"To\" }\n"
        "start = { column = \"When\" }\nservice = { filename = 'export-(\\w+)' }"
    )
    rows = table({"To": [B], "When": ["2024-05-06"]}, preamble=("", f"Call Details of Mobile No '{A}' from"))
    (record,) = apply(text, rows, kinds, ReadContext(country="GB", filename="export-voice.csv")).records(
        "call"
    )
    assert (record["caller"], record["service"]) == (PHONE_A, "voice")
    missing = apply(text, table({"To": [None], "When": ["2024-05-06"]}), kinds)
    assert missing.rejects[0][1:3] == ("preamble + To", "neither caller nor callee is told")


def test_value_maps_and_plain_values(kinds: Kinds) -> None:
    text = recipe(
        'caller = { column = "From", as = "phone", plain = true, map = { own = "7" } }\n'
        'callee = { column = "To", as = "phone", plain = true }\nstart = { column = "When" }\n'
        'service = { column = "T", map = { "M O C" = "voice", x = "" } }'
    )
    rows = table(
        {"From": ["349", "OWN"], "To": ["'1'", "2"], "When": ["2024-05-06"] * 2, "T": ["m o c", "X"]}
    )
    found = apply(text, rows, kinds)
    assert found.values == [("phone", v, False) for v in ("349", "7", "1", "2")]
    assert [r["service"] for r in found.records("call")] == ["voice", None]


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


def test_amounts_are_exact_and_carry_their_asset(kinds: Kinds) -> None:
    text = recipe(
        'at = { column = "When" }\namount = { column = "Sum", asset = { column = "Cur" }, decimal = "," }',
        "payment",
    )
    rows = table(
        {
            "When": ["2024-05-06"] * 4,
            "Sum": ["1.234,50", "0,12345678", "10 USDT", "viel"],
            "Cur": ["EUR", "BTC", "", "EUR"],
        }
    )
    found = apply(text, rows, kinds)
    assert [(str(r["amount"]), r["amount.asset"]) for r in found.records("payment")] == [
        ("123450", "EUR"),
        ("12345678", "BTC"),
        ("10000000", "USDT"),
    ]
    assert found.blocks[0].records["payment"].schema["amount"] == pl.Decimal(38, 0)
    assert [(row, column) for row, column, *_ in found.rejects] == [(5, "Sum")]


def test_numbers_and_texts(kinds: Kinds) -> None:
    text = recipe('item = { column = "I", as = "vehicle" }\nquantity = { column = "Q" }\nreference = { column = "R" }',
                  "seizure", layout='decimal = ","')  # fmt: skip
    rows = table({"I": ["AB12 CDE"] * 3, "Q": ["1.000,5", "inf", "-"], "R": ["  '83 case ", "x", "N/A"]})
    found = apply(text, rows, kinds)
    assert [(r["quantity"], r["reference"]) for r in found.records("seizure")] == [
        (1000.5, "'83 case"),
        (None, None),
    ]
    assert found.rejects[0][:3] == (3, "Q", "not a number")


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


def test_sections_for_other_tables_are_left_alone(kinds: Kinds) -> None:
    text = recipe(BASIC, rest='table = "Calls"')
    rows = {"From": [A], "To": [B], "When": ["2024-05-06"]}
    assert len(apply(text, table(rows, name="calls"), kinds).records("call")) == 1
    assert apply(text, table(rows, name="Legend"), kinds).rejects[0][2] == NOTHING_APPLIES


MESSY_PHONE = st.one_of(
    st.sampled_from([A, B, "121", "AX-BANK", "---", "", "UNKNOWN", "4.4E+11", "x" * 40, "\u200e" + A]),
    st.text(max_size=8),
)
MESSY_TIME = st.one_of(
    st.sampled_from(["2024-05-06 07:08:09", "2024-05-06", "2031-01-01", "31/02/2024 25:61", "", "NULL"]),
    st.text(max_size=8),
)


@settings(max_examples=120, deadline=None)
@given(
    rows=st.lists(st.tuples(MESSY_PHONE, MESSY_PHONE, MESSY_TIME), min_size=1, max_size=25),
    cut=st.integers(0, 25),
)
def test_every_row_is_kept_refused_or_withheld(
    kinds: Kinds, rows: list[tuple[str, str, str]], cut: int
) -> None:
    def part(some: list[tuple[str, str, str]], first: int) -> object:
        cells: list[list[str | None]] = [[c or None for c in column] for column in zip(*some, strict=True)]
        cells = cells or [[], [], []]
        return table(dict(zip(("From", "To", "When"), cells, strict=True)), first=first)

    stretches = [part(rows[:cut], 2), part(rows[cut:], 2 + len(rows[:cut]))]
    text = CALLS.replace("[[record]]", '[layout]\ndate_order = "dmy"\n[[record]]')
    context = ReadContext(country="GB", period=(micros(2024, 1, 1), micros(2025, 1, 1)))
    found = apply(text, stretches, kinds, context)  # type: ignore[arg-type]
    kept = [r["row"] for r in found.records("call")]
    refused = [row for row, *_ in found.rejects]
    withheld = sum(block.withheld for block in found.blocks)
    assert len(kept) + len(refused) + withheld == sum(b.rows for b in found.blocks) == len(rows)
    assert not set(kept) & set(refused) and len(set(kept)) == len(kept)
    used = {v for r in found.records("call") for v in (r["caller"], r["callee"])} - {""}
    assert used == {f"{kind}:{value}" for kind, value, _ in found.values}
