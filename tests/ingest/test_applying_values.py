"""What a recipe makes of single cells: words replaced, constants from around the table, amounts, numbers, texts."""

from __future__ import annotations

import polars as pl

from tests.ingest.calls_in_rows import PHONE_A, A, B, recipe
from tests.ingest.conftest import apply, table
from workbench.ingest.context import ReadContext
from workbench.model.kinds import Kinds


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
