"""What the recipe engine makes of rows: records, refused rows with reasons, nothing lost and nothing twice."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.calls_in_rows import BASIC, PHONE_A, PHONE_B, A, B, micros, recipe
from tests.ingest.conftest import CALLS, apply, table
from workbench.ingest.context import ReadContext
from workbench.model.block import NEW_VALUES, REJECTS, read_mark
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem


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
