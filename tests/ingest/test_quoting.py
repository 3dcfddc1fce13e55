"""Rows are read as Python's csv module reads them, and a quote that is never closed costs one."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest import quoting

CELL = st.text(st.sampled_from('ab"1 ,;\nü€'), max_size=6)
SOUND = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12)
MESSY = st.text(st.sampled_from('ab",\n'), max_size=60)


def written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@given(SOUND)
def test_slow_reading_of_sound_text_equals_csv(rows: list[list[str]]) -> None:
    text = written(rows)
    found, used = quoting.read_lines(text.split("\n")[:-1], ",", True)
    assert used == text.count("\n")
    assert [line.cells for line in found] == [
        row or [""] for row in csv.reader(io.StringIO(text, newline=""))
    ]


@given(MESSY)
def test_no_line_is_lost_or_read_twice(text: str) -> None:
    lines = text.split("\n")
    rows, used = quoting.read_lines(lines, ",", True)
    covered = [n for row in rows for n in range(row.first, row.first + row.count)]
    assert covered == list(range(len(lines))) and used == len(lines)


@given(MESSY)
def test_a_line_without_quotes_after_an_unclosed_one_is_read(text: str) -> None:
    lines = ['x,"never closed', *text.replace('"', "").split("\n"), "last,line"]
    rows, _ = quoting.read_lines(lines, ",", True)
    assert rows[0].cells is None and rows[0].count == 1
    assert rows[-1].cells == ["last", "line"] and len(rows) == len(lines)


def test_a_quote_inside_a_cell_is_a_character() -> None:
    assert quoting.read_lines(['5" pipe,b', '"a"b,c'], ",", True)[0] == [
        quoting.Line(0, 1, ['5" pipe', "b"]),
        quoting.Line(1, 1, ["ab", "c"]),
    ]


def test_an_open_cell_waits_for_the_next_piece() -> None:
    rows, used = quoting.read_lines(["a,b", 'c,"d'], ",", False)
    assert used == 1 and [r.cells for r in rows] == [["a", "b"]]


def test_two_lone_quotes_do_not_make_one_cell_of_all_between() -> None:
    lines = ["a,b", 'x,"', *["1,2"] * (quoting.MOST_LINES + 5), 'y,z"', "c,d"]
    rows, _ = quoting.read_lines(lines, ",", True)
    assert len(rows) == len(lines) and rows[1].cells is None and rows[-2].cells == ["y", 'z"']
