"""Rows begin where Python's csv module begins them, whole or in pieces; where quotes are not sound, it is said."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.kernels import rows_of_text
from workbench.kernels.rows_of_text import BLANK, LOOK, MULTILINE, Surveyed

CELL = st.text(st.sampled_from('ab"1 ,;\nü€'), max_size=12)
SOUND = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12)


def written(rows: list[list[str]], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


@given(SOUND, st.sampled_from(["\n", "\r\n"]))
def test_rows_of_sound_text_start_where_csv_says(rows: list[list[str]], end: str) -> None:
    text = written(rows, end)
    reader = csv.reader(io.StringIO(text, newline=""))
    begin, cells, before = [], [], 0
    for row in reader:
        begin.append(before)
        cells.append(row)
        before = reader.line_num
    found = Surveyed(text.encode(), ",", 3, True)
    assert found.is_sound and found.end == len(text.encode()) and found.line_ends == text.count("\n")
    assert found.lines.tolist() == begin
    assert found.cells.tolist() == [len(row) for row in cells]
    octets = text.encode()
    parts = [
        octets[a:b].decode() for a, b in zip(found.starts, [*found.starts[1:], len(octets)], strict=True)
    ]
    assert [row for part in parts for row in csv.reader(io.StringIO(part, newline=""))] == cells
    for row, part, doubt in zip(cells, parts, found.doubt.tolist(), strict=True):
        assert bool(doubt & MULTILINE) == ("\n" in part.removesuffix(end))
        blank = not any(cell.strip() for cell in row)
        wrong = len(row) < 3 or any(cell.strip() for cell in row[3:])
        assert not doubt & BLANK or blank
        assert doubt & (BLANK | LOOK) or not (blank or wrong)


@given(SOUND, st.integers(0, 80))
def test_text_in_pieces_gives_the_same_rows(rows: list[list[str]], at: int) -> None:
    octets = written(rows, "\n").encode()
    first = Surveyed(octets[:at], ",", 3, False)
    whole = Surveyed(octets, ",", 3, True)
    assert first.is_sound
    assert first.end == 0 or first.end in [*whole.starts.tolist(), len(octets)]
    held = len(first.starts)
    assert first.starts.tolist() == whole.starts[:held].tolist()
    assert first.doubt.tolist() == whole.doubt[:held].tolist()


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("1,2,3", 0), ("1,2,3,", 0), ("1,2,3, ,", 0), (",,3", 0), ("", BLANK), (" , ,\t", BLANK), (",,,,", BLANK),
        ("1,2", LOOK), ("1,2,3,4", LOOK), ('"","",""', LOOK), ("\u00a0,,", LOOK), ("\u00fc,,", LOOK),
        ('1,"a\nb",3', MULTILINE), ('1,"a\nb"', LOOK | MULTILINE),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_what_must_be_known_of_a_row(row: str, doubt: int, end: str) -> None:
    if row or end:
        assert Surveyed((row + end).encode(), ",", 3, True).doubt.tolist() == [doubt]


def test_a_quote_inside_a_cell_is_not_sound() -> None:
    assert not Surveyed(b'a,5" pipe\n', ",", 2, True).is_sound
    assert not Surveyed(b'a,"b"c\n', ",", 2, True).is_sound
    assert not Surveyed(b'a,"b\n', ",", 2, True).is_sound


def test_an_open_cell_waits_for_the_next_piece() -> None:
    found = Surveyed(b'a,b\nc,"d\ne', ",", 2, False)
    assert found.is_sound and found.end == 4 and found.starts.tolist() == [0]


def test_two_lone_quotes_do_not_make_one_cell_of_all_between() -> None:
    lines = ["a,b", 'x,"', *["1,2"] * (rows_of_text.MOST_LINES + 5), 'y,z"', "c,d"]
    text = "\n".join(lines) + "\n"
    assert not Surveyed(text.encode(), ",", 2, True).is_sound
    short = text.replace("1,2\n" * 10, "", 100)
    assert Surveyed(short.encode(), ",", 2, True).end == len(short)


@pytest.mark.parametrize("final", [True, False])
def test_a_cell_without_end_is_given_up(final: bool) -> None:
    text = b'a,b\nx,"' + b"y" * (rows_of_text.MOST_CHARS + 1)
    assert not Surveyed(text, ",", 2, final).is_sound
