"""Rows are found as Python's csv module finds them, fast way and slow way, whole or in pieces."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest import quoting

CELL = st.text(st.sampled_from('ab"1 ,;\nü€'), max_size=6)
SOUND = st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12)
MESSY = st.text(st.sampled_from('ab",\n'), max_size=60)


def written(rows: list[list[str]], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


@given(SOUND, st.sampled_from(["\n", "\r\n"]))
def test_rows_of_sound_text_start_where_csv_says(rows: list[list[str]], end: str) -> None:
    text = written(rows, end)
    octets = text.encode()
    reader = csv.reader(io.StringIO(text, newline=""))
    starts, before = [], 0
    for _ in reader:
        starts.append(before)
        before = reader.line_num
    assert quoting.sound_end(octets, ",", True) == len(octets)
    found = quoting.spans(octets)
    assert found.lines.tolist() == starts
    counts = quoting.delimiters_by_row(octets, found, ",")
    assert (counts + 1).tolist() == [len(row) for row in rows]
    assert quoting.delimiters_in(octets, ",") == sum(len(row) - 1 for row in rows)


@given(SOUND)
def test_slow_reading_of_sound_text_equals_csv(rows: list[list[str]]) -> None:
    text = written(rows, "\n")
    found, used = quoting.read_lines(text.split("\n")[:-1], ",", True)
    assert used == text.count("\n")
    assert [line.cells for line in found] == [
        row or [""] for row in csv.reader(io.StringIO(text, newline=""))
    ]


@given(SOUND, st.integers(0, 80))
def test_text_in_pieces_gives_the_same_rows(rows: list[list[str]], at: int) -> None:
    octets = written(rows, "\n").encode()
    first = quoting.sound_end(octets[:at], ",", False)
    assert first is not None
    whole = quoting.spans(octets).starts.tolist()
    assert first == 0 or first in [*whole, len(octets)]


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
    assert quoting.sound_end(b'a,5" pipe\n', ",", True) is None
    assert quoting.read_lines(['5" pipe,b', '"a"b,c'], ",", True)[0] == [
        quoting.Line(0, 1, ['5" pipe', "b"]),
        quoting.Line(1, 1, ["ab", "c"]),
    ]


def test_an_open_cell_waits_for_the_next_piece() -> None:
    rows, used = quoting.read_lines(["a,b", 'c,"d'], ",", False)
    assert used == 1 and [r.cells for r in rows] == [["a", "b"]]
    assert quoting.sound_end(b'a,b\nc,"d\ne', ",", False) == 4


def test_two_lone_quotes_do_not_make_one_cell_of_all_between() -> None:
    lines = ["a,b", 'x,"', *["1,2"] * (quoting.MOST_LINES + 5), 'y,z"', "c,d"]
    text = "\n".join(lines) + "\n"
    assert quoting.sound_end(text.encode(), ",", True) is None
    rows, _ = quoting.read_lines(lines, ",", True)
    assert len(rows) == len(lines) and rows[1].cells is None and rows[-2].cells == ["y", 'z"']
    short = text.replace("1,2\n" * 10, "", 100)
    assert quoting.sound_end(short.encode(), ",", True) == len(short)
