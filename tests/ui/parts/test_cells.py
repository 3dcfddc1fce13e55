from __future__ import annotations

import json

import pytest

from workbench.ui.parts.cells import readable


def marked(text: str, *values: str) -> list[str]:
    marks = [(text.index(v), text.index(v) + len(v)) for v in values]
    shown, there = readable(text, marks)
    return [shown, *(shown[a:b] for a, b in there)]


def test_cells_of_a_workbook_are_read_with_bars() -> None:
    text = json.dumps(["RR123450045GB", "14.06.2026", "+44 7700 900122", None, 12.5, ""])
    assert marked(text, "RR123450045GB", "+44 7700 900122") == [
        "RR123450045GB | 14.06.2026 | +44 7700 900122 |  | 12.5 | ", "RR123450045GB", "+44 7700 900122",
    ]  # fmt: skip


@pytest.mark.parametrize("ascii_", [True, False])
def test_quotes_line_ends_and_characters_of_every_script_keep_the_marks_in_place(ascii_: bool) -> None:
    text = json.dumps(['say "hi"\n\\', "Zoë 😀 شارع", "+447700900122"], ensure_ascii=ascii_)
    assert marked(text, "+447700900122") == ['say "hi" \\ | Zoë 😀 شارع | +447700900122', "+447700900122"]


@pytest.mark.parametrize("text", ["a,b,c", "[a],b", '[{"txid": 1}]', "[]", "[1", '{"vin": []}'])
def test_any_other_row_stays_verbatim(text: str) -> None:
    assert readable(text, [(0, 1)]) == (text, [(0, 1)])
